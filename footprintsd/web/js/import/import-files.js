// SPDX-License-Identifier: LGPL-2.1-or-later
// Files are chosen with the button or dropped, and imported one after another.

import { uploadFile } from '../base/api-own.js';
import { element, shape } from '../base/dom.js';
import { t } from '../base/words.js';
import { tellDoing } from '../frame/nav.js';
import { followJob, jobCard } from './import-job.js';

/** `jobs` is the list of cards; `imported` is called after changes. */
export function fileQueue(jobs, imported) {
  const waiting = [];
  const dry = element('input', { id: 'import-dry', type: 'checkbox' });
  let busy = false;

  function take(files) {
    for (const file of files) enqueue(file, dry.checked);
  }

  function enqueue(file, dryRun) {
    const card = jobCard(file.name, dryRun, () => enqueue(file, false));
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
    const job = await uploadFile(file, dryRun, share => tell(t('job.sending'), share), card.signal);
    const last = await followJob(job, card, tell);
    card.finish(last);
    return !dryRun && (last.summary?.new ?? 0) > 0;
  } catch (error) {
    card.fail(error);
    return false;
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
