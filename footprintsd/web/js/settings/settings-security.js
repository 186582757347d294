// SPDX-License-Identifier: LGPL-2.1-or-later
// Password, second factor, and logged-in devices.

import {
  changePassword,
  confirmSecondFactor,
  endOtherSessions,
  endSession,
  fetchSessions,
  offerSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from '../base/api-own.js';
import { actionButton, whileBusy } from '../base/busy.js';
import { element, named, replace, shape } from '../base/dom.js';
import { field, problemLine } from '../base/service-form.js';
import { account, setAccount } from '../base/session.js';
import { awayNode } from '../base/times.js';
import { sentence, t } from '../base/words.js';
import { settingsSection } from './settings-section.js';

const shortest = 8;

function passwordInput(autocomplete) {
  return element('input', {
    type: 'password',
    autocomplete,
    required: true,
    minlength: autocomplete === 'new-password' ? shortest : null,
  });
}

/** A form that does one thing; `act` returns the words for its success. */
function smallForm(words, fields, act) {
  const problem = problemLine();
  const outcome = element('span', { class: 'form-outcome', role: 'status' });
  const submit = element('button', { class: 'button', type: 'submit' }, words);

  function send(event) {
    event.preventDefault();
    problem.textContent = outcome.textContent = '';
    whileBusy(submit, async () => {
      outcome.textContent = (await act()) ?? '';
    }).catch(error => {
      problem.textContent = error.message;
    });
  }

  return element(
    'form',
    { class: 'form', onsubmit: send },
    fields,
    problem,
    element('p', { class: 'form-actions' }, submit, outcome),
  );
}

export function passwordSection() {
  if (!account().has_password) return null;
  const old = passwordInput('current-password');
  const fresh = passwordInput('new-password');
  const form = smallForm(
    t('password.change'),
    [field(t('password.now'), old), field(t('password.new'), fresh)],
    async () => {
      await changePassword(old.value, fresh.value);
      old.value = fresh.value = '';
      return t('password.changed');
    },
  );
  return { node: settingsSection('password', null, form) };
}

export function secondFactorSection() {
  const place = element('div', {});

  function show() {
    replace(place, account().second_factor ? removing() : offering());
  }

  function offering() {
    const password = passwordInput('current-password');
    return smallForm(t('factor.setUp'), [field(t('field.password'), password)], async () => {
      confirming(await offerSecondFactor(password.value), password.value);
    });
  }

  function confirming({ secret, uri, qr }, password) {
    const code = element('input', {
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      required: true,
      spellcheck: 'false',
    });
    replace(
      place,
      qrDrawing(qr),
      element(
        'p',
        {},
        sentence('factor.key', { link: element('a', { href: uri }, t('factor.openThere')) }),
      ),
      element('p', {}, element('code', { class: 'secret' }, secret.replace(/(.{4})(?=.)/g, '$1 '))),
      smallForm(t('factor.turnOn'), [field(t('factor.code'), code)], async () => {
        const { recovery_codes: codes } = await confirmSecondFactor(
          password,
          secret,
          code.value.replaceAll(' ', ''),
        );
        setAccount({ ...account(), second_factor: true, recovery_codes_left: codes.length });
        showCodes(codes);
      }),
    );
    code.focus();
  }

  /** The codes are shown only this once. */
  function showCodes(codes) {
    const done = element(
      'button',
      { class: 'button', type: 'button', onclick: show },
      t('factor.recoveryDone'),
    );
    replace(
      place,
      element('p', {}, t('factor.recovery')),
      element(
        'ul',
        { class: 'recovery-codes' },
        codes.map(code => element('li', {}, element('code', { class: 'secret' }, code))),
      ),
      element('p', { class: 'form-actions' }, done),
    );
    done.focus();
  }

  function removing() {
    const password = passwordInput('current-password');
    const again = passwordInput('current-password');
    return [
      element(
        'p',
        {},
        t('factor.on'),
        ' ',
        t('factor.recoveryLeft', { count: account().recovery_codes_left }),
      ),
      smallForm(t('factor.recoveryNew'), [field(t('field.password'), again)], async () => {
        const { recovery_codes: codes } = await renewRecoveryCodes(again.value);
        setAccount({ ...account(), recovery_codes_left: codes.length });
        showCodes(codes);
      }),
      smallForm(t('factor.turnOff'), [field(t('field.password'), password)], async () => {
        await removeSecondFactor(password.value);
        setAccount({ ...account(), second_factor: false, recovery_codes_left: 0 });
        show();
      }),
    ];
  }

  show();
  return account().has_password
    ? { node: settingsSection('factor', t('factor.text'), place) }
    : null;
}

/** Dark on light in either theme, with the four-module quiet zone that scanners need. */
function qrDrawing({ size, path }) {
  return shape(
    'svg',
    {
      class: 'qr',
      viewBox: `-4 -4 ${size + 8} ${size + 8}`,
      role: 'img',
      'aria-label': t('factor.scan'),
    },
    shape('rect', { class: 'qr-ground', x: -4, y: -4, width: size + 8, height: size + 8 }),
    shape('path', { class: 'qr-ink', d: path }),
  );
}

export function sessionsSection() {
  const list = element('ul', { class: 'setting-list' });
  const problem = problemLine();
  const others = actionButton(t('sessions.endOthers'), () => endOtherSessions().then(look), tell);

  function tell(error) {
    problem.textContent = error.message;
  }

  async function look() {
    try {
      const sessions = await fetchSessions();
      others.hidden = sessions.length < 2;
      replace(
        list,
        sessions.map(session =>
          element(
            'li',
            {},
            element('span', { class: 'setting-name' }, named(describeAgent(session.user_agent))),
            element(
              'span',
              { class: 'setting-note' },
              session.current
                ? t('sessions.this')
                : sentence('sessions.seen', { when: awayNode(session.seen_at) }),
              session.address && ` · ${session.address}`,
            ),
            !session.current &&
              actionButton(
                t('logOut'),
                () => endSession(session.id).then(look),
                tell,
                'button-quiet',
              ),
          ),
        ),
      );
    } catch (error) {
      tell(error);
    }
  }

  return {
    node: settingsSection(
      'sessions',
      null,
      list,
      problem,
      element('p', { class: 'form-actions' }, others),
    ),
    look,
  };
}

/** Browser and system, as far as known. */
function describeAgent(agent) {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent ?? '')?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent ?? '')?.[1];
  const names = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].filter(Boolean).map(name => names[name] ?? name);
  return known.length > 0
    ? known.length > 1
      ? t('sessions.on', { browser: known[0], system: known[1] })
      : known[0]
    : agent || t('sessions.unknown');
}
