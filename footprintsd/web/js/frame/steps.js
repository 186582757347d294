// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays per step of a period, with the period before where it can be compared; and day by day for a calendar.

import { fetchDays, fetchPulse } from '../base/api.js';
import { addDays, daysBetween, startOfYear } from '../base/days.js';
import { localDay } from '../base/format.js';
import { allSteps, granularityFor, lengthInDays, reachedEnd } from './period.js';

const daysAroundOne = 13;
const weeksShown = 53;

/** One bar alone says nothing, so a single day is shown among the days before it. `filter` is that of fetchPulse. */
export async function loadSteps(period, overview, earlierPeriod, signal, filter) {
  const granularity = granularityFor(lengthInDays(period, overview));
  const single = period.start && daysBetween(period.start, period.end) === 1;
  const start = single ? addDays(period.start, -daysAroundOne) : period.start;
  const [steps, earlier] = await Promise.all([
    fetchPulse(single ? `${start}..${period.end}` : period.query, granularity, signal, filter),
    earlierPeriod && !single ? fetchPulse(earlierPeriod.query, granularity, signal, filter) : null,
  ]);
  const all = start
    ? allSteps(steps, granularity, start, reachedEnd(period))
    : untilLastPlay(steps);
  return {
    granularity,
    steps: all,
    earlier: earlier
      ? allSteps(earlier, granularity, earlierPeriod.start, earlierPeriod.end).slice(0, all.length)
      : [],
  };
}

/** All time ends with the last play, so that no empty years follow if it was years ago. */
function untilLastPlay(steps) {
  return steps.slice(0, steps.findLastIndex(step => step.count > 0) + 1);
}

/**
 * The days around a period: its calendar year, or the last 53 weeks of a period of several years.
 *
 * @param {any} period
 * @param {any} overview
 * @param {AbortSignal} signal
 * @param {(query: string, signal: AbortSignal) => Promise<{ day: string, count: number }[]>} fetch counts days
 */
export async function loadCalendar(period, overview, signal, fetch = fetchDays) {
  const { start, end } = calendarRange(period, overview);
  const counts = new Map(
    (await fetch(`${start}..${end}`, signal)).map(({ day, count }) => [day, count]),
  );
  return Array.from({ length: daysBetween(start, end) }, (_, index) => addDays(start, index)).map(
    day => ({ day, count: counts.get(day) ?? 0 }),
  );
}

function calendarRange(period, overview) {
  const tomorrow = addDays(localDay(Date.now()), 1);
  const last = addDays(period.end ?? addDays(localDay(overview.last_scrobble), 1), -1);
  if (period.start && startOfYear(period.start) === startOfYear(last)) {
    const end = `${Number(last.slice(0, 4)) + 1}-01-01`;
    return { start: startOfYear(last), end: end < tomorrow ? end : tomorrow };
  }
  const end = addDays(last, 1) < tomorrow ? addDays(last, 1) : tomorrow;
  return { start: addDays(end, -7 * weeksShown), end };
}
