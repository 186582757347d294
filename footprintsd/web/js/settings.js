// SPDX-License-Identifier: LGPL-2.1-or-later
// One's own account, and for an owner the people.

import { BACKUP_ADDRESS, deleteAccount, exportAddress, logOut } from './api.js';
import { actionButton, whileBusy } from './busy.js';
import { byId, element, replace } from './dom.js';
import { onPanel } from './panels.js';
import { field, problemLine } from './service-form.js';
import { account } from './session.js';
import { peopleSection } from './settings-people.js';
import { profileSection } from './settings-profile.js';
import { passwordSection, secondFactorSection, sessionsSection } from './settings-security.js';
import { tokensSection } from './settings-tokens.js';

const makers = [profileSection, passwordSection, secondFactorSection, sessionsSection, tokensSection, peopleSection, backupSection, leaveSection];
let sections = [];

export function connectSettings(changed) {
  byId('settings-toggle').hidden = !account();
  if (!account())
    return;
  onPanel(open => open === 'settings' && show(changed));
  if (!byId('settings').hidden)
    show(changed);
}

/** The sections are made when they are first looked at, and look at the server each time. */
function show(changed) {
  if (sections.length === 0) {
    sections = makers.map(make => make(changed)).filter(Boolean);
    replace(byId('settings-sections'), sections.map(section => section.node));
  }
  for (const section of sections)
    section.look?.();
}

/** A titled part of the settings. */
export function settingsSection(title, words, ...children) {
  return element('section', { class: 'setting' }, element('h3', {}, title), words && element('p', { class: 'section-note' }, words), children);
}

function backupSection() {
  return { node: settingsSection('Take it along', 'A backup is everything that is kept of you, in one file: plays, imports and syncs. It can be put back, or opened by Footprints elsewhere. An export has your plays alone, for other programs.',
    element('p', { class: 'form-actions' },
      element('a', { class: 'button', href: BACKUP_ADDRESS, download: '' }, 'Backup'),
      element('a', { class: 'button', href: exportAddress('jsonl'), download: '' }, 'Export, lossless'),
      element('a', { class: 'button', href: exportAddress('csv'), download: '' }, 'Export as CSV'))) };
}

function leaveSection() {
  const problem = problemLine();
  const password = element('input', { type: 'password', autocomplete: 'current-password', required: true });
  const gone = element('button', { class: 'button button-bad', type: 'submit' }, 'Delete my account and my history');
  const form = element('form', { class: 'form', onsubmit: remove }, field('Password', password), problem, element('p', { class: 'form-actions' }, gone));

  function remove(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(gone, async () => {
      await deleteAccount(password.value);
      location.reload();
    }).catch(error => { problem.textContent = error.message; });
  }

  return { node: settingsSection('Leave', 'Log out here, or leave this server for good.',
    element('p', { class: 'form-actions' },
      actionButton('Log out', async () => {
        await logOut();
        location.reload();
      }, error => { problem.textContent = error.message; })),
    element('details', { class: 'disclosure' }, element('summary', {}, 'Delete my account'),
      element('p', { class: 'section-note' }, 'Your plays, syncs and imports are removed from this server for good, with its backups of them. Take a backup along first.'), form)) };
}
