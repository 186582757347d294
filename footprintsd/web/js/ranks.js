// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows of a chart: rank, the way it has moved since before, name, share, plays.

import { element, spoken } from './dom.js';
import { formatCount, formatShare } from './format.js';
import { kinds } from './kinds.js';
import { artistLink, nameLink } from './links.js';
import { aside } from './plays-list.js';
import { t } from './words.js';

/** How entries have moved: `earlier` are the statistics of the period before, up to `limit` entries of each kind, or nothing. */
export function movements(kind, earlier, limit) {
  if (!earlier || earlier.overview.scrobbles === 0)
    return () => null;
  const rows = earlier[kinds[kind].field];
  const ranks = new Map(rows.map(row => [kinds[kind].key(row), row.rank]));
  const isComplete = rows.length < limit;
  return row => movement(row.rank, ranks.get(kinds[kind].key(row)), isComplete);
}

/**
 * `highest` is what a whole bar stands for; `plays`, where it is given, what a share is taken of; `counted` the words after a
 * count. Without `withBy` the artist goes without saying.
 */
export function rankRow(kind, row, { highest, moved = () => null, first = false, plays = 0, counted = 'plays.after', withBy = true }) {
  const { name, by, mark, address } = kinds[kind];
  const artist = withBy ? by(row) : null;
  return element('li', { class: first ? 'rank rank-first' : 'rank', value: row.rank, tabindex: -1 },
    element('span', { class: 'rank-place' }, formatCount(row.rank), moved(row)),
    mark(row),
    element('span', { class: 'rank-words' },
      element('span', { class: 'rank-name' }, nameLink(address(row), name(row))),
      artist !== null && element('span', { class: 'rank-by' }, aside('by', { artist: artistLink(artist) })),
      element('span', { class: 'rank-bar', 'aria-hidden': 'true', '--share': (row.count / highest).toFixed(4) })),
    element('span', { class: 'rank-count' }, formatCount(row.count), spoken(t(counted, { count: row.count })),
      plays > 0 && element('span', { class: 'rank-share' }, formatShare(row.count / plays))));
}

function movement(rank, earlierRank, isComplete) {
  if (earlierRank === undefined)
    return isComplete ? moveNode('new', t('move.new'), t('move.newLong')) : null;
  if (earlierRank === rank)
    return spoken(t('move.same'));
  const up = earlierRank > rank;
  const by = Math.abs(earlierRank - rank);
  return moveNode(up ? 'up' : 'down', `${up ? '▲' : '▼'}${formatCount(by)}`, t(up ? 'move.up' : 'move.down', { by, was: earlierRank }));
}

function moveNode(direction, sign, words) {
  return element('span', { class: `move move-${direction}`, title: words }, element('span', { 'aria-hidden': 'true' }, sign), spoken(` (${words})`));
}
