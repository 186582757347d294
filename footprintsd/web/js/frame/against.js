// SPDX-License-Identifier: LGPL-2.1-or-later
// What a period is compared with: the one before, the same a year ago, another one, or nothing.

import { loadPeriod } from './period.js';

export const previous = 'previous';
export const yearBefore = 'year_before';
export const nothing = 'none';

/** The period that a word stands for, or null. */
function beside(period, word) {
  return word === previous ? period.before : period.yearBefore;
}

/** `wanted` is one of these words or a period as in the address. Null if there is none. */
export async function against(period, wanted = previous) {
  if (wanted === nothing) return null;
  return [previous, yearBefore].includes(wanted) ? beside(period, wanted) : loadPeriod(wanted);
}

/** The words that stand for distinct periods: [word, period]. */
export function againstWords(period) {
  const known = new Set();
  return [previous, yearBefore]
    .map(word => [word, beside(period, word)])
    .filter(([, other]) => other && !known.has(other.query) && known.add(other.query));
}
