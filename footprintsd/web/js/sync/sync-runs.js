// SPDX-License-Identifier: LGPL-2.1-or-later
// The past runs of a sync; fetched when unfolded, and again after each run.

import { fetchSyncRuns } from '../base/api-own.js';
import { element, named, replace } from '../base/dom.js';
import { formatDay, localDay } from '../base/format.js';
import { awayNode } from '../base/times.js';
import { t } from '../base/words.js';
import { countWords } from '../import/import-history.js';

const limit = 20;
const endings = ['failed', 'cancelled', 'running'];

export function runsFold(id) {
  const list = element('ol', { class: 'runs' });
  const node = element(
    'details',
    { class: 'disclosure', ontoggle: load },
    element('summary', {}, t('runs.title')),
    list,
  );
  let seen = '';

  async function load() {
    if (!node.open) return;
    try {
      const runs = await fetchSyncRuns(id, limit);
      replace(
        list,
        runs.map(runRow),
        runs.length === 0 && element('li', { class: 'run' }, t('runs.none')),
      );
    } catch (error) {
      replace(list, element('li', { class: 'run', role: 'alert' }, error.message));
    }
  }

  function update(sync) {
    const told = [sync.running, sync.last_sync_timestamp, sync.failures].join();
    if (told !== seen) load();
    seen = told;
  }

  return { node, update };
}

function runRow(run) {
  return element(
    'li',
    { class: 'run', 'data-state': run.state },
    element(
      'p',
      { class: 'run-when' },
      awayNode(run.ended_at ?? run.started_at),
      endings.includes(run.state) && ` · ${t(`runs.${run.state}`)}`,
    ),
    element(
      'p',
      { class: 'run-counts' },
      countWords(run),
      run.window_start &&
        element(
          'span',
          { class: 'run-window' },
          ` · ${t('runs.window', { day: formatDay(localDay(run.window_start)) })}`,
        ),
    ),
    run.state === 'failed' && run.error && element('p', { class: 'past-why' }, named(run.error)),
  );
}
