// SPDX-License-Identifier: LGPL-2.1-or-later
// How the number of artists, albums and tracks ever heard has grown.

import { element, replace, shape } from '../base/dom.js';
import { formatCount } from '../base/format.js';
import { t } from '../base/words.js';
import { gridLines, makeScale, timeAxis } from '../charts/chart-axis.js';
import { chartSection } from '../charts/chart-frame.js';
import { allSteps, stepEnd } from '../frame/period.js';
import { stepLink } from './pulse-section.js';

const series = ['tracks', 'albums', 'artists'];

export function growthSection(steps, granularity) {
  const growth = withoutGaps(steps, granularity);
  const last = growth.at(-1);
  const words = t(
    'growth.words',
    Object.fromEntries(series.map(name => [name, t(`${name}.count`, { count: last[name] })])),
  );
  return chartSection({
    id: 'growth',
    title: t('growth.title'),
    words,
    look: 'drawing-tall',
    legend: element(
      'p',
      { class: 'legend' },
      series.map(name => [
        element('span', { class: `legend-box growth-${name}` }),
        t(`kind.${name}`),
      ]),
    ),
    draw: (...frame) => drawGrowth(growth, granularity, `${t('growth.title')}: ${words}`, ...frame),
    table: () => ({
      caption: t('growth.title'),
      head: [t(`step.${granularity}`), t('plays.head'), ...series.map(name => t(`kind.${name}`))],
      rows: growth.map(step => [
        stepLink(granularity, step.day),
        formatCount(step.scrobbles),
        ...series.map(name => formatCount(step[name])),
      ]),
    }),
  }).section;
}

/** A step without plays ends as it began. */
function withoutGaps(steps, granularity) {
  const known = new Map(steps.map(step => [step.day, step]));
  let last = steps[0];
  return allSteps([], granularity, steps[0].day, stepEnd(granularity, steps.at(-1).day)).map(
    ({ day }) => {
      last = known.get(day) ?? last;
      return { ...last, day };
    },
  );
}

function drawGrowth(growth, granularity, words, frame, width, height) {
  const scale = makeScale(
    width,
    height,
    growth.length,
    Math.max(...growth.map(step => Math.max(...series.map(name => step[name])))),
  );
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
      gridLines(scale),
      timeAxis(
        growth.map(step => step.day),
        granularity,
        scale,
      ),
      series.map(name =>
        growth.length > 1
          ? shape('path', {
              class: `growth-line growth-${name}`,
              d: `M${growth.map((step, index) => `${scale.middle(index).toFixed(1)} ${scale.y(step[name]).toFixed(1)}`).join('L')}`,
            })
          : shape('circle', {
              class: `growth-dot growth-${name}`,
              cx: scale.middle(0),
              cy: scale.y(growth[0][name]),
              r: 4,
            }),
      ),
    ),
  );
}
