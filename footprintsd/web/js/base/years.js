// SPDX-License-Identifier: LGPL-2.1-or-later
// The years that have plays, newest first: whether there is a history, and how far it reaches.

import { fetchYears } from './api.js';

let known = null;

export async function loadYears(signal) {
  known = await fetchYears(signal);
  return known;
}

export function years() {
  return known ?? [];
}

/** Null until the server answers. */
export function hasHistory() {
  return known && known.length > 0;
}
