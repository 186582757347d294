// SPDX-License-Identifier: LGPL-2.1-or-later
// Fetching a whole history from a service, and every running import.

import { fetchJobs, startServiceImport } from '../base/api-own.js';
import { whileBusy } from '../base/busy.js';
import { element } from '../base/dom.js';
import { problemLine, serviceFields } from '../base/service-form.js';
import { t } from '../base/words.js';
import { isFollowed } from './import-job.js';
import { isRunning, runningCard } from './running-card.js';

/**
 * `look` polls at once, `changed` is called when the history changes, `past` is the list of past imports, `isSending`
 * whether a file is being sent whose job may be unknown.
 */
export function runningImports(list, { look, changed, past, isSending }) {
  const cards = new Map();
  let ranBefore = null;

  async function lookAtJobs() {
    try {
      const jobs = await fetchJobs();
      for (const job of jobs.toReversed())
        if (cards.has(job.id) || isNews(job)) cardFor(job).update(job);
      await showHistoryUnlessSame(
        jobs
          .filter(isRunning)
          .map(job => job.id)
          .join(),
      );
      return jobs.some(job => job.state === 'running');
    } catch {
      // The next poll may work; what is shown stays.
      return cards.size > 0;
    }
  }

  /** The past imports change when one ends; while the same ones run they are not fetched. */
  async function showHistoryUnlessSame(runs) {
    if (!runs || runs !== ranBefore) await past.update(Boolean(runs));
    ranBefore = runs;
  }

  /** A running job without a card: from before this page was loaded, or from another page. */
  function isNews(job) {
    return isRunning(job) && !isFollowed(job.id) && !(job.kind === 'file' && isSending());
  }

  function cardFor(job) {
    if (!cards.has(job.id)) {
      cards.set(job.id, runningCard(job, look, ended));
      list.prepend(cards.get(job.id).node);
    }
    return cards.get(job.id);
  }

  function ended(job) {
    if (!job.dry_run && job.summary?.new > 0) changed();
  }

  /** Brings a job that the reader has just started into view, also after a reload. */
  function present(job) {
    const card = cardFor(job);
    card.update(job);
    card.node.scrollIntoView({ block: 'nearest' });
    card.node.querySelector('.job-name').focus({ preventScroll: true });
    look();
  }

  return { look: lookAtJobs, form: serviceForm(present) };
}

function serviceForm(present) {
  const fields = serviceFields('import', null);
  const problem = problemLine();
  const dry = element('input', { type: 'checkbox' });
  const start = element(
    'button',
    { class: 'button button-main', type: 'submit' },
    t('import.fetch'),
  );

  function submit(event) {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(start, async () => {
      present(await startServiceImport(fields.read(), dry.checked));
      fields.clear();
    }).catch(error => {
      problem.textContent = error.message;
    });
  }

  return element(
    'form',
    { id: 'import-service', class: 'form form-framed', autocomplete: 'off', onsubmit: submit },
    fields.nodes,
    problem,
    element(
      'p',
      { class: 'form-end' },
      start,
      element('span', { class: 'drop-check' }, element('label', {}, dry, ' ', t('import.dry'))),
    ),
  );
}
