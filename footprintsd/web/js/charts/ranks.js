// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows of a chart: rank, its change since before, name, share, plays.

import { element, spoken } from '../base/dom.js';
import { formatCount, formatShare } from '../base/format.js';
import { t } from '../base/words.js';
import { kinds } from '../frame/kinds.js';
import { artistLink, nameLink } from '../frame/links.js';
import { measures } from '../frame/measures.js';
import { aside } from './plays-list.js';

/**
 * `highest` is the value of a full bar, `measure` what the chart counts. A row shows its move `withMoves`, its share
 * of all `withShare`, and its artist `withBy`.
 */
export function rankRow(
  kind,
  row,
  {
    highest,
    first = false,
    measure = measures.plays,
    withMoves = false,
    withShare = false,
    withBy = true,
  },
) {
  const { name, by, mark, address } = kinds[kind];
  const artist = withBy ? by(row) : null;
  return element(
    'li',
    { class: first ? 'rank rank-first' : 'rank', value: row.rank, tabindex: -1 },
    element('span', { class: 'rank-place' }, formatCount(row.rank), withMoves && movement(row)),
    mark(row),
    element(
      'span',
      { class: 'rank-words' },
      element('span', { class: 'rank-name' }, nameLink(address(row), name(row))),
      artist !== null &&
        element('span', { class: 'rank-by' }, aside('by', { artist: artistLink(artist) })),
      element('span', {
        class: 'rank-bar',
        'aria-hidden': 'true',
        '--share': (measure.of(row) / Math.max(highest, 1)).toFixed(4),
      }),
    ),
    element(
      'span',
      { class: 'rank-count' },
      measure.text(row),
      spoken(measure.after(row)),
      withShare && element('span', { class: 'rank-share' }, formatShare(row.share)),
    ),
  );
}

function movement({ movement: moved, rank, previous_rank: was }) {
  switch (moved) {
    case 'new':
    case 'back':
      return moveNode('new', t(`move.${moved}`), t(`move.${moved}Long`));
    case 'same':
      return spoken(t('move.same'));
    default: {
      const by = Math.abs(was - rank);
      return moveNode(
        moved,
        `${moved === 'up' ? '▲' : '▼'}${formatCount(by)}`,
        t(`move.${moved}`, { by, was }),
      );
    }
  }
}

function moveNode(direction, sign, words) {
  return element(
    'span',
    { class: `move move-${direction}`, title: words },
    element('span', { 'aria-hidden': 'true' }, sign),
    spoken(` (${words})`),
  );
}
