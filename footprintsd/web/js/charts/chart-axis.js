// SPDX-License-Identifier: LGPL-2.1-or-later
// The plot area of a chart over time: positions of steps and values, grid lines, and time labels.

import { addDays } from '../base/days.js';
import { shape } from '../base/dom.js';
import { formatDayShort, formatMonthShort, formatShort, formatWeekday } from '../base/format.js';

export const margin = { top: 22, right: 2, bottom: 26 };
const letter = 6.6;
const labelStrides = [1, 2, 3, 4, 6, 12];
const weekdayFrom = 14;
const monthsNamed = 40;
const placeSteps = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];
const placeLines = [1, 2, 10, 100, 1000, 10000];
/** The factor by which a line must differ from the lowest. */
const roomForPlace = 2;

export function makeScale(width, height, count, highest, format = formatShort) {
  const top = niceCeiling(highest);
  const bottom = height - margin.bottom;
  const left = Math.max(format(top).length, format(top / 2).length) * letter + 10;
  const band = (width - left - margin.right) / Math.max(count, 1);
  return {
    width,
    height,
    left,
    bottom,
    band,
    format,
    lines: [0, top / 2, top],
    base: 0,
    x: index => left + index * band,
    middle: index => left + (index + 0.5) * band,
    y: value => bottom - ((bottom - margin.top) * value) / top,
    indexAt: x => Math.min(count - 1, Math.max(0, Math.floor((x - left) / band))),
  };
}

/** For ranks, by ratio: the first is at the top, as far from the second as the tenth is from the twentieth. */
export function makePlaceScale(width, height, count, lowest, format) {
  const foot = placeSteps.find(candidate => candidate >= lowest) ?? lowest;
  const scale = makeScale(width, height, count, foot, format);
  const lines = placeLines.filter(place => place === 1 || place * roomForPlace <= foot);
  return {
    ...scale,
    lines: [...lines, foot],
    base: foot,
    y: place => margin.top + ((scale.bottom - margin.top) * Math.log(place)) / Math.log(foot),
  };
}

function niceCeiling(value) {
  if (value > 0 && value <= 1) return 1;
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  return (
    [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10]
      .map(factor => factor * power)
      .find(candidate => candidate >= value && candidate % 2 === 0) ?? 10 * power
  );
}

export function gridLines(scale) {
  return scale.lines.map(value => {
    const y = Math.round(scale.y(value)) + 0.5;
    return shape(
      'g',
      { class: value === scale.base ? 'grid grid-base' : 'grid', 'aria-hidden': 'true' },
      shape('line', { x1: scale.left, x2: scale.width, y1: y, y2: y }),
      shape('text', { x: scale.left - 9, y: y + 4, 'text-anchor': 'end' }, scale.format(value)),
    );
  });
}

export function timeAxis(days, granularity, scale) {
  const candidates = days
    .map((day, index) => ({ index, text: axisText(days, index, granularity) }))
    .filter(({ text }) => text);
  const longest = Math.max(0, ...candidates.map(({ text }) => text.length)) * letter + 12;
  const centred = scale.band > longest;
  const every =
    labelStrides.find(stride => roomy(candidates, stride, scale.band, centred ? longest : 0)) ??
    candidates.length;
  const labels = everyNth(candidates, every)
    .map(({ index, text }) => ({ x: scale.x(index) + (centred ? scale.band / 2 : 0), text }))
    .filter(({ x, text }) => x + (text.length * letter) / (centred ? 2 : 1) < scale.width + 6)
    .map(({ x, text }) =>
      shape('text', { x, y: scale.height - 7, 'text-anchor': centred ? 'middle' : 'start' }, text),
    );
  return shape('g', { class: 'axis', 'aria-hidden': 'true' }, labels);
}

/** Counted from the first year label, so that thinning never drops the years. */
function everyNth(candidates, stride) {
  const anchor = Math.max(
    candidates.findIndex(({ text }) => /^\d{4}$/.test(text)),
    0,
  );
  return candidates.filter((candidate, place) => (place - anchor) % stride === 0);
}

/** Whether every stride-th label ends before the next begins. */
function roomy(candidates, stride, band, least) {
  const kept = everyNth(candidates, stride);
  return kept
    .slice(1)
    .every(
      (candidate, place) =>
        (candidate.index - kept[place].index) * band >=
        Math.max(kept[place].text.length * letter + 8, least),
    );
}

function axisText(days, index, granularity) {
  const day = days[index];
  switch (granularity) {
    case 'year':
      return day.slice(0, 4);
    case 'month':
      if (day.slice(5, 7) === '01') return day.slice(0, 4);
      return days.length <= monthsNamed ? formatMonthShort(day) : '';
    case 'week':
      return weekText(addDays(day, 6), index > 0 ? addDays(days[index - 1], 6) : '');
    default:
      if (days.length <= weekdayFrom) return formatWeekday(day);
      return index % 7 === 0 ? formatDayShort(day) : '';
  }
}

/** A month is named at the week it begins in, and January by its year. */
function weekText(lastDay, previousLastDay) {
  if (lastDay.slice(0, 7) === previousLastDay.slice(0, 7)) return '';
  return lastDay.slice(5, 7) === '01' ? lastDay.slice(0, 4) : formatMonthShort(lastDay);
}
