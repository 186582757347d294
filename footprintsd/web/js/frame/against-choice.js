// SPDX-License-Identifier: LGPL-2.1-or-later
// The choice of what a period is compared with; the address keeps it.

import { element } from '../base/dom.js';
import { t } from '../base/words.js';
import { againstWords, nothing, previous, yearBefore } from './against.js';
import { changedAddress, goTo } from './router.js';

/** After a change; an address without `compare` means the period before. */
export function compareWithChosen({ target }) {
  goTo(changedAddress({ compare: target.value === previous ? null : target.value }));
}

/** `other` is the period of `chosen`. */
export function againstChoice(period, chosen, other) {
  const isOther = ![previous, yearBefore, nothing].includes(chosen);
  const option = (value, words) => element('option', { value, selected: value === chosen }, words);
  return element(
    'label',
    { class: 'chart-against' },
    t('against.label'),
    element(
      'select',
      { id: 'chart-against', class: 'button', onchange: compareWithChosen },
      againstWords(period).map(([word]) => option(word, t(`against.${word}`))),
      isOther && option(chosen, other.title),
      option(nothing, t('against.none')),
    ),
  );
}
