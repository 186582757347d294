// SPDX-License-Identifier: LGPL-2.1-or-later
// The button that removes a play, and the bar that undoes it.

import { removePlay, restorePlay } from '../base/api-own.js';
import { actionButton, whileBusy } from '../base/busy.js';
import { byId, element } from '../base/dom.js';
import { hideNotice, showNotice } from '../base/notice.js';
import { t } from '../base/words.js';
import { viewAddress } from '../frame/router.js';

/** `refresh` reloads the view. */
export function removeButton(play, refresh) {
  const button = element(
    'button',
    {
      class: 'play-remove',
      type: 'button',
      title: t('removed.act'),
      'aria-label': t('removed.actOn', { name: play.track }),
      onclick: () => whileBusy(button, () => remove(play.id, refresh)).catch(tell),
    },
    element('span', { 'aria-hidden': 'true' }, '×'),
  );
  return button;
}

/** The focus moves to Undo, since the old button is gone. */
async function remove(id, refresh) {
  await removePlay(id);
  const undo = actionButton(t('undo'), () => bringBack(id, refresh), tell);
  showNotice(
    t('removed.done'),
    undo,
    element('a', { class: 'button', href: viewAddress('removed') }, t('view.removed')),
  );
  undo.focus();
  await refresh();
}

async function bringBack(id, refresh) {
  await restorePlay(id);
  byId('content').focus({ preventScroll: true });
  hideNotice();
  await refresh();
}

function tell(error) {
  showNotice(error.message);
}
