// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests of only a few views.

import { getJson, segments } from './api.js';

/** Details of one artist, album or track; `path` holds the kind and the names. */
export function fetchEntity(path, period, signal) {
  return getJson(segments(path), { period }, signal);
}

export function fetchRankHistory(path, period, granularity, signal) {
  return getJson(segments([...path, 'ranks']), { period, granularity }, signal);
}

export function fetchHeatmap(period, signal) {
  return getJson('reports/heatmap', { period }, signal);
}

/** With the newest `limit` discoveries. */
export function fetchNovelty(period, granularity, limit, signal) {
  return getJson('reports/novelty', { period, limit, granularity }, signal);
}

/** Plays sent with each session. */
export const sessionPlays = 500;

/** Sessions; `list` says which ones, in what order. Each has its first plays. */
export function fetchListening(period, list, offset, limit, signal) {
  return getJson(
    'reports/sessions',
    { period, ...list, offset, limit, tracks_limit: sessionPlays },
    signal,
  );
}

/** The summary of all sessions, without their plays. */
export function fetchListeningSummary(period, signal) {
  return getJson('reports/sessions', { period, limit: 1, tracks_limit: 0 }, signal);
}

/** More plays of the session at index `place` in a list. */
export async function fetchSessionPlays(period, list, place, offset, signal) {
  const {
    sessions: [session],
  } = await getJson(
    'reports/sessions',
    { period, ...list, offset: place, limit: 1, tracks_offset: offset, tracks_limit: sessionPlays },
    signal,
  );
  return session?.tracks ?? [];
}

/** Like fetchDays, but counts sessions. */
export async function fetchSessionDays(period, signal) {
  const { sessions_per_day: days } = await fetchListeningSummary(period, signal);
  return days.map(({ date, count }) => ({ day: date, count }));
}

export function fetchDiversity(period, granularity, signal) {
  return getJson('reports/diversity', { period, granularity }, signal);
}

export function fetchReview(period, signal) {
  return getJson('reports/review', { period }, signal);
}

/** Entries of a chart from `offset` on; `beside` as for fetchStats. */
export function fetchChart(kind, period, offset, limit, signal, beside) {
  return getJson(`charts/${kind}`, { ...beside, period, offset, limit }, signal);
}

export function fetchComparison(period, compare, limit, signal) {
  return getJson('reports/comparison', { period, compare, limit }, signal);
}

/** An object with one session, or none. */
export function fetchLongestSession(period, signal) {
  return getJson(
    'reports/sessions',
    { period, order: 'longest', limit: 1, tracks_limit: sessionPlays },
    signal,
  );
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
