// SPDX-License-Identifier: LGPL-2.1-or-later
// What a period is measured against: the one before, the same a year ago, another one, or nothing.

import { addDays, isDay, weekLabel } from './days.js';
import { before, parsePeriod, reachedEnd } from './period.js';

export const previous = 'previous';
export const yearBefore = 'year_before';
export const nothing = 'none';

/** `wanted` is one of these words or a period as the address names it. Null where there is nothing. */
export function against(period, wanted = previous) {
  switch (wanted) {
    case nothing: return null;
    case previous: return before(period);
    case yearBefore: return aYearAgo(period);
    default: return parsePeriod(wanted);
  }
}

/** The words that lead to a period, each to another one. */
export function againstWords(period) {
  const known = new Set();
  return [previous, yearBefore].filter(word => {
    const query = against(period, word)?.query;
    return query && !known.has(query) && known.add(query);
  });
}

/** Of what runs still, no more than has passed. */
function aYearAgo(period) {
  if (!period.start || (period.unit === 'year'))
    return before(period);
  if (period.running || !period.unit)
    return parsePeriod(`${yearEarlier(period.start)}..${yearEarlier(reachedEnd(period))}`);
  if (period.unit === 'week')
    return parsePeriod(weekLabel(addDays(period.start, -364)));
  return parsePeriod(yearEarlier(period.start).slice(0, period.text.length));
}

/** The day before the first of March where there is no 29th of February. */
function yearEarlier(day) {
  const year = Number(day.slice(0, 4)) - 1;
  const same = `${year}${day.slice(4)}`;
  return isDay(same) ? same : `${year}-02-28`;
}
