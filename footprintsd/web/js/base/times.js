// SPDX-License-Identifier: LGPL-2.1-or-later
// A moment in words; the exact time is in the tooltip.

import { element } from './dom.js';
import { formatAway, formatMoment, formatSince } from './format.js';

/** "3 hours ago" */
export function awayNode(timestamp) {
  return timeNode(timestamp, formatAway(timestamp));
}

/** To follow "since". */
export function sinceNode(timestamp) {
  return timeNode(timestamp, formatSince(timestamp));
}

function timeNode(timestamp, words) {
  return element('time', { datetime: timestamp, title: formatMoment(timestamp) }, words);
}
