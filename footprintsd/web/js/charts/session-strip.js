// SPDX-License-Identifier: LGPL-2.1-or-later
// A session as a strip: its plays from left to right, as wide as they lasted, in the colour of their artist.

import { shape } from '../base/dom.js';
import { formatTime } from '../base/format.js';
import { t } from '../base/words.js';

/** Artists of a session with their own colour; the colours differ in lightness too. */
export const colours = 5;

const width = 1000;
const height = 20;
const slit = 2.5;
/** The length of the last play is unknown. */
const lastMinutes = 4;

export function colourOf(index) {
  return index < colours ? String(index + 1) : 'other';
}

/** `artists` are in the order of their colours. */
export function sessionStrip(session, artists, longest) {
  const ends = session.tracks.slice(1).map(play => Date.parse(play.timestamp));
  const isWhole = session.tracks.length >= session.track_count;
  const begin = Date.parse(session.start_time);
  const whole = Date.parse(session.end_time) + lastMinutes * 60000;
  const x = instant => ((instant - begin) / (whole - begin)) * width;
  // A very long session shows only its first plays.
  const endOfLast = play => (isWhole ? whole : Date.parse(play.timestamp) + lastMinutes * 60000);
  const colour = new Map(artists.map(({ artist }, index) => [artist, colourOf(index)]));
  const share = (session.duration_minutes + lastMinutes) / (longest + lastMinutes);
  return shape(
    'svg',
    {
      class: 'strip',
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: 'none',
      role: 'img',
      '--share': share.toFixed(4),
      'aria-label': describe(artists),
    },
    session.tracks.map((play, index) => {
      const from = x(Date.parse(play.timestamp));
      return shape(
        'rect',
        {
          'data-colour': colour.get(play.artist),
          x: from.toFixed(1),
          y: 0,
          height,
          width: Math.max(x(ends[index] ?? endOfLast(play)) - from - slit, 1).toFixed(1),
        },
        shape(
          'title',
          {},
          t('sessions.tip', {
            time: formatTime(play.timestamp),
            track: play.track,
            artist: play.artist,
          }),
        ),
      );
    }),
  );
}

function describe(artists) {
  return artists
    .slice(0, colours)
    .map(({ artist, count }) => t('sessions.stripPart', { artist, count }))
    .join(', ');
}
