// SPDX-License-Identifier: LGPL-2.1-or-later
// Password, second factor, and where one is logged in.

import { changePassword, confirmSecondFactor, endOtherSessions, endSession, fetchSessions, offerSecondFactor, removeSecondFactor } from './api.js';
import { actionButton, whileBusy } from './busy.js';
import { element, named, replace } from './dom.js';
import { field, problemLine } from './service-form.js';
import { account, setAccount } from './session.js';
import { settingsSection } from './settings.js';
import { awayNode } from './times.js';

const shortest = 8;

function passwordInput(autocomplete) {
  return element('input', { type: 'password', autocomplete, required: true, minlength: autocomplete === 'new-password' ? shortest : null });
}

/** A form that does one thing; `act` gives the words that tell of its success. */
function smallForm(words, fields, act) {
  const problem = problemLine();
  const outcome = element('span', { class: 'form-outcome', role: 'status' });
  const submit = element('button', { class: 'button', type: 'submit' }, words);

  function send(event) {
    event.preventDefault();
    problem.textContent = outcome.textContent = '';
    whileBusy(submit, async () => { outcome.textContent = await act() ?? ''; }).catch(error => { problem.textContent = error.message; });
  }

  return element('form', { class: 'form', onsubmit: send }, fields, problem, element('p', { class: 'form-actions' }, submit, outcome));
}

export function passwordSection() {
  if (!account().has_password)
    return null;
  const old = passwordInput('current-password');
  const fresh = passwordInput('new-password');
  const form = smallForm('Change the password', [field('Password now', old), field('New password', fresh)], async () => {
    await changePassword(old.value, fresh.value);
    old.value = fresh.value = '';
    return 'Changed. You are logged out everywhere else.';
  });
  return { node: settingsSection('Password', null, form) };
}

export function secondFactorSection() {
  const place = element('div', {});
  const words = 'A code that changes every half minute, from an authenticator program on your phone, is asked for with the password.';

  function show() {
    replace(place, account().second_factor ? removing() : offering());
  }

  function offering() {
    const password = passwordInput('current-password');
    return smallForm('Set up', [field('Password', password)], async () => {
      confirming(await offerSecondFactor(password.value), password.value);
    });
  }

  function confirming({ secret, uri }, password) {
    const code = element('input', { type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code', required: true, spellcheck: 'false' });
    replace(place,
      element('p', {}, 'Give this key to your authenticator program, or ', element('a', { href: uri }, 'open it there'), ' on this device:'),
      element('p', {}, element('code', { class: 'secret' }, secret.replace(/(.{4})(?=.)/g, '$1 '))),
      smallForm('Turn it on', [field('The code that it shows', code)], async () => {
        await confirmSecondFactor(password, secret, code.value.replaceAll(' ', ''));
        setAccount({ ...account(), second_factor: true });
        show();
      }));
    code.focus();
  }

  function removing() {
    const password = passwordInput('current-password');
    return [element('p', {}, 'It is on.'), smallForm('Turn it off', [field('Password', password)], async () => {
      await removeSecondFactor(password.value);
      setAccount({ ...account(), second_factor: false });
      show();
    })];
  }

  show();
  return account().has_password ? { node: settingsSection('Second factor', words, place) } : null;
}

export function sessionsSection() {
  const list = element('ul', { class: 'setting-list' });
  const problem = problemLine();
  const others = actionButton('Log out everywhere else', () => endOtherSessions().then(look), tell);

  function tell(error) {
    problem.textContent = error.message;
  }

  async function look() {
    try {
      const sessions = await fetchSessions();
      others.hidden = sessions.length < 2;
      replace(list, sessions.map(session => element('li', {},
        element('span', { class: 'setting-name' }, named(describeAgent(session.user_agent))),
        element('span', { class: 'setting-note' }, session.current ? 'this browser' : ['seen ', awayNode(session.seen_at)], session.address && ` · ${session.address}`),
        !session.current && actionButton('Log out', () => endSession(session.id).then(look), tell, 'button-quiet'))));
    } catch (error) {
      tell(error);
    }
  }

  return { node: settingsSection('Logged in', null, list, problem, element('p', { class: 'form-actions' }, others)), look };
}

/** Browser and system, as far as they say. */
function describeAgent(agent) {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent ?? '')?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent ?? '')?.[1];
  const names = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].filter(Boolean).map(name => names[name] ?? name);
  return known.length > 0 ? known.join(' on ') : agent || 'An unknown program';
}
