// SPDX-License-Identifier: LGPL-2.1-or-later
// Plays that were reported more than once: how many, and whether they count once.

import { fetchDoubleReports, saveDoubleReports } from '../base/api-own.js';
import { element, replace } from '../base/dom.js';
import { problemLine } from '../base/service-form.js';
import { t } from '../base/words.js';
import { settingsSection } from './settings-section.js';

export function doublesSection() {
  const choice = element('input', { type: 'checkbox', disabled: true, onchange: save });
  const found = element('div', { role: 'status' });
  const problem = problemLine();

  async function save() {
    problem.textContent = '';
    choice.disabled = true;
    try {
      present(await saveDoubleReports(choice.checked));
    } catch (error) {
      choice.checked = !choice.checked;
      problem.textContent = error.message;
    }
    choice.disabled = false;
  }

  function present({
    joins_reports: joined,
    repeated_reports: repeated,
    doubtful_plays: doubtful,
  }) {
    choice.checked = joined;
    replace(
      found,
      joined && [
        element(
          'p',
          {},
          repeated > 0 ? t('doubles.found', { count: repeated }) : t('doubles.none'),
        ),
        doubtful > 0 && element('p', {}, t('doubles.doubtful', { count: doubtful })),
      ],
    );
  }

  async function look() {
    try {
      present(await fetchDoubleReports());
      choice.disabled = false;
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  return {
    look,
    node: settingsSection(
      'doubles',
      t('doubles.text'),
      element(
        'div',
        { class: 'form' },
        element('label', { class: 'choice-line' }, choice, element('span', {}, t('doubles.join'))),
        found,
        problem,
      ),
    ),
  };
}
