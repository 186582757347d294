// SPDX-License-Identifier: LGPL-2.1-or-later
// Modules whose looks are in a style sheet of their own, which is there before they show anything.

import { element } from './dom.js';

let own = null;

/** Gives the module when own.css is in force. */
export async function styled(module) {
  own ??= new Promise((resolve, reject) => {
    const failed = () => {
      own = null;
      reject(new Error('static/own.css'));
    };
    document.head.append(element('link', { rel: 'stylesheet', href: 'static/own.css', onload: resolve, onerror: failed }));
  });
  const [loaded] = await Promise.all([module, own]);
  return loaded;
}
