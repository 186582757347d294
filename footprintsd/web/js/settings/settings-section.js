// SPDX-License-Identifier: LGPL-2.1-or-later
// A titled part of the settings.

import { element } from '../base/dom.js';
import { t } from '../base/words.js';

export function settingsSection(name, words, ...children) {
  return element(
    'section',
    { class: 'setting', 'data-setting': name, 'aria-labelledby': `setting-${name}` },
    element('h2', { id: `setting-${name}` }, t(`setting.${name}`)),
    words && element('p', { class: 'section-note' }, words),
    children,
  );
}
