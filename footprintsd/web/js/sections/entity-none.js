// SPDX-License-Identifier: LGPL-2.1-or-later
// For an artist, an album or a track without plays: when there were some, or similar names.

import { fetchEntity } from '../base/api-reports.js';
import { fetchMatches } from '../base/api.js';
import { element } from '../base/dom.js';
import { formatDay, localDay } from '../base/format.js';
import { t } from '../base/words.js';
import { rankRow } from '../charts/ranks.js';
import { kinds } from '../frame/kinds.js';
import { periodAddress } from '../frame/router.js';
import { stateNode } from '../frame/states.js';

const matchesShown = 6;

export async function noneNode(subject, period, signal) {
  const { stats } = period.start
    ? await fetchEntity(subject.path, 'alltime', signal)
    : { stats: null };
  return stats?.total_scrobbles ? elsewhereNode(subject, stats) : unknownNode(subject, signal);
}

/** Heard, but not in this period. */
function elsewhereNode({ name }, stats) {
  const [first, last] = [stats.first_scrobble, stats.last_scrobble].map(seconds =>
    localDay(seconds * 1000),
  );
  const year = last.slice(0, 4);
  return stateNode(
    'empty',
    t('entity.notHere'),
    t('entity.notHereText', {
      name,
      count: stats.total_scrobbles,
      first: formatDay(first),
      last: formatDay(last),
    }),
    element(
      'a',
      { class: 'button button-main', href: periodAddress('alltime') },
      t('period.alltime'),
    ),
    element('a', { class: 'button', href: periodAddress(year) }, year),
  );
}

async function unknownNode({ kind, name }, signal) {
  const found = name ? (await fetchMatches(name, matchesShown, signal))[kind] : [];
  const node = stateNode(
    'empty',
    t(`entity.unknown.${kind}`),
    name ? t('entity.unknownText', { name }) : t('entity.unnamed'),
  );
  if (found.length > 0)
    node.append(
      element('h3', { class: 'state-alike' }, t('entity.alike')),
      element(
        'ol',
        { class: 'ranks' },
        found.map(row => rankRow(kind, row, { highest: found[0].count })),
      ),
    );
  return node;
}
