// SPDX-License-Identifier: LGPL-2.1-or-later
// Periods: the server resolves them; their titles and their steps are defined here.

import { dayStartHour, fetchPeriod, zone } from '../base/api.js';
import {
  addDays,
  addMonths,
  daysBetween,
  startOfMonth,
  startOfWeek,
  startOfWeekLabel,
  startOfYear,
  weekLabel,
} from '../base/days.js';
import {
  formatDay,
  formatDays,
  formatMonth,
  formatWeekdayAndDay,
  localDay,
} from '../base/format.js';
import { t } from '../base/words.js';

/** The status of an invalid period. */
const unprocessable = 422;
/** Without any days. */
const unitless = {
  unit: null,
  start: null,
  end: null,
  running: false,
  previous: null,
  next: null,
  before: null,
  yearBefore: null,
};

const units = {
  day: { start: day => day, add: addDays, label: day => day },
  week: { start: startOfWeek, add: (day, count) => addDays(day, 7 * count), label: weekLabel },
  month: { start: startOfMonth, add: addMonths, label: day => day.slice(0, 7) },
  year: {
    start: startOfYear,
    add: (day, count) => addMonths(day, 12 * count),
    label: day => day.slice(0, 4),
  },
};

/** The server's answers about periods, kept for the day. */
const told = new Map();

/**
 * The server's data of a period: { text, query, unit, start, end, running, title, previous, next, before, yearBefore }. Its
 * days run from `start` to before `end`, null for all time; `query` is for reports. `previous` and `next` are periods
 * to go to, as text; `before` and `yearBefore` are for comparison, with no more days than have passed. Invalid text gives
 * an `unknown` period that means all time; if the server does not answer, the text is all there is.
 */
export async function loadPeriod(text) {
  const key = [text, localDay(Date.now()), zone, dayStartHour].join(' ');
  const period = told.get(key) ?? (await askPeriod(text));
  if (!period.isGuess) told.set(key, period);
  return period;
}

async function askPeriod(text) {
  try {
    return periodOf(await fetchPeriod(text));
  } catch (error) {
    if (error.status === unprocessable && text !== 'alltime')
      return { ...(await loadPeriod('alltime')), unknown: true };
    return { ...unitless, text, query: text, title: text, isGuess: true };
  }
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

/** Every step from start to end, with zero plays where the server has none: it begins at the first play. */
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

export function lengthInDays(period, overview) {
  if (period.start) return daysBetween(period.start, reachedEnd(period));
  if (!overview.first_scrobble) return 1;
  return daysBetween(localDay(overview.first_scrobble), localDay(overview.last_scrobble)) + 1;
}

export function granularityFor(days) {
  if (days <= 93) return 'day';
  if (days <= 550) return 'week';
  return days <= 366 * 13 ? 'month' : 'year';
}

function periodOf({
  period: text,
  query,
  unit,
  first_day: first,
  last_day: last,
  running,
  previous,
  next,
  compared_previous: before,
  compared_year_before: yearBefore,
}) {
  const [start, end] = first && last ? [first, addDays(last, 1)] : [null, null];
  const title = start
    ? titleOfRunning({ text, unit, start, end, running })
    : titleWithoutDays(text);
  return {
    text,
    query,
    unit,
    start,
    end,
    running,
    title,
    previous,
    next,
    before: otherOf(before),
    yearBefore: otherOf(yearBefore),
  };
}

function otherOf(other) {
  if (!other) return null;
  const [start, end] = [other.first_day, addDays(other.last_day, 1)];
  return {
    query: other.period,
    unit: other.unit,
    start,
    end,
    title: titleOf(other.unit, start, end),
  };
}

function titleOfRunning({ text, unit, start, end, running }) {
  if (text === 'week') return t('period.last7');
  return running && unit ? runningTitle(unit, start) : titleOf(unit, start, end);
}

function titleWithoutDays(text) {
  return text === 'alltime' ? t('period.alltime') : text;
}

/** Days to come do not count in the length of a running period. */
export function reachedEnd(period) {
  return period.running ? addDays(localDay(Date.now()), 1) : period.end;
}

function datesOf(start, end) {
  const last = addDays(end, -1);
  return start === last ? formatDay(start) : formatDays(start, last);
}

function runningTitle(unit, start) {
  switch (unit) {
    case 'day':
      return t('period.today');
    case 'week':
      return t('period.thisWeek');
    case 'month':
      return t('period.soFar', { period: formatMonth(start) });
    default:
      return t('period.soFar', { period: start.slice(0, 4) });
  }
}

function titleOf(unit, start, end) {
  switch (unit) {
    case 'day':
      return formatWeekdayAndDay(start);
    case 'week':
      return datesOf(start, end);
    case 'month':
      return formatMonth(start);
    case 'year':
      return start.slice(0, 4);
    default:
      return datesOf(start, end);
  }
}

/** The dates of the title; the first and last day of all time are known only with the plays. */
export function describeDates(period, first, last) {
  if (!period.start) return first ? formatDays(first, last) : '';
  if (period.unit === 'day') return period.running ? formatWeekdayAndDay(period.start) : '';
  if (period.unit === 'week' && !period.running)
    return t('period.week.number', { number: String(Number(weekLabel(period.start).slice(-2))) });
  if (!period.unit && period.text !== 'week')
    return t('days', { count: daysBetween(period.start, period.end) });
  return datesOf(period.start, reachedEnd(period));
}

/** The first day of a step that a report names: "2024", "2024-03", "2024-W07", "2024-03-15". */
export function stepDay(granularity, label) {
  switch (granularity) {
    case 'year':
      return `${label}-01-01`;
    case 'month':
      return `${label}-01`;
    case 'week':
      return startOfWeekLabel(label);
    default:
      return label;
  }
}
