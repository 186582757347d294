// SPDX-License-Identifier: LGPL-2.1-or-later
// Files come in by the button or by being dropped anywhere; they are taken one after another.

import { uploadFile } from './api.js';
import { byId } from './dom.js';
import { followJob, jobCard } from './import-job.js';
import { showWelcomeMarks } from './welcome.js';

const waiting = [];
let busy = false;
let onImported = () => {};

export function connectImport(imported) {
  onImported = imported;
  byId('import-toggle').addEventListener('click', () => setImportOpen(byId('import').hidden));
  byId('import-close').addEventListener('click', closeImport);
  byId('import-file').addEventListener('change', event => {
    takeFiles(event.target.files);
    event.target.value = '';
  });
  connectDrop();
}

export function setImportOpen(open) {
  byId('import').hidden = !open;
  byId('import-toggle').setAttribute('aria-expanded', String(open));
  if (open)
    byId('import').scrollIntoView({ block: 'nearest' });
}

/** With no plays there is nothing else to show, so the way in is the page. */
export function setWelcome(welcome) {
  byId('search').hidden = welcome;
  byId('welcome').hidden = !welcome;
  byId('import').classList.toggle('import-first', welcome);
  byId('import-close').hidden = welcome;
  byId('import-toggle').hidden = welcome;
  if (welcome) {
    showWelcomeMarks();
    setImportOpen(true);
  }
}

function closeImport() {
  setImportOpen(false);
  byId('import-toggle').focus();
}

function connectDrop() {
  let depth = 0;
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  const show = shown => byId('drop-cover').classList.toggle('drop-cover-shown', shown);
  addEventListener('dragenter', event => {
    if (carriesFiles(event))
      show(++depth > 0);
  });
  addEventListener('dragleave', event => {
    if (carriesFiles(event))
      show((depth = Math.max(depth - 1, 0)) > 0);
  });
  addEventListener('dragover', event => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', event => {
    if (!carriesFiles(event))
      return;
    event.preventDefault();
    show((depth = 0) > 0);
    takeFiles(event.dataTransfer.files);
  });
}

function takeFiles(files) {
  setImportOpen(true);
  byId('import').scrollIntoView({ block: 'start' });
  for (const file of files)
    enqueue(file, byId('import-dry').checked);
}

function enqueue(file, dryRun) {
  const card = jobCard(file.name, dryRun, () => enqueue(file, false));
  byId('import-jobs').prepend(card.node);
  waiting.push({ file, dryRun, card });
  if (!busy)
    work();
}

async function work() {
  busy = true;
  let changed = false;
  while (waiting.length > 0) {
    const { file, dryRun, card } = waiting.shift();
    if (!card.signal.aborted)
      changed = await importOne(file, dryRun, card) || changed;
  }
  busy = false;
  byId('import-toggle').textContent = 'Import';
  if (changed)
    onImported();
}

async function importOne(file, dryRun, card) {
  const tell = (words, share) => {
    card.progress(words, share);
    byId('import-toggle').textContent = `Import · ${words}`;
  };
  try {
    const job = await uploadFile(file, dryRun, share => tell('sending', share), card.signal);
    const last = await followJob(job, card, tell);
    card.finish(last);
    return !dryRun && (last.summary?.new ?? 0) > 0;
  } catch (error) {
    card.fail(error);
    return false;
  }
}
