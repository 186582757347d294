// SPDX-License-Identifier: LGPL-2.1-or-later
// What belongs to an artist, an album or a track: its tracks and albums, artists heard with it, albums played in full.

import { element } from '../base/dom.js';
import { formatCount } from '../base/format.js';
import { albumMark } from '../base/mark.js';
import { t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { rankRow } from '../charts/ranks.js';
import { albumLink } from '../frame/links.js';
import { measures } from '../frame/measures.js';

const rowsFirst = 8;
const ofSessions = { ...measures.plays, after: row => t('neighbours.after', { count: row.count }) };

export function entityLists({ artist }, known) {
  const tracks = known.top_tracks ?? known.tracks ?? [];
  return [
    tracks.length > 0 &&
      rankList({
        id: 'tracks',
        kind: 'tracks',
        title: t('kind.tracks'),
        total: known.stats.unique_tracks,
        rows: tracks.map(track => ({ artist, track: track.name, count: track.count })),
      }),
    known.top_albums?.length > 0 &&
      rankList({
        id: 'albums',
        kind: 'albums',
        title: t('kind.albums'),
        total: known.stats.unique_albums,
        rows: known.top_albums.map(album => ({ artist, album: album.name, count: album.count })),
      }),
    known.neighbours.length > 0 &&
      rankList({
        id: 'neighbours',
        kind: 'artists',
        title: t('neighbours.title'),
        words: t('neighbours.words'),
        measure: ofSessions,
        rows: known.neighbours.map(neighbour => ({
          name: neighbour.name,
          count: neighbour.sessions,
        })),
      }),
  ].filter(Boolean);
}

/** `total` is the number of all rows, where the list has only the first of them. */
function rankList({ id, kind, title, words = null, total = 0, rows, measure = measures.plays }) {
  const ranked = withRanks(rows);
  const options = { highest: rows[0].count, measure, withBy: false };
  const list = element(
    'ol',
    { class: 'ranks', id: `list-${id}` },
    ranked.slice(0, rowsFirst).map(row => rankRow(kind, row, options)),
  );
  const more =
    ranked.length > rowsFirst &&
    element('button', { class: 'button more', type: 'button', onclick: showAll }, t('charts.more'));

  function showAll() {
    list.append(...ranked.slice(rowsFirst).map(row => rankRow(kind, row, options)));
    more.remove();
    list.children[rowsFirst].focus({ preventScroll: true });
  }

  const note =
    words ??
    (total > rows.length
      ? t('chart.some', { shown: rows.length, total })
      : formatCount(rows.length));
  return element(
    'section',
    { class: 'chart', 'aria-labelledby': `${id}-title` },
    sectionHead(`${id}-title`, title, note),
    list,
    more,
  );
}

/** Equal counts share a rank. */
function withRanks(rows) {
  return rows.map(row => ({
    ...row,
    rank: rows.findIndex(other => other.count === row.count) + 1,
  }));
}

/** The artist's albums played in full in one session. */
export function heardThroughSection(artist, completed) {
  return element(
    'section',
    { class: 'chart-section', 'aria-labelledby': 'completed-title' },
    sectionHead('completed-title', t('completed.title'), t('completed.words')),
    element(
      'ol',
      { class: 'discoveries-list' },
      completed.map(({ name, times }) =>
        element(
          'li',
          { class: 'discovery' },
          albumMark(artist, name),
          element(
            'div',
            { class: 'discovery-words' },
            element('span', { class: 'rank-name' }, albumLink(artist, name)),
            element('span', { class: 'rank-by' }, t('entity.times', { count: times })),
          ),
        ),
      ),
    ),
  );
}
