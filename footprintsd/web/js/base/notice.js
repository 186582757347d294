// SPDX-License-Identifier: LGPL-2.1-or-later
// Short notices.

import { byId, element, replace } from './dom.js';

const shownFor = 7000;
let timer = 0;

export function showNotice(text, ...actions) {
  clearTimeout(timer);
  replace(byId('notice'), element('span', {}, text), ...actions);
  timer = setTimeout(expire, shownFor);
}

/** A hovered or focused notice stays. */
function expire() {
  if (byId('notice').matches(':hover, :focus-within')) timer = setTimeout(expire, shownFor);
  else hideNotice();
}

export function hideNotice() {
  clearTimeout(timer);
  replace(byId('notice'));
}
