// SPDX-License-Identifier: LGPL-2.1-or-later
// The state of a sync, in one word and in a sentence.

import { formatEvery } from '../base/format.js';
import { awayNode } from '../base/times.js';
import { sentence, t } from '../base/words.js';

export function isFailing(sync) {
  return sync.enabled && Boolean(sync.failing_since);
}

export function stateOf(sync) {
  if (sync.running) return 'running';
  if (!sync.enabled) return 'paused';
  if (isFailing(sync)) return 'failing';
  return sync.last_sync_timestamp ? 'working' : 'waiting';
}

/** Last run, next run, and how often. */
export function timesNodes(sync) {
  const last = sync.last_sync_timestamp
    ? sentence('sync.lastRun', { when: awayNode(sync.last_sync_timestamp) })
    : [t('sync.notRun')];
  return [...last, ...nextNodes(sync), ` · ${formatEvery(sync.sync_interval_minutes * 60)}`];
}

function nextNodes(sync) {
  const next = nextRun(sync);
  return next ? [' · ', ...sentence('sync.nextRun', { when: awayNode(next) })] : [];
}

function nextRun(sync) {
  if (!sync.enabled || sync.retry_at) return null;
  const due = sync.last_sync_timestamp
    ? new Date(sync.last_sync_timestamp).getTime() + sync.sync_interval_minutes * 60000
    : 0;
  return new Date(Math.max(due, Date.now())).toISOString();
}

export function progressWords({ progress }) {
  if (!progress) return t('sync.asking');
  const { fetched, expected_total } = progress;
  return [
    expected_total > 0
      ? t('sync.fetchedOf', { fetched, count: expected_total })
      : t('sync.fetched', { count: fetched }),
    t('count.new', { count: progress.new }),
  ].join(' · ');
}

/** Null when unknown. */
export function progressShare({ progress }) {
  return progress?.expected_total > 0
    ? Math.min(progress.fetched / progress.expected_total, 1)
    : null;
}
