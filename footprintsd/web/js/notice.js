// SPDX-License-Identifier: LGPL-2.1-or-later
// Short words to the reader, and the places for what went wrong.

import { byId, element, replace } from './dom.js';

const shownFor = 7000;
let timer = 0;

export function showNotice(text, ...actions) {
  clearTimeout(timer);
  replace(byId('notice'), element('span', {}, text), ...actions);
  timer = setTimeout(hideNotice, shownFor);
}

export function hideNotice() {
  clearTimeout(timer);
  replace(byId('notice'));
}

export function showFailure(error, retry) {
  byId('failure-detail').textContent = error.message;
  byId('failure-retry').onclick = retry;
  byId('failure').hidden = false;
  byId('history').hidden = false;
  byId('measured').hidden = true;
  byId('quiet').hidden = true;
}

export function hideFailure() {
  byId('failure').hidden = true;
}
