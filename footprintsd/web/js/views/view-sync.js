// SPDX-License-Identifier: LGPL-2.1-or-later
// The accounts that are kept in sync. Created once and kept, so that a half-filled form survives.

import { saveSync } from '../base/api-own.js';
import { fetchSyncs } from '../base/api.js';
import { element, replace } from '../base/dom.js';
import { onEvent } from '../base/events.js';
import { keyedList } from '../base/keyed.js';
import { watch } from '../base/watch.js';
import { t } from '../base/words.js';
import { isShown } from '../frame/router.js';
import { showFailing } from '../sync/sync-banner.js';
import { syncCard } from '../sync/sync-card.js';
import { syncForm } from '../sync/sync-form.js';
import { spotifyFold } from '../sync/sync-spotify.js';

let made = null;

export async function show(container) {
  made ??= build();
  container.append(made.node);
  await made.look();
}

function build() {
  const parts = makeParts();
  const look = watch(() => isShown('sync'), lookAtSyncs);
  const showCards = keyedList(parts.list, first => syncCard(first, look, () => {}));
  let known = [];
  let form = null;

  async function lookAtSyncs() {
    try {
      known = await fetchSyncs();
      parts.trouble.textContent = '';
      present();
    } catch (error) {
      parts.trouble.textContent = error.message;
    }
    return known.some(sync => sync.running);
  }

  function present() {
    showCards(known);
    showFailing(known);
    parts.double.hidden = new Set(known.map(sync => sync.source)).size < 2;
    parts.empty.hidden = known.length > 0;
    parts.add.hidden = known.length === 0 || form !== null;
    if (known.length === 0 && !form) openForm(false);
  }

  function openForm(mayClose) {
    form = syncForm(
      'sync-new',
      null,
      async sync => {
        const { config } = await saveSync(null, { ...sync, enabled: true });
        closeForm();
        await look();
        parts.list.querySelector(`[data-sync="${config.id}"] .sync-name`)?.focus();
      },
      mayClose ? closeByHand : null,
    );
    replace(parts.place, form.node);
    parts.place.hidden = false;
    parts.add.hidden = true;
  }

  function closeByHand() {
    closeForm();
    parts.add.hidden = false;
    parts.add.focus();
  }

  function closeForm() {
    form = null;
    replace(parts.place);
    parts.place.hidden = true;
  }

  parts.add.addEventListener('click', () => {
    openForm(true);
    form.focus();
  });
  onEvent('sync', look);
  return { node: parts.node, look };
}

function makeParts() {
  const trouble = element('p', { id: 'sync-trouble', class: 'form-problem', role: 'status' });
  const double = element('p', { class: 'section-note', hidden: true }, t('sync.double'));
  const list = element('ol', { id: 'sync-list', class: 'syncs', 'aria-label': t('sync.list') });
  const empty = element(
    'div',
    { id: 'sync-empty', class: 'sync-empty', hidden: true },
    element('h2', {}, t('sync.emptyTitle')),
    element('p', {}, t('sync.emptyText')),
    element('p', {}, t('sync.emptyMore')),
  );
  const place = element('section', {
    id: 'sync-new',
    class: 'sync-new',
    'aria-label': t('sync.add'),
    hidden: true,
  });
  const add = element(
    'button',
    { id: 'sync-add', class: 'button button-main', type: 'button', hidden: true },
    t('sync.add'),
  );
  const node = element(
    'div',
    { id: 'sync', class: 'import' },
    trouble,
    double,
    list,
    element('div', { class: 'sync-first' }, empty, place),
    element('p', {}, add),
    spotifyFold(),
  );
  return { node, trouble, double, list, empty, place, add };
}
