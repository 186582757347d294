// SPDX-License-Identifier: LGPL-2.1-or-later
// How the page looks on this device.

import { element } from '../base/dom.js';
import { field } from '../base/service-form.js';
import { chooseLanguage, language, languages, t } from '../base/words.js';
import { settingsSection } from './settings-section.js';

export function displaySection() {
  const choice = element(
    'select',
    { id: 'settings-language', class: 'button', onchange: () => chooseLanguage(choice.value) },
    Object.entries(languages).map(([value, name]) =>
      element('option', { value, lang: value, selected: value === language }, name),
    ),
  );
  return {
    node: settingsSection(
      'display',
      t('display.text'),
      element('div', { class: 'form' }, field(t('display.language'), choice)),
    ),
  };
}
