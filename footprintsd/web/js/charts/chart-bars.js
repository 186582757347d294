// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays over time as bars. Each bar links to its own period; dragging over several selects them all.

import { addDays } from '../base/days.js';
import { replace, shape } from '../base/dom.js';
import { formatCount, plays } from '../base/format.js';
import { t } from '../base/words.js';
import { dayRange, describeStep, stepEnd, stepLabel } from '../frame/period.js';
import { periodAddress, showPeriod } from '../frame/router.js';
import { gridLines, makeScale, margin, timeAxis } from './chart-axis.js';
import { connectDrag } from './chart-drag.js';
import { alongTime, connectTips, connectWalk } from './chart-walk.js';

const widestBar = 56;

/**
 * Draws `chart`: { steps: [{ day, count, part }], granularity, period, earlier, words, tip }. A part is highlighted
 * in its bar; `earlier` are steps of the period before, drawn as ticks; `tip (step)` adds lines about a step.
 */
export function drawBars(chart, frame, width, height) {
  const { steps, earlier = [] } = chart;
  const highest = Math.max(0, ...steps.map(step => step.count), ...earlier.map(step => step.count));
  const scale = makeScale(width, height, steps.length, highest);
  const drawing = shape(
    'svg',
    {
      class: 'chart-drawing',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'group',
      'aria-label': chart.words,
    },
    gridLines(scale),
    timeAxis(
      steps.map(step => step.day),
      chart.granularity,
      scale,
    ),
    shape('rect', {
      class: 'chart-drag',
      x: 0,
      y: margin.top,
      width: 0,
      height: scale.bottom - margin.top,
    }),
    steps.map((step, index) => bar(chart, step, index, scale)),
    earlierTicks(earlier, scale),
    peakLabel(steps, scale),
  );
  const tooltip = connectTips(frame, drawing, index => ({
    lines: tipLines(chart, index),
    x: scale.middle(index),
    y: scale.y(steps[index].count),
  }));
  connectWalk(drawing, alongTime);
  connectRange(chart, drawing, scale);
  replace(frame, drawing, tooltip);
}

function tipLines({ steps, earlier = [], granularity, tip }, index) {
  const step = steps[index];
  return [
    plays(step.count),
    describeStep(granularity, step.day),
    ...(tip?.(step) ?? []),
    earlier[index] && t('bars.before', { count: earlier[index].count }),
  ].filter(Boolean);
}

function bar(chart, step, index, scale) {
  const breadth = barBreadth(scale.band);
  const left = scale.x(index) + (scale.band - breadth) / 2;
  const height = count => (count ? Math.max(scale.bottom - scale.y(count), 1.5) : 0);
  const chosen = isChosen(chart, step);
  return shape(
    'a',
    {
      class: chosen ? 'step step-chosen' : 'step',
      href: periodAddress(stepLabel(chart.granularity, step.day)),
      'aria-label': [
        describeStep(chart.granularity, step.day),
        plays(step.count),
        ...(chart.tip?.(step) ?? []),
      ].join(': '),
      'aria-current': chosen ? 'true' : null,
      tabindex: index === startingIndex(chart) ? 0 : -1,
      'data-index': index,
      draggable: 'false',
    },
    shape('rect', {
      class: 'step-field',
      x: scale.x(index),
      y: margin.top - 6,
      width: scale.band,
      height: scale.bottom - margin.top + 6,
    }),
    shape('path', {
      class: 'step-bar',
      d: barPath(left, scale.bottom, breadth, height(step.count)),
    }),
    step.part
      ? shape('path', {
          class: 'step-part',
          d: barPath(left, scale.bottom, breadth, height(step.part)),
        })
      : null,
  );
}

function barBreadth(band) {
  if (band > 5) return Math.min(band * 0.76, widestBar);
  return Math.max(band > 2.5 ? band - 1 : band, 0.5);
}

function barPath(x, bottom, breadth, height) {
  const radius = Math.min(breadth / 2, height, 4);
  const path = [
    'M',
    x,
    bottom,
    'v',
    radius - height,
    'q',
    0,
    -radius,
    radius,
    -radius,
    'h',
    breadth - 2 * radius,
    'q',
    radius,
    0,
    radius,
    radius,
    'v',
    height - radius,
    'z',
  ];
  return path.map(part => (typeof part === 'number' ? Number(part.toFixed(1)) : part)).join(' ');
}

function isChosen({ steps, granularity, period }, step) {
  return (
    period.start !== null &&
    steps.length > 1 &&
    period.start === step.day &&
    period.end === stepEnd(granularity, step.day)
  );
}

function startingIndex(chart) {
  const chosen = chart.steps.findIndex(step => isChosen(chart, step));
  return chosen >= 0 ? chosen : chart.steps.length - 1;
}

function earlierTicks(earlier, scale) {
  const breadth = barBreadth(scale.band);
  const ticks = earlier.map(
    (step, index) =>
      step.count > 0 &&
      `M${(scale.x(index) + (scale.band - breadth) / 2).toFixed(1)} ${scale.y(step.count).toFixed(1)}h${breadth.toFixed(1)}`,
  );
  return shape('path', {
    class: 'chart-earlier',
    d: ticks.filter(Boolean).join(''),
    'aria-hidden': 'true',
  });
}

function peakLabel(steps, scale) {
  const peak = peakOf(steps);
  if (!peak) return null;
  const index = steps.indexOf(peak);
  const middle = scale.middle(index);
  const anchor = middle < scale.left + 12 ? 'start' : middle > scale.width - 30 ? 'end' : 'middle';
  const x =
    anchor === 'start' ? scale.x(index) : anchor === 'end' ? scale.x(index) + scale.band : middle;
  return shape(
    'text',
    { class: 'peak', x, y: scale.y(peak.count) - 6, 'text-anchor': anchor, 'aria-hidden': 'true' },
    formatCount(peak.count),
  );
}

/** The highest step, the first on a tie; null when all are empty. */
export function peakOf(steps) {
  return steps.reduce((best, step) => (step.count > (best?.count ?? 0) ? step : best), null);
}

function connectRange(chart, drawing, scale) {
  const selection = drawing.querySelector('.chart-drag');
  connectDrag(drawing, {
    indexAt: event => scale.indexAt(event.clientX - drawing.getBoundingClientRect().left),
    mark: (first, last) => {
      selection.setAttribute('x', scale.x(first));
      selection.setAttribute('width', scale.x(last + 1) - scale.x(first));
    },
    choose: (first, last) =>
      showPeriod(
        dayRange(
          chart.steps[first].day,
          addDays(stepEnd(chart.granularity, chart.steps[last].day), -1),
        ),
      ),
  });
}
