// SPDX-License-Identifier: LGPL-2.1-or-later
// Files come in by the button or by being dropped anywhere; they are taken one after another.

import { uploadFile } from './api.js';
import { byId } from './dom.js';
import { followJob, jobCard } from './import-job.js';
import { openPanel, setHomePanel } from './panels.js';
import { showWelcomeMarks } from './welcome.js';

const waiting = [];
let busy = false;
let onImported = () => {};

export function connectImport(imported) {
  onImported = imported;
  byId('import-file').addEventListener('change', event => {
    takeFiles(event.target.files);
    event.target.value = '';
  });
  connectDrop();
}

/** With no plays there is nothing else to show, so the way in is the page. */
export function setWelcome(welcome) {
  byId('search').hidden = welcome;
  byId('welcome').hidden = !welcome;
  byId('import').classList.toggle('import-first', welcome);
  byId('import-close').hidden = welcome;
  byId('import-toggle').hidden = welcome;
  if (welcome)
    showWelcomeMarks();
  setHomePanel(welcome ? 'import' : null);
}

/** Whether a file is on its way whose job may not be known yet. */
export function isSendingFiles() {
  return busy;
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
  openPanel('import');
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
  delete byId('import-toggle').dataset.doing;
  if (changed)
    onImported();
}

async function importOne(file, dryRun, card) {
  const tell = (words, share) => {
    card.progress(words, share);
    byId('import-toggle').dataset.doing = words;
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
