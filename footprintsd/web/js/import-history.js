// SPDX-License-Identifier: LGPL-2.1-or-later
// What was imported before, and the way to take an import back.

import { fetchPastImports, undoImport } from './api-own.js';
import { askingButton } from './ask.js';
import { element, named, replace } from './dom.js';
import { keyedList } from './keyed.js';
import { accountNodes } from './services.js';
import { awayNode } from './times.js';
import { t } from './words.js';

const fetched = 100;
const shownFirst = 5;
const unended = ['failed', 'cancelled', 'running'];

/** `look` asks for the past imports at once; `changed` hears that the history is another. */
export function importHistory(look, changed) {
  const list = element('ol', { id: 'import-past', class: 'pasts' });
  const more = element('button', { class: 'button button-quiet', type: 'button', onclick: showAll }, '');
  const node = element('section', { id: 'import-history', class: 'import-history', 'aria-labelledby': 'import-history-title', hidden: true },
    element('h2', { id: 'import-history-title' }, t('past.title')), list, more);
  const showRows = keyedList(list, first => pastImport(first, () => Promise.all([look(), changed()])));
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

  /** While something runs, an import that has not ended is that, and is shown above. */
  async function update(somethingRuns) {
    const past = await fetchPastImports(fetched);
    entries = past.filter(entry => !somethingRuns || entry.state !== 'running');
    showEntries();
  }

  return { node, update };
}

function pastImport(first, onTakenBack) {
  const counts = element('p', { class: 'past-counts' });
  const why = element('p', { class: 'past-why' });
  const outcome = element('p', { class: 'past-outcome', role: 'status' });
  const when = element('p', { class: 'past-when' });
  const undo = askingButton(t('takeBack'), () => t('past.ask', { count: current.new }), t('takeBack'), takeBack);
  const node = element('li', { class: 'past', 'data-import': first.id },
    element('h3', { class: 'past-name' }, nameNodes(first)), when, counts, undo, why, outcome);
  let current = first;

  async function takeBack() {
    try {
      const { count } = await undoImport(first.id);
      outcome.textContent = t('past.removed', { count });
      await onTakenBack();
    } catch (error) {
      outcome.textContent = error.message;
    }
  }

  function update(entry) {
    current = entry;
    node.classList.toggle('past-undone', Boolean(entry.undone_at));
    replace(when, awayNode(entry.ended_at ?? entry.started_at), unended.includes(entry.state) && ` · ${t(`past.${entry.state}`)}`,
      entry.undone_at && [` · ${t('past.undone')} `, awayNode(entry.undone_at)]);
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

export function countWords({ new: fresh, duplicate, rejected }) {
  return [t('count.new', { count: fresh }), duplicate > 0 && t('count.duplicate', { count: duplicate }),
    rejected > 0 && t('count.rejected', { count: rejected })].filter(Boolean).join(' · ');
}
