// SPDX-License-Identifier: LGPL-2.1-or-later
// Import, Sync and Settings open above the history, one at a time. Which of them is open is in the address.

import { byId } from './dom.js';

const names = ['import', 'sync', 'settings'];
const listeners = [];
let home = null;

export function connectPanels() {
  for (const name of names) {
    byId(`${name}-toggle`).addEventListener('click', () => openPanel(isPanelOpen(name) ? null : name));
    byId(`${name}-close`).addEventListener('click', () => closePanel(name));
  }
  addEventListener('popstate', followAddress);
  addEventListener('hashchange', () => {
    followAddress();
    focusTitle();
  });
  followAddress();
}

export function onPanel(listener) {
  listeners.push(listener);
}

export function isPanelOpen(name) {
  return !byId(name).hidden;
}

export function openPanel(name) {
  if (name !== named())
    history.pushState(null, '', name ? `#${name}` : `${location.pathname}${location.search}`);
  show(name ?? home);
  const node = name && byId(name);
  if (node && node.getBoundingClientRect().top < 0)
    node.scrollIntoView({ block: 'start' });
}

/** What is open when nothing else is; null for nothing. */
export function setHomePanel(name) {
  home = name;
  show(named() ?? home ?? openName());
}

function closePanel(name) {
  openPanel(null);
  byId(`${name}-toggle`).focus();
}

function followAddress() {
  show(named() ?? home);
}

function named() {
  return names.find(name => location.hash === `#${name}`) ?? null;
}

function openName() {
  return names.find(isPanelOpen) ?? null;
}

function show(open) {
  if (open === openName())
    return;
  for (const name of names) {
    byId(name).hidden = name !== open;
    byId(`${name}-toggle`).setAttribute('aria-expanded', String(name === open));
  }
  for (const listener of listeners)
    listener(open);
}

function focusTitle() {
  const open = named();
  if (!open)
    return;
  byId(open).scrollIntoView({ block: 'start' });
  byId(`${open}-title`).focus({ preventScroll: true });
}
