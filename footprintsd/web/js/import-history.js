// SPDX-License-Identifier: LGPL-2.1-or-later
// What was imported before, and the way to take an import back.

import { fetchPastImports, undoImport } from './api.js';
import { askingButton } from './ask.js';
import { byId, element, named, replace } from './dom.js';
import { formatCount, plays } from './format.js';
import { keyedList } from './keyed.js';
import { accountNodes } from './services.js';
import { awayNode } from './times.js';

const fetched = 100;
const shownFirst = 5;
const stateWords = { failed: 'failed', cancelled: 'cancelled', running: 'not finished' };

let onTakenBack = () => {};
let showRows = () => {};
let rowsShown = shownFirst;
let entries = [];

/** `look` asks for the past imports at once; `changed` hears that the history is another. */
export function connectImportHistory(look, changed) {
  onTakenBack = () => Promise.all([look(), changed()]);
  showRows = keyedList(byId('import-past'), pastImport);
  byId('import-past-more').addEventListener('click', () => {
    rowsShown = fetched;
    showEntries();
  });
}

/** While something runs, an import that has not ended is that, and is shown above. */
export async function showImportHistory(somethingRuns) {
  const past = await fetchPastImports(fetched);
  entries = past.filter(entry => !somethingRuns || entry.state !== 'running');
  showEntries();
}

function showEntries() {
  byId('import-history').hidden = entries.length === 0;
  byId('import-past-more').hidden = entries.length <= rowsShown;
  byId('import-past-more').textContent = `Show all ${formatCount(entries.length)}`;
  showRows(entries.slice(0, rowsShown));
}

function pastImport(first) {
  const counts = element('p', { class: 'past-counts' });
  const why = element('p', { class: 'past-why' });
  const outcome = element('p', { class: 'past-outcome', role: 'status' });
  const when = element('p', { class: 'past-when' });
  const undo = askingButton('Take back', () => `Remove the ${plays(current.new)} that this import brought?`, 'Take back', takeBack);
  const node = element('li', { class: 'past', 'data-import': first.id },
    element('h4', { class: 'past-name' }, nameNodes(first)), when, counts, undo, why, outcome);
  let current = first;

  async function takeBack() {
    try {
      const { count } = await undoImport(first.id);
      outcome.textContent = `${plays(count)} removed.`;
      await onTakenBack();
    } catch (error) {
      outcome.textContent = error.message;
    }
  }

  function update(entry) {
    current = entry;
    node.classList.toggle('past-undone', Boolean(entry.undone_at));
    replace(when, awayNode(entry.ended_at ?? entry.started_at), stateWords[entry.state] && ` · ${stateWords[entry.state]}`,
      entry.undone_at && [' · taken back ', awayNode(entry.undone_at)]);
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
  return [`${formatCount(fresh)} new`, duplicate > 0 && `${formatCount(duplicate)} already here`,
    rejected > 0 && `${formatCount(rejected)} rejected`].filter(Boolean).join(' · ');
}
