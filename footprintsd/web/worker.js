// SPDX-License-Identifier: LGPL-2.1-or-later
// Caches the page itself, so that it opens without a connection: the files in static/ and the one document, which are
// the same for everyone. API answers belong to one person, and are never cached.
'use strict';

const kept = 'footprints-page-1';
const home = self.registration.scope;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', event => event.waitUntil(takeOver()));

self.addEventListener('fetch', event => {
  if (event.request.method === 'GET' && nameOf(event.request))
    event.respondWith(fetchOrKept(event.request));
});

self.addEventListener('message', event => event.waitUntil(keepAll(event.data)));

/** The name to cache an answer under; null if it is not part of the page. */
function nameOf({ url }) {
  const name = url.split(/[?#]/)[0];
  return name === home || name.startsWith(`${home}static/`) ? name : null;
}

/** The network wins; the cache stands in for a server that cannot be reached. */
async function fetchOrKept(request) {
  const cache = await caches.open(kept);
  const name = nameOf(request);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === 'basic' && !answer.redirected)
      await cache.put(name, answer.clone());
    return answer;
  } catch (error) {
    const known = await cache.match(name);
    if (known) return known;
    throw error;
  }
}

async function keepAll(addresses) {
  const requests = addresses.map(address => new Request(address)).filter(nameOf);
  await Promise.allSettled(requests.map(fetchOrKept));
}

async function takeOver() {
  for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
  await self.clients.claim();
}
