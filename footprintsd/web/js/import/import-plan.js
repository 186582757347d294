// SPDX-License-Identifier: LGPL-2.1-or-later
// One calm step before a file is imported, if the file does not show all of how it is to be read: what it is, what is
// assumed and can be changed, what is asked, and the first plays as they will look.

import { previewUpload } from '../base/api-own.js';
import { setBusy } from '../base/busy.js';
import { element, named, replace } from '../base/dom.js';
import { formatMoment } from '../base/format.js';
import { problemLine } from '../base/service-form.js';
import { t } from '../base/words.js';
import { columnControls, isAsked, questionControls, rareControls } from './plan-controls.js';

const patience = 400;
let steps = 0;

/** A step, and a promise of the parameters that were chosen in it; it is rejected when the step is left. */
export function planStep({ upload, plan }, signal) {
  /** @type {any} */
  const answer = {};
  const chosen = new Promise((resolve, reject) => Object.assign(answer, { resolve, reject }));
  const form = planForm(plan, look, answer.resolve);
  let latest = 0;

  /** Looks at the file again, with what was chosen since. */
  async function look() {
    const mine = ++latest;
    form.wait();
    await new Promise(resolve => setTimeout(resolve, patience));
    if (mine !== latest) return;
    try {
      const reply = await previewUpload(upload, form.read());
      if (mine === latest) form.show(reply.plan);
    } catch (error) {
      if (mine === latest) form.fail(error);
    }
  }

  signal.addEventListener('abort', () =>
    answer.reject(new DOMException('cancelled', 'AbortError')),
  );
  form.show(plan);
  if (plan.timezone.value && plan.timezone.value !== form.read().timezone) look();
  return { node: form.node, chosen };
}

function planForm(first, changed, done) {
  const prefix = `plan-${++steps}`;
  const questions = questionControls(prefix, first, changed);
  const rare = rareControls(prefix, first, changed);
  const columns = columnControls(first, changed);
  const rareFields = element(
    'details',
    { class: 'disclosure', open: isAsked(first.encoding.certainty) },
    element('summary', {}, t('plan.more')),
    element(
      'div',
      { class: 'plan-fields' },
      rare.map(control => control.node),
    ),
  );
  const columnFields = element(
    'fieldset',
    { class: 'plan-columns' },
    element('legend', { class: 'field-name' }, t('plan.columns')),
    element(
      'div',
      { class: 'plan-fields' },
      columns.map(control => control.node),
    ),
  );
  const question = element('p', { class: 'plan-question', role: 'status' });
  const problem = problemLine();
  const sample = element('div', { class: 'plan-sample' });
  const start = element('button', { class: 'button button-main', type: 'submit' }, t('plan.start'));
  const node = element(
    'form',
    { class: 'form plan', autocomplete: 'off', onsubmit: submit },
    element(
      'p',
      { class: 'plan-intro' },
      t(first.certain ? 'plan.certain' : 'plan.intro', { format: first.format.value }),
    ),
    element(
      'div',
      { class: 'plan-fields' },
      questions.map(control => control.node),
    ),
    columnFields,
    rareFields,
    question,
    problem,
    sample,
    element('p', { class: 'form-end' }, start),
  );

  function submit(event) {
    event.preventDefault();
    if (!start.disabled) done(read());
  }

  function read() {
    const asked = [...questions, ...rare, ...(columnFields.hidden ? [] : columns)];
    return Object.assign({}, ...asked.map(control => control.read()));
  }

  function show(plan) {
    for (const control of questions) control.show(plan);
    columnFields.hidden = !isAsked(plan.columns_certainty);
    question.textContent = plan.question ? t('plan.open') : '';
    problem.textContent = '';
    setBusy(start, false);
    start.disabled = Boolean(plan.question);
    replace(sample, plan.plays.length > 0 && sampleTable(plan.plays));
  }

  function wait() {
    start.disabled = true;
  }

  function fail(error) {
    problem.textContent = error.message;
  }

  return { node, read, show, wait, fail };
}

/** "3:35", as players write it. */
function formatClock(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function sampleTable(plays) {
  const hasAlbums = plays.some(play => play.album);
  const hasLengths = plays.some(play => play.duration_ms);
  return [
    element('p', { class: 'field-name' }, t('plan.sample')),
    element(
      'div',
      { class: 'table-frame' },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ['when', 'artist', 'track', hasAlbums && 'album', hasLengths && 'length']
              .filter(Boolean)
              .map(name => element('th', { scope: 'col' }, t(`plan.head.${name}`))),
          ),
        ),
        element(
          'tbody',
          {},
          plays.map(play =>
            element(
              'tr',
              {},
              element('td', { class: 'plan-when' }, formatMoment(play.timestamp)),
              element('td', {}, named(play.artist)),
              element('td', {}, named(play.track)),
              hasAlbums && element('td', {}, named(play.album ?? '')),
              hasLengths &&
                element('td', {}, play.duration_ms ? formatClock(play.duration_ms) : ''),
            ),
          ),
        ),
      ),
    ),
  ];
}
