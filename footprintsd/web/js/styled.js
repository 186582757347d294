// SPDX-License-Identifier: LGPL-2.1-or-later
// Modules whose looks are in a style sheet of their own, which is there before they show anything.

import { element } from './dom.js';

const sheets = new Map();

/** Gives the module when its sheet is in force. */
export async function styled(module, sheet = 'own.css') {
  if (!sheets.has(sheet))
    sheets.set(sheet, load(`static/${sheet}`));
  try {
    const [loaded] = await Promise.all([module, sheets.get(sheet)]);
    return loaded;
  } catch (error) {
    sheets.delete(sheet);
    throw error;
  }
}

function load(href) {
  return new Promise((resolve, reject) =>
    document.head.append(element('link', { rel: 'stylesheet', href, onload: resolve, onerror: () => reject(new Error(href)) })));
}
