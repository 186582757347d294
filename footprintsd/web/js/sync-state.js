// SPDX-License-Identifier: LGPL-2.1-or-later
// How a sync is doing, in one word and in a sentence.

import { formatCount, formatEvery, plural } from './format.js';
import { awayNode } from './times.js';

export const stateWords = { running: 'running now', paused: 'paused', failing: 'failing', waiting: 'about to start', working: 'working' };

export function isFailing(sync) {
  return sync.enabled && Boolean(sync.failing_since);
}

export function stateOf(sync) {
  if (sync.running)
    return 'running';
  if (!sync.enabled)
    return 'paused';
  if (isFailing(sync))
    return 'failing';
  return sync.last_sync_timestamp ? 'working' : 'waiting';
}

/** Last run, next run, and how often. */
export function timesNodes(sync) {
  const last = sync.last_sync_timestamp ? ['Last run ', awayNode(sync.last_sync_timestamp)] : ['Not run yet'];
  return [...last, ...nextNodes(sync), ` · every ${formatEvery(sync.sync_interval_minutes * 60)}`];
}

function nextNodes(sync) {
  const next = nextRun(sync);
  return next ? [' · next ', awayNode(next)] : [];
}

function nextRun(sync) {
  if (!sync.enabled || sync.retry_at)
    return null;
  const due = sync.last_sync_timestamp ? new Date(sync.last_sync_timestamp).getTime() + sync.sync_interval_minutes * 60000 : 0;
  return new Date(Math.max(due, Date.now())).toISOString();
}

export function progressWords({ progress }) {
  if (!progress)
    return 'Asking the service …';
  const fetched = progress.expected_total > 0
    ? `${formatCount(progress.fetched)} of ${plural(progress.expected_total, 'play', 'plays')}` : plural(progress.fetched, 'play', 'plays');
  return `Fetched ${fetched} · ${formatCount(progress.new)} new`;
}

/** Null when it is not known. */
export function progressShare({ progress }) {
  return progress?.expected_total > 0 ? Math.min(progress.fetched / progress.expected_total, 1) : null;
}
