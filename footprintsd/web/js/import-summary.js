// SPDX-License-Identifier: LGPL-2.1-or-later
// What came of an import: what was new, and what was left out and why.

import { element, named } from './dom.js';
import { formatCount, plays, plural } from './format.js';

const rowsShown = 200;

/** `place` is where the plays came from: a file, or an account. */
export function summaryNodes(summary, dryRun, place) {
  return [
    element('p', { class: 'job-outcome' }, outcome(summary, dryRun, place)),
    element('dl', { class: 'job-counts' },
      countNode('new', summary.new), countNode('already here', summary.duplicate),
      countNode('rejected', summary.rejected), summary.repaired > 0 && countNode('repaired', summary.repaired),
      place === 'file' && element('div', { class: 'job-format' }, element('dt', {}, 'read as'), element('dd', {}, [summary.format, summary.source].filter(Boolean).join(', ')))),
    summary.timezone && element('p', { class: 'job-zone' }, `The file names no time zone. Its times were read as ${summary.timezone}.`),
    summary.rejected > 0 && rejections(summary),
  ];
}

function outcome(summary, dryRun, place) {
  if (summary.new === 0)
    return dryRun ? `This ${place} would add nothing new.` : `Nothing new in this ${place}.`;
  return `${plays(summary.new)} ${dryRun ? 'would be added' : 'added'}.`;
}

function countNode(words, count) {
  return element('div', { 'data-count': words }, element('dt', {}, words), element('dd', {}, formatCount(count)));
}

function rejections(summary) {
  const rows = summary.rejections.slice(0, rowsShown);
  return element('details', { class: 'disclosure' },
    element('summary', {}, `${plural(summary.rejected, 'row was', 'rows were')} left out: see why`),
    element('div', { class: 'table-frame' }, element('table', {},
      element('thead', {}, element('tr', {}, element('th', { scope: 'col', class: 'count' }, 'row'), element('th', { scope: 'col' }, 'why'))),
      element('tbody', {}, rows.map(rejection => element('tr', {},
        element('th', { scope: 'row', class: 'count' }, formatCount(rejection.row)), element('td', {}, named(rejection.reason))))))),
    summary.rejected > rows.length && element('p', { class: 'section-note' }, `The first ${formatCount(rows.length)} are shown.`));
}
