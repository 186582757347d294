// SPDX-License-Identifier: LGPL-2.1-or-later
// The fields that importing and syncing share: the service, the account, and its key.

import { element, replace } from './dom.js';
import { services } from './services.js';
import { t } from './words.js';

/** `known` is a sync that has its account and key; null to ask for them. */
export function serviceFields(prefix, known) {
  const first = known?.source ?? Object.keys(services)[0];
  const choice = serviceChoice(prefix, first, describe);
  const user = input('text', { autocapitalize: 'off', spellcheck: 'false', required: true });
  const secretWords = element('span', { class: 'field-name' });
  const hint = element('p', { class: 'field-hint', id: `${prefix}-hint` });
  const secret = input('password', { 'aria-describedby': hint.id });
  const server = input('url', { inputmode: 'url', value: known?.base_url });
  const nodes = [
    !known && choice.node,
    !known && field(t('field.user'), user),
    element(
      'div',
      { class: 'field-with-hint' },
      element('label', { class: 'field' }, secretWords, secret),
      hint,
    ),
    serverFold(prefix, server, Boolean(known?.base_url)),
  ];

  function describe(source) {
    const service = services[source] ?? {};
    const name = services[source] ? source : 'other';
    secretWords.textContent = t(
      known?.has_secret ? `service.${name}.newSecret` : `service.${name}.secret`,
    );
    secret.required = service.secretNeeded && !known?.has_secret;
    server.placeholder = service.server ?? '';
    replace(hint, known?.has_secret ? t('service.stored') : hintNodes(name, service));
  }

  function read() {
    const source = known?.source ?? choice.read();
    const wanted = { source, username: known?.username ?? user.value.trim() };
    if (secret.value) wanted[services[source]?.secret ?? 'token'] = secret.value.trim();
    if (server.value.trim()) wanted.base_url = server.value.trim();
    return wanted;
  }

  function clear() {
    user.value = secret.value = '';
  }

  describe(first);
  return { nodes, read, clear, focus: () => (known ? secret : user).focus() };
}

export function field(words, control, ...more) {
  return element(
    'label',
    { class: 'field' },
    element('span', { class: 'field-name' }, words),
    control,
    ...more,
  );
}

export function problemLine() {
  return element('p', { class: 'form-problem', role: 'alert' });
}

function input(type, properties) {
  return element('input', { type, autocomplete: 'off', ...properties });
}

function serviceChoice(prefix, chosen, onChange) {
  const name = `${prefix}-service`;
  const buttons = Object.keys(services).map(source =>
    element('input', {
      type: 'radio',
      name,
      value: source,
      checked: source === chosen,
      onchange: () => onChange(source),
    }),
  );
  const node = element(
    'fieldset',
    { class: 'choice' },
    element('legend', { class: 'field-name' }, t('service')),
    element(
      'div',
      { class: 'choice-row' },
      buttons.map(button =>
        element('label', {}, button, element('span', {}, services[button.value].name)),
      ),
    ),
  );
  return { node, read: () => buttons.find(button => button.checked).value };
}

function hintNodes(name, service) {
  return [
    t(`service.${name}.hint`),
    ' ',
    service.hintAddress &&
      element(
        'a',
        { href: service.hintAddress, target: '_blank', rel: 'noreferrer' },
        service.hintWords,
      ),
  ];
}

function serverFold(prefix, server, open) {
  const hint = element(
    'p',
    { class: 'field-hint', id: `${prefix}-server-hint` },
    t('service.serverHint'),
  );
  server.setAttribute('aria-describedby', hint.id);
  return element(
    'details',
    { class: 'disclosure', open },
    element('summary', {}, t('service.server')),
    element('div', { class: 'field-with-hint' }, field(t('service.address'), server), hint),
  );
}
