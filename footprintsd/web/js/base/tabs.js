// SPDX-License-Identifier: LGPL-2.1-or-later
// A choice among a few, each with its own address.

import { element } from './dom.js';

/** `choices` are { href, words, chosen }; `words` before them are shown, `label` is read out. */
export function tabs(label, choices, words = null) {
  return element(
    'nav',
    { class: 'tabs', 'aria-label': label },
    words && element('span', { class: 'section-note', 'aria-hidden': 'true' }, words),
    element(
      'ul',
      { class: 'segments' },
      choices.map(({ href, words: name, chosen }) =>
        element('li', {}, element('a', { href, 'aria-current': chosen ? 'true' : null }, name)),
      ),
    ),
  );
}
