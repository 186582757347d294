// SPDX-License-Identifier: LGPL-2.1-or-later
// Other users of the server, for an owner.

import {
  changePerson,
  fetchInvitations,
  fetchPeople,
  invite,
  removeInvitation,
  removePerson,
} from '../base/api-own.js';
import { askingButton } from '../base/ask.js';
import { actionButton } from '../base/busy.js';
import { element, named, replace } from '../base/dom.js';
import { problemLine } from '../base/service-form.js';
import { account } from '../base/session.js';
import { awayNode } from '../base/times.js';
import { sentence, t } from '../base/words.js';
import { settingsSection } from './settings-section.js';

export function peopleSection() {
  if (account().role !== 'owner') return null;
  const list = element('ul', { class: 'setting-list' });
  const open = element('ul', { class: 'setting-list' });
  const fresh = element('div', { class: 'fresh-token' });
  const problem = problemLine();

  function tell(error) {
    problem.textContent = error.message;
  }

  async function look() {
    try {
      const [people, invitations] = await Promise.all([fetchPeople(), fetchInvitations()]);
      replace(
        list,
        people.map(person => personLine(person, look, tell)),
      );
      replace(
        open,
        invitations.map(invitation =>
          element(
            'li',
            {},
            element('span', { class: 'setting-name' }, t('people.open')),
            element(
              'span',
              { class: 'setting-note' },
              sentence('people.made', { when: awayNode(invitation.created_at) }),
            ),
            actionButton(
              t('takeBack'),
              () => removeInvitation(invitation.id).then(look),
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

  async function makeInvitation() {
    const { invitation } = await invite();
    const address = `${new URL('.', location.href).href}#join=${invitation}`;
    replace(
      fresh,
      element('p', {}, t('people.link')),
      element('pre', { class: 'secret' }, address),
    );
    await look();
  }

  return {
    node: settingsSection(
      'people',
      t('people.text'),
      list,
      open,
      fresh,
      problem,
      element(
        'p',
        { class: 'form-actions' },
        actionButton(t('people.invite'), makeInvitation, tell),
      ),
    ),
    look,
  };
}

function personLine(person, look, tell) {
  const isMyself = person.id === account().id;
  const notes = [
    t(`people.role.${person.role}`),
    person.disabled && t('people.disabled'),
    isMyself && t('people.you'),
  ].filter(Boolean);
  const toggle = actionButton(
    t(person.disabled ? 'people.enable' : 'people.disable'),
    () => changePerson(person.id, { disabled: !person.disabled }).then(look),
    tell,
    'button-quiet',
  );
  const remove = askingButton(
    t('delete'),
    () => t('people.ask', { name: person.name }),
    t('delete'),
    () => removePerson(person.id).then(look, tell),
  );
  return element(
    'li',
    {},
    element('span', { class: 'setting-name' }, named(person.name)),
    element('span', { class: 'setting-note' }, notes.join(' · ')),
    !isMyself && toggle,
    !isMyself && remove,
  );
}
