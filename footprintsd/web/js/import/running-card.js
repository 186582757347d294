// SPDX-License-Identifier: LGPL-2.1-or-later
// An import that runs on the server, whoever started it: progress, pause, cancel, and its result.

import { changeJob } from '../base/api-own.js';
import { actionButton } from '../base/busy.js';
import { byId, element, named, replace } from '../base/dom.js';
import { formatLength, formatPercent } from '../base/format.js';
import { accountNodes, accountWords } from '../base/services.js';
import { t } from '../base/words.js';
import { summaryNodes } from './import-summary.js';

const doing = { running: 'job.fetching', paused: 'job.paused' };
const endings = {
  finished: ['job.done', 'good'],
  cancelled: ['job.cancelled', 'stopped'],
  failed: ['job.notFinished', 'bad'],
};
const quarter = 0.25;

export function isRunning(job) {
  return job.state in doing;
}

/** `look` polls jobs at once; `ended` is called at the end. */
export function runningCard(first, look, ended) {
  const state = element('p', { class: 'job-state', role: 'status' });
  const bar = element('progress', { class: 'job-bar', max: 1, 'aria-label': t('progress') });
  const numbers = element('p', { class: 'job-numbers' }, '\u00a0');
  const pause = actionButton(
    t('pause'),
    () => act(current.state === 'paused' ? 'resume' : 'pause'),
    tell,
  );
  const cancel = actionButton(t('cancel'), () => act('cancel'), tell, 'button-quiet');
  const result = element('div', { class: 'job-result' });
  const title = element('h2', { class: 'job-name', tabindex: -1 }, nameNodes(first));
  const node = element(
    'li',
    { class: 'job', 'data-job': first.id },
    element(
      'div',
      { class: 'job-head' },
      title,
      state,
      element('div', { class: 'job-actions' }, pause, cancel),
    ),
    bar,
    numbers,
    result,
  );
  let current = first;
  let spokenShare = 0;

  async function act(name) {
    update(await changeJob(first.id, name));
    await look();
  }

  function tell(error) {
    replace(result, element('p', { role: 'alert' }, error.message));
  }

  function update(job) {
    if (!isRunning(current) && current !== first) return;
    current = job;
    say(t(isRunning(job) ? doingKey(job) : endings[job.state][0]));
    if (!isRunning(job)) {
      end(job);
      return;
    }
    pause.textContent = t(job.state === 'paused' ? 'resume' : 'pause');
    showProgress(job);
  }

  function say(words) {
    if (state.textContent !== words) state.textContent = words;
  }

  function showProgress(job) {
    if (isMeasured(job)) bar.value = job.progress;
    else bar.removeAttribute('value');
    numbers.textContent = progressWords(job);
    if (job.progress >= spokenShare + quarter) {
      spokenShare = Math.floor(job.progress / quarter) * quarter;
      byId('announcement').textContent = `${nameWords(job)}: ${formatPercent(spokenShare)}`;
    }
  }

  function end(job) {
    const hadFocus = node.contains(document.activeElement);
    if (job.import_id) node.dataset.imported = job.import_id;
    node.classList.add(`job-${endings[job.state][1]}`);
    for (const part of [bar, numbers, pause, cancel]) part.remove();
    replace(
      result,
      job.state === 'failed' &&
        element('p', { role: 'alert' }, job.error?.detail || job.error?.title || t('job.failed')),
      hasSummary(job) && summaryNodes(job, job.dry_run, job.kind === 'file' ? 'file' : 'account'),
    );
    if (hadFocus) title.focus();
    ended(job);
  }

  return { node, update };
}

function doingKey(job) {
  return job.kind === 'file' && job.state === 'running' ? 'job.running' : doing[job.state];
}

/** A job that failed before its first row has a reason, but no summary. */
function hasSummary(job) {
  return job.summary && (job.state !== 'failed' || job.rows > 0);
}

function isMeasured(job) {
  return job.kind === 'file' || job.progress > 0 || job.expected_total > 0;
}

function progressWords(job) {
  const rows =
    job.expected_total > 0
      ? t('job.of', { rows: job.rows, count: job.expected_total })
      : t('job.rows', { count: job.rows });
  const runs = job.state === 'running';
  return [
    isMeasured(job) && formatPercent(job.progress),
    rows,
    runs && job.rows_per_s > 0 && t('job.speed', { count: Math.round(job.rows_per_s) }),
    runs && job.seconds_left > 0 && t('job.left', { length: formatLength(job.seconds_left) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function nameNodes(job) {
  return job.account
    ? accountNodes(job.source, job.account)
    : [named(job.filename ?? t('job.unnamed'))];
}

function nameWords(job) {
  return job.account ? accountWords(job.source, job.account) : (job.filename ?? t('job.unnamed'));
}
