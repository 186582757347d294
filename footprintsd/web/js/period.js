// SPDX-License-Identifier: LGPL-2.1-or-later
// A period as the address and the server name it: a word, a calendar unit, or two days.

import { addDays, addMonths, daysBetween, isDay, startOfMonth, startOfWeek, startOfWeekLabel, startOfYear, weekLabel } from './days.js';
import { formatDay, formatDays, formatMonth, formatWeekdayAndDay, localDay } from './format.js';
import { t } from './words.js';

const units = {
  day: { start: day => day, add: addDays, label: day => day },
  week: { start: startOfWeek, add: (day, count) => addDays(day, 7 * count), label: weekLabel },
  month: { start: startOfMonth, add: addMonths, label: day => day.slice(0, 7) },
  year: { start: startOfYear, add: (day, count) => addMonths(day, 12 * count), label: day => day.slice(0, 4) },
};

const words = { today: 'day', month: 'month', year: 'year' };

export function parsePeriod(text) {
  const today = localDay(Date.now());
  if (words[text])
    return unitPeriod(text, words[text], units[words[text]].start(today), today);
  if (text === 'week')
    return { ...rangePeriod(addDays(today, -6), addDays(today, 1), today), text, title: t('period.last7') };
  if (/^\d{4}$/.test(text))
    return unitPeriod(text, 'year', `${text}-01-01`, today);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    return unitPeriod(text, 'month', `${text}-01`, today);
  if (/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text))
    return unitPeriod(text, 'week', startOfWeekLabel(text), today);
  if (isDay(text))
    return unitPeriod(text, 'day', text, today);
  const [start, end] = text.split('..');
  if (isDay(start ?? '') && isDay(end ?? '') && start < end)
    return rangePeriod(start, end, today);
  const unknown = text !== 'alltime';
  return { text: 'alltime', query: 'alltime', unit: null, start: null, end: null, running: false, title: t('period.alltime'), unknown };
}

export function dayRange(first, last) {
  return `${first}..${addDays(last, 1)}`;
}

export function stepLabel(granularity, day) {
  return units[granularity].label(day);
}

export function stepEnd(granularity, day) {
  return units[granularity].add(day, 1);
}

/** Every step from start to end, with no plays where the server names none: it begins at the first play. */
export function allSteps(steps, granularity, start, end) {
  const counts = new Map(steps.map(step => [step.day, step.count]));
  const all = [];
  for (let day = units[granularity].start(start); day < end; day = stepEnd(granularity, day))
    all.push({ day, count: counts.get(day) ?? 0 });
  return all;
}

export function describeStep(granularity, day) {
  return titleOf(granularity, day, stepEnd(granularity, day));
}

export function neighbour(period, count) {
  if (!period.start)
    return null;
  const start = period.unit
    ? units[period.unit].add(period.start, count)
    : addDays(period.start, count * daysBetween(period.start, period.end));
  if (count > 0 && start > localDay(Date.now()))
    return null;
  return period.unit
    ? units[period.unit].label(start)
    : `${start}..${addDays(start, daysBetween(period.start, period.end))}`;
}

/** The period to measure against: the one before, and of it no more days than have passed in this one. */
export function before(period) {
  if (!period.start)
    return null;
  const today = localDay(Date.now());
  const length = daysBetween(period.start, period.end);
  const start = period.unit ? units[period.unit].add(period.start, -1) : addDays(period.start, -length);
  const reached = addDays(start, period.running ? daysBetween(period.start, today) + 1 : length);
  const whole = !period.running || reached >= period.start;
  if (period.unit && whole)
    return { query: units[period.unit].label(start), start, end: period.start, title: titleOf(period.unit, start, period.start) };
  const end = whole ? period.start : reached;
  return { query: `${start}..${end}`, start, end, title: datesOf(start, end) };
}

export function lengthInDays(period, overview) {
  if (period.start)
    return daysBetween(period.start, reachedEnd(period));
  if (!overview.first_scrobble)
    return 1;
  return daysBetween(localDay(overview.first_scrobble), localDay(overview.last_scrobble)) + 1;
}

export function granularityFor(days) {
  if (days <= 93)
    return 'day';
  if (days <= 550)
    return 'week';
  return days <= 366 * 13 ? 'month' : 'year';
}

function unitPeriod(text, unit, start, today) {
  const end = units[unit].add(start, 1);
  const running = start <= today && today < end;
  const title = running ? runningTitle(unit, start) : titleOf(unit, start, end);
  const query = running ? dayRange(start, today) : text;
  return { text, query, unit, start, end, running, title };
}

function rangePeriod(start, end, today) {
  const running = start <= today && today < addDays(end, -1);
  return { text: `${start}..${end}`, query: `${start}..${end}`, unit: null, start, end, running, title: datesOf(start, end) };
}

/** What has not happened yet is no part of a running period's length. */
export function reachedEnd(period) {
  return period.running ? addDays(localDay(Date.now()), 1) : period.end;
}

function datesOf(start, end) {
  const last = addDays(end, -1);
  return start === last ? formatDay(start) : formatDays(start, last);
}

function runningTitle(unit, start) {
  switch (unit) {
    case 'day': return t('period.today');
    case 'week': return t('period.thisWeek');
    case 'month': return t('period.soFar', { period: formatMonth(start) });
    default: return t('period.soFar', { period: start.slice(0, 4) });
  }
}

function titleOf(unit, start, end) {
  switch (unit) {
    case 'day': return formatWeekdayAndDay(start);
    case 'week': return datesOf(start, end);
    case 'month': return formatMonth(start);
    default: return start.slice(0, 4);
  }
}

/** The dates beside the title; the first and last day of all time are known with the plays only. */
export function describeDates(period, first, last) {
  if (!period.start)
    return first ? formatDays(first, last) : '';
  if (period.unit === 'day')
    return period.running ? formatWeekdayAndDay(period.start) : '';
  if (period.unit === 'week' && !period.running)
    return t('period.week.number', { number: String(Number(weekLabel(period.start).slice(-2))) });
  if (!period.unit && period.text !== 'week')
    return t('days', { count: daysBetween(period.start, period.end) });
  return datesOf(period.start, reachedEnd(period));
}

/** The first day of a step that a report names: "2024", "2024-03", "2024-W07", "2024-03-15". */
export function stepDay(granularity, label) {
  switch (granularity) {
    case 'year': return `${label}-01-01`;
    case 'month': return `${label}-01`;
    case 'week': return startOfWeekLabel(label);
    default: return label;
  }
}
