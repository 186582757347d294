// SPDX-License-Identifier: LGPL-2.1-or-later
// Artists that were heard for the first time ever, and what became of them.

import { byId, element, named, replace } from './dom.js';
import { formatDay, formatPercent, localDay, plays, plural } from './format.js';
import { artistMark } from './mark.js';
import { periodAddress } from './state.js';

/** How many are shown, the newest. */
export const shownDiscoveries = 12;

export function showDiscoveries({ timeline, summary, new_artists_discovered: discovered }) {
  const newPlays = timeline.reduce((sum, step) => sum + step.new_tracks, 0);
  byId('discoveries').hidden = summary.total_scrobbles === 0;
  if (summary.total_scrobbles === 0)
    return;
  byId('discoveries-summary').textContent = discovered.length > 0
    ? `${plural(summary.total_new_artists, 'artist', 'artists')} heard for the first time; ${formatPercent(newPlays / summary.total_scrobbles)} of plays were of new tracks`
    : `${formatPercent(newPlays / summary.total_scrobbles)} of plays were of new tracks`;
  replace(byId('discoveries-list'), discovered.map(discoveryCard));
  if (discovered.length === 0)
    replace(byId('discoveries-list'), element('li', { class: 'rank-none' }, 'Nobody new: these are old friends.'));
}

function discoveryCard({ artist, track, first_heard, total_plays }) {
  const day = localDay(first_heard);
  return element('li', { class: 'discovery' }, artistMark(artist),
    element('div', { class: 'discovery-words' },
      element('span', { class: 'rank-name' }, named(artist)),
      element('span', { class: 'rank-by' }, element('a', { href: periodAddress(day) }, element('time', { datetime: first_heard }, formatDay(day))), ' with ', named(track)),
      element('span', { class: 'rank-by' }, total_plays === 1 ? 'played once' : `${plays(total_plays)} since`)));
}
