// SPDX-License-Identifier: LGPL-2.1-or-later
// The reader's choice between light and dark, over the system's. theme.js puts it in force before the first paint.

import { byId } from './dom.js';
import { t } from './words.js';

const key = 'footprints-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

export function connectTheme() {
  describe();
  system.addEventListener('change', describe);
  byId('theme-toggle').addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    store(document.documentElement.dataset.theme);
    describe();
  });
}

function isDark() {
  return (document.documentElement.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
}

function describe() {
  byId('theme-toggle').setAttribute('aria-label', t(isDark() ? 'theme.light' : 'theme.dark'));
}

function store(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Private windows may refuse; the theme then lasts as long as the page.
  }
}
