// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays arrive while the page is open. It polls now and then, and only while visible.

import { fetchPlays } from '../base/api.js';
import { byId, element } from '../base/dom.js';
import { onEvent } from '../base/events.js';
import { showNotice } from '../base/notice.js';
import { t } from '../base/words.js';
import { here } from './router.js';
import { views } from './views.js';

const askEvery = 60000;
const settleFor = 3000;
const nearTheTop = 400;

/** The newest play seen: null for none, undefined while unknown. */
let newest;
let asked = 0;
let timer = 0;
let onFresh = () => {};

export function connectFresh(refresh) {
  onFresh = refresh;
  setInterval(ask, askEvery / 4);
  onEvent('history', askAnew);
  document.addEventListener('visibilitychange', ask);
}

export function rememberNewest() {
  newest = undefined;
  asked = 0;
  ask();
}

/** At most every few seconds: an import keeps changing the history. */
function askAnew() {
  asked = Math.min(asked, Date.now() - askEvery + settleFor);
  clearTimeout(timer);
  timer = setTimeout(ask, settleFor);
}

async function ask() {
  if (document.hidden || Date.now() - asked < askEvery) return;
  asked = Date.now();
  try {
    const [play] = await fetchPlays('alltime', 0, 1);
    compare(play?.id ?? null);
  } catch {
    // Nobody asked for this, so failures are silent; the next try may work.
  }
}

function compare(id) {
  const isNew = newest !== undefined && id !== newest;
  newest = id;
  if (!isNew) return;
  if (isBusyReading())
    showNotice(
      t('fresh.text'),
      element('button', { class: 'button', type: 'button', onclick: onFresh }, t('fresh.show')),
    );
  else onFresh();
}

/** A reader who has scrolled or is using the view is asked first, since a refresh rebuilds it. */
function isBusyReading() {
  return (
    views[here().view].period &&
    (scrollY >= nearTheTop || byId('view').contains(document.activeElement))
  );
}
