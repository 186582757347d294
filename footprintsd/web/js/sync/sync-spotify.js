// SPDX-License-Identifier: LGPL-2.1-or-later
// Connecting an account at Spotify: the listener is sent there, and comes back to this page.

import { beginSpotify, completeSpotify } from '../base/api-own.js';
import { whileBusy } from '../base/busy.js';
import { element } from '../base/dom.js';
import { field, problemLine } from '../base/service-form.js';
import { sentence, t } from '../base/words.js';

const dashboard = 'https://developer.spotify.com/dashboard';
/** Where the state of a login is kept while the listener is away. */
const kept = 'footprints-spotify';

/** Where Spotify sends the listener: this page, without what it shows. */
function ownAddress() {
  return new URL('.', location.href).href;
}

/** Spotify sends nobody to other addresses, not even to "localhost". */
function isAccepted() {
  return location.protocol === 'https:' || ['127.0.0.1', '[::1]'].includes(location.hostname);
}

export function spotifyFold() {
  return element(
    'details',
    { id: 'sync-spotify', class: 'sync-new disclosure' },
    element('summary', {}, t('spotify.title')),
    element('p', { class: 'section-note' }, t('spotify.text')),
    isAccepted() ? spotifyForm() : refusal(),
  );
}

function spotifyForm() {
  const clientId = element('input', {
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    required: true,
    pattern: '[0-9A-Za-z]+',
  });
  const redirect = element('input', { type: 'text', readOnly: true, value: ownAddress() });
  const problem = problemLine();
  const submit = element(
    'button',
    { class: 'button button-main', type: 'submit' },
    t('spotify.connect'),
  );
  redirect.addEventListener('focus', () => redirect.select());

  async function connect(event) {
    event.preventDefault();
    problem.textContent = '';
    try {
      await whileBusy(submit, async () => {
        const login = await beginSpotify(clientId.value.trim(), ownAddress());
        sessionStorage.setItem(kept, login.state);
        location.assign(login.url);
      });
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  return element(
    'form',
    { class: 'form', autocomplete: 'off', onsubmit: connect },
    element(
      'p',
      { class: 'section-note' },
      sentence('spotify.app', {
        dashboard: element(
          'a',
          { href: dashboard, target: '_blank', rel: 'noreferrer' },
          'developer.spotify.com',
        ),
      }),
    ),
    field(t('spotify.redirect'), redirect),
    field(t('spotify.clientId'), clientId),
    problem,
    element('p', { class: 'form-actions' }, submit),
  );
}

function refusal() {
  const other = new URL(ownAddress());
  if (other.hostname !== 'localhost') return element('p', {}, t('spotify.https'));
  other.hostname = '127.0.0.1';
  other.search = '?view=sync';
  return element(
    'p',
    {},
    sentence('spotify.number', { address: element('a', { href: other.href }, other.host) }),
  );
}

/** Completes the login that the address answers, if it does; what came of it. */
export async function finishSpotify() {
  const params = new URLSearchParams(location.search);
  const state = params.get('state');
  if (state !== sessionStorage.getItem(kept)) return '';
  sessionStorage.removeItem(kept);
  history.replaceState(null, '', '?view=sync');
  if (!params.get('code')) return t('spotify.denied');
  try {
    const { config } = await completeSpotify(state, params.get('code'));
    return t('spotify.connected', { account: config.username });
  } catch (error) {
    return error.message;
  }
}
