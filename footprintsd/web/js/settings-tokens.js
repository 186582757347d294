// SPDX-License-Identifier: LGPL-2.1-or-later
// Keys for programs: players, scripts, exporters.

import { addToken, fetchTokens, removeToken } from './api.js';
import { askingButton } from './ask.js';
import { whileBusy } from './busy.js';
import { element, named, replace } from './dom.js';
import { field, problemLine } from './service-form.js';
import { settingsSection } from './settings.js';
import { awayNode } from './times.js';

const scopes = {
  submit: 'add plays',
  read: 'read the history',
  'read submit': 'read the history, and add plays',
  admin: 'everything that you may',
};

export function tokensSection() {
  const list = element('ul', { class: 'setting-list' });
  const fresh = element('div', { class: 'fresh-token' });
  const name = element('input', { type: 'text', autocomplete: 'off', required: true, maxlength: 64, placeholder: 'Player in the kitchen' });
  const scope = element('select', { class: 'button' }, Object.entries(scopes).map(([value, words]) => element('option', { value }, words)));
  const problem = problemLine();
  const submit = element('button', { class: 'button', type: 'submit' }, 'Make a token');
  const form = element('form', { class: 'form', onsubmit: make }, field('For what', name), field('What it may do', scope), problem, element('p', { class: 'form-actions' }, submit));

  function make(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(submit, async () => {
      const { token } = await addToken(name.value.trim(), scope.value);
      name.value = '';
      replace(fresh, tokenLines(token, scope.value));
      await look();
    }).catch(error => { problem.textContent = error.message; });
  }

  async function look() {
    try {
      const tokens = await fetchTokens();
      replace(list, tokens.map(token => element('li', {},
        element('span', { class: 'setting-name' }, named(token.name)),
        element('span', { class: 'setting-note' }, `may do: ${scopes[token.scopes] ?? token.scopes} · `, token.used_at ? ['used ', awayNode(token.used_at)] : 'never used'),
        askingButton('Take back', () => `Whatever uses “${token.name}” is let in no more.`, 'Take back', async () => {
          await removeToken(token.id);
          await look();
        }))));
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  return { node: settingsSection('Tokens', 'A program proves with a token that it acts for you, without your password.', list, fresh, form), look };
}

/** The one moment in which it is shown, with a line to paste. */
function tokenLines(token, scope) {
  const base = new URL('.', location.href).href;
  const line = scope === 'submit'
    ? `curl -H 'Authorization: Bearer ${token}' --data-binary @plays.csv ${base}api/import/file`
    : `curl -H 'Authorization: Bearer ${token}' ${base}api/stats`;
  return [element('p', {}, 'Copy it now: it is not shown again.'),
    element('p', {}, element('code', { class: 'secret' }, token)),
    element('p', { class: 'section-note' }, 'As in:'), element('pre', { class: 'secret' }, line)];
}
