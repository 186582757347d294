// SPDX-License-Identifier: LGPL-2.1-or-later
// Who views the page, and what they may do.

import { fetchSession, setDays } from './api.js';

let session = null;

/** Asks the server once, before any other request. */
export async function loadSession() {
  session = await fetchSession();
  setDays(session.timezone, session.day_start_hour);
  return session;
}

export function isVisitor() {
  return session?.state === 'visitor';
}

/** null on a server without accounts. */
export function account() {
  return session?.account ?? null;
}

export function listener() {
  return session?.listener ?? null;
}

/** Of weeks in calendars: 1 (Monday) to 7. */
export function firstWeekday() {
  return session?.first_weekday ?? 1;
}

/** After a change to this account. */
export function setAccount(changed) {
  const { name, timezone, day_start_hour, first_weekday } = changed;
  session = {
    ...session,
    account: changed,
    listener: name,
    timezone,
    day_start_hour,
    first_weekday,
  };
  setDays(timezone, day_start_hour);
}
