// SPDX-License-Identifier: LGPL-2.1-or-later
// The import of one file: progress and outcome.

import { changeJob, fetchJob } from '../base/api-own.js';
import { append, element, named, replace } from '../base/dom.js';
import { formatPercent } from '../base/format.js';
import { t } from '../base/words.js';
import { rejections, summaryNodes } from './import-summary.js';

const pollEvery = 300;
const patience = 5;
const unended = ['running', 'paused'];
const followed = new Set();

/** Whether this page has a card for the job already. */
export function isFollowed(id) {
  return followed.has(id);
}

export function jobCard(filename, dryRun, importForReal) {
  const controller = new AbortController();
  const state = element('p', { class: 'job-state', role: 'status' }, t('job.queued'));
  const bar = element('progress', { class: 'job-bar', max: 1, 'aria-label': t('progress') });
  const numbers = element('p', { class: 'job-numbers' }, '\u00a0');
  const cancel = element(
    'button',
    { class: 'button button-quiet', type: 'button', onclick: () => stop() },
    t('cancel'),
  );
  const result = element('div', { class: 'job-result' });
  const node = element(
    'li',
    { class: 'job' },
    element(
      'div',
      { class: 'job-head' },
      element('h2', { class: 'job-name' }, named(filename)),
      state,
      cancel,
    ),
    bar,
    numbers,
    result,
  );
  const card = {
    node,
    signal: controller.signal,
    job: null,
    sent: null,
    progress,
    ask,
    asked,
    finish,
    fail,
  };

  function stop() {
    cancel.disabled = true;
    state.textContent = t('job.stopping');
    if (card.job)
      changeJob(card.job, 'cancel').catch(error => {
        state.textContent = error.message;
      });
    else if (bar.isConnected && !bar.hasAttribute('value'))
      fail(new DOMException('cancelled', 'AbortError'));
    controller.abort();
  }

  function progress(doing, share, details = '\u00a0') {
    if (state.textContent !== doing && !cancel.disabled) state.textContent = doing;
    bar.value = share;
    numbers.textContent = [formatPercent(share), details.trim()].filter(Boolean).join(' · ');
  }

  /** Shows a step that the reader has to take. */
  function ask(step) {
    state.textContent = t('job.asks');
    bar.hidden = numbers.hidden = true;
    replace(result, step);
    step.querySelector('input:not([hidden]), select')?.focus({ preventScroll: true });
    node.scrollIntoView({ block: 'nearest' });
  }

  function asked() {
    bar.hidden = numbers.hidden = false;
    replace(result);
  }

  function end(ending, tone) {
    state.textContent = ending;
    node.classList.add(`job-${tone}`);
    bar.remove();
    numbers.remove();
    cancel.remove();
  }

  function finish(job) {
    if (job.import_id) node.dataset.imported = job.import_id;
    if (job.state === 'failed') {
      fail(new Error(job.error?.detail || job.error?.title || t('job.failed')));
      if (job.summary?.rejected > 0) append(result, rejections(job.id, job.summary));
      return;
    }
    end(
      t(job.state === 'cancelled' ? 'job.cancelled' : dryRun ? 'job.checked' : 'job.done'),
      job.state === 'cancelled' ? 'stopped' : 'good',
    );
    if (job.summary) replace(result, summaryNodes(job, dryRun, 'file'), dryRun && realButton());
  }

  function realButton() {
    return element(
      'p',
      {},
      element(
        'button',
        {
          class: 'button button-main',
          type: 'button',
          onclick: event => {
            event.target.disabled = true;
            importForReal();
          },
        },
        t('job.forReal'),
      ),
    );
  }

  function fail(error) {
    const stopped = error.name === 'AbortError';
    end(t(stopped ? 'job.cancelled' : 'job.notImported'), stopped ? 'stopped' : 'bad');
    replace(result, !stopped && element('p', { role: 'alert' }, error.message));
  }

  return card;
}

/** Cards tell the state of now: an import that was undone since is not "done". */
export function tellUndone(list, entries) {
  const undone = new Set(entries.filter(entry => entry.undone_at).map(entry => String(entry.id)));
  for (const card of list.querySelectorAll('[data-imported]')) {
    const isNews = undone.has(card.dataset.imported) && !card.classList.contains('job-undone');
    if (isNews) {
      card.classList.remove('job-good');
      card.classList.add('job-undone');
      card.querySelector('.job-state').textContent = t('job.undone');
      card.querySelector('.job-result').replaceChildren();
    }
  }
}

/** Polls a job until it has ended, and tolerates a few unanswered requests. */
export async function followJob(first, card, tell) {
  card.job = first.id;
  followed.add(first.id);
  let job = first;
  let unanswered = 0;
  while (unended.includes(job.state)) {
    tell(t(`job.${job.state}`), job.progress ?? 0);
    card.progress(t(`job.${job.state}`), job.progress ?? 0, speed(job));
    await new Promise(resolve => setTimeout(resolve, pollEvery));
    try {
      job = await fetchJob(first.id);
      unanswered = 0;
    } catch (error) {
      if (error.status >= 400 || ++unanswered > patience) throw error;
    }
  }
  return job;
}

function speed(job) {
  return [
    job.rows > 0 && t('job.rows', { count: job.rows }),
    job.rows_per_s > 0 && t('job.speed', { count: Math.round(job.rows_per_s) }),
  ]
    .filter(Boolean)
    .join(', ');
}
