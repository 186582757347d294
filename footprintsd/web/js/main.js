// SPDX-License-Identifier: LGPL-2.1-or-later
// Assembles the page: who is here, which frame they get, and which view it holds.

import { byId } from './base/dom.js';
import { connectEvents } from './base/events.js';
import { hideNotice, showNotice } from './base/notice.js';
import { connectOffline } from './base/offline.js';
import { isVisitor, listener, loadSession } from './base/session.js';
import { connectTheme } from './base/theme-toggle.js';
import { t, translatePage } from './base/words.js';
import { hasHistory, loadYears } from './base/years.js';
import { connectDrop } from './frame/drop.js';
import { connectFresh, rememberNewest } from './frame/fresh.js';
import { connectNav, markNav } from './frame/nav.js';
import { connectPeriodHead, offerYears, showHead } from './frame/period-head.js';
import { loadPeriod } from './frame/period.js';
import { connectRouter, here, settleScroll, stayAt, viewAddress } from './frame/router.js';
import { connectSearch } from './frame/search.js';
import { markBusy, stage } from './frame/stage.js';
import { failureNode } from './frame/states.js';
import { views } from './frame/views.js';
import { connectBanner } from './sync/sync-banner.js';
import { loadEntry, loadSpotify, loadView } from './view-modules.js';

const settleFor = 150;

/** The session is known before anything else is requested; the view's module is fetched meanwhile. */
async function enter() {
  translatePage();
  connectTheme(byId('theme-toggle'), { light: t('theme.light'), dark: t('theme.dark') });
  connectOffline();
  loadView(here().view).catch(() => {});
  let settle = () => {};
  try {
    const session = await loadSession();
    if (session.state === 'setup' || session.state === 'login')
      settle = (await loadEntry()).showEntry(session.state);
    else await start();
  } catch (error) {
    byId('view').replaceChildren(failureNode(error, () => location.reload()));
  } finally {
    document.body.classList.remove('entering');
  }
  // A hidden page takes no focus.
  settle();
}

async function start() {
  connectNav();
  connectPeriodHead();
  connectSearch();
  const looks = isVisitor() ? showAsVisitor() : connectListener();
  const news = isVisitor() ? '' : await finishLogin();
  await Promise.race([looks, new Promise(resolve => setTimeout(resolve, settleFor))]);
  connectRouter(follow);
  if (news) showNotice(news);
}

/** A listener who comes back from Spotify: what came of it. */
async function finishLogin() {
  return here().params.has('state') ? (await loadSpotify()).finishSpotify() : '';
}

/** Only for the listener. */
function connectListener() {
  connectDrop(() => loadView('import'));
  connectFresh(refresh);
  connectEvents();
  return connectBanner();
}

function showAsVisitor() {
  document.body.classList.add('visitor');
  byId('brand-name').textContent = listener();
}

/** Only views of the history are refreshed: a half-filled form stays as it is. */
async function refresh() {
  const now = { ...here(), how: 'refresh', sameView: true };
  if (views[now.view].period) await follow(now);
  else await prepare(now).catch(() => {});
}

/** The latest navigation: late results of earlier ones are not shown. */
let latest = null;

async function follow(moved) {
  if (views[moved.view].own && isVisitor()) {
    stayAt(viewAddress('overview'));
    moved = { ...moved, ...here() };
  }
  latest = moved;
  if (moved.how !== 'refresh') hideNotice();
  markBusy();
  const period = await loadPeriod(moved.period);
  if (moved !== latest) return;
  if (period.unknown) showNotice(t('period.unknown', { text: moved.period }));
  showHead(moved.view, period, moved.params);
  markNav();
  const context = { period, params: moved.params, refresh };
  if (
    await stage(
      moved.view,
      () => loadView(moved.view),
      context,
      () => prepare(moved),
    )
  )
    arrive(moved);
}

/** The years say whether there is a history at all; without one, only the Import view is shown. */
async function prepare({ view, how }) {
  if (hasHistory() && how !== 'refresh') return true;
  await loadYears();
  offerYears();
  rememberNewest();
  document.body.classList.toggle('newcomer', !hasHistory() && !isVisitor());
  if (hasHistory() || !views[view].period || isVisitor()) return true;
  stayAt(viewAddress('import'));
  follow({ ...here(), how: 'start', sameView: false });
  return false;
}

function arrive(moved) {
  if (moved.how === 'refresh') return;
  settleScroll(moved);
  const title = byId('view-title');
  if (moved.how !== 'start') {
    byId('announcement').textContent = document.title;
    if (!moved.sameView || document.activeElement === document.body)
      title.focus({ preventScroll: true });
  }
}

enter();
