// SPDX-License-Identifier: LGPL-2.1-or-later
// Top artists, tracks and albums, with the way each has moved since before.

import { byId, element, named, replace, spoken } from './dom.js';
import { formatCount, plays } from './format.js';
import { albumMark, artistMark, trackMark } from './mark.js';

const firstLimit = 15;
const limitSteps = [15, 50, 100, 250, 500, 1000];

export const kinds = {
  artists: {
    title: 'Artists', field: 'top_artists', total: 'artists',
    key: row => row.name, name: row => row.name, by: () => null, mark: row => artistMark(row.name),
  },
  tracks: {
    title: 'Tracks', field: 'top_tracks', total: 'tracks',
    key: row => `${row.artist}\u0000${row.track}`, name: row => row.track, by: row => row.artist, mark: row => trackMark(row.artist, row.track),
  },
  albums: {
    title: 'Albums', field: 'top_albums', total: 'albums',
    key: row => `${row.artist}\u0000${row.album}`, name: row => row.album, by: row => row.artist, mark: row => albumMark(row.artist, row.album),
  },
};

const limits = { artists: firstLimit, tracks: firstLimit, albums: firstLimit };
let onMore = () => {};

export function connectCharts(more) {
  onMore = more;
  replace(byId('charts'), Object.entries(kinds).map(([kind, { title }]) =>
    element('section', { class: 'chart', 'aria-labelledby': `chart-${kind}-title` },
      element('div', { class: 'section-head' },
        element('h2', { id: `chart-${kind}-title` }, title), element('p', { class: 'section-note', id: `chart-${kind}-note` })),
      element('ol', { class: 'ranks', id: `chart-${kind}` }),
      element('button', { class: 'button button-quiet more', id: `chart-${kind}-more`, type: 'button', hidden: true, onclick: () => showMore(kind) }, 'Show more'))));
}

export function showChartsLoading() {
  for (const kind of Object.keys(kinds)) {
    replace(byId(`chart-${kind}`), Array.from({ length: firstLimit }, () =>
      element('li', { class: 'rank', 'aria-hidden': 'true' }, element('span', { class: 'rank-place' }),
        element('span', { class: 'ghost ghost-mark mark' }), element('span', { class: 'rank-words' }, element('span', { class: 'ghost ghost-line' })))));
  }
}

export function resetLimits() {
  for (const kind of Object.keys(kinds))
    limits[kind] = firstLimit;
}

export function highestLimit() {
  return Math.max(...Object.values(limits));
}

export function showCharts(stats, earlier, earlierLimit) {
  for (const kind of Object.keys(kinds))
    showChart(kind, stats, earlier, earlierLimit);
}

function showChart(kind, stats, earlier, earlierLimit) {
  const rows = stats[kinds[kind].field].slice(0, limits[kind]);
  const total = stats.overview[kinds[kind].total];
  const ranks = earlier && earlier.overview.scrobbles > 0
    ? new Map(earlier[kinds[kind].field].map(row => [kinds[kind].key(row), row.rank])) : null;
  const known = ranks && earlier[kinds[kind].field].length < earlierLimit;
  const highest = rows[0]?.count ?? 1;
  replace(byId(`chart-${kind}`), rows.map((row, index) =>
    rankRow(kind, row, highest, ranks && movement(row.rank, ranks.get(kinds[kind].key(row)), known), index === 0)));
  if (rows.length === 0)
    replace(byId(`chart-${kind}`), element('li', { class: 'rank-none' }, `These plays name no ${kind}.`));
  byId(`chart-${kind}-note`).textContent = total > rows.length ? `${formatCount(rows.length)} of ${formatCount(total)}` : formatCount(total);
  const more = byId(`chart-${kind}-more`);
  more.hidden = rows.length >= Math.min(total, limitSteps.at(-1));
}

function rankRow(kind, row, highest, moved, first) {
  const { name, by, mark } = kinds[kind];
  const artist = by(row);
  return element('li', { class: first ? 'rank rank-first' : 'rank', value: row.rank, tabindex: -1 },
    element('span', { class: 'rank-place' }, formatCount(row.rank), moved),
    mark(row),
    element('span', { class: 'rank-words' },
      element('span', { class: 'rank-name' }, named(name(row))),
      artist !== null && element('span', { class: 'rank-by' }, spoken('by '), named(artist)),
      element('span', { class: 'rank-bar', 'aria-hidden': 'true', '--share': (row.count / highest).toFixed(4) })),
    element('span', { class: 'rank-count' }, formatCount(row.count), spoken(row.count === 1 ? ' play' : ' plays')));
}

function movement(rank, earlierRank, known) {
  if (earlierRank === undefined)
    return known ? moveNode('new', 'new', 'not played in the period before') : null;
  if (earlierRank === rank)
    return spoken(' (as before)');
  const up = earlierRank > rank;
  const text = formatCount(Math.abs(earlierRank - rank));
  return moveNode(up ? 'up' : 'down', `${up ? '▲' : '▼'}${text}`, `${up ? 'up' : 'down'} ${text}, was ${formatCount(earlierRank)}`);
}

function moveNode(direction, sign, words) {
  return element('span', { class: `move move-${direction}`, title: words }, element('span', { 'aria-hidden': 'true' }, sign), spoken(` (${words})`));
}

function showMore(kind) {
  limits[kind] = limitSteps.find(step => step > limits[kind]) ?? limits[kind];
  onMore();
}

/** Widens a chart until it holds the entry, and brings the reader there. False if the entry is not in the chart at all. */
export function revealEntry(kind, entry, stats, earlier, earlierLimit) {
  const { field, key } = kinds[kind];
  const index = stats[field].findIndex(row => key(row) === key(entry));
  if (index < 0)
    return false;
  limits[kind] = Math.max(limits[kind], limitSteps.find(step => step > index));
  showChart(kind, stats, earlier, earlierLimit);
  const row = byId(`chart-${kind}`).children[index];
  row.classList.add('rank-found');
  row.scrollIntoView({ block: 'center' });
  row.focus({ preventScroll: true });
  return true;
}

export function describeEntry(kind, entry) {
  return `${kinds[kind].name(entry)}: ${plays(entry.count)} in all`;
}
