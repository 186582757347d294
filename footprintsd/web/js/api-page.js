// SPDX-License-Identifier: LGPL-2.1-or-later
// The page of the REST API is whole without this: there is a button for its theme.

import { connectTheme } from './base/theme-toggle.js';

connectTheme(document.getElementById('theme-toggle'), {
  light: 'Use the light theme',
  dark: 'Use the dark theme',
});
