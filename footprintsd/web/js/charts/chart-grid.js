// SPDX-License-Identifier: LGPL-2.1-or-later
// Counts by two dimensions, as a table of tinted cells.

import { element, spoken } from '../base/dom.js';
import { formatCount, plays } from '../base/format.js';
import { t } from '../base/words.js';

/** Distinct tones, besides the one for none. */
const tones = 4;

/** Returns the tone of a count: 0 for none, else the quartile of all counts that it is in, so that each tone is used. */
export function tonesOf(counts) {
  const sorted = counts.filter(count => count > 0).sort((one, other) => one - other);
  const limits = [1, 2, 3].map(quarter => sorted[Math.ceil((sorted.length * quarter) / tones) - 1]);
  return count =>
    count === 0
      ? 0
      : count === sorted.at(-1)
        ? tones
        : 1 + limits.filter(limit => count > limit).length;
}

/**
 * `columns` are { name, short, look }, `rows` { name, short, href, total, cells: [{ count, href, words } or null] }; null is
 * an impossible cell, as a future month. `sums` is a row of totals at the foot, or nothing.
 */
export function gridTable({ id, caption, columns, rows, sums = null }) {
  const toneOf = tonesOf(rows.flatMap(row => row.cells.map(cell => cell?.count ?? 0)));
  return element(
    'table',
    { id, class: 'heat' },
    element('caption', { class: 'hidden' }, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('td'),
        columns.map(({ name, short, look }) =>
          element(
            'th',
            { scope: 'col', class: look },
            element('span', { class: 'heat-name' }, short),
            spoken(name),
          ),
        ),
        element('th', { scope: 'col', class: 'heat-sum' }, t('plays.head')),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(row => gridRow(row, toneOf)),
    ),
    sums && element('tfoot', {}, sumRow(sums)),
  );
}

function gridRow({ name, short, href, total, cells }, toneOf) {
  const words = [element('span', { 'aria-hidden': 'true' }, short), spoken(name)];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, href ? element('a', { href }, words) : words),
    cells.map(cell => gridCell(cell, toneOf)),
    element('td', { class: 'heat-sum' }, formatCount(total)),
  );
}

function gridCell(cell, toneOf) {
  if (!cell) return element('td', { class: 'heat-none' });
  const count = spoken(formatCount(cell.count));
  return element(
    'td',
    {
      class: 'heat-cell',
      'data-tone': toneOf(cell.count),
      title: `${cell.words}: ${plays(cell.count)}`,
    },
    cell.href
      ? element(
          'a',
          { href: cell.href, 'aria-label': `${cell.words}: ${plays(cell.count)}` },
          count,
        )
      : count,
  );
}

function sumRow(counts) {
  const highest = Math.max(...counts, 1);
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, spoken(t('grid.all'))),
    counts.map(count =>
      element(
        'td',
        { class: 'heat-bar', '--share': (count / highest).toFixed(3), title: plays(count) },
        spoken(formatCount(count)),
      ),
    ),
    element('td'),
  );
}

export function toneLegend() {
  return element(
    'p',
    { class: 'legend', 'aria-hidden': 'true' },
    t('legend.less'),
    Array.from({ length: tones + 1 }, (_, tone) =>
      element('span', { class: 'legend-tone', 'data-tone': tone }),
    ),
    t('legend.more'),
  );
}
