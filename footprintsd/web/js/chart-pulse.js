// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays over time as bars. Each bar is a link to its own stretch of time; dragging over several
// chooses them all.

import { byId, element, replace, shape } from './dom.js';
import { formatCount, formatDayShort, formatMonthShort, formatShort, formatWeekday, formatWeekdayLong, plays } from './format.js';
import { addDays } from './days.js';
import { dayRange, describeStep, stepEnd, stepLabel } from './period.js';
import { periodAddress, showPeriod } from './state.js';

const margin = { top: 22, right: 2, bottom: 26 };
const letter = 6.6;
const dragFrom = 8;
const widestBar = 56;
const labelStrides = [1, 2, 3, 4, 6, 12];
const weekdayFrom = 14;
const monthsNamed = 40;
const stepWords = { day: 'day', week: 'week', month: 'month', year: 'year' };

let shown = null;
let drawnWidth = 0;

export function connectPulse() {
  new ResizeObserver(entries => {
    const width = Math.round(entries[0].contentRect.width);
    if (shown && width !== drawnWidth)
      draw();
  }).observe(byId('pulse-frame'));
  byId('pulse-table').addEventListener('toggle', fillTable);
}

export function showPulseLoading() {
  replace(byId('pulse-frame'), element('div', { class: 'ghost ghost-pulse' }));
}

/** `earlier` holds the steps of the period before, or nothing. */
export function showPulse(steps, granularity, period, earlier, earlierTitle) {
  const peak = steps.reduce((best, step) => step.count > (best?.count ?? 0) ? step : best, null);
  earlier = earlier.slice(0, steps.length);
  const highest = Math.max(peak?.count ?? 0, ...earlier.map(step => step.count));
  shown = { steps, granularity, period, peak, earlier, highest };
  replace(byId('pulse-summary'), peak ? summary() : '\u00a0',
    ' ', earlier.length > 0 && element('span', { class: 'pulse-key' }, earlierTitle));
  draw();
  fillTable();
}

function summary() {
  const { granularity, peak } = shown;
  return `by ${stepWords[granularity]}, most ${describe(peak)}: ${plays(peak.count)}`;
}

function describe(step) {
  return describeStep(shown.granularity, step.day);
}

function draw() {
  const frame = byId('pulse-frame');
  const width = Math.round(frame.clientWidth);
  const height = Math.round(frame.clientHeight);
  if (width < 40 || height < 80)
    return;
  drawnWidth = width;
  const scale = makeScale(width, height);
  const tooltip = element('div', { class: 'tooltip', 'aria-hidden': 'true' });
  const drawing = shape('svg', { class: 'pulse-drawing', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': `Pulse: ${summaryOrNothing()}` },
    gridLines(scale), timeAxis(scale),
    shape('rect', { class: 'pulse-drag', x: 0, y: margin.top, width: 0, height: scale.bottom - margin.top }),
    shown.steps.map((step, index) => bar(step, index, scale)), earlierTicks(scale), peakLabel(scale));
  replace(frame, drawing, tooltip);
  connectDrawing(drawing, tooltip, scale);
}

function summaryOrNothing() {
  return shown.peak ? summary() : 'no plays';
}

function makeScale(width, height) {
  const top = niceCeiling(shown.highest);
  const bottom = height - margin.bottom;
  const left = Math.max(formatShort(top).length, formatShort(top / 2).length) * letter + 10;
  const band = (width - left - margin.right) / Math.max(shown.steps.length, 1);
  return {
    width, height, left, bottom, band, top,
    x: index => left + index * band,
    y: count => bottom - (bottom - margin.top) * count / top,
    indexAt: x => Math.min(shown.steps.length - 1, Math.max(0, Math.floor((x - left) / band))),
  };
}

function niceCeiling(value) {
  if (value <= 4)
    return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10].map(factor => factor * power).find(candidate => candidate >= value && candidate % 2 === 0) ?? 10 * power;
}

function gridLines(scale) {
  return [0, scale.top / 2, scale.top].map(count => {
    const y = Math.round(scale.y(count)) + 0.5;
    return shape('g', { class: count ? 'grid' : 'grid grid-base', 'aria-hidden': 'true' },
      shape('line', { x1: scale.left, x2: scale.width, y1: y, y2: y }),
      shape('text', { x: scale.left - 9, y: y + 4, 'text-anchor': 'end' }, formatShort(count)));
  });
}

function bar(step, index, scale) {
  const breadth = barBreadth(scale.band);
  const height = step.count ? Math.max(scale.bottom - scale.y(step.count), 1.5) : 0;
  const text = `${describe(step)}: ${plays(step.count)}`;
  return shape('a', {
    class: isChosen(step) ? 'step step-chosen' : 'step', href: periodAddress(stepLabel(shown.granularity, step.day)),
    'aria-label': text, 'aria-current': isChosen(step) ? 'true' : null, tabindex: index === startingIndex() ? 0 : -1, 'data-index': index, draggable: 'false',
  },
  shape('rect', { class: 'step-field', x: scale.x(index), y: margin.top - 6, width: scale.band, height: scale.bottom - margin.top + 6 }),
  shape('path', { class: 'step-bar', d: barPath(scale.x(index) + (scale.band - breadth) / 2, scale.bottom, breadth, height) }));
}

function barBreadth(band) {
  if (band > 5)
    return Math.min(band * 0.76, widestBar);
  return Math.max(band > 2.5 ? band - 1 : band, 0.5);
}

function barPath(x, bottom, breadth, height) {
  const radius = Math.min(breadth / 2, height, 4);
  return `M${x} ${bottom}v${-(height - radius)}q0 ${-radius} ${radius} ${-radius}h${breadth - 2 * radius}q${radius} 0 ${radius} ${radius}v${height - radius}z`;
}

function isChosen(step) {
  return shown.period.start !== null && shown.steps.length > 1
    && shown.period.start === step.day && shown.period.end === stepEnd(shown.granularity, step.day);
}

function startingIndex() {
  const chosen = shown.steps.findIndex(isChosen);
  return chosen >= 0 ? chosen : shown.steps.length - 1;
}

function earlierTicks(scale) {
  const breadth = barBreadth(scale.band);
  const ticks = shown.earlier.map((step, index) => step.count > 0
    && `M${(scale.x(index) + (scale.band - breadth) / 2).toFixed(1)} ${scale.y(step.count).toFixed(1)}h${breadth.toFixed(1)}`);
  return shape('path', { class: 'pulse-earlier', d: ticks.filter(Boolean).join(''), 'aria-hidden': 'true' });
}

function peakLabel(scale) {
  if (!shown.peak)
    return null;
  const index = shown.steps.indexOf(shown.peak);
  const middle = scale.x(index) + scale.band / 2;
  const anchor = middle < scale.left + 12 ? 'start' : middle > scale.width - 30 ? 'end' : 'middle';
  const x = anchor === 'start' ? scale.x(index) : anchor === 'end' ? scale.x(index) + scale.band : middle;
  return shape('text', { class: 'peak', x, y: scale.y(shown.peak.count) - 6, 'text-anchor': anchor, 'aria-hidden': 'true' }, formatCount(shown.peak.count));
}

function timeAxis(scale) {
  const candidates = shown.steps.map((step, index) => ({ index, text: axisText(step.day, index) })).filter(({ text }) => text);
  const longest = Math.max(0, ...candidates.map(({ text }) => text.length)) * letter + 12;
  const centred = scale.band > longest;
  const every = labelStrides.find(stride => roomy(candidates, stride, scale.band, centred ? longest : 0)) ?? candidates.length;
  const labels = everyNth(candidates, every)
    .map(({ index, text }) => ({ x: scale.x(index) + (centred ? scale.band / 2 : 0), text }))
    .filter(({ x, text }) => x + text.length * letter / (centred ? 2 : 1) < scale.width + 6)
    .map(({ x, text }) => shape('text', { x, y: scale.height - 7, 'text-anchor': centred ? 'middle' : 'start' }, text));
  return shape('g', { class: 'axis', 'aria-hidden': 'true' }, labels);
}

/** Counted from the first label that is a year, so that leaving some out never leaves out the years. */
function everyNth(candidates, stride) {
  const anchor = Math.max(candidates.findIndex(({ text }) => /^\d{4}$/.test(text)), 0);
  return candidates.filter((candidate, place) => (place - anchor) % stride === 0);
}

/** Whether every stride-th label ends before the next begins. */
function roomy(candidates, stride, band, least) {
  const kept = everyNth(candidates, stride);
  return kept.slice(1).every((candidate, place) =>
    (candidate.index - kept[place].index) * band >= Math.max(kept[place].text.length * letter + 8, least));
}

function axisText(day, index) {
  const previous = index > 0 ? shown.steps[index - 1].day : '';
  const many = shown.steps.length;
  switch (shown.granularity) {
    case 'year': return day.slice(0, 4);
    case 'month':
      if (day.slice(5, 7) === '01')
        return day.slice(0, 4);
      return many <= monthsNamed ? formatMonthShort(day) : '';
    case 'week': return weekText(addDays(day, 6), previous && addDays(previous, 6));
    default:
      if (many <= weekdayFrom)
        return formatWeekday(day);
      return index % 7 === 0 ? formatDayShort(day) : '';
  }
}

/** A month is named at the week in which it begins, and January by its year. */
function weekText(lastDay, previousLastDay) {
  if (lastDay.slice(0, 7) === previousLastDay.slice(0, 7))
    return '';
  return lastDay.slice(5, 7) === '01' ? lastDay.slice(0, 4) : formatMonthShort(lastDay);
}

function connectDrawing(drawing, tooltip, scale) {
  drawing.addEventListener('pointerover', event => tell(event.target.closest('.step'), tooltip, scale));
  drawing.addEventListener('pointerleave', () => tell(null, tooltip, scale));
  drawing.addEventListener('focusin', event => tell(event.target.closest('.step'), tooltip, scale));
  drawing.addEventListener('focusout', () => tell(null, tooltip, scale));
  drawing.addEventListener('keydown', event => moveFocus(event, drawing));
  drawing.addEventListener('dragstart', event => event.preventDefault());
  connectDrag(drawing, scale);
}

function tell(link, tooltip, scale) {
  tooltip.classList.toggle('tooltip-shown', Boolean(link));
  if (!link)
    return;
  const index = Number(link.dataset.index);
  const step = shown.steps[index];
  const weekday = shown.granularity === 'day' && describe(step).length < 12 ? `${formatWeekdayLong(step.day)}, ` : '';
  const earlier = shown.earlier[index];
  replace(tooltip, element('b', {}, plays(step.count)), element('span', {}, weekday + describe(step)),
    earlier && element('span', {}, `before: ${formatCount(earlier.count)}`));
  const half = tooltip.offsetWidth / 2;
  const middle = scale.x(index) + scale.band / 2;
  tooltip.style.setProperty('left', `${Math.min(Math.max(middle, half), scale.width - half)}px`);
  tooltip.style.setProperty('top', `${Math.max(scale.y(step.count) - 10, 44)}px`);
}

function moveFocus(event, drawing) {
  const index = Number(event.target.closest('.step')?.dataset.index);
  const last = shown.steps.length - 1;
  const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last, PageUp: index - 10, PageDown: index + 10 }[event.key];
  if (target === undefined || Number.isNaN(target))
    return;
  event.preventDefault();
  const links = drawing.querySelectorAll('.step');
  links[index].setAttribute('tabindex', -1);
  const next = links[Math.min(Math.max(target, 0), last)];
  next.setAttribute('tabindex', 0);
  next.focus();
}

/** With a finger a drag scrolls the page, so only a mouse or a pen chooses by dragging. */
function connectDrag(drawing, scale) {
  const selection = drawing.querySelector('.pulse-drag');
  const at = event => event.clientX - drawing.getBoundingClientRect().left;
  let from = null;
  let dragged = false;

  drawing.addEventListener('pointerdown', event => {
    dragged = false;
    from = event.pointerType !== 'touch' && event.button === 0 ? at(event) : null;
  });
  drawing.addEventListener('pointermove', event => {
    if (from === null || (!dragged && Math.abs(at(event) - from) < dragFrom))
      return;
    if (!dragged)
      drawing.setPointerCapture(event.pointerId);
    dragged = true;
    const [first, last] = ends(scale, from, at(event));
    selection.setAttribute('x', scale.x(first));
    selection.setAttribute('width', scale.x(last + 1) - scale.x(first));
  });
  drawing.addEventListener('pointerup', event => {
    if (dragged) {
      const [first, last] = ends(scale, from, at(event));
      showPeriod(dayRange(shown.steps[first].day, addDays(stepEnd(shown.granularity, shown.steps[last].day), -1)));
    }
    from = null;
  });
  drawing.addEventListener('click', event => {
    if (dragged)
      event.preventDefault();
    dragged = false;
  }, true);
}

function ends(scale, one, other) {
  return [scale.indexAt(Math.min(one, other)), scale.indexAt(Math.max(one, other))];
}

function fillTable() {
  const details = byId('pulse-table');
  const frame = details.querySelector('.table-frame');
  if (!details.open || !shown) {
    replace(frame);
    return;
  }
  replace(frame, element('table', {},
    element('caption', { class: 'hidden' }, 'Plays over time'),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, stepWords[shown.granularity]), element('th', { scope: 'col', class: 'count' }, 'plays'),
      shown.earlier.length > 0 && element('th', { scope: 'col', class: 'count' }, 'before'))),
    element('tbody', {}, shown.steps.map((step, index) => element('tr', {},
      element('th', { scope: 'row' }, element('a', { href: periodAddress(stepLabel(shown.granularity, step.day)) }, describe(step))),
      element('td', { class: 'count' }, formatCount(step.count)),
      shown.earlier.length > 0 && element('td', { class: 'count' }, shown.earlier[index] ? formatCount(shown.earlier[index].count) : '–'))))));
}
