// SPDX-License-Identifier: LGPL-2.1-or-later
// The figures of two periods, each as a pair of bars, with the change.

import { element } from '../base/dom.js';
import { t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { pairBar } from '../charts/chart-pairs.js';
import { changeNode, figures } from '../charts/figures.js';

export function compareFigures(overviews, titles) {
  return element(
    'section',
    { class: 'compare-figures', 'aria-labelledby': 'figures-title' },
    sectionHead('figures-title', t('figures.title')),
    element(
      'dl',
      { id: 'figures', class: 'compare-list' },
      figures.map(figure => figurePair(figure, overviews, titles)),
    ),
  );
}

function figurePair({ key, format }, overviews, titles) {
  const values = overviews.map(overview => overview[key]);
  const highest = Math.max(...values, Number.MIN_VALUE);
  return element(
    'div',
    { class: 'compare-figure', 'data-figure-of': key },
    element('dt', {}, t(`compare.figure.${key}`)),
    element(
      'dd',
      { class: 'compare-bars' },
      values.map((value, index) => pairBar(value / highest, format(value), titles[index], index)),
    ),
    element('dd', { class: 'compare-change' }, changeNode(values[0], values[1]) ?? '–'),
  );
}
