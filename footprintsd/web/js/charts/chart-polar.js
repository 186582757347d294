// SPDX-License-Identifier: LGPL-2.1-or-later
// The hours of a day around a clock: midnight at the top, sized by plays.

import { replace, shape } from '../base/dom.js';
import { formatHour, formatHourShort, plays } from '../base/format.js';

const hours = 24;
const inner = 0.28;
const slit = 0.012;

/** Draws `chart`: { counts of 24 hours, words }. */
export function drawClock(chart, frame, width, height) {
  const radius = Math.min(width, height) / 2 - 22;
  const highest = Math.max(1, ...chart.counts);
  // By area, so that twice the plays look like twice as much.
  const reach = count => radius * Math.sqrt(inner ** 2 + ((1 - inner ** 2) * count) / highest);
  replace(
    frame,
    shape(
      'svg',
      {
        class: 'clock-drawing',
        viewBox: `${-width / 2} ${-height / 2} ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-label': chart.words,
      },
      [inner, 0.65, 1].map(share => shape('circle', { class: 'clock-ring', r: radius * share })),
      chart.counts.map((count, hour) =>
        shape(
          'path',
          {
            class: count === highest ? 'clock-hour clock-peak' : 'clock-hour',
            d: sector(hour, radius * inner, reach(count)),
          },
          shape('title', {}, `${formatHour(hour)}: ${plays(count)}`),
        ),
      ),
      [0, 6, 12, 18].map(hour => hourName(hour, radius + 11)),
    ),
  );
}

function sector(hour, from, to) {
  const start = (hour / hours + slit / 2) * 2 * Math.PI;
  const end = ((hour + 1) / hours - slit / 2) * 2 * Math.PI;
  return `M${point(start, from)}L${point(start, to)}A${to.toFixed(1)} ${to.toFixed(1)} 0 0 1 ${point(end, to)}L${point(end, from)}A${from.toFixed(1)} ${from.toFixed(1)} 0 0 0 ${point(start, from)}z`;
}

function point(angle, distance) {
  return `${(Math.sin(angle) * distance).toFixed(1)} ${(-Math.cos(angle) * distance).toFixed(1)}`;
}

function hourName(hour, distance) {
  const angle = (hour / hours) * 2 * Math.PI;
  const anchor = { 6: 'start', 18: 'end' }[hour] ?? 'middle';
  return shape(
    'text',
    {
      class: 'clock-name',
      x: Math.sin(angle) * (distance - 4),
      y: -Math.cos(angle) * distance + 4,
      'text-anchor': anchor,
    },
    formatHourShort(hour),
  );
}
