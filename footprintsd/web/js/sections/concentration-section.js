// SPDX-License-Identifier: LGPL-2.1-or-later
// How plays concentrate on few artists, as a curve; a straight line means equal plays.

import { replace, shape } from '../base/dom.js';
import { formatCount, formatPercent, formatShare } from '../base/format.js';
import { t } from '../base/words.js';
import { chartSection } from '../charts/chart-frame.js';

const margin = { left: 42, right: 12, top: 12, bottom: 26 };
const marks = [0, 0.25, 0.5, 0.75, 1];

export function concentrationSection({ artists_for_half: half, loyalty, curve }) {
  const words = t('concentration.words', { count: half, share: formatShare(loyalty) });
  return chartSection({
    id: 'concentration',
    title: t('concentration.title'),
    words,
    look: 'drawing-tall',
    draw: (...frame) => drawCurve(curve, half, `${t('concentration.title')}: ${words}`, ...frame),
    table: () => ({
      caption: t('concentration.title'),
      head: [t('kind.artists'), t('concentration.ofArtists'), t('concentration.ofPlays')],
      rows: curve
        .filter((point, index) => index % rowStride(curve) === 0 || index === curve.length - 1)
        .map(point => [
          formatCount(point.artists),
          formatPercent(point.artist_share),
          formatPercent(point.scrobble_share),
        ]),
    }),
  }).section;
}

/** Through all points as a path that rises wherever they do (Fritsch and Carlson 1980): no bend that they do not have. */
function smoothLine(all) {
  const points = all.filter((point, index) => index === 0 || point.x - all[index - 1].x > 0.01);
  const slopes = points
    .slice(1)
    .map((point, index) => (point.y - points[index].y) / (point.x - points[index].x));
  const tangents = points.map((_, index) => {
    const [before, after] = [slopes[index - 1] ?? slopes[0], slopes[index] ?? slopes.at(-1)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  const number = value => value.toFixed(1);
  return points.reduce((path, point, index) => {
    if (index === 0) return `M${number(point.x)} ${number(point.y)}`;
    const from = points[index - 1];
    const third = (point.x - from.x) / 3;
    return `${path}C${number(from.x + third)} ${number(from.y + third * tangents[index - 1])} ${number(point.x - third)} ${number(point.y - third * tangents[index])} ${number(point.x)} ${number(point.y)}`;
  }, '');
}

/** A table row per twentieth of the artists is enough. */
function rowStride(curve) {
  return Math.max(1, Math.round((curve.length - 1) / 20));
}

/** Where the curve reaches half of the plays: its own point, as it usually lies between two of the server's. */
function halfOf(curve, half) {
  const all = curve.at(-1).artists;
  const share = half / all;
  const next = curve.findIndex(point => point.artists >= half);
  const [before, after] = [curve[Math.max(next - 1, 0)], curve[next]];
  return {
    artist_share: share,
    scrobble_share: Math.min(Math.max(0.5, before.scrobble_share), after.scrobble_share),
  };
}

function drawCurve(curve, half, words, frame, width, height) {
  const x = share => margin.left + share * (width - margin.left - margin.right);
  const y = share => height - margin.bottom - share * (height - margin.top - margin.bottom);
  const all = curve.at(-1).artists;
  const reached = halfOf(curve, half);
  const line = smoothLine(
    [...curve, reached]
      .toSorted(
        (one, other) =>
          one.artist_share - other.artist_share || one.scrobble_share - other.scrobble_share,
      )
      .map(point => ({ x: x(point.artist_share), y: y(point.scrobble_share) })),
  );
  const isFar = half / all > 0.7;
  replace(
    frame,
    shape(
      'svg',
      {
        class: 'chart-drawing',
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-label': words,
      },
      marks.map(share =>
        shape(
          'g',
          { class: share ? 'grid' : 'grid grid-base' },
          shape('line', { x1: margin.left, x2: width - margin.right, y1: y(share), y2: y(share) }),
          shape(
            'text',
            { x: margin.left - 8, y: y(share) + 4, 'text-anchor': 'end' },
            formatPercent(share),
          ),
        ),
      ),
      marks
        .slice(all < 4 ? -1 : 1)
        .map(share =>
          shape(
            'text',
            { x: x(share), y: height - 7, 'text-anchor': share === 1 ? 'end' : 'middle' },
            formatCount(Math.round(share * all)),
          ),
        ),
      shape('path', {
        class: 'chart-earlier',
        d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}`,
        'stroke-dasharray': '4 5',
      }),
      shape('path', { class: 'line-ground', d: `${line}L${x(1)} ${y(0)}z` }),
      shape('path', { class: 'line-stroke', d: line }),
      shape('circle', {
        class: 'step-dot',
        cx: x(reached.artist_share),
        cy: y(reached.scrobble_share),
        r: 5,
      }),
      shape(
        'text',
        {
          class: 'peak',
          x: x(reached.artist_share) + (isFar ? -12 : 12),
          y: y(reached.scrobble_share) + 16,
          'text-anchor': isFar ? 'end' : 'start',
        },
        t('concentration.half', { count: half }),
      ),
    ),
  );
}
