// SPDX-License-Identifier: LGPL-2.1-or-later
// Modules with their own words and style sheets, which are loaded before they show anything.

import { element } from './dom.js';
import { loadViewWords } from './words.js';

const sheets = new Map();

/** Returns the module once its words are there and its sheets apply. */
export async function styled(module, ...names) {
  const wanted = names.length > 0 ? names : ['own.css', 'own-widths.css'];
  const [loaded] = await Promise.all([module, loadViewWords(), ...wanted.map(sheetOf)]);
  return loaded;
}

/** A sheet that failed to load is retried. */
function sheetOf(name) {
  if (!sheets.has(name))
    sheets.set(
      name,
      load(`static/${name}`).catch(error => {
        sheets.delete(name);
        throw error;
      }),
    );
  return sheets.get(name);
}

function load(href) {
  return new Promise((resolve, reject) =>
    document.head.append(
      element('link', {
        rel: 'stylesheet',
        href,
        onload: resolve,
        onerror: () => reject(new Error(href)),
      }),
    ),
  );
}
