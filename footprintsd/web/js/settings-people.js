// SPDX-License-Identifier: LGPL-2.1-or-later
// Who else uses this server; for an owner.

import { changePerson, fetchInvitations, fetchPeople, invite, removeInvitation, removePerson } from './api.js';
import { askingButton } from './ask.js';
import { actionButton } from './busy.js';
import { element, named, replace } from './dom.js';
import { problemLine } from './service-form.js';
import { account } from './session.js';
import { settingsSection } from './settings.js';
import { awayNode } from './times.js';

export function peopleSection() {
  if (account().role !== 'owner')
    return null;
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
      replace(list, people.map(person => personLine(person, look, tell)));
      replace(open, invitations.map(invitation => element('li', {},
        element('span', { class: 'setting-name' }, 'An open invitation'),
        element('span', { class: 'setting-note' }, 'made ', awayNode(invitation.created_at)),
        actionButton('Take back', () => removeInvitation(invitation.id).then(look), tell, 'button-quiet'))));
    } catch (error) {
      tell(error);
    }
  }

  async function makeInvitation() {
    const { invitation } = await invite();
    const address = `${new URL('.', location.href).href}#join=${invitation}`;
    replace(fresh, element('p', {}, 'Send this link to one person. It works once, for a week, and is not shown again:'),
      element('pre', { class: 'secret' }, address));
    await look();
  }

  return { node: settingsSection('People', 'Each has a history of one’s own, which nobody else sees.', list, open, fresh, problem,
    element('p', { class: 'form-actions' }, actionButton('Invite somebody', makeInvitation, tell))), look };
}

function personLine(person, look, tell) {
  const isMyself = person.id === account().id;
  const notes = [person.role, person.disabled && 'disabled', isMyself && 'you'].filter(Boolean);
  const toggle = actionButton(person.disabled ? 'Enable' : 'Disable', () => changePerson(person.id, { disabled: !person.disabled }).then(look), tell, 'button-quiet');
  const remove = askingButton('Delete', () => `Delete ${person.name} with the whole history? It cannot be brought back.`, 'Delete', () => removePerson(person.id).then(look, tell));
  return element('li', {}, element('span', { class: 'setting-name' }, named(person.name)),
    element('span', { class: 'setting-note' }, notes.join(' · ')), !isMyself && toggle, !isMyself && remove);
}
