// SPDX-License-Identifier: LGPL-2.1-or-later
// Name, time zone, and visibility.

import { makeNewLink, saveAccount } from '../base/api-own.js';
import { deviceZone } from '../base/api.js';
import { actionButton, whileBusy } from '../base/busy.js';
import { element, replace } from '../base/dom.js';
import { formatHour, formatWeekdayLong } from '../base/format.js';
import { field, problemLine } from '../base/service-form.js';
import { account, setAccount } from '../base/session.js';
import { t } from '../base/words.js';
import { settingsSection } from './settings-section.js';

const visibilities = ['private', 'link', 'public'];

const hours = Array.from({ length: 13 }, (_, hour) => [
  hour,
  hour === 0 ? t('profile.midnight') : formatHour(hour),
]);
// 2024-01-01 was a Monday.
const weekdays = [1, 6, 7].map(day => [day, formatWeekdayLong(`2024-01-0${day}`)]);

export function profileSection() {
  const name = element('input', {
    type: 'text',
    autocomplete: 'username',
    required: true,
    maxlength: 64,
    value: account().name,
  });
  const zone = element('input', {
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    list: 'settings-zones',
    placeholder: t('profile.deviceZone', { zone: deviceZone }),
    value: account().timezone,
  });
  const zones = element(
    'datalist',
    { id: 'settings-zones' },
    Intl.supportedValuesOf('timeZone').map(value => element('option', { value })),
  );
  const dayStart = select(hours, account().day_start_hour);
  const firstWeekday = select(weekdays, account().first_weekday);
  const choices = visibilities.map(value =>
    element('input', {
      type: 'radio',
      name: 'visibility',
      value,
      checked: value === account().visibility,
    }),
  );
  const shown = element('div', { class: 'shown-at' });
  const problem = problemLine();
  const outcome = element('span', { class: 'form-outcome', role: 'status' });
  const submit = element('button', { class: 'button button-main', type: 'submit' }, t('save'));

  function save(event) {
    event.preventDefault();
    problem.textContent = outcome.textContent = '';
    whileBusy(submit, async () => {
      const wanted = {
        name: name.value.trim(),
        timezone: zone.value.trim(),
        visibility: choices.find(choice => choice.checked).value,
        day_start_hour: Number(dayStart.value),
        first_weekday: Number(firstWeekday.value),
      };
      show((await saveAccount(wanted)).account);
      outcome.textContent = t('saved');
    }).catch(error => {
      problem.textContent = error.message;
    });
  }

  function show(now) {
    setAccount(now);
    const address = shownAddress(now);
    replace(
      shown,
      address && [
        element(
          'label',
          { class: 'field' },
          element('span', { class: 'field-name' }, t('profile.shownAt')),
          element('input', {
            type: 'text',
            readonly: true,
            value: address,
            onfocus: event => event.target.select(),
          }),
        ),
        now.visibility === 'link' &&
          actionButton(
            t('profile.newLink'),
            async () => show((await makeNewLink()).account),
            error => {
              problem.textContent = error.message;
            },
            'button-quiet',
          ),
      ],
    );
  }

  show(account());
  return {
    node: settingsSection(
      'profile',
      null,
      element(
        'form',
        { class: 'form', onsubmit: save },
        field(t('field.user'), name),
        field(t('profile.zone'), zone),
        zones,
        field(
          t('profile.dayStart'),
          dayStart,
          element('span', { class: 'field-hint' }, t('profile.dayStartHint')),
        ),
        field(t('profile.weekStart'), firstWeekday),
        element(
          'fieldset',
          { class: 'choice' },
          element('legend', { class: 'field-name' }, t('profile.visibility')),
          choices.map(choice =>
            element(
              'label',
              { class: 'choice-line' },
              choice,
              element('span', {}, t(`profile.${choice.value}`)),
            ),
          ),
        ),
        shown,
        problem,
        element('p', { class: 'form-actions' }, submit, outcome),
      ),
    ),
  };
}

function select(options, chosen) {
  return element(
    'select',
    { class: 'button' },
    options.map(([value, label]) =>
      element('option', { value, selected: value === chosen }, label),
    ),
  );
}

function shownAddress({ visibility, name, link }) {
  if (visibility === 'private') return null;
  const path = visibility === 'public' ? `u/${encodeURIComponent(name)}/` : `s/${link}/`;
  return new URL(path, new URL('.', location.href)).href;
}
