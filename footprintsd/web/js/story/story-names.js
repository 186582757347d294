// SPDX-License-Identifier: LGPL-2.1-or-later
// The story steps about names: top artists, discoveries, diversity and milestones.

import { shape } from '../base/dom.js';
import {
  formatDay,
  formatDayShort,
  formatMonthNarrow,
  formatPercent,
  formatShare,
  localDay,
  plays,
} from '../base/format.js';
import { artistMark, trackMark } from '../base/mark.js';
import { t } from '../base/words.js';
import { bars, chartRows, figure, lines, markAt, room, sheet, text } from '../charts/story-draw.js';
import { isolated } from '../charts/story-text.js';
import { kinds } from '../frame/kinds.js';
import { address, periodAddress } from '../frame/router.js';
import { sentence } from './story-words.js';

const rowsShown = 5;
const dots = { columns: 24, rows: 6 };
const milestonesShown = 5;

/** The top artist, with plays by month or day, and those who follow. */
export function artistsStep({ unit, text: period, stats, artistSteps }) {
  const rows = stats.top_artists.slice(0, rowsShown);
  const [first, ...others] = rows;
  const mark = artistMark(first.name);
  const name = lines(sheet.edge + 104, 92, first.name, {
    size: 21,
    weight: 600,
    width: room - 104,
    most: 2,
  });
  const facts = t('year.artistWords', { count: first.count, share: formatShare(first.share) });
  return {
    id: 'artists',
    dress: 'hue',
    hue: mark.style.getPropertyValue('--hue'),
    title: t(`year.artists.${unit}`),
    words: [`${isolated(first.name)}: ${facts}.`, rowWords(others, kinds.artists)],
    href: address('charts', period, { kind: 'artists' }),
    shapes: [
      markAt(mark, sheet.edge, 66, 88),
      name.node,
      text(sheet.edge + 104, name.bottom + 22, facts, {
        size: 13,
        tone: 'soft',
        width: room - 104,
      }),
      courseOf(artistSteps, unit),
      chartRows(others, { ...kinds.artists, y: 246, step: 42 }),
    ],
  };
}

/** Months have letters below, days have every seventh date. */
function courseOf(steps, unit) {
  const name = (day, index) =>
    unit === 'year' ? formatMonthNarrow(day) : index % 7 === 0 ? String(index + 1) : '';
  return [
    bars(
      steps.map(step => step.count),
      { x: sheet.edge, y: 212, width: room, height: 40, tone: () => 'form' },
    ),
    steps.map(({ day }, index) =>
      text(sheet.edge + ((index + 0.5) * room) / steps.length, 226, name(day, index), {
        size: 10.5,
        tone: 'soft',
        anchor: 'middle',
      }),
    ),
  ];
}

/** Albums or tracks; null where plays name none. */
export function chartStep(kind, dress, { unit, text: period, stats }) {
  const rows = stats[kinds[kind].field].slice(0, rowsShown);
  if (rows.length === 0) return null;
  const { name, by } = kinds[kind];
  const [first] = rows;
  const title = lines(sheet.edge + 104, 92, name(first), {
    size: 19,
    weight: 600,
    width: room - 104,
    most: 3,
  });
  return {
    id: kind,
    dress,
    title: t(`year.${kind}.${unit}`),
    words: [rowWords(rows, kinds[kind])],
    href: address('charts', period, { kind }),
    shapes: [
      markAt(kinds[kind].mark(first), sheet.edge, 66, 88),
      title.node,
      text(sheet.edge + 104, title.bottom + 21, by(first), {
        size: 13,
        tone: 'soft',
        width: room - 104,
      }),
      text(sheet.edge, 190, plays(first.count), { size: 22, weight: 600, tone: 'strong' }),
      shape('path', { class: 'story-line', d: `M${sheet.edge} 210h${room}` }),
      chartRows(rows.slice(1), { ...kinds[kind], y: 228, step: 46, size: 34 }),
    ],
  };
}

function rowWords(rows, { name, by }) {
  return rows.length === 0
    ? ''
    : sentence(
        rows.map(row => {
          const artist = by(row);
          const title =
            artist === null
              ? isolated(name(row))
              : `${isolated(name(row))} ${t('by', { artist: isolated(artist) })}`;
          return `${title}: ${plays(row.count)}`;
        }),
      );
}

/** Each dot is the same number of artists; those in colour are new. */
export function discoveriesStep({ text: period, review }) {
  const {
    new_artists: artists,
    new_tracks: tracks,
    first_artist: first,
    top_discovery: top,
  } = review.discoveries;
  if (artists === 0) return null;
  const all = review.overview.total_artists;
  const words = t('year.newWords', { count: artists, all });
  const share = t('year.newTracks', { count: tracks });
  const head = lines(sheet.edge, 88, words, { size: 23, weight: 600, most: 3 });
  const topWords = t('year.topDiscovery', {
    artist: isolated(top.artist),
    day: formatDayShort(localDay(top.first_heard)),
    count: top.plays_this_year,
  });
  const firstWords = t('year.firstArtist', {
    artist: isolated(first.artist),
    day: formatDayShort(localDay(first.timestamp)),
  });
  return {
    id: 'discoveries',
    dress: 'warm',
    title: t('year.discoveries'),
    words: [words, share, topWords, firstWords],
    href: address('discovery', period),
    shapes: [
      head.node,
      text(sheet.edge, head.bottom + 24, share, { size: 13, tone: 'soft' }),
      dotField(artists / all, 188),
      [
        [top.artist, topWords],
        [first.artist, firstWords],
      ].map(([artist, line], index) => {
        const y = 294 + index * 58;
        return [
          markAt(artistMark(artist), sheet.edge, y, 42),
          lines(sheet.edge + 54, y + 18, line, { size: 13, width: room - 54, most: 2 }).node,
        ];
      }),
    ],
  };
}

function dotField(share, top) {
  const count = dots.columns * dots.rows;
  const marked = Math.min(count, Math.max(1, Math.round(share * count)));
  const step = room / dots.columns;
  return Array.from({ length: count }, (_, index) =>
    shape('circle', {
      class: index < marked ? 'story-strong' : 'story-faint',
      r: 4.3,
      cx: (sheet.edge + (Math.floor(index / dots.rows) + 0.5) * step).toFixed(1),
      cy: top + ((index % dots.rows) + 0.5) * 14.5,
    }),
  );
}

/** The top artists side by side: a cliff, or a plain. */
export function diversityStep({ text: period, review }) {
  const { diversity_score: score, artist_loyalty: loyalty } = review.diversity;
  const kind = score < 45 ? 'few' : score < 75 ? 'some' : 'many';
  const words = t(`year.diversity.${kind}`);
  const facts = t('year.diversityWords', {
    count: review.overview.total_artists,
    share: formatShare(loyalty / 100),
    rest: formatPercent(1 - loyalty / 100),
  });
  const counts = review.top_content.top_artists.map(row => row.play_count);
  const head = lines(sheet.edge, 88, words, { size: 25, weight: 600, most: 2 });
  const note = lines(sheet.edge, head.bottom + 26, facts, { size: 13, tone: 'soft', most: 4 });
  return {
    id: 'diversity',
    dress: 'paper',
    title: t('year.diversity'),
    words: [words, facts],
    href: address('diversity', period),
    shapes: [
      head.node,
      note.node,
      bars([...counts, ...Array.from({ length: Math.max(0, 12 - counts.length) }, () => 0)], {
        x: sheet.edge,
        y: 382,
        width: room,
        height: 352 - note.bottom,
        gap: 0.2,
        tone: index => (index === 0 ? 'strong' : 'fill'),
      }),
      text(sheet.edge, 402, t('year.diversityAxis', { count: counts.length }), {
        size: 11.5,
        tone: 'soft',
      }),
    ],
  };
}

export function milestonesStep({ review }) {
  const reached = review.reached
    .filter(({ kind }) => kind === 'plays' || review.reached.length <= milestonesShown)
    .slice(0, milestonesShown);
  if (reached.length === 0) return null;
  const said = reached.map(milestone => ({
    ...milestone,
    title: milestoneTitle(milestone),
    day: formatDay(localDay(milestone.timestamp)),
  }));
  // A few have room to be large.
  const size = said.length <= 2 ? 88 : 42;
  const step = Math.min(size * 1.75, 330 / said.length);
  return {
    id: 'milestones',
    dress: 'soft',
    title: t('year.milestones'),
    href: periodAddress(localDay(reached[0].timestamp), 'timeline'),
    words: said.map(
      ({ title, day, artist, track }) =>
        `${title}: ${day}, ${isolated(track)} ${t('by', { artist: isolated(artist) })}.`,
    ),
    shapes: said.map((milestone, index) =>
      size > 42
        ? largeMilestone(milestone, 72 + index * step, size)
        : smallMilestone(milestone, 72 + index * step, size),
    ),
  };
}

function smallMilestone({ title, day, artist, track }, y, size) {
  const look = { width: room - size - 14, tone: 'soft', size: 12.5 };
  const x = sheet.edge + size + 14;
  return [
    markAt(trackMark(artist, track), sheet.edge, y, size),
    text(x, y + 13, title, { ...look, size: 16, weight: 600, tone: 'ink' }),
    text(x, y + 31, day, look),
    text(
      x,
      y + 48,
      t('year.milestoneTrack', { track: isolated(track), artist: isolated(artist) }),
      look,
    ),
  ];
}

function largeMilestone({ title, day, artist, track }, y, size) {
  const x = sheet.edge + size + 16;
  const width = room - size - 16;
  return [
    markAt(trackMark(artist, track), sheet.edge, y, size),
    figure(x, y + 22, title, { size: 24, width, tone: 'strong' }),
    text(x, y + 44, day, { size: 13, width }),
    lines(
      x,
      y + 66,
      t('year.milestoneTrack', { track: isolated(track), artist: isolated(artist) }),
      { size: 13, tone: 'soft', width, most: 3 },
    ).node,
  ];
}

export function milestoneTitle({ kind, number }) {
  return number === 1 ? t(`milestone.${kind}.first`) : t(`milestone.${kind}`, { number });
}

/** All the marks, the most played first. */
export function closingStep({ text: period, name, review, days }) {
  const { total_scrobbles: count, total_artists: artists, total_tracks: tracks } = review.overview;
  const top = review.top_content.top_artists;
  const columns = top.length >= 30 ? 8 : top.length >= 12 ? 6 : 4;
  const size = room / columns;
  const shown = top.slice(0, columns * Math.floor(264 / size));
  const facts = t('year.closingWords', {
    plays: plays(count),
    artists: t('artists.count', { count: artists }),
    tracks: t('tracks.count', { count: tracks }),
  });
  const played = t('year.closingDays', { count: days.filter(day => day.count > 0).length });
  return {
    id: 'closing',
    dress: 'deep',
    title: t('year.closing'),
    words: [t('year.closingTitle', { period: name }), facts, played],
    href: periodAddress(period, 'timeline'),
    shapes: [
      shown.map(({ artist }, index) =>
        markAt(
          artistMark(artist),
          sheet.edge + (index % columns) * size + 2,
          64 + Math.floor(index / columns) * size + 2,
          size - 4,
        ),
      ),
      figure(sheet.edge, 360, t('year.closingTitle', { period: name }), {
        size: 27,
        tone: 'strong',
      }),
      text(sheet.edge, 384, facts, { size: 13 }),
      text(sheet.edge, 402, played, { size: 13, tone: 'soft' }),
    ],
  };
}
