// SPDX-License-Identifier: LGPL-2.1-or-later
// The accounts that are kept in sync.

import { fetchSyncs, saveSync } from './api.js';
import { byId, replace } from './dom.js';
import { onEvent } from './events.js';
import { keyedList } from './keyed.js';
import { isPanelOpen, onPanel } from './panels.js';
import { showFailing } from './sync-banner.js';
import { syncCard } from './sync-card.js';
import { syncForm } from './sync-form.js';
import { watch } from './watch.js';

const look = watch(() => isPanelOpen('sync'), lookAtSyncs);
let showCards = () => {};
let onChanged = () => {};
let before = new Map();
let form = null;

/** Gives a promise of the first look. */
export function connectSync(changed) {
  onChanged = changed;
  showCards = keyedList(byId('sync-list'), first => syncCard(first, look, changed));
  byId('sync-add').addEventListener('click', () => {
    openForm(true);
    form.focus();
  });
  onPanel(look);
  onEvent('sync', look);
  return look();
}

async function lookAtSyncs() {
  try {
    const syncs = await fetchSyncs();
    byId('sync-trouble').textContent = '';
    show(syncs);
    return syncs.some(sync => sync.running);
  } catch (error) {
    byId('sync-trouble').textContent = error.message;
    return [...before.values()].some(sync => sync.running);
  }
}

function show(syncs) {
  showCards(syncs);
  showFailing(syncs);
  byId('sync-double').hidden = new Set(syncs.map(sync => sync.source)).size < 2;
  byId('sync-empty').hidden = syncs.length > 0;
  byId('sync-add').hidden = syncs.length === 0 || form !== null;
  if (syncs.length === 0 && !form)
    openForm(false);
  if (syncs.some(hasBrought))
    onChanged();
  before = new Map(syncs.map(sync => [sync.id, sync]));
}

/** Whether a run has ended, since the last look, that brought plays: one that was seen to, or the first. */
function hasBrought(sync) {
  const then = before.get(sync.id);
  if (!then || sync.running)
    return false;
  return then.progress?.new > 0 || (!then.last_sync_timestamp && sync.last_sync_timestamp !== null);
}

function openForm(mayClose) {
  form = syncForm('sync-new', null, async sync => {
    const { config } = await saveSync(null, { ...sync, enabled: true });
    closeForm();
    await look();
    byId('sync-list').querySelector(`[data-sync="${config.id}"] .sync-name`)?.focus();
  }, mayClose ? closeByHand : null);
  replace(byId('sync-new'), form.node);
  byId('sync-new').hidden = false;
  byId('sync-add').hidden = true;
}

function closeByHand() {
  closeForm();
  byId('sync-add').hidden = false;
  byId('sync-add').focus();
}

function closeForm() {
  form = null;
  replace(byId('sync-new'));
  byId('sync-new').hidden = true;
}
