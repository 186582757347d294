// SPDX-License-Identifier: LGPL-2.1-or-later
// A classic script on purpose: a module would run after the first paint and the page would flash.
'use strict';

(() => {
  try {
    const theme = localStorage.getItem('footprints-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Private windows may refuse; the system's theme is shown then.
  }
})();
