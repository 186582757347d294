// SPDX-License-Identifier: LGPL-2.1-or-later
// Two values for each of a few names, as two bars one below the other, and as a table.

import { element, spoken } from '../base/dom.js';
import { sectionHead, tableFold } from './chart-frame.js';

/** `rows` are { mark, name, values, texts, aside }; `titles` name the first and the second value; `none` is shown if empty. */
export function pairsSection({ id, title, words, titles, rows, none, table }) {
  const highest = Math.max(...rows.flatMap(row => row.values), Number.MIN_VALUE);
  return element(
    'section',
    { class: 'chart-section', id, 'aria-labelledby': `${id}-title` },
    sectionHead(`${id}-title`, title, words),
    rows.length > 0
      ? element(
          'ol',
          { class: 'pairs' },
          rows.map(row => pairRow(row, titles, highest)),
        )
      : element('p', { class: 'rank-none' }, none),
    rows.length > 0 && tableFold(`${id}-table`, table),
  );
}

function pairRow({ mark, name, values, texts, aside }, titles, highest) {
  return element(
    'li',
    { class: 'pair-row' },
    mark,
    element('span', { class: 'pair-name' }, name),
    element('span', { class: 'pair-aside' }, aside),
    values.map((value, index) => pairBar(value / highest, texts[index], titles[index], index)),
  );
}

/** A bar with its value at its end. */
export function pairBar(share, text, title, index) {
  return element(
    'span',
    {
      class: index === 0 ? 'pair-bar pair-now' : 'pair-bar pair-then',
      '--share': share.toFixed(4),
    },
    share > 0 && element('span', { class: 'pair-fill', 'aria-hidden': 'true' }),
    element('span', { class: 'pair-value' }, text, spoken(`, ${title}; `)),
  );
}
