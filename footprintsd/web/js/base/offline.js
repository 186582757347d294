// SPDX-License-Identifier: LGPL-2.1-or-later
// Without a connection the page still opens, from the worker's cache, and says why it shows nothing new.

import { byId } from './dom.js';
import { t } from './words.js';

const worker = 'static/worker.js';
/** Visible content loads first. */
const restFor = 2000;

export function connectOffline() {
  addEventListener('online', tell);
  addEventListener('offline', tell);
  tell();
  // Only secure pages may have a worker; elsewhere, the page works without one.
  if (navigator.serviceWorker) setTimeout(() => engage().catch(() => {}), restFor);
}

/** The worker starts after the first load, and gets the list of files that it used. */
async function engage() {
  await navigator.serviceWorker.register(worker, { scope: './' });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage([
    new URL('.', location.href).href,
    ...performance.getEntriesByType('resource').map(entry => entry.name),
  ]);
}

function tell() {
  byId('offline').textContent = navigator.onLine ? '' : t('offline.banner');
}
