// SPDX-License-Identifier: LGPL-2.1-or-later
// Polls the server about the open view, and only while the page is visible.

const whileBusy = 1000;
const whileIdle = 30000;

/** `ask` says whether something runs. Returns a function that asks at once. */
export function watch(isWatched, ask) {
  let timer = 0;
  let asking = null;
  let next = null;
  let busy = false;

  function look() {
    clearTimeout(timer);
    if (document.hidden || !isWatched()) return Promise.resolve();
    if (asking) return (next ??= asking.then(lookAgain));
    return (asking = askOnce());
  }

  function lookAgain() {
    next = null;
    return look();
  }

  async function askOnce() {
    try {
      busy = await ask();
    } finally {
      asking = null;
      timer = setTimeout(look, busy ? whileBusy : whileIdle);
    }
  }

  document.addEventListener('visibilitychange', look);
  return look;
}
