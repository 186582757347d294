// SPDX-License-Identifier: LGPL-2.1-or-later
// One account that is kept in sync: how it is doing, and what can be done with it.

import { deleteSync, runSync, saveSync } from './api.js';
import { askingButton } from './ask.js';
import { actionButton, setBusy } from './busy.js';
import { element, named, replace } from './dom.js';
import { plays } from './format.js';
import { showNotice } from './notice.js';
import { accountNodes, accountWords } from './services.js';
import { syncForm } from './sync-form.js';
import { runsFold } from './sync-runs.js';
import { progressShare, progressWords, stateOf, stateWords, timesNodes } from './sync-state.js';
import { verifyPart } from './sync-verify.js';
import { awayNode, sinceNode } from './times.js';

/** `look` asks for the syncs at once; `changed` hears that the history is another. */
export function syncCard(first, look, changed) {
  const state = element('p', { class: 'sync-state', role: 'status' });
  const bar = element('progress', { class: 'sync-bar', max: 1, 'aria-label': 'Progress' });
  const times = element('p', { class: 'sync-times' });
  const why = element('div', { class: 'sync-why' });
  const run = actionButton('Run now', runNow, tell);
  const enable = actionButton('Pause', () => save({ enabled: !current.enabled }), tell);
  const edit = actionButton('Edit', openForm, tell);
  const remove = askingButton('Delete', () => 'Delete this sync? The plays it brought stay.', 'Delete', removeSync);
  const verify = verifyPart(first.id, changed);
  const place = element('div', { class: 'sync-form-place' });
  const runs = runsFold(first.id);
  const node = element('li', { class: 'sync', 'data-sync': first.id },
    element('div', { class: 'sync-head' }, element('h3', { class: 'sync-name', tabindex: -1 }, accountNodes(first.source, first.username)), state),
    bar, times, why, element('div', { class: 'sync-actions' }, run, enable, edit, verify.button, remove), verify.node, place, runs.node);
  let current = first;

  function tell(error) {
    showNotice(error.message);
  }

  async function runNow() {
    const reply = runSync(first.id);
    look();
    try {
      tellCount((await reply).count);
      await look();
    } catch (error) {
      await look();
      if (!current.failing_since)
        throw error;
    }
  }

  function tellCount(count) {
    showNotice(`${accountWords(current.source, current.username)}: ${count > 0 ? `${plays(count)} came in.` : 'nothing new.'}`);
    if (count > 0)
      changed();
  }

  /** Everything is sent, since what is left out would become what it is by default. */
  async function save(differences) {
    const { source, username, sync_interval_minutes, enabled, base_url, overlap_s } = current;
    const known = { source, username, sync_interval_minutes, enabled, overlap_s, ...(base_url ? { base_url } : {}) };
    await saveSync(first.id, { ...known, ...differences });
    await look();
  }

  async function openForm() {
    const form = syncForm(`sync-${first.id}`, current, async sync => {
      await saveSync(first.id, { ...sync, enabled: current.enabled, overlap_s: current.overlap_s });
      closeForm();
      await look();
    }, closeForm);
    replace(place, form.node);
    edit.setAttribute('aria-expanded', 'true');
    form.focus();
  }

  function closeForm() {
    replace(place);
    edit.removeAttribute('aria-expanded');
    edit.focus();
  }

  async function removeSync() {
    await deleteSync(first.id).catch(tell);
    await look();
  }

  function update(sync) {
    current = sync;
    const mode = stateOf(sync);
    node.dataset.state = mode;
    if (state.textContent !== stateWords[mode])
      state.textContent = stateWords[mode];
    setBusy(run, sync.running);
    enable.textContent = sync.enabled ? 'Pause' : 'Resume';
    showProgress(sync);
    showFailure(sync);
    runs.update(sync);
  }

  function showProgress(sync) {
    const share = progressShare(sync);
    bar.hidden = !sync.running;
    if (share === null)
      bar.removeAttribute('value');
    else
      bar.value = share;
    replace(times, ...(sync.running ? [progressWords(sync)] : timesNodes(sync)));
  }

  function showFailure(sync) {
    why.hidden = !sync.failing_since;
    if (sync.failing_since)
      replace(why, element('p', {}, 'Failing since ', sinceNode(sync.failing_since), sync.failures > 1 && `, ${sync.failures} times`, ': ', named(sync.last_error ?? 'no reason is known')),
        sync.retry_at && sync.enabled && !sync.running && element('p', { class: 'sync-retry' }, 'It tries again ', awayNode(sync.retry_at), '; nothing is lost meanwhile.'));
  }

  return { node, update };
}
