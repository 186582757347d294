// SPDX-License-Identifier: LGPL-2.1-or-later
// Files are chosen with the button or dropped, and imported one after another.

import { importUpload, sendPreview } from '../base/api-own.js';
import { element, shape } from '../base/dom.js';
import { t } from '../base/words.js';
import { tellDoing } from '../frame/nav.js';
import { followJob, jobCard } from './import-job.js';
import { planStep } from './import-plan.js';

/** `jobs` is the list of cards; `imported` is called after changes. */
export function fileQueue(jobs, imported) {
  const waiting = [];
  const dry = element('input', { id: 'import-dry', type: 'checkbox' });
  let busy = false;

  function take(files) {
    for (const file of files) enqueue(file, dry.checked);
  }

  /** `sent` is what is known of a file that was checked: where the server keeps it, and how it is read. */
  function enqueue(file, dryRun, sent = null) {
    const card = jobCard(file.name, dryRun, () => enqueue(file, false, card.sent));
    card.sent = sent;
    jobs.prepend(card.node);
    waiting.push({ file, dryRun, card });
    if (!busy) work();
  }

  async function work() {
    busy = true;
    let changed = false;
    while (waiting.length > 0) {
      const { file, dryRun, card } = waiting.shift();
      if (!card.signal.aborted) changed = (await importOne(file, dryRun, card)) || changed;
    }
    busy = false;
    tellDoing('');
    if (changed) imported();
  }

  return { zone: dropZone(dry, take), take, isSending: () => busy };
}

async function importOne(file, dryRun, card) {
  const tell = (words, share) => {
    card.progress(words, share);
    tellDoing(words);
  };
  try {
    const job = await startImport(file, dryRun, card, tell);
    const last = await followJob(job, card, tell);
    card.finish(last);
    return !dryRun && (last.summary?.new ?? 0) > 0;
  } catch (error) {
    card.fail(error);
    return false;
  }
}

/** Imports what was sent before, if the server still has it; otherwise sends the file. */
async function startImport(file, dryRun, card, tell) {
  if (card.sent) {
    try {
      return await importUpload(card.sent.upload, file.name, card.sent.parameters, dryRun);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
  }
  const preview = await sendPreview(file, share => tell(t('job.sending'), share), card.signal);
  const parameters = preview.plan.certain ? {} : await askHow(preview, card);
  card.sent = { upload: preview.upload, parameters };
  return importUpload(preview.upload, file.name, parameters, dryRun);
}

async function askHow(preview, card) {
  const step = planStep(preview, card.signal);
  card.ask(step.node);
  tellDoing(t('job.asks'));
  try {
    return await step.chosen;
  } finally {
    card.asked();
  }
}

function dropZone(dry, take) {
  const input = element('input', {
    id: 'import-file',
    class: 'hidden',
    type: 'file',
    multiple: true,
    onchange: event => {
      take(Array.from(event.target.files));
      event.target.value = '';
    },
  });
  return element(
    'div',
    { id: 'drop-zone', class: 'drop-zone' },
    shape(
      'svg',
      { class: 'drop-icon', viewBox: '0 0 48 48', width: 44, height: 44, 'aria-hidden': 'true' },
      shape('path', { d: 'M24 31V9m-9 9 9-9 9 9M8 30v7a3 3 0 0 0 3 3h26a3 3 0 0 0 3-3v-7' }),
    ),
    element(
      'p',
      { class: 'drop-title' },
      element('span', { class: 'with-mouse' }, t('drop.mouse')),
      element('span', { class: 'with-finger' }, t('drop.finger')),
    ),
    element(
      'p',
      { class: 'drop-or' },
      element('label', { class: 'button button-main', for: 'import-file' }, t('drop.choose')),
    ),
    input,
    element('p', { class: 'drop-check' }, element('label', {}, dry, ' ', t('import.dry'))),
  );
}
