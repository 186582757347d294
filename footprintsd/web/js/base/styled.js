// SPDX-License-Identifier: LGPL-2.1-or-later
// Modules whose looks are in a style sheet of their own, which is there before they show anything.

import { element } from './dom.js';

const sheets = new Map();

/** Gives the module when its sheets are in force. */
export async function styled(module, ...names) {
  const wanted = names.length > 0 ? names : ['own.css'];
  const [loaded] = await Promise.all([module, ...wanted.map(sheetOf)]);
  return loaded;
}

/** One that did not come is asked for again. */
function sheetOf(name) {
  if (!sheets.has(name))
    sheets.set(name, load(`static/${name}`).catch(error => {
      sheets.delete(name);
      throw error;
    }));
  return sheets.get(name);
}

function load(href) {
  return new Promise((resolve, reject) =>
    document.head.append(element('link', { rel: 'stylesheet', href, onload: resolve, onerror: () => reject(new Error(href)) })));
}
