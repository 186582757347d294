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
  const look = element('input', { id: 'import-look', type: 'checkbox' });
  let busy = false;

  function take(files) {
    for (const file of files) enqueue(file, { dryRun: dry.checked, isLooked: look.checked });
  }

  /** `sent` is what is known of a file that was checked: where the server keeps it, and how it is read. */
  function enqueue(file, wanted, sent = null) {
    const card = jobCard(file.name, wanted.dryRun, () =>
      enqueue(file, { dryRun: false, isLooked: false }, card.sent),
    );
    card.sent = sent;
    jobs.prepend(card.node);
    waiting.push({ file, wanted, card });
    if (!busy) work();
  }

  async function work() {
    busy = true;
    let changed = false;
    while (waiting.length > 0) {
      const { file, wanted, card } = waiting.shift();
      if (!card.signal.aborted) changed = (await importOne(file, wanted, card)) || changed;
    }
    busy = false;
    tellDoing('');
    if (changed) imported();
  }

  return { zone: dropZone(dry, look, take), take, isSending: () => busy };
}

/** `wanted`: whether it is only checked, and whether the reader looks at how it is read in any case. */
async function importOne(file, wanted, card) {
  const tell = (words, share) => {
    card.progress(words, share);
    tellDoing(words);
  };
  try {
    const job = await startImport(file, wanted, card, tell);
    const last = await followJob(job, card, tell);
    card.finish(last);
    return !wanted.dryRun && (last.summary?.new ?? 0) > 0;
  } catch (error) {
    card.fail(error);
    return false;
  }
}

/** Imports what was sent before, if the server still has it; otherwise sends the file. What was chosen for it stays. */
async function startImport(file, wanted, card, tell) {
  if (card.sent) {
    try {
      return await importUpload(card.sent.upload, file.name, card.sent.parameters, wanted.dryRun);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
  }
  const preview = await sendPreview(file, share => tell(t('job.sending'), share), card.signal);
  const isAsked = wanted.isLooked || !preview.plan.certain;
  const parameters = card.sent?.parameters ?? (isAsked ? await askHow(preview, card) : {});
  card.sent = { upload: preview.upload, parameters };
  return importUpload(preview.upload, file.name, parameters, wanted.dryRun);
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

function dropZone(dry, look, take) {
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
    element('p', { class: 'drop-check' }, element('label', {}, look, ' ', t('import.look'))),
  );
}
