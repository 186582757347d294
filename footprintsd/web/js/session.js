// SPDX-License-Identifier: LGPL-2.1-or-later
// Who looks at the page, and what they may do here.

import { fetchSession, setZone } from './api.js';

let session = null;

/** Asks the server once, before anything else is asked. */
export async function loadSession() {
  session = await fetchSession();
  setZone(session.timezone);
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

/** After a change of one's own account. */
export function setAccount(changed) {
  session = { ...session, account: changed, listener: changed.name, timezone: changed.timezone };
  setZone(changed.timezone);
}
