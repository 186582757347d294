// SPDX-License-Identifier: LGPL-2.1-or-later
// What a period is compared with, to be chosen; the address keeps it.

import { against, nothing, previous, yearBefore } from './against.js';
import { element } from './dom.js';
import { changedAddress, goTo } from './router.js';
import { t } from './words.js';

export function againstChoice(period, chosen) {
  const offered = [previous, yearBefore].filter(word => word === previous || against(period, word).query !== against(period, previous).query);
  const other = ![previous, yearBefore, nothing].includes(chosen) && chosen;
  const option = (value, words) => element('option', { value, selected: value === chosen }, words);
  return element('label', { class: 'chart-against' }, t('against.label'),
    element('select', { id: 'chart-against', class: 'button', onchange: event => goTo(changedAddress({ compare: event.target.value === previous ? null : event.target.value })) },
      offered.map(word => option(word, t(`against.${word}`))), other && option(other, against(period, other).title), option(nothing, t('against.none'))));
}
