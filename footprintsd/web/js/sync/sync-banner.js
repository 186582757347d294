// SPDX-License-Identifier: LGPL-2.1-or-later
// A failing sync is reported at the top of the page, in any view.

import { fetchSyncs } from '../base/api.js';
import { byId, element, named, replace } from '../base/dom.js';
import { onEvent } from '../base/events.js';
import { accountNodes } from '../base/services.js';
import { sinceNode } from '../base/times.js';
import { sentence, t } from '../base/words.js';
import { isShown, viewAddress } from '../frame/router.js';
import { isFailing } from './sync-state.js';

const askEvery = 60000;

let asked = 0;
let shown = '';

/** Resolves after the first look. */
export function connectBanner() {
  setInterval(ask, askEvery / 4);
  onEvent('sync-ended', askAnew);
  document.addEventListener('visibilitychange', ask);
  return ask();
}

/** A run has ended. */
function askAnew() {
  asked = 0;
  ask();
}

/** The Sync view asks often enough for both. */
async function ask() {
  if (document.hidden || Date.now() - asked < askEvery || isShown('sync')) return;
  asked = Date.now();
  try {
    showFailing(await fetchSyncs());
  } catch {
    // Nobody asked for this, so failures are silent; the next try may work.
  }
}

/** Written only when the text changes, so that it is not read out again and again. */
export function showFailing(syncs) {
  asked = Date.now();
  const failing = syncs.filter(isFailing);
  const text = failing
    .map(sync => `${sync.id} ${sync.failing_since} ${sync.last_error}`)
    .join('\n');
  if (text !== shown) replace(byId('sync-banner'), failing.length > 0 && bannerNode(failing));
  shown = text;
}

function bannerNode(failing) {
  return element(
    'p',
    {},
    failing.length === 1 ? oneNodes(failing[0]) : t('banner.many', { count: failing.length }),
    ' ',
    element('a', { href: viewAddress('sync') }, t('banner.see')),
  );
}

function oneNodes(sync) {
  return sentence(sync.last_error ? 'banner.one' : 'banner.oneNoReason', {
    account: element('strong', {}, accountNodes(sync.source, sync.username)),
    since: sinceNode(sync.failing_since),
    error: named(sync.last_error ?? ''),
  });
}
