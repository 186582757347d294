// SPDX-License-Identifier: LGPL-2.1-or-later
// One file on its way in: progress, what came of it, and what was left out and why.

import { cancelJob, fetchJob } from './api.js';
import { element, named, replace } from './dom.js';
import { formatCount, formatPercent, plays, plural } from './format.js';

const pollEvery = 300;
const patience = 5;
const rowsShown = 200;

export function jobCard(filename, dryRun, importForReal) {
  const controller = new AbortController();
  const state = element('p', { class: 'job-state', role: 'status' }, 'waiting');
  const bar = element('progress', { class: 'job-bar', max: 1, 'aria-label': 'Progress' });
  const numbers = element('p', { class: 'job-numbers' }, '\u00a0');
  const cancel = element('button', { class: 'button button-quiet', type: 'button', onclick: () => stop() }, 'Cancel');
  const result = element('div', { class: 'job-result' });
  const node = element('li', { class: 'job' },
    element('div', { class: 'job-head' }, element('h3', { class: 'job-name' }, named(filename)), state, cancel),
    bar, numbers, result);
  const card = { node, signal: controller.signal, job: null, progress, finish, fail };

  function stop() {
    cancel.disabled = true;
    state.textContent = 'stopping';
    if (card.job)
      cancelJob(card.job).catch(error => { state.textContent = error.message; });
    else if (bar.isConnected && !bar.hasAttribute('value'))
      fail(new DOMException('Cancelled', 'AbortError'));
    controller.abort();
  }

  function progress(words, share, details = '\u00a0') {
    if (state.textContent !== words && !cancel.disabled)
      state.textContent = words;
    bar.value = share;
    numbers.textContent = [formatPercent(share), details.trim()].filter(Boolean).join(' · ');
  }

  function end(words, tone) {
    state.textContent = words;
    node.classList.add(`job-${tone}`);
    bar.remove();
    numbers.remove();
    cancel.remove();
  }

  function finish(job) {
    if (job.state === 'failed') {
      fail(new Error(job.error?.detail || job.error?.title || 'The import failed.'));
      return;
    }
    end(job.state === 'cancelled' ? 'cancelled' : dryRun ? 'checked' : 'done', job.state === 'cancelled' ? 'stopped' : 'good');
    if (job.summary)
      replace(result, summaryNodes(job.summary, dryRun), dryRun && realButton());
  }

  function realButton() {
    return element('p', {}, element('button', { class: 'button button-main', type: 'button', onclick: event => {
      event.target.disabled = true;
      importForReal();
    } }, 'Import it now'));
  }

  function fail(error) {
    const stopped = error.name === 'AbortError';
    end(stopped ? 'cancelled' : 'not imported', stopped ? 'stopped' : 'bad');
    replace(result, !stopped && element('p', { role: 'alert' }, error.message));
  }

  return card;
}

/** Asks after a job until it has ended; a few unanswered questions are no reason to give up. */
export async function followJob(first, card, tell) {
  card.job = first.id;
  let job = first;
  let unanswered = 0;
  while (job.state === 'queued' || job.state === 'running') {
    tell(job.state === 'queued' ? 'waiting' : 'reading', job.progress ?? 0);
    card.progress(job.state === 'queued' ? 'waiting' : 'reading', job.progress ?? 0, speed(job));
    await new Promise(resolve => setTimeout(resolve, pollEvery));
    try {
      job = await fetchJob(first.id);
      unanswered = 0;
    } catch (error) {
      if (error.status >= 400 || ++unanswered > patience)
        throw error;
    }
  }
  return job;
}

function speed(job) {
  const rows = job.rows ? plural(job.rows, 'row', 'rows') : '';
  return job.rows_per_s ? `${rows}, ${formatCount(Math.round(job.rows_per_s))} a second` : rows;
}

function summaryNodes(summary, dryRun) {
  return [
    element('p', { class: 'job-outcome' }, outcome(summary, dryRun)),
    element('dl', { class: 'job-counts' },
      countNode('new', summary.new), countNode('already here', summary.duplicate),
      countNode('rejected', summary.rejected), summary.repaired > 0 && countNode('repaired', summary.repaired),
      element('div', { class: 'job-format' }, element('dt', {}, 'read as'), element('dd', {}, [summary.format, summary.source].filter(Boolean).join(', ')))),
    summary.timezone && element('p', { class: 'job-zone' }, `The file names no time zone. Its times were read as ${summary.timezone}.`),
    summary.rejected > 0 && rejections(summary),
  ];
}

function outcome(summary, dryRun) {
  if (summary.new === 0)
    return dryRun ? 'This file would add nothing new.' : 'Nothing new in this file.';
  return `${plays(summary.new)} ${dryRun ? 'would be added' : 'added'}.`;
}

function countNode(words, count) {
  return element('div', { 'data-count': words }, element('dt', {}, words), element('dd', {}, formatCount(count)));
}

function rejections(summary) {
  const rows = summary.rejections.slice(0, rowsShown);
  return element('details', { class: 'disclosure' },
    element('summary', {}, `${plural(summary.rejected, 'row was', 'rows were')} left out: see why`),
    element('div', { class: 'table-frame' }, element('table', {},
      element('thead', {}, element('tr', {}, element('th', { scope: 'col', class: 'count' }, 'row'), element('th', { scope: 'col' }, 'why'))),
      element('tbody', {}, rows.map(rejection => element('tr', {},
        element('th', { scope: 'row', class: 'count' }, formatCount(rejection.row)), element('td', {}, named(rejection.reason))))))),
    summary.rejected > rows.length && element('p', { class: 'section-note' }, `The first ${formatCount(rows.length)} are shown.`));
}
