// SPDX-License-Identifier: LGPL-2.1-or-later
// A chart row by row; more rows load on demand.

import { element } from '../base/dom.js';
import { showNotice } from '../base/notice.js';
import { t } from '../base/words.js';
import { kinds } from '../frame/kinds.js';
import { rankRow } from './ranks.js';

const mostAtOnce = 1000;
const lookAgainAfter = 60;

/** `first` is the start of the chart, of which `rowsFirst` are shown, by `measure`; `fetch (offset, limit)` returns more. */
export function chartList(kind, first, { rowsFirst, measure, withMoves, fetch }) {
  const { total, none, name, by } = kinds[kind];
  const node = element(
    'ol',
    { class: 'ranks', id: `chart-${kind}`, '--beside': measure.beside },
    first.total === 0 && element('li', { class: 'rank-none' }, t(none)),
  );
  const note = element('p', { class: 'section-note', id: 'chart-note', role: 'status' });
  const more = element(
    'button',
    { id: 'chart-more', class: 'button more', type: 'button', onclick: showMore },
    t('charts.more'),
  );
  let shown = 0;

  function add(rows) {
    node.append(
      ...rows.map((row, index) =>
        rankRow(kind, row, {
          highest: measure.of(first.entries[0]),
          measure,
          withMoves,
          withShare: true,
          first: shown + index === 0,
        }),
      ),
    );
    shown += rows.length;
    note.textContent =
      first.total > shown
        ? t('chart.some', { shown, total: first.total })
        : t(`${total}.count`, { count: first.total });
    more.hidden = shown >= first.total;
  }

  /** Doubles the rows, so that a long chart takes few steps. */
  async function showMore() {
    const from = shown;
    try {
      add((await fetch(from, Math.min(from, mostAtOnce))).entries);
      node.children[from]?.focus({ preventScroll: true });
    } catch (error) {
      if (error.name !== 'AbortError') showNotice(error.message);
    }
  }

  /** Scrolls to an entry, if it is loaded. */
  function reveal(wanted, artist) {
    const index = first.entries.findIndex(
      row => name(row) === wanted && (by(row) ?? '') === (artist ?? ''),
    );
    if (index < 0) return false;
    add(first.entries.slice(shown, Math.ceil((index + 1) / rowsFirst) * rowsFirst));
    // It is on the page once the view is.
    setTimeout(() => bringTo(node.children[index]), lookAgainAfter);
    return true;
  }

  add(first.entries.slice(0, rowsFirst));
  return { node, note, more, reveal };
}

function bringTo(row) {
  row.classList.add('rank-found');
  row.scrollIntoView({ block: 'center' });
  row.focus({ preventScroll: true });
}
