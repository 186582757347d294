// SPDX-License-Identifier: LGPL-2.1-or-later
// How plays gather on few artists, as a curve; a straight line would be the same for all.

import { replace, shape } from '../base/dom.js';
import { formatCount, formatPercent, formatShare } from '../base/format.js';
import { t } from '../base/words.js';
import { chartSection } from '../charts/chart-frame.js';

const margin = { left: 42, right: 12, top: 12, bottom: 26 };
const marks = [0, 0.25, 0.5, 0.75, 1];

export function concentrationSection({ artists_for_half: half, loyalty, curve }) {
  const words = t('concentration.words', { count: half, share: formatShare(loyalty) });
  return chartSection({
    id: 'concentration', title: t('concentration.title'), words, look: 'drawing-tall',
    draw: (...frame) => drawCurve(curve, half, `${t('concentration.title')}: ${words}`, ...frame),
    table: () => ({
      caption: t('concentration.title'), head: [t('kind.artists'), t('concentration.ofArtists'), t('concentration.ofPlays')],
      rows: curve.filter((point, index) => index % rowStride(curve) === 0 || index === curve.length - 1).map(point => [formatCount(point.artists), formatPercent(point.artist_share), formatPercent(point.scrobble_share)]),
    }),
  }).section;
}

/** A table of every twentieth of the artists is enough to read. */
function rowStride(curve) {
  return Math.max(1, Math.round((curve.length - 1) / 20));
}

/** Where the curve reaches half of the plays: a point of its own, as it mostly lies between two of the server's. */
function halfOf(curve, half) {
  const all = curve.at(-1).artists;
  const share = half / all;
  const next = curve.findIndex(point => point.artists >= half);
  const [before, after] = [curve[Math.max(next - 1, 0)], curve[next]];
  return { artist_share: share, scrobble_share: Math.min(Math.max(0.5, before.scrobble_share), after.scrobble_share) };
}

function drawCurve(curve, half, words, frame, width, height) {
  const x = share => margin.left + share * (width - margin.left - margin.right);
  const y = share => height - margin.bottom - share * (height - margin.top - margin.bottom);
  const all = curve.at(-1).artists;
  const reached = halfOf(curve, half);
  const points = [...curve, reached].toSorted((one, other) => one.artist_share - other.artist_share || one.scrobble_share - other.scrobble_share).map(point => `${x(point.artist_share).toFixed(1)} ${y(point.scrobble_share).toFixed(1)}`).join('L');
  const isFar = half / all > 0.7;
  replace(frame, shape('svg', { class: 'chart-drawing', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': words },
    marks.map(share => shape('g', { class: share ? 'grid' : 'grid grid-base' }, shape('line', { x1: margin.left, x2: width - margin.right, y1: y(share), y2: y(share) }),
      shape('text', { x: margin.left - 8, y: y(share) + 4, 'text-anchor': 'end' }, formatPercent(share)))),
    marks.slice(all < 4 ? -1 : 1).map(share => shape('text', { x: x(share), y: height - 7, 'text-anchor': share === 1 ? 'end' : 'middle' }, formatCount(Math.round(share * all)))),
    shape('path', { class: 'chart-earlier', d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}`, 'stroke-dasharray': '4 5' }),
    shape('path', { class: 'line-ground', d: `M${points}L${x(1)} ${y(0)}z` }), shape('path', { class: 'line-stroke', d: `M${points}` }),
    shape('circle', { class: 'step-dot', cx: x(reached.artist_share), cy: y(reached.scrobble_share), r: 5 }),
    shape('text', { class: 'peak', x: x(reached.artist_share) + (isFar ? -12 : 12), y: y(reached.scrobble_share) + 16, 'text-anchor': isFar ? 'end' : 'start' }, t('concentration.half', { count: half }))));
}
