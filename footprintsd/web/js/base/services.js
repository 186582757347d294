// SPDX-License-Identifier: LGPL-2.1-or-later
// The services that plays come from, and what they need from the user.

import { named } from './dom.js';
import { sentence, t } from './words.js';

export const services = {
  lastfm: {
    name: 'Last.fm',
    secret: 'api_key',
    secretNeeded: true,
    hintAddress: 'https://www.last.fm/api/account/create',
    hintWords: 'last.fm/api',
    server: 'https://ws.audioscrobbler.com/2.0/',
  },
  listenbrainz: {
    name: 'ListenBrainz',
    secret: 'token',
    secretNeeded: false,
    hintAddress: 'https://listenbrainz.org/settings/',
    hintWords: 'listenbrainz.org/settings',
    server: 'https://api.listenbrainz.org/',
  },
};

/** Spotify is connected, and has nothing to enter. */
export const spotify = 'spotify-recent';

export function serviceName(source) {
  return source === spotify ? 'Spotify' : (services[source]?.name ?? source);
}

export function accountWords(source, account) {
  return t('account.on', { account, service: serviceName(source) });
}

export function accountNodes(source, account) {
  return sentence('account.on', { account: named(account), service: serviceName(source) });
}
