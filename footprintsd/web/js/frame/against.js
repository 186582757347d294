// SPDX-License-Identifier: LGPL-2.1-or-later
// What a period is measured against: the one before, the same a year ago, another one, or nothing.

import { loadPeriod } from './period.js';

export const previous = 'previous';
export const yearBefore = 'year_before';
export const nothing = 'none';

/** What the words lead to; null where there is nothing. */
function beside(period, word) {
  return word === previous ? period.before : period.yearBefore;
}

/** `wanted` is one of these words or a period as the address names it. Null where there is nothing. */
export async function against(period, wanted = previous) {
  if (wanted === nothing)
    return null;
  return [previous, yearBefore].includes(wanted) ? beside(period, wanted) : loadPeriod(wanted);
}

/** The words that lead to a period, each to another one: [word, period]. */
export function againstWords(period) {
  const known = new Set();
  return [previous, yearBefore].map(word => [word, beside(period, word)])
    .filter(([, other]) => other && !known.has(other.query) && known.add(other.query));
}
