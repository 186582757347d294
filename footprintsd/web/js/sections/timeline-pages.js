// SPDX-License-Identifier: LGPL-2.1-or-later
// The plays of a timeline, fetched on demand; those not viewed for a long time are dropped.

import { fetchPlays } from '../base/api.js';
import { localDay } from '../base/format.js';
import { dayRange } from '../frame/period.js';
import { planPages } from './timeline-plan.js';

const pagesKept = 40;

/** `arrived` is called when plays have arrived, `failed` with the error; `filter` is that of fetchPlays. */
export function timelinePages(days, filter, signal, arrived, failed) {
  const pages = planPages(days);
  const byDay = new Map();
  for (const page of pages)
    for (const day of page.days) byDay.set(day, [...(byDay.get(day) ?? []), page]);
  const recent = new Set();

  /** The loaded plays of a day, by number; requests those that are not loaded. */
  function playsOf(day, from, to) {
    const found = [];
    for (const page of byDay.get(day) ?? []) {
      if (isCut(page) && (page.offset >= to || page.offset + page.limit <= from)) continue;
      touch(page);
      page.plays?.get(day)?.forEach((play, index) => {
        found[page.offset + index] = play;
      });
    }
    return found;
  }

  function isCut(page) {
    return page.limit < page.count;
  }

  function touch(page) {
    recent.delete(page);
    recent.add(page);
    if (!page.plays && !page.asked) ask(page);
    if (recent.size > pagesKept) letGo();
  }

  function letGo() {
    const [oldest] = recent;
    recent.delete(oldest);
    oldest.plays = null;
  }

  async function ask(page) {
    page.asked = true;
    try {
      page.plays = groupByDay(
        await fetchPlays(dayRange(page.first, page.last), page.offset, page.limit, signal, filter),
      );
      arrived();
    } catch (error) {
      if (error.name !== 'AbortError') failed(error);
    } finally {
      page.asked = false;
    }
  }

  return { playsOf };
}

function groupByDay(plays) {
  const days = new Map();
  for (const play of plays) {
    const day = localDay(play.timestamp);
    if (!days.has(day)) days.set(day, []);
    days.get(day).push(play);
  }
  return days;
}
