// SPDX-License-Identifier: LGPL-2.1-or-later
// The latest plays, with a link to what was played before them.

import { element } from '../base/dom.js';
import { formatAway, formatMomentShort } from '../base/format.js';
import { t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { playRow } from '../charts/plays-list.js';

const awayFor = 14 * 86400000;

export function recentSection(plays, more) {
  return element(
    'section',
    { class: 'recent', 'aria-labelledby': 'recent-title' },
    sectionHead('recent-title', t('overview.recent')),
    element('ol', { class: 'plays' }, plays.map(recentRow)),
    more,
  );
}

function recentRow(play) {
  return playRow(play, whenWords(play.timestamp), { tabindex: -1 });
}

/** Old plays have a date and a time, as the same track may have been played several times that day. */
function whenWords(timestamp) {
  return Date.now() - Date.parse(timestamp) < awayFor
    ? formatAway(timestamp)
    : formatMomentShort(timestamp);
}
