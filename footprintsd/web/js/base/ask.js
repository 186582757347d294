// SPDX-License-Identifier: LGPL-2.1-or-later
// A button that asks for confirmation, in place, before an irreversible action.

import { whileBusy } from './busy.js';
import { element, replace } from './dom.js';
import { t } from './words.js';

/** `question` returns the words on demand; `act` does it. */
export function askingButton(words, question, yes, act) {
  const button = element(
    'button',
    { class: 'button button-quiet', type: 'button', onclick: ask },
    words,
  );
  const node = element(
    'div',
    { class: 'ask', onkeydown: event => event.key === 'Escape' && asked() && keep() },
    button,
  );

  function asked() {
    return !button.isConnected;
  }

  function ask() {
    const text = question();
    const no = element('button', { class: 'button', type: 'button', onclick: keep }, t('ask.keep'));
    replace(
      node,
      element(
        'div',
        { class: 'ask-open', role: 'group', 'aria-label': text },
        element('p', { class: 'ask-words' }, text),
        element('button', { class: 'button button-bad', type: 'button', onclick: go }, yes),
        no,
      ),
    );
    no.focus();
  }

  function keep() {
    replace(node, button);
    button.focus();
  }

  function go() {
    keep();
    return whileBusy(button, act);
  }

  return node;
}
