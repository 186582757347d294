// SPDX-License-Identifier: LGPL-2.1-or-later
// The address says what is shown, so it can be saved, shared and returned to. All addresses are relative queries:
// the page may live under any path.

import { views } from './views.js';

const firstView = 'overview';
const wholeHistory = 'alltime';
/** Plays or minutes: this choice is kept from view to view. */
const chosenOnce = 'by';
/** Scrolled less than this, a new period does not scroll up. */
const headHeight = 160;

/** @type {(place: object) => void} */
let listener = () => {};
let told = null;

/** The view, the period, and the parameters of the view. */
export function here() {
  const params = new URLSearchParams(location.search);
  const asked = params.get('view');
  return {
    view: Object.hasOwn(views, asked ?? '') ? asked : firstView,
    period: periodOf(params),
    params,
  };
}

function periodOf(params) {
  const period = params.get('period') || wholeHistory;
  if (period === 'custom' && params.get('start') && params.get('end'))
    return `${params.get('start')}..${params.get('end')}`;
  return period;
}

export function address(view, period, more = {}) {
  const query = new URLSearchParams(view === firstView ? {} : { view });
  query.set('period', period);
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return `?${query}`;
}

/** Another view of the same period. */
export function viewAddress(view, more) {
  return address(view, here().period, more);
}

/** A view as the navigation links to it: with the choice made here, if that view has the same choice. */
export function navAddress(view) {
  return viewAddress(
    view,
    views[view].keeps?.includes(chosenOnce) && { [chosenOnce]: here().params.get(chosenOnce) },
  );
}

/** Another period in the same view, or in the given one. */
export function periodAddress(period, view) {
  const { view: now, params } = here();
  const target = view ?? (views[now].period ? now : firstView);
  return address(target, period, target === now ? keptOf(now, params) : {});
}

/** The same view and period with some parameters changed. */
export function changedAddress(changes) {
  const { view, period, params } = here();
  return address(view, period, { ...keptOf(view, params), ...changes });
}

function keptOf(view, params) {
  return Object.fromEntries((views[view].keeps ?? []).map(name => [name, params.get(name)]));
}

export function isShown(view) {
  return here().view === view;
}

export function goTo(query) {
  if (query !== location.search || location.hash) {
    rememberScroll();
    history.pushState(null, '', query);
  }
  announce('forward');
}

/** Corrects the address without a history entry. */
export function stayAt(query) {
  history.replaceState(history.state, '', query);
}

export function showPeriod(period) {
  goTo(periodAddress(period));
}

/** `follow` receives each change: { view, period, params, moved, sameView }. */
export function connectRouter(follow) {
  listener = follow;
  history.scrollRestoration = 'manual';
  takeOldAddress();
  addEventListener('popstate', () => announce('back'));
  addEventListener('pagehide', rememberScroll);
  document.addEventListener('click', followLink);
  announce('start');
}

/** Older addresses had these views behind a "#". */
function takeOldAddress() {
  const name = location.hash.slice(1);
  if (['import', 'sync', 'settings'].includes(name)) stayAt(viewAddress(name));
}

/** Every link to a view or period is an ordinary link; following one loads no page. */
function followLink(event) {
  const link = event.target.closest?.('a[href^="?"]');
  if (
    !link ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  event.preventDefault();
  goTo(link.getAttribute('href'));
}

function announce(how) {
  const now = here();
  const sameView = told?.view === now.view;
  told = now;
  listener({ ...now, how, sameView });
}

function rememberScroll() {
  history.replaceState({ scroll: scrollY }, '');
}

/** Once the view is shown: back to where the reader was, or to the top of new content. */
export function settleScroll({ how, sameView }) {
  if (how !== 'forward') scrollTo(0, history.state?.scroll ?? 0);
  else if (!sameView || scrollY > headHeight) scrollTo(0, 0);
}
