// SPDX-License-Identifier: LGPL-2.1-or-later
// A value over time as a line over a filled area. Each step links to its own period.

import { replace, shape } from '../base/dom.js';
import { describeStep, stepLabel } from '../frame/period.js';
import { periodAddress } from '../frame/router.js';
import { gridLines, makePlaceScale, makeScale, margin, timeAxis } from './chart-axis.js';
import { alongTime, connectTips, connectWalk } from './chart-walk.js';

const dotsUpTo = 60;

/**
 * Draws `chart`: { steps: [{ day, value }], granularity, words, format, tip, places }; a value of null leaves a gap. With
 * `places` the values are ranks, the first at the top.
 */
export function drawLine(chart, frame, width, height) {
  const { steps, granularity, format } = chart;
  const highest = Math.max(0, ...steps.map(step => step.value ?? 0));
  const scale = (chart.places ? makePlaceScale : makeScale)(
    width,
    height,
    steps.length,
    highest,
    format,
  );
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
      granularity,
      scale,
    ),
    runsOf(steps).map(run => ground(run, scale)),
    steps.map((step, index) => stepLink(chart, step, index, scale)),
  );
  const tooltip = connectTips(frame, drawing, index => ({
    lines: tipLines(chart, steps[index]),
    x: scale.middle(index),
    y: scale.y(steps[index].value ?? scale.base),
  }));
  connectWalk(drawing, alongTime);
  replace(frame, drawing, tooltip);
}

function tipLines({ granularity, tip }, step) {
  return [...tip(step), describeStep(granularity, step.day)];
}

/** Runs without a gap. */
function runsOf(steps) {
  const runs = [];
  steps.forEach((step, index) => {
    if (step.value === null) return;
    if (runs.at(-1)?.at(-1)?.index !== index - 1) runs.push([]);
    runs.at(-1).push({ index, value: step.value });
  });
  return runs;
}

function ground(run, scale) {
  const points = run
    .map(({ index, value }) => `${scale.middle(index).toFixed(1)} ${scale.y(value).toFixed(1)}`)
    .join('L');
  const first = scale.middle(run[0].index).toFixed(1);
  const last = scale.middle(run.at(-1).index).toFixed(1);
  return shape(
    'g',
    { 'aria-hidden': 'true' },
    shape('path', {
      class: 'line-ground',
      d: `M${first} ${scale.bottom}L${points}L${last} ${scale.bottom}z`,
    }),
    shape('path', { class: 'line-stroke', d: `M${points}` }),
  );
}

function stepLink(chart, step, index, scale) {
  const y = scale.y(step.value ?? scale.base);
  const isDotted =
    step.value !== null && (chart.steps.length <= dotsUpTo || isAlone(chart.steps, index));
  return shape(
    'a',
    {
      class: 'step step-point',
      href: periodAddress(stepLabel(chart.granularity, step.day)),
      'data-index': index,
      'aria-label': [describeStep(chart.granularity, step.day), ...chart.tip(step)].join(': '),
      tabindex: index === chart.steps.length - 1 ? 0 : -1,
    },
    shape('rect', {
      class: 'step-field',
      x: scale.x(index),
      y: margin.top - 6,
      width: scale.band,
      height: scale.bottom - margin.top + 6,
    }),
    step.value === null
      ? null
      : shape('circle', {
          class: isDotted ? 'step-dot' : 'step-dot step-dot-hidden',
          cx: scale.middle(index),
          cy: y,
          r: 3.5,
        }),
  );
}

/** Without neighbours, no line is visible. */
function isAlone(steps, index) {
  return (steps[index - 1]?.value ?? null) === null && (steps[index + 1]?.value ?? null) === null;
}
