// SPDX-License-Identifier: LGPL-2.1-or-later
// The server's public REST interface. Addresses are relative, so the page may live under any path.

import { t } from './words.js';

export const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
/** How days are counted: in which zone, and from which hour. */
export let zone = deviceZone;
export let dayStartHour = 0;

/** No zone: the device's. */
export function setDays(name, startHour) {
  zone = name || deviceZone;
  dayStartHour = startHour;
}

export class ApiError extends Error {
  constructor(detail, status) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** `beside` may hold `compare`, the period that figures and charts are compared with. */
export function fetchStats(period, limit, signal, beside) {
  return getJson('stats/ui', { ...beside, period, limit }, signal);
}

/** `filter` is { artist, album, track, source }, each of them optional. */
export function fetchPulse(period, granularity, signal, filter) {
  return getJson('pulse', { ...filter, period, granularity, include_empty: true }, signal);
}

/** Only the days that have plays, oldest first. */
export function fetchDays(period, signal, filter) {
  return getJson('pulse', { ...filter, period, granularity: 'day' }, signal);
}

export function fetchPlays(period, offset, limit, signal, filter) {
  return getJson('timeline', { ...filter, period, offset, limit }, signal);
}

export function fetchStreaks(period, signal) {
  return getJson('reports/streaks', { period }, signal);
}

/** A period and its neighbours. */
export function fetchPeriod(period) {
  return getJson('period', { period });
}

export function fetchYears(signal) {
  return getJson('years', {}, signal);
}

export function fetchMatches(q, limit, signal) {
  return getJson('search', { q, limit }, signal);
}

export function fetchSyncs() {
  return getJson('sync/config', {});
}

export function fetchSession() {
  return getJson('session', {});
}

/**
 * Returns the server's answer as it is. Requests of few views are in api-reports.js, the listener's own in api-own.js.
 *
 * @template {string} Path
 * @param {Path} path
 * @param {Record<string, any>} parameters
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('./reply').Reply<Path>>}
 */
export async function getJson(path, parameters, signal) {
  const response = await send(path, parameters, { signal });
  return response.json();
}

export async function send(path, parameters, options) {
  let response;
  try {
    response = await fetch(address(path, parameters), options);
  } catch (error) {
    throw error.name === 'AbortError' ? error : unreachable();
  }
  if (!response.ok) throw problem(parseJson(await response.text()), response.status);
  return response;
}

/** Names may contain slashes. Browsers take "." and ".." out of an address, unless they are escaped twice. */
export function segments(path) {
  return path
    .map(name =>
      /^\.{1,2}$/.test(name) ? name.replaceAll('.', '%252E') : encodeURIComponent(name),
    )
    .join('/');
}

/** Days are those of the reader's zone, unless a parameter names another one, or null. */
export function address(path, parameters) {
  const given = Object.entries({ timezone: zone, ...parameters }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return `api/${path}?${new URLSearchParams(given)}`;
}

export function problem(body, status) {
  return new ApiError(
    body?.detail || body?.title || t('failure.status', { status: String(status) }),
    status,
  );
}

export function unreachable() {
  return new ApiError(t('failure.unreachable'), 0);
}

export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
