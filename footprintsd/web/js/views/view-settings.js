// SPDX-License-Identifier: LGPL-2.1-or-later
// How the page looks, the account, and, for an owner, the people.

import { BACKUP_ADDRESS, deleteAccount, exportAddress, logOut } from '../base/api-own.js';
import { actionButton, whileBusy } from '../base/busy.js';
import { element } from '../base/dom.js';
import { field, problemLine } from '../base/service-form.js';
import { account } from '../base/session.js';
import { t } from '../base/words.js';
import { viewAddress } from '../frame/router.js';
import { displaySection } from '../settings/settings-display.js';
import { doublesSection } from '../settings/settings-doubles.js';
import { peopleSection } from '../settings/settings-people.js';
import { profileSection } from '../settings/settings-profile.js';
import { settingsSection } from '../settings/settings-section.js';
import {
  passwordSection,
  secondFactorSection,
  sessionsSection,
} from '../settings/settings-security.js';
import { tokensSection } from '../settings/settings-tokens.js';

const ofAccounts = [
  profileSection,
  displaySection,
  passwordSection,
  secondFactorSection,
  sessionsSection,
  tokensSection,
  programsSection,
  peopleSection,
  doublesSection,
  backupSection,
  leaveSection,
];
const withoutAccounts = [displaySection, programsSection, doublesSection, backupSection];

/** The sections are created each time, with fresh data. */
export function show(container) {
  const makers = account() ? ofAccounts : withoutAccounts;
  const sections = makers.map(make => make()).filter(Boolean);
  container.append(
    element(
      'div',
      { class: 'settings' },
      sections.map(section => section.node),
    ),
  );
  for (const section of sections) section.look?.();
}

/** A link to the page of the REST API. */
function programsSection() {
  return {
    node: settingsSection(
      'programs',
      t('programs.text'),
      element(
        'p',
        { class: 'form-actions' },
        element('a', { class: 'button', href: 'api/docs' }, t('programs.docs')),
      ),
    ),
  };
}

function backupSection() {
  return {
    node: settingsSection(
      'backup',
      t('backup.text'),
      element(
        'p',
        { class: 'form-actions' },
        element('a', { class: 'button', href: BACKUP_ADDRESS, download: '' }, t('backup.backup')),
        element(
          'a',
          { class: 'button', href: exportAddress('jsonl'), download: '' },
          t('backup.jsonl'),
        ),
        element(
          'a',
          { class: 'button', href: exportAddress('csv'), download: '' },
          t('backup.csv'),
        ),
        element('a', { class: 'button', href: viewAddress('removed') }, t('view.removed')),
      ),
    ),
  };
}

function leaveSection() {
  const problem = problemLine();
  const password = element('input', {
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  });
  const gone = element('button', { class: 'button button-bad', type: 'submit' }, t('leave.delete'));
  const form = element(
    'form',
    { class: 'form', onsubmit: remove },
    field(t('field.password'), password),
    problem,
    element('p', { class: 'form-actions' }, gone),
  );

  function remove(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(gone, async () => {
      await deleteAccount(password.value);
      location.reload();
    }).catch(error => {
      problem.textContent = error.message;
    });
  }

  return {
    node: settingsSection(
      'leave',
      t('leave.text'),
      element(
        'p',
        { class: 'form-actions' },
        actionButton(
          t('logOut'),
          async () => {
            await logOut();
            location.reload();
          },
          error => {
            problem.textContent = error.message;
          },
        ),
      ),
      element(
        'details',
        { class: 'disclosure' },
        element('summary', {}, t('leave.deleteFold')),
        element('p', { class: 'section-note' }, t('leave.deleteText')),
        form,
      ),
    ),
  };
}
