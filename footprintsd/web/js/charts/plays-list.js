// SPDX-License-Identifier: LGPL-2.1-or-later
// One play as a row: time, track, artist, album, and the source.

import { element, named, spoken } from '../base/dom.js';
import { formatMoment, formatTime } from '../base/format.js';
import { trackMark } from '../base/mark.js';
import { sentence, t } from '../base/words.js';
import { albumLink, artistLink, trackLink } from '../frame/links.js';
import { changedAddress, isShown, viewAddress } from '../frame/router.js';

export function playRow(play, when = formatTime(play.timestamp), properties = {}) {
  return element(
    'li',
    { class: 'play', ...properties },
    element(
      'time',
      { class: 'play-time', datetime: play.timestamp, title: formatMoment(play.timestamp) },
      when,
    ),
    trackMark(play.artist, play.track),
    element('span', { class: 'play-track' }, trackLink(play.artist, play.track)),
    element('span', { class: 'play-artist' }, aside('by', { artist: artistLink(play.artist) })),
    element(
      'span',
      { class: 'play-album' },
      play.album ? aside('from', { album: albumLink(play.album_artist, play.album) }) : [],
    ),
    element(
      'span',
      { class: 'play-source' },
      play.source && sourceTag(play.source, play.other_sources ?? []),
    ),
  );
}

/** The room is for one name: how many others there are is shown, and who they are is told on request. */
function sourceTag(source, others) {
  const also = others.length > 0 && t('reportedAlso', { sources: others.join(', ') });
  return element(
    'a',
    { class: 'tag', href: sourceAddress(source), title: also || null },
    aside('reported', { source: named(source) }),
    also && [element('span', { 'aria-hidden': 'true' }, ` +${others.length}`), spoken(`, ${also}`)],
  );
}

/** A filtered timeline is filtered further. */
function sourceAddress(source) {
  return isShown('timeline') ? changedAddress({ source }) : viewAddress('timeline', { source });
}

/** The words in between are for screen readers only. */
export function aside(name, values) {
  return sentence(name, values).map(part =>
    typeof part === 'string' ? part && spoken(part) : part,
  );
}
