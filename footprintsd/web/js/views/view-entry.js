// SPDX-License-Identifier: LGPL-2.1-or-later
// The way in: the first account, an invitation, and login.

import { join, logIn, setUp } from '../base/api-own.js';
import { whileBusy } from '../base/busy.js';
import { byId, element, replace } from '../base/dom.js';
import { field, problemLine } from '../base/service-form.js';
import { t } from '../base/words.js';

const shortest = 8;

/** The key in the address: "#setup=…" or "#join=…". It is removed from the address at once. */
function takeKey(name) {
  const match = new RegExp(`^#${name}=(.+)$`).exec(location.hash);
  if (match) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return match ? decodeURIComponent(match[1]) : '';
}

/** Shows only the entry form until someone logs in. `state` comes from the server. Returns a function that focuses the
 * first field to fill in, for when the page is visible. */
export function showEntry(state) {
  const invitation = takeKey('join');
  const form = invitation
    ? joinForm(invitation)
    : state === 'setup'
      ? setupForm(takeKey('setup'))
      : loginForm();
  document.body.classList.add('at-the-door');
  document.title = `${form.querySelector('h1').textContent} – Footprints`;
  replace(
    byId('view'),
    element('section', { id: 'entry', class: 'entry', 'aria-labelledby': 'entry-title' }, form),
  );
  return () => focusOnceDrawn(form.querySelector('.field:not([hidden]) input:not([value])'));
}

/** While style sheets are loading, nothing is drawn, and undrawn elements take no focus. */
function focusOnceDrawn(input, triesLeft = 60) {
  input?.focus();
  if (input && document.activeElement !== input && triesLeft > 0)
    requestAnimationFrame(() => focusOnceDrawn(input, triesLeft - 1));
}

function loginForm() {
  const name = nameField();
  const password = passwordField('current-password');
  const code = element('input', {
    type: 'text',
    autocomplete: 'one-time-code',
    autocapitalize: 'characters',
    spellcheck: 'false',
  });
  const codeField = field(t('entry.codeField'), code);
  codeField.hidden = true;

  return entryForm(
    t('entry.logIn'),
    t('entry.logInText'),
    t('entry.logIn'),
    [field(t('field.user'), name), field(t('field.password'), password), codeField],
    async () => {
      const wanted = { name: name.value.trim(), password: password.value };
      if (!codeField.hidden) wanted.code = code.value.replaceAll(' ', '');
      const reply = await logIn(wanted);
      if (!reply.second_factor) return true;
      codeField.hidden = false;
      code.required = true;
      code.focus();
      return false;
    },
  );
}

function setupForm(known) {
  const code = element('input', {
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    required: true,
    value: known || null,
  });
  const name = nameField();
  const password = passwordField('new-password');
  const codeField = field(t('entry.setupCode'), code, hint(t('entry.setupHint')));
  codeField.hidden = known !== '';

  return entryForm(
    t('welcome.title'),
    t('entry.setupText'),
    t('entry.setupAct'),
    [
      codeField,
      field(t('field.user'), name),
      field(t('field.password'), password, hint(t('field.shortest', { count: shortest }))),
    ],
    async () => {
      await setUp({ code: code.value, name: name.value.trim(), password: password.value });
      return true;
    },
  );
}

function joinForm(invitation) {
  const name = nameField();
  const password = passwordField('new-password');

  return entryForm(
    t('entry.join'),
    t('entry.joinText'),
    t('entry.joinAct'),
    [
      field(t('field.user'), name),
      field(t('field.password'), password, hint(t('field.shortest', { count: shortest }))),
    ],
    async () => {
      await join({ invitation, name: name.value.trim(), password: password.value });
      return true;
    },
  );
}

function nameField() {
  return element('input', {
    type: 'text',
    autocomplete: 'username',
    autocapitalize: 'off',
    spellcheck: 'false',
    required: true,
    maxlength: 64,
  });
}

function passwordField(autocomplete) {
  return element('input', {
    type: 'password',
    autocomplete,
    required: true,
    minlength: autocomplete === 'new-password' ? shortest : null,
  });
}

function hint(words) {
  return element('span', { class: 'field-hint' }, words);
}

/** `enter` returns whether login is complete. */
function entryForm(title, words, act, fields, enter) {
  const problem = problemLine();
  const submit = element('button', { class: 'button button-main', type: 'submit' }, act);

  function send(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(submit, async () => {
      if (await enter()) location.reload();
    }).catch(error => {
      problem.textContent = error.message;
    });
  }

  return element(
    'form',
    { class: 'form', onsubmit: send },
    element('h1', { id: 'entry-title' }, title),
    element('p', { class: 'entry-words' }, words),
    fields,
    problem,
    element('p', { class: 'form-actions' }, submit),
  );
}
