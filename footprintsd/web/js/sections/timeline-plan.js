// SPDX-License-Identifier: LGPL-2.1-or-later
// The position of each day and play in a timeline, from the plays per day alone: pure arithmetic.

/** The most plays laid out at once; browsers cannot scroll a page that is much taller. */
const mostPlays = 150000;
const pageSize = 100;
const longestPage = 500;

/**
 * Lays out `days`, newest first as { day, count }. `sizes` are { row, above, head, least }: a play, the space above
 * the plays, all that a day has besides plays, and the least of a day.
 */
export function planDays(days, sizes) {
  let top = 0;
  let first = 0;
  const placed = days.map(({ day, count }) => {
    const height = Math.max(sizes.head + count * sizes.row, sizes.least);
    const entry = { day, count, top, height, first };
    top += height;
    first += count;
    return entry;
  });
  return { days: placed, height: top, plays: first, sizes };
}

/** The days from `from` on that fit, and the days next to them: `newer` and `older`, null at the ends. */
export function cutDays(days, from) {
  const start = from
    ? Math.max(
        days.findIndex(entry => entry.day <= from),
        0,
      )
    : 0;
  let plays = 0;
  let end = start;
  while (end < days.length && (plays === 0 || plays + days[end].count <= mostPlays))
    plays += days[end++].count;
  return {
    days: days.slice(start, end),
    newer: days[start - 1]?.day ?? null,
    older: days[end]?.day ?? null,
  };
}

/** The days that overlap a section of the page. */
export function daysWithin(plan, top, bottom) {
  const found = [];
  for (
    let index = dayAt(plan, top);
    index < plan.days.length && plan.days[index].top < bottom;
    index++
  )
    found.push(plan.days[index]);
  return found;
}

/** Index of the day at a height, by bisection. */
export function dayAt({ days }, y) {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (days[middle].top <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/**
 * The plays of a day that overlap a section of the page.
 *
 * @returns {[number, number]} the first, by number in the day, and the one after the last
 */
export function rowsWithin({ sizes }, entry, top, bottom) {
  const from = Math.floor((top - entry.top - sizes.above) / sizes.row);
  const to = Math.ceil((bottom - entry.top - sizes.above) / sizes.row);
  return [Math.min(Math.max(from, 0), entry.count), Math.min(Math.max(to, 0), entry.count)];
}

/** The day that holds the n-th play of the page. */
export function dayOfPlay({ days }, number) {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (days[middle].first <= number) low = middle;
    else high = middle - 1;
  }
  return days[low];
}

/**
 * Divides days into requests. A page is requested by its days, so plays that arrive meanwhile shift
 * nothing; a day with very many plays is divided by number.
 */
export function planPages(days) {
  const pages = [];
  let open = null;
  for (const { day, count } of days) {
    if (open && open.count + count > pageSize) open = null;
    if (!open) {
      open = { first: day, last: day, count: 0, days: [] };
      pages.push(open);
    }
    open.first = day;
    open.count += count;
    open.days.push(day);
  }
  return pages.flatMap(cutPage);
}

function cutPage(page) {
  if (page.count <= longestPage) return [{ ...page, offset: 0, limit: Math.max(page.count, 1) }];
  return Array.from({ length: Math.ceil(page.count / longestPage) }, (_, part) => ({
    ...page,
    offset: part * longestPage,
    limit: longestPage,
  }));
}
