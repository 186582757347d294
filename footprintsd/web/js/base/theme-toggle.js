// SPDX-License-Identifier: LGPL-2.1-or-later
// The reader's choice of light or dark, over the system's. theme.js applies it before the first paint.

const key = 'footprints-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** `words` says what the button does: `light` and `dark`. The API page uses it without the catalogue. */
export function connectTheme(button, words) {
  const describe = () => button.setAttribute('aria-label', isDark() ? words.light : words.dark);
  describe();
  system.addEventListener('change', describe);
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    store(document.documentElement.dataset.theme);
    describe();
  });
}

function isDark() {
  return (document.documentElement.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
}

function store(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Private windows may refuse; the theme then lasts as long as the page.
  }
}
