// SPDX-License-Identifier: LGPL-2.1-or-later
// What the server tells by itself, while somebody looks. It saves waiting; whoever needs to know asks as well, since an
// event may be missed.

const address = 'api/events';
const names = ['job', 'sync', 'history'];
const gatherFor = 250;
const listeners = new Map([...names, 'sync-ended'].map(name => [name, []]));
const due = new Set();

let source = null;
let timer = 0;

/** `act` is called soon after events of that name, once for many; 'sync-ended' are those of 'sync' that tell of the end of a run. */
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
  if (source)
    return;
  source = new EventSource(address);
  for (const name of names)
    source.addEventListener(name, () => gather(name));
  source.addEventListener('sync', event => JSON.parse(event.data).state !== 'running' && gather('sync-ended'));
  source.addEventListener('error', () => {
    // What the browser gives up, the next look at the page begins anew.
    if (source?.readyState === EventSource.CLOSED)
      stop();
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
  for (const name of told)
    for (const act of listeners.get(name))
      act();
}
