// SPDX-License-Identifier: LGPL-2.1-or-later
// The services that plays are fetched from, and what they ask of a reader.

import { named } from './dom.js';

export const services = {
  lastfm: {
    name: 'Last.fm', secret: 'api_key', secretWords: 'API key', secretNeeded: true,
    hint: 'Last.fm gives one to everybody with an account, at once:', hintAddress: 'https://www.last.fm/api/account/create', hintWords: 'last.fm/api',
    server: 'https://ws.audioscrobbler.com/2.0/',
  },
  listenbrainz: {
    name: 'ListenBrainz', secret: 'token', secretWords: 'User token (optional)', secretNeeded: false,
    hint: 'Reading needs none. If you want to use yours, it is at', hintAddress: 'https://listenbrainz.org/settings/', hintWords: 'listenbrainz.org/settings',
    server: 'https://api.listenbrainz.org/',
  },
};

export function serviceName(source) {
  return services[source]?.name ?? source;
}

export function accountWords(source, account) {
  return `${account} on ${serviceName(source)}`;
}

export function accountNodes(source, account) {
  return [named(account), ` on ${serviceName(source)}`];
}
