// SPDX-License-Identifier: LGPL-2.1-or-later
// Keys for programs: players, scripts, exporters.

import { addToken, fetchTokens, removeToken } from '../base/api-own.js';
import { askingButton } from '../base/ask.js';
import { whileBusy } from '../base/busy.js';
import { element, named, replace } from '../base/dom.js';
import { field, problemLine } from '../base/service-form.js';
import { awayNode } from '../base/times.js';
import { sentence, t } from '../base/words.js';
import { settingsSection } from './settings-section.js';

const scopes = {
  submit: 'tokens.submit',
  read: 'tokens.read',
  'read submit': 'tokens.readSubmit',
  admin: 'tokens.admin',
};

export function tokensSection() {
  const list = element('ul', { class: 'setting-list' });
  const fresh = element('div', { class: 'fresh-token' });
  const name = element('input', {
    type: 'text',
    autocomplete: 'off',
    required: true,
    maxlength: 64,
    placeholder: t('tokens.example'),
  });
  const scope = element(
    'select',
    { class: 'button' },
    Object.entries(scopes).map(([value, words]) => element('option', { value }, t(words))),
  );
  const problem = problemLine();
  const submit = element('button', { class: 'button', type: 'submit' }, t('tokens.make'));
  const form = element(
    'form',
    { class: 'form', onsubmit: make },
    field(t('tokens.name'), name),
    field(t('tokens.scope'), scope),
    problem,
    element('p', { class: 'form-actions' }, submit),
  );

  function make(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(submit, async () => {
      const { token } = await addToken(name.value.trim(), scope.value);
      name.value = '';
      replace(fresh, tokenLines(token, scope.value));
      await look();
    }).catch(error => {
      problem.textContent = error.message;
    });
  }

  async function look() {
    try {
      const tokens = await fetchTokens();
      replace(
        list,
        tokens.map(token =>
          element(
            'li',
            {},
            element('span', { class: 'setting-name' }, named(token.name)),
            element(
              'span',
              { class: 'setting-note' },
              t('tokens.may', {
                scope: scopes[token.scopes] ? t(scopes[token.scopes]) : token.scopes,
              }),
              ' · ',
              token.used_at
                ? sentence('tokens.used', { when: awayNode(token.used_at) })
                : t('tokens.unused'),
            ),
            askingButton(
              t('takeBack'),
              () => t('tokens.ask', { name: token.name }),
              t('takeBack'),
              async () => {
                await removeToken(token.id);
                await look();
              },
            ),
          ),
        ),
      );
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  return { node: settingsSection('tokens', t('tokens.text'), list, fresh, form), look };
}

/** The token is shown only this once, with a line to paste. */
function tokenLines(token, scope) {
  const base = new URL('.', location.href).href;
  const line =
    scope === 'submit'
      ? `curl -H 'Authorization: Bearer ${token}' --data-binary @plays.csv ${base}api/import/file`
      : `curl -H 'Authorization: Bearer ${token}' ${base}api/stats`;
  return [
    element('p', {}, t('tokens.once')),
    element('p', {}, element('code', { class: 'secret' }, token)),
    element('p', { class: 'section-note' }, t('tokens.asIn')),
    element('pre', { class: 'secret' }, line),
  ];
}
