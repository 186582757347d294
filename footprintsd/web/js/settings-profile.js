// SPDX-License-Identifier: LGPL-2.1-or-later
// Name, time zone, and who may look.

import { deviceZone, makeNewLink, saveAccount } from './api.js';
import { actionButton, whileBusy } from './busy.js';
import { element, replace } from './dom.js';
import { formatHour, formatWeekdayLong } from './format.js';
import { field, problemLine } from './service-form.js';
import { account, setAccount } from './session.js';
import { settingsSection } from './settings.js';

const visibilities = {
  private: 'Only I can see my history',
  link: 'Whoever has the link can see it',
  public: 'Everybody who can reach this server can see it',
};

const hours = Array.from({ length: 13 }, (_, hour) => [hour, hour === 0 ? 'midnight' : formatHour(hour)]);
// 2024-01-01 was a Monday.
const weekdays = [1, 6, 7].map(day => [day, formatWeekdayLong(`2024-01-0${day}`)]);

/** `changed` shows the history anew, since its days may be others. */
export function profileSection(changed) {
  const name = element('input', { type: 'text', autocomplete: 'username', required: true, maxlength: 64, value: account().name });
  const zone = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', list: 'settings-zones', placeholder: `${deviceZone} (this device)`, value: account().timezone });
  const zones = element('datalist', { id: 'settings-zones' }, Intl.supportedValuesOf('timeZone').map(value => element('option', { value })));
  const dayStart = select(hours, account().day_start_hour);
  const firstWeekday = select(weekdays, account().first_weekday);
  const choices = Object.keys(visibilities).map(value => element('input', { type: 'radio', name: 'visibility', value, checked: value === account().visibility }));
  const shown = element('div', { class: 'shown-at' });
  const problem = problemLine();
  const outcome = element('span', { class: 'form-outcome', role: 'status' });
  const submit = element('button', { class: 'button button-main', type: 'submit' }, 'Save');

  function save(event) {
    event.preventDefault();
    problem.textContent = outcome.textContent = '';
    whileBusy(submit, async () => {
      const before = account();
      const wanted = {
        name: name.value.trim(), timezone: zone.value.trim(), visibility: choices.find(choice => choice.checked).value,
        day_start_hour: Number(dayStart.value), first_weekday: Number(firstWeekday.value),
      };
      show((await saveAccount(wanted)).account);
      outcome.textContent = 'Saved.';
      if (countsDaysOtherwise(before, account()))
        await changed();
    }).catch(error => { problem.textContent = error.message; });
  }

  function show(now) {
    setAccount(now);
    const address = shownAddress(now);
    replace(shown, address && [element('label', { class: 'field' }, element('span', { class: 'field-name' }, 'It is shown at'),
      element('input', { type: 'text', readonly: true, value: address, onfocus: event => event.target.select() })),
      now.visibility === 'link' && actionButton('Make another link', async () => show((await makeNewLink()).account),
        error => { problem.textContent = error.message; }, 'button-quiet')]);
  }

  show(account());
  return { node: settingsSection('Profile', null, element('form', { class: 'form', onsubmit: save },
    field('User name', name), field('Time zone of your days', zone), zones,
    field('Your day begins at', dayStart, element('span', { class: 'field-hint' }, 'What you hear before that counts to the evening before.')),
    field('Your week begins on', firstWeekday),
    element('fieldset', { class: 'choice' }, element('legend', { class: 'field-name' }, 'Who may look'),
      choices.map(choice => element('label', { class: 'choice-line' }, choice, element('span', {}, visibilities[choice.value])))),
    shown, problem, element('p', { class: 'form-actions' }, submit, outcome))) };
}

function select(options, chosen) {
  return element('select', { class: 'button' }, options.map(([value, label]) => element('option', { value, selected: value === chosen }, label)));
}

function countsDaysOtherwise(before, now) {
  return ['timezone', 'day_start_hour', 'first_weekday'].some(name => before[name] !== now[name]);
}

function shownAddress({ visibility, name, link }) {
  if (visibility === 'private')
    return null;
  const path = visibility === 'public' ? `u/${encodeURIComponent(name)}/` : `s/${link}/`;
  return new URL(path, new URL('.', location.href)).href;
}
