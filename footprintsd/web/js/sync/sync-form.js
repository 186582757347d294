// SPDX-License-Identifier: LGPL-2.1-or-later
// The account to sync, and how often: for a new sync, or to change one.

import { whileBusy } from '../base/busy.js';
import { element } from '../base/dom.js';
import { formatLength } from '../base/format.js';
import { field, problemLine, serviceFields } from '../base/service-form.js';
import { spotify } from '../base/services.js';
import { t } from '../base/words.js';

const intervals = [5, 15, 30, 60, 180, 360, 720, 1440, 10080];
const usual = 60;
const shortest = 5;
const longest = 10080;

/** `save` stores it and may fail; `cancel` is null if there is nothing to return to. */
export function syncForm(prefix, known, save, cancel) {
  const fields = known?.source === spotify ? noFields(known) : serviceFields(prefix, known);
  const interval = intervalField(known?.sync_interval_minutes ?? usual);
  const problem = problemLine();
  const submit = element(
    'button',
    { class: 'button button-main', type: 'submit' },
    t(known ? 'save' : 'sync.start'),
  );
  const node = element(
    'form',
    { class: 'form', autocomplete: 'off', onsubmit: store },
    fields.nodes,
    interval.node,
    problem,
    element(
      'p',
      { class: 'form-actions' },
      submit,
      cancel &&
        element('button', { class: 'button', type: 'button', onclick: cancel }, t('cancel')),
    ),
  );

  function store(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(submit, () =>
      save({ ...fields.read(), sync_interval_minutes: interval.read() }),
    ).catch(error => {
      problem.textContent = error.message;
    });
  }

  return { node, focus: fields.focus };
}

/** Everything is sent, since what is left out would be reset. */
function noFields({ source, username, base_url }) {
  return { nodes: [], read: () => ({ source, username, base_url }), focus: () => {} };
}

function intervalField(chosen) {
  const isUsual = intervals.includes(chosen);
  const select = element(
    'select',
    { class: 'button', onchange: toggle },
    intervals.map(minutes =>
      element(
        'option',
        { value: minutes, selected: minutes === chosen },
        formatLength(minutes * 60),
      ),
    ),
    element('option', { value: '', selected: !isUsual }, t('sync.otherMinutes')),
  );
  const minutes = element('input', {
    type: 'number',
    min: shortest,
    max: longest,
    step: 1,
    value: chosen,
    autocomplete: 'off',
  });
  const free = field(t('sync.minutes'), minutes);
  const node = element('div', { class: 'interval' }, field(t('sync.every'), select), free);

  function toggle() {
    free.hidden = select.value !== '';
    minutes.required = !free.hidden;
    minutes.disabled = free.hidden;
  }

  toggle();
  return { node, read: () => Number(select.value || minutes.value) };
}
