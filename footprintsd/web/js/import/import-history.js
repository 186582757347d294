// SPDX-License-Identifier: LGPL-2.1-or-later
// Past imports, and a way to undo each of them.

import { fetchPastImports, undoImport } from '../base/api-own.js';
import { askingButton } from '../base/ask.js';
import { element, named, replace } from '../base/dom.js';
import { keyedList } from '../base/keyed.js';
import { accountNodes } from '../base/services.js';
import { awayNode } from '../base/times.js';
import { t } from '../base/words.js';

const fetched = 100;
const shownFirst = 5;
const unended = ['failed', 'cancelled', 'running'];

/**
 * `look` fetches the past imports at once; `changed` is called when the history changes, `seen` with the past imports
 * whenever they are fetched.
 */
export function importHistory(look, changed, seen) {
  const list = element('ol', { id: 'import-past', class: 'pasts' });
  const more = element(
    'button',
    { class: 'button button-quiet', type: 'button', onclick: showAll },
    '',
  );
  const node = element(
    'section',
    {
      id: 'import-history',
      class: 'import-history',
      'aria-labelledby': 'import-history-title',
      hidden: true,
    },
    element('h2', { id: 'import-history-title' }, t('past.title')),
    list,
    more,
  );
  const showRows = keyedList(list, first =>
    pastImport(first, () => Promise.all([look(), changed()])),
  );
  let rowsShown = shownFirst;
  let entries = [];

  function showAll() {
    rowsShown = fetched;
    showEntries();
  }

  function showEntries() {
    node.hidden = entries.length === 0;
    more.hidden = entries.length <= rowsShown;
    more.textContent = t('past.all', { count: entries.length });
    showRows(entries.slice(0, rowsShown));
  }

  /** While an import runs, the unfinished one is that one, and is shown above. */
  async function update(somethingRuns) {
    const past = await fetchPastImports(fetched);
    seen(past);
    entries = past.filter(entry => !somethingRuns || entry.state !== 'running');
    showEntries();
  }

  return { node, update };
}

function pastImport(first, onUndone) {
  const counts = element('p', { class: 'past-counts' });
  const why = element('p', { class: 'past-why' });
  const outcome = element('p', { class: 'past-outcome', role: 'status' });
  const when = element('p', { class: 'past-when' });
  const undo = askingButton(
    t('undo'),
    () => t('past.ask', { count: current.new }),
    t('undo'),
    undoNow,
  );
  const node = element(
    'li',
    { class: 'past', 'data-import': first.id },
    element('h3', { class: 'past-name' }, nameNodes(first)),
    when,
    counts,
    undo,
    why,
    outcome,
  );
  let current = first;

  async function undoNow() {
    try {
      outcome.textContent = undoneWords(await undoImport(first.id));
      await onUndone();
    } catch (error) {
      outcome.textContent = error.message;
    }
  }

  function update(entry) {
    current = entry;
    node.classList.toggle('past-undone', Boolean(entry.undone_at));
    replace(
      when,
      awayNode(entry.ended_at ?? entry.started_at),
      unended.includes(entry.state) && ` · ${t(`past.${entry.state}`)}`,
      entry.undone_at && [` · ${t('past.undone')} `, awayNode(entry.undone_at)],
    );
    counts.textContent = countWords(entry);
    why.hidden = entry.state !== 'failed' || !entry.error;
    replace(why, named(entry.error ?? ''));
    undo.hidden = Boolean(entry.undone_at) || entry.new === 0;
  }

  return { node, update };
}

function nameNodes(entry) {
  return entry.account ? accountNodes(entry.source, entry.account) : [named(entry.label)];
}

/** What was removed, and what stays because something else brought it too. */
function undoneWords({ count, kept, kept_by }) {
  const names = kept_by.map(name => `\u2068${name}\u2069`).join(', ');
  if (kept === 0) return t('past.removed', { count });
  return `${t('past.removed', { count })} ${names ? t('past.kept', { count: kept, names }) : t('past.keptAlone', { count: kept })}`;
}

export function countWords({ new: fresh, duplicate, removed_before, missing, rejected }) {
  return [
    t('count.new', { count: fresh }),
    duplicate > 0 && t('count.duplicate', { count: duplicate }),
    removed_before > 0 && t('count.removedBefore', { count: removed_before }),
    missing > 0 && t('count.missing', { count: missing }),
    rejected > 0 && t('count.rejected', { count: rejected }),
  ]
    .filter(Boolean)
    .join(' · ');
}
