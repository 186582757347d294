// SPDX-License-Identifier: LGPL-2.1-or-later
// How many there are of each size: a small chart with labelled rows.

import { element, spoken } from '../base/dom.js';
import { formatCount } from '../base/format.js';

/** `rows` are { name, count }; `counted` words follow each count. */
export function spreadSection({ id, title, rows, counted }) {
  const highest = Math.max(1, ...rows.map(row => row.count));
  return element(
    'section',
    { class: 'spread', 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title`, class: 'spread-title' }, title),
    element(
      'ul',
      { class: 'spread-rows' },
      rows.map(({ name, count }) =>
        element(
          'li',
          { class: 'spread-row' },
          element('span', { class: 'spread-name' }, name),
          element('span', {
            class: count > 0 ? 'spread-bar' : null,
            'aria-hidden': 'true',
            '--share': (count / highest).toFixed(4),
          }),
          element(
            'span',
            { class: 'spread-count' },
            spoken(': '),
            formatCount(count),
            spoken(counted(count)),
          ),
        ),
      ),
    ),
  );
}
