// SPDX-License-Identifier: LGPL-2.1-or-later
// The reports that tell stories, which only some views want.

import { getJson } from './api.js';

export function fetchReview(year, signal) {
  return getJson(`reports/yearly/${year}`, {}, signal);
}

export function fetchStreaks(period, signal) {
  return getJson('reports/streaks', { period }, signal);
}

/** Beside what another period has. */
export function fetchCompared(period, compare, limit, signal) {
  return getJson('stats/ui', { period, compare, limit }, signal);
}

/** An object with one session, or none. */
export function fetchLongestSession(period, signal) {
  return getJson('reports/sessions', { period, order: 'longest', limit: 1 }, signal);
}

export function fetchMonthsOf(artist, period, signal) {
  return getJson('pulse', { period, artist, granularity: 'month', include_empty: true }, signal);
}

export function fetchTransitions(period, leastTimes, limit, signal) {
  return getJson('reports/transitions', { period, min_count: leastTimes, limit }, signal);
}

/** How large the history was at the end of each step. */
export function fetchGrowth(period, granularity, signal) {
  return getJson('reports/growth', { period, granularity }, signal);
}

export function fetchComebacks(period, limit, signal) {
  return getJson('reports/comebacks', { period, limit }, signal);
}

export function fetchObsessions(period, limit, signal) {
  return getJson('reports/obsessions', { period, limit }, signal);
}

export function fetchForgotten(period, limit, signal) {
  return getJson('reports/forgotten', { period, limit }, signal);
}

export function fetchOnThisDay(period, signal) {
  return getJson('reports/on-this-day', { period }, signal);
}

export function fetchMilestones(period, signal) {
  return getJson('reports/milestones', { period }, signal);
}

export function fetchConcentration(period, signal) {
  return getJson('reports/concentration', { period }, signal);
}
