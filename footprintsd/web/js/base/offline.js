// SPDX-License-Identifier: LGPL-2.1-or-later
// Without a connection the page itself still opens, from what the worker kept of it; and it says why it shows nothing new.

import { byId } from './dom.js';
import { t } from './words.js';

const worker = 'static/worker.js';
/** What is to be seen comes first. */
const restFor = 2000;

export function connectOffline() {
  addEventListener('online', tell);
  addEventListener('offline', tell);
  tell();
  // Only pages that came safely may have one; elsewhere, the page works without.
  if (navigator.serviceWorker)
    setTimeout(() => engage().catch(() => {}), restFor);
}

/** The worker comes after the first page has loaded; it is told what that was made of. */
async function engage() {
  await navigator.serviceWorker.register(worker, { scope: './' });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage([new URL('.', location.href).href, ...performance.getEntriesByType('resource').map(entry => entry.name)]);
}

function tell() {
  byId('offline').textContent = navigator.onLine ? '' : t('offline.banner');
}
