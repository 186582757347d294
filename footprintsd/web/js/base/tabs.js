// SPDX-License-Identifier: LGPL-2.1-or-later
// A choice among a few, each of which has an address.

import { element } from './dom.js';

/** `choices` are { href, words, chosen }; `words` before them are for the eye, `label` for the ear. */
export function tabs(label, choices, words = null) {
  return element('nav', { class: 'tabs', 'aria-label': label }, words && element('span', { class: 'section-note', 'aria-hidden': 'true' }, words),
    element('ul', { class: 'segments' }, choices.map(({ href, words: name, chosen }) =>
      element('li', {}, element('a', { href, 'aria-current': chosen ? 'true' : null }, name)))));
}
