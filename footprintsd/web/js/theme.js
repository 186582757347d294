// SPDX-License-Identifier: LGPL-2.1-or-later
// A classic script on purpose: a module would run after the first paint and the page would flash.
'use strict';

(() => {
  const key = 'footprints-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');

  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function store(theme) {
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Private windows may refuse; the theme then lasts as long as the page.
    }
  }

  function current() {
    return document.documentElement.dataset.theme || (system.matches ? 'dark' : 'light');
  }

  function describe(button) {
    button.setAttribute('aria-label', current() === 'dark' ? 'Use the light theme' : 'Use the dark theme');
  }

  function connect() {
    const button = document.getElementById('theme-toggle');
    describe(button);
    system.addEventListener('change', () => describe(button));
    button.addEventListener('click', () => {
      document.documentElement.dataset.theme = current() === 'dark' ? 'light' : 'dark';
      store(document.documentElement.dataset.theme);
      describe(button);
    });
  }

  const theme = stored();
  if (theme === 'light' || theme === 'dark')
    document.documentElement.dataset.theme = theme;
  document.addEventListener('DOMContentLoaded', connect);
})();
