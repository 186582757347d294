// SPDX-License-Identifier: LGPL-2.1-or-later
// Navigation: a rail where there is room; on a phone a bar within reach of the thumb, with a sheet for the rest.

import { byId, element, replace } from '../base/dom.js';
import { icon } from '../base/icons.js';
import { isVisitor } from '../base/session.js';
import { t } from '../base/words.js';
import { here, navAddress } from './router.js';
import { views } from './views.js';

/** The number on a phone's bar. */
const onBar = 4;

export function connectNav() {
  const names = offeredViews();
  const more = element(
    'button',
    {
      id: 'nav-more',
      class: 'nav-item',
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': 'nav-sheet',
      onclick: () => setSheet(!isOpen()),
    },
    icon('more'),
    element('span', {}, t('nav.more')),
  );
  replace(
    byId('nav'),
    element('ul', { class: 'nav-list' }, names.slice(0, onBar).map(navItem)),
    more,
    element(
      'div',
      { id: 'nav-sheet', class: 'nav-sheet' },
      element('ul', { class: 'nav-list' }, names.slice(onBar).map(navItem)),
    ),
  );
  document.addEventListener(
    'pointerdown',
    event => byId('nav').contains(event.target) || setSheet(false),
  );
  byId('nav').addEventListener('keydown', onKey);
}

/** The views that a reader may go to, in order. */
export function offeredViews() {
  return Object.keys(views).filter(
    name => views[name].nav !== false && !(views[name].own && isVisitor()),
  );
}

function navItem(name) {
  return element(
    'li',
    { class: views[name].own ? 'nav-own' : null },
    element(
      'a',
      { id: `nav-${name}`, class: 'nav-item', href: navAddress(name) },
      icon(views[name].icon),
      element('span', {}, t(`view.${name}`)),
    ),
  );
}

/** Links keep the period; the link to the current view is marked. */
export function markNav() {
  const { view } = here();
  setSheet(false);
  for (const link of byId('nav').querySelectorAll('a')) {
    const name = link.id.slice('nav-'.length);
    link.setAttribute('href', navAddress(name));
    if (name === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  byId('nav-more').classList.toggle(
    'nav-holds-current',
    Boolean(byId('nav-sheet').querySelector('[aria-current]')),
  );
}

/** Shows the state of an import at its link. */
export function tellDoing(words) {
  const link = byId('nav-import');
  if (words) link.dataset.doing = words;
  else delete link.dataset.doing;
}

function isOpen() {
  return byId('nav-more').getAttribute('aria-expanded') === 'true';
}

function setSheet(open) {
  byId('nav-more').setAttribute('aria-expanded', String(open));
  byId('nav-sheet').classList.toggle('nav-sheet-open', open);
}

function onKey(event) {
  if (event.key !== 'Escape' || !isOpen()) return;
  setSheet(false);
  byId('nav-more').focus();
}
