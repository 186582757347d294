// SPDX-License-Identifier: LGPL-2.1-or-later
// The controls of the step before an import. Each has a node, says with read() what was chosen in it, as
// parameters of a request, and may show() a plan.

import { zone as readersZone } from '../base/api.js';
import { element } from '../base/dom.js';
import { plays as countPlays } from '../base/format.js';
import { field } from '../base/service-form.js';
import { t } from '../base/words.js';

const sources = ['lastfm', 'listenbrainz', 'spotify', 'librefm', 'panoscrobbler'];
const columns = ['artist', 'track', 'time', 'date', 'album', 'album-artist', 'length'];
const encodings = [
  'UTF-8',
  'WINDOWS-1250',
  'WINDOWS-1251',
  'WINDOWS-1252',
  'CP850',
  'SHIFT_JIS',
  'EUC-KR',
  'GB18030',
];
const secondsInHour = 3600;

/** What a file may not show, of which those are seen that this one does not. */
export function questionControls(prefix, first, changed) {
  return [
    listenerControl(first, changed),
    sourceControl(prefix, changed),
    zoneControl(prefix, changed),
    choiceControl('date_order', ['day-first', 'month-first'], changed),
    choiceControl('length_unit', ['seconds', 'milliseconds'], changed),
  ];
}

/** What few files need: another encoding, a clock that was wrong, another rule for streams. */
export function rareControls(prefix, first, changed) {
  return [
    first.encoding.value && encodingControl(prefix, first, changed),
    inputControl('last_at', { type: 'datetime-local', step: 1 }, changed, withSeconds),
    inputControl('time_shift_s', { type: 'number', step: 'any' }, changed, hours =>
      Math.round(hours * secondsInHour),
    ),
    first.streams &&
      inputControl(
        'min_played_s',
        { type: 'number', min: 0, max: 86400, placeholder: first.streams.min_played_s },
        changed,
      ),
    first.streams && checkControl('skips_private', changed),
  ].filter(Boolean);
}

export function columnControls(first, changed) {
  return (first.columns ? columns : []).map(column => columnControl(column, first, changed));
}

/** Whether a part of the plan is for the reader to say. */
export function isAsked(certainty) {
  return ['open', 'assumed', 'given'].includes(certainty);
}

function listed(id, values) {
  return element(
    'datalist',
    { id },
    values.map(value => element('option', { value })),
  );
}

/** Of a server that several people use: whose plays they are. */
function listenerControl(first, changed) {
  const select = element(
    'select',
    { name: 'listener', class: 'button', onchange: changed },
    element('option', { value: '' }, t('plan.choose')),
    first.listeners.map(({ name, plays }) =>
      element('option', { value: name }, `${name} (${countPlays(plays)})`),
    ),
  );
  const node = field(t('plan.listener'), select);
  return {
    node,
    show: plan => {
      node.hidden = !isAsked(plan.listener.certainty);
    },
    read: () => (select.value && !node.hidden ? { listener: select.value } : {}),
  };
}

function sourceControl(prefix, changed) {
  const input = element('input', {
    type: 'text',
    name: 'source',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: 256,
    list: `${prefix}-sources`,
    placeholder: t('plan.unknownSource'),
    oninput: changed,
  });
  const node = field(t('plan.source'), input, listed(`${prefix}-sources`, sources));
  return {
    node,
    show: plan => {
      node.hidden = !isAsked(plan.source.certainty);
    },
    read: () => (input.value.trim() ? { source: input.value.trim() } : {}),
  };
}

/** The server only knows its own zone; the reader's is the better guess. */
function zoneControl(prefix, changed) {
  const input = element('input', {
    type: 'text',
    name: 'timezone',
    autocomplete: 'off',
    spellcheck: 'false',
    list: `${prefix}-zones`,
    oninput: changed,
  });
  const zones = listed(`${prefix}-zones`, Intl.supportedValuesOf('timeZone'));
  const node = field(t('plan.zone'), input, zones);
  input.value = readersZone;
  return {
    node,
    show: plan => {
      node.hidden = !isAsked(plan.timezone.certainty);
    },
    read: () => (input.value.trim() ? { timezone: input.value.trim() } : {}),
  };
}

/** One of two values; none is chosen as long as the file leaves it open. */
function choiceControl(name, values, changed) {
  const select = element(
    'select',
    { name, class: 'button', onchange: changed },
    element('option', { value: '' }, t('plan.choose')),
    values.map(value => element('option', { value }, t(`plan.${value}`))),
  );
  const node = field(t(`plan.${name}`), select);
  return {
    node,
    show: plan => {
      node.hidden = !isAsked(plan[name].certainty);
      if (!select.value) select.value = plan[name].value ?? '';
    },
    read: () => (select.value && !node.hidden ? { [name]: select.value } : {}),
  };
}

/** Which column holds it; each column is shown with a value. */
function columnControl(column, first, changed) {
  const select = element(
    'select',
    { name: `column-${column}`, class: 'button', onchange: changed },
    element('option', { value: '' }, t('plan.noColumn')),
    first.columns.map(({ name, examples }) =>
      element(
        'option',
        { value: name },
        examples.find(Boolean) ? `${name} (${examples.find(Boolean)})` : name,
      ),
    ),
  );
  const node = field(t(`plan.column.${column}`), select);
  select.value = first.columns.find(({ is }) => is === column)?.name ?? '';
  return {
    node,
    read: () => (select.value ? { [`column_${column.replace('-', '_')}`]: select.value } : {}),
  };
}

function encodingControl(prefix, first, changed) {
  const control = inputControl(
    'encoding',
    { type: 'text', list: `${prefix}-encodings`, placeholder: first.encoding.value },
    changed,
  );
  control.node.append(listed(`${prefix}-encodings`, encodings));
  return control;
}

/** A value that is sent once there is one; `toSent` makes it of what is written. */
function inputControl(name, properties, changed, toSent = value => value) {
  const input = element('input', {
    name,
    autocomplete: 'off',
    spellcheck: 'false',
    onchange: changed,
    ...properties,
  });
  return {
    node: field(t(`plan.${name}`), input),
    read: () => (input.value.trim() ? { [name]: toSent(input.value.trim()) } : {}),
  };
}

function checkControl(name, changed) {
  const input = element('input', { name, type: 'checkbox', onchange: changed });
  return {
    node: element('label', { class: 'plan-check' }, input, ' ', t(`plan.${name}`)),
    read: () => (input.checked ? { [name]: true } : {}),
  };
}

/** Browsers leave out seconds that are 0. */
function withSeconds(time) {
  return time.split(':').length === 2 ? `${time}:00` : time;
}
