// SPDX-License-Identifier: LGPL-2.1-or-later
// A busy button ignores further presses. It is not disabled, so that it keeps the focus.

import { element } from './dom.js';

export async function whileBusy(button, act) {
  if (isBusy(button)) return;
  setBusy(button, true);
  try {
    await act();
  } finally {
    setBusy(button, false);
  }
}

export function isBusy(button) {
  return button.getAttribute('aria-disabled') === 'true';
}

export function setBusy(button, busy) {
  if (busy) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}

/** `failed` receives the error. */
export function actionButton(words, act, failed, look = '') {
  const button = element(
    'button',
    {
      class: `button ${look}`.trim(),
      type: 'button',
      onclick: () => whileBusy(button, act).catch(failed),
    },
    words,
  );
  return button;
}
