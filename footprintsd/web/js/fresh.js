// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays arrive while the page is open. It asks now and then, and only while somebody looks.

import { fetchPlays } from './api.js';
import { element } from './dom.js';
import { onEvent } from './events.js';
import { showNotice } from './notice.js';
import { here } from './router.js';
import { views } from './views.js';
import { t } from './words.js';

const askEvery = 60000;
const settleFor = 3000;
const nearTheTop = 400;

let newest = null;
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
  newest = null;
  asked = 0;
  ask();
}

/** At most every few seconds: an import changes the history again and again. */
function askAnew() {
  asked = Math.min(asked, Date.now() - askEvery + settleFor);
  clearTimeout(timer);
  timer = setTimeout(ask, settleFor);
}

async function ask() {
  if (document.hidden || Date.now() - asked < askEvery)
    return;
  asked = Date.now();
  try {
    const [play] = await fetchPlays('alltime', 0, 1);
    compare(play?.id ?? null);
  } catch {
    // Nobody asked for this, so nobody is told; the next time may do better.
  }
}

/** A reader deep in a view is asked first, since a refresh starts it anew. */
function compare(id) {
  const isNew = newest !== null && id !== newest;
  newest = id;
  if (!isNew || !views[here().view].period)
    return;
  if (scrollY < nearTheTop)
    onFresh();
  else
    showNotice(t('fresh.text'), element('button', { class: 'button', type: 'button', onclick: onFresh }, t('fresh.show')));
}
