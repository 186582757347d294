// SPDX-License-Identifier: LGPL-2.1-or-later
// Events that the server sends while the page is visible. They save waiting; code that depends on them also polls, since
// one may be missed.

const address = 'api/events';
const names = ['job', 'sync', 'history'];
const gatherFor = 250;
const listeners = new Map([...names, 'sync-ended'].map(name => [name, []]));
const due = new Set();

let source = null;
let timer = 0;

/** `act` is called soon after events of that name, once for many; 'sync-ended' are 'sync' events that report the end of a run. */
export function onEvent(name, act) {
  listeners.get(name).push(act);
}

export function connectEvents() {
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', stop);
  listen();
}

function listen() {
  if (document.hidden) {
    stop();
    return;
  }
  if (source) return;
  source = new EventSource(address);
  for (const name of names) source.addEventListener(name, () => gather(name));
  source.addEventListener(
    'sync',
    event => JSON.parse(event.data).state !== 'running' && gather('sync-ended'),
  );
  source.addEventListener('error', () => {
    // If the browser gives up, showing the page again reconnects.
    if (source?.readyState === EventSource.CLOSED) stop();
  });
}

function stop() {
  source?.close();
  source = null;
}

function gather(name) {
  due.add(name);
  timer ||= setTimeout(tell, gatherFor);
}

function tell() {
  const told = [...due];
  due.clear();
  timer = 0;
  for (const name of told) for (const act of listeners.get(name)) act();
}
