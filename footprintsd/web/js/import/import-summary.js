// SPDX-License-Identifier: LGPL-2.1-or-later
// The result of an import: what was new, and what was skipped and why.

import { element, named } from '../base/dom.js';
import { formatCount } from '../base/format.js';
import { t } from '../base/words.js';
import { periodAddress } from '../frame/router.js';

const rowsShown = 200;

/** `place` is where the plays came from: a file, or an account. */
export function summaryNodes({ id, summary }, dryRun, place) {
  return [
    element('p', { class: 'job-outcome' }, outcome(summary, dryRun, place)),
    element(
      'dl',
      { class: 'job-counts' },
      countNode('new', summary.new),
      countNode('duplicate', summary.duplicate),
      summary.removed_before > 0 && countNode('removedBefore', summary.removed_before),
      summary.missing > 0 && countNode('missing', summary.missing),
      countNode('rejected', summary.rejected),
      summary.repaired > 0 && countNode('repaired', summary.repaired),
      place === 'file' &&
        element(
          'div',
          { class: 'job-format' },
          element('dt', {}, t('summary.format')),
          element('dd', {}, [summary.format, summary.source].filter(Boolean).join(', ')),
        ),
    ),
    summary.timezone &&
      element('p', { class: 'job-zone' }, t('summary.zone', { zone: summary.timezone })),
    summary.rejected > 0 && rejections(id, summary),
    !dryRun &&
      summary.new > 0 &&
      element(
        'p',
        {},
        element(
          'a',
          { class: 'button', href: periodAddress('alltime', 'overview') },
          t('summary.see'),
        ),
      ),
  ];
}

function outcome(summary, dryRun, place) {
  if (summary.new === 0)
    return t(dryRun ? `summary.wouldNot.${place}` : `summary.nothing.${place}`);
  return t(dryRun ? 'summary.wouldAdd' : 'summary.added', { count: summary.new });
}

function countNode(name, count) {
  return element(
    'div',
    { 'data-count': name },
    element('dt', {}, t(`summary.${name}`)),
    element('dd', {}, formatCount(count)),
  );
}

/** The song, as far as it could be read. */
function rejected({ artist, track }) {
  return [artist, track]
    .filter(Boolean)
    .flatMap((name, index) => [index > 0 && ' — ', named(name)]);
}

/** How many rows were rejected for which kind of reason, the most frequent first. */
function kindsTable(summary) {
  const counts = new Map(summary.rejections.map(({ kind, alike }) => [kind, alike]));
  const kinds = [...counts].sort((a, b) => b[1] - a[1]);
  return element(
    'div',
    { class: 'table-frame' },
    element(
      'table',
      { class: 'rejection-kinds' },
      headNode(
        element('th', { scope: 'col', class: 'count' }, t('summary.rows')),
        element('th', { scope: 'col' }, t('summary.why')),
      ),
      element(
        'tbody',
        {},
        kinds.map(([kind, count]) =>
          element(
            'tr',
            {},
            element('td', { class: 'count' }, formatCount(count)),
            element('th', { scope: 'row' }, named(kind)),
          ),
        ),
      ),
    ),
  );
}

function headNode(...cells) {
  return element('thead', {}, element('tr', {}, cells));
}

/** Which rows were left out, and why. */
export function rejections(id, summary) {
  const rows = summary.rejections.slice(0, rowsShown);
  return element(
    'details',
    { class: 'disclosure' },
    element('summary', {}, t('summary.leftOut', { count: summary.rejected })),
    summary.rejected > rows.length && kindsTable(summary),
    element(
      'div',
      { class: 'table-frame' },
      element(
        'table',
        {},
        headNode(
          element('th', { scope: 'col', class: 'count' }, t('summary.row')),
          element('th', { scope: 'col' }, t('summary.play')),
          element('th', { scope: 'col' }, t('summary.why')),
        ),
        element(
          'tbody',
          {},
          rows.map(rejection =>
            element(
              'tr',
              {},
              element('th', { scope: 'row', class: 'count' }, formatCount(rejection.row)),
              element('td', {}, rejected(rejection)),
              element('td', {}, named(rejection.reason)),
            ),
          ),
        ),
      ),
    ),
    summary.rejected > rows.length &&
      element(
        'p',
        { class: 'section-note' },
        t('summary.some', { count: rows.length }),
        ' ',
        element(
          'a',
          { href: `api/import/jobs/${encodeURIComponent(id)}/rejections`, download: '' },
          t('summary.allRejected'),
        ),
      ),
  );
}
