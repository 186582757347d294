// SPDX-License-Identifier: LGPL-2.1-or-later
// One account that is kept in sync: its state and its controls.

import { deleteSync, runSync, saveSync } from '../base/api-own.js';
import { askingButton } from '../base/ask.js';
import { actionButton, setBusy } from '../base/busy.js';
import { element, named, replace } from '../base/dom.js';
import { showNotice } from '../base/notice.js';
import { accountNodes, accountWords } from '../base/services.js';
import { awayNode, sinceNode } from '../base/times.js';
import { sentence, t } from '../base/words.js';
import { syncForm } from './sync-form.js';
import { runsFold } from './sync-runs.js';
import { progressShare, progressWords, stateOf, timesNodes } from './sync-state.js';
import { verifyPart } from './sync-verify.js';

/** `look` fetches the syncs at once; `changed` is called when the history changes. */
export function syncCard(first, look, changed) {
  const state = element('p', { class: 'sync-state', role: 'status' });
  const bar = element('progress', { class: 'sync-bar', max: 1, 'aria-label': t('progress') });
  const times = element('p', { class: 'sync-times' });
  const why = element('div', { class: 'sync-why' });
  const run = actionButton(t('sync.run'), runNow, tell);
  const enable = actionButton(t('pause'), () => save({ enabled: !current.enabled }), tell);
  const edit = actionButton(t('edit'), openForm, tell);
  const remove = askingButton(t('delete'), () => t('sync.askDelete'), t('delete'), removeSync);
  const verify = verifyPart(first.id, changed);
  const place = element('div', { class: 'sync-form-place' });
  const runs = runsFold(first.id);
  const node = element(
    'li',
    { class: 'sync', 'data-sync': first.id },
    element(
      'div',
      { class: 'sync-head' },
      element(
        'h2',
        { class: 'sync-name', tabindex: -1 },
        accountNodes(first.source, first.username),
      ),
      state,
    ),
    bar,
    times,
    why,
    element('div', { class: 'sync-actions' }, run, enable, edit, verify.button, remove),
    verify.node,
    place,
    runs.node,
  );
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
      if (!current.failing_since) throw error;
    }
  }

  function tellCount(count) {
    showNotice(
      t(count > 0 ? 'sync.came' : 'sync.nothing', {
        account: accountWords(current.source, current.username),
        count,
      }),
    );
    if (count > 0) changed();
  }

  /** Sends everything, since omitted members would be reset to their defaults. */
  async function save(differences) {
    const { source, username, sync_interval_minutes, enabled, base_url, overlap_s } = current;
    const known = {
      source,
      username,
      sync_interval_minutes,
      enabled,
      overlap_s,
      ...(base_url ? { base_url } : {}),
    };
    await saveSync(first.id, { ...known, ...differences });
    await look();
  }

  async function openForm() {
    const form = syncForm(
      `sync-${first.id}`,
      current,
      async sync => {
        await saveSync(first.id, {
          ...sync,
          enabled: current.enabled,
          overlap_s: current.overlap_s,
        });
        closeForm();
        await look();
      },
      closeForm,
    );
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
    if (state.textContent !== t(`sync.state.${mode}`)) state.textContent = t(`sync.state.${mode}`);
    setBusy(run, sync.running);
    enable.textContent = t(sync.enabled ? 'pause' : 'resume');
    showProgress(sync);
    showFailure(sync);
    runs.update(sync);
  }

  function showProgress(sync) {
    const share = progressShare(sync);
    bar.hidden = !sync.running;
    if (share === null) bar.removeAttribute('value');
    else bar.value = share;
    replace(times, ...(sync.running ? [progressWords(sync)] : timesNodes(sync)));
  }

  function showFailure(sync) {
    why.hidden = !sync.failing_since;
    if (sync.failing_since)
      replace(
        why,
        element(
          'p',
          {},
          sentence('sync.failing', {
            since: sinceNode(sync.failing_since),
            count: sync.failures,
            error: named(sync.last_error ?? t('noReason')),
          }),
        ),
        sync.retry_at &&
          sync.enabled &&
          !sync.running &&
          element(
            'p',
            { class: 'sync-retry' },
            sentence('sync.retry', { when: awayNode(sync.retry_at) }),
          ),
      );
  }

  return { node, update };
}
