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
      rows: curve.map(point => [formatCount(point.artists), formatPercent(point.artist_share), formatPercent(point.scrobble_share)]),
    }),
  }).section;
}

function drawCurve(curve, half, words, frame, width, height) {
  const x = share => margin.left + share * (width - margin.left - margin.right);
  const y = share => height - margin.bottom - share * (height - margin.top - margin.bottom);
  const all = curve.at(-1).artists;
  const points = curve.map(point => `${x(point.artist_share).toFixed(1)} ${y(point.scrobble_share).toFixed(1)}`).join('L');
  const isFar = half / all > 0.7;
  replace(frame, shape('svg', { class: 'chart-drawing', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': words },
    marks.map(share => shape('g', { class: share ? 'grid' : 'grid grid-base' }, shape('line', { x1: margin.left, x2: width - margin.right, y1: y(share), y2: y(share) }),
      shape('text', { x: margin.left - 8, y: y(share) + 4, 'text-anchor': 'end' }, formatPercent(share)))),
    marks.slice(all < 4 ? -1 : 1).map(share => shape('text', { x: x(share), y: height - 7, 'text-anchor': share === 1 ? 'end' : 'middle' }, formatCount(Math.round(share * all)))),
    shape('path', { class: 'chart-earlier', d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}`, 'stroke-dasharray': '4 5' }),
    shape('path', { class: 'line-ground', d: `M${points}L${x(1)} ${y(0)}z` }), shape('path', { class: 'line-stroke', d: `M${points}` }),
    shape('circle', { class: 'step-dot', cx: x(half / all), cy: y(0.5), r: 5 }),
    shape('text', { class: 'peak', x: x(half / all) + (isFar ? -12 : 12), y: y(0.5) + 16, 'text-anchor': isFar ? 'end' : 'start' }, t('concentration.half', { count: half }))));
}
