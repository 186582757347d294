// SPDX-License-Identifier: LGPL-2.1-or-later
// Fetching a whole history from a service, and every import that the server is at.

import { fetchJobs, startServiceImport } from './api.js';
import { whileBusy } from './busy.js';
import { byId, element } from './dom.js';
import { onEvent } from './events.js';
import { isFollowed } from './import-job.js';
import { isSendingFiles } from './import.js';
import { connectImportHistory, showImportHistory } from './import-history.js';
import { isPanelOpen, onPanel, openPanel } from './panels.js';
import { isRunning, runningCard } from './running-card.js';
import { problemLine, serviceFields } from './service-form.js';
import { watch } from './watch.js';

const cards = new Map();
const look = watch(() => isPanelOpen('import'), lookAtJobs);
let onImported = () => {};
let ranBefore = null;

/** Gives a promise of the first look. */
export function connectServiceImport(imported) {
  onImported = imported;
  connectForm();
  connectImportHistory(look, imported);
  onPanel(look);
  onEvent('job', look);
  return look();
}

function connectForm() {
  const fields = serviceFields('import', null);
  const problem = problemLine();
  const dry = element('input', { type: 'checkbox' });
  const start = element('button', { class: 'button button-main', type: 'submit' }, 'Fetch all plays');
  byId('import-service').append(...fields.nodes.filter(Boolean), problem,
    element('p', { class: 'form-end' }, start, element('label', {}, dry, ' Only check, change nothing')));
  byId('import-service').addEventListener('submit', event => {
    event.preventDefault();
    problem.textContent = '';
    whileBusy(start, async () => {
      show(await startServiceImport(fields.read(), dry.checked));
      fields.clear();
    }).catch(error => { problem.textContent = error.message; });
  });
}

/** A job that the reader has just started is what the reader wants to see, also after a reload. */
function show(job) {
  openPanel('import');
  const card = cardFor(job);
  card.update(job);
  card.node.scrollIntoView({ block: 'nearest' });
  card.node.querySelector('.job-name').focus({ preventScroll: true });
  look();
}

async function lookAtJobs() {
  try {
    const jobs = await fetchJobs();
    for (const job of jobs.toReversed())
      if (cards.has(job.id) || isNews(job))
        cardFor(job).update(job);
    await showHistoryUnlessSame(jobs.filter(isRunning).map(job => job.id).join());
    return jobs.some(job => job.state === 'running' || job.state === 'queued');
  } catch {
    // The next look may do better; what is shown stays.
    return cards.size > 0;
  }
}

/** The past imports change when one ends; while the same ones run they are not asked for. */
async function showHistoryUnlessSame(runs) {
  if (!runs || runs !== ranBefore)
    await showImportHistory(Boolean(runs));
  ranBefore = runs;
}

/** What runs and has no card yet: from before this page was loaded, or from another page. */
function isNews(job) {
  return isRunning(job) && !isFollowed(job.id) && !(job.kind === 'file' && isSendingFiles());
}

function cardFor(job) {
  if (!cards.has(job.id)) {
    cards.set(job.id, runningCard(job, look, ended));
    byId('import-jobs').prepend(cards.get(job.id).node);
  }
  return cards.get(job.id);
}

function ended(job) {
  if (!job.dry_run && job.summary?.new > 0)
    onImported();
}
