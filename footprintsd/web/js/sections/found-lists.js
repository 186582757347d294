// SPDX-License-Identifier: LGPL-2.1-or-later
// Findings from looking back: comebacks, tracks played over and over, forgotten artists, milestones,
// and plays on this day in other years.

import { element, named } from '../base/dom.js';
import { formatDay, localDay } from '../base/format.js';
import { artistMark, trackMark } from '../base/mark.js';
import { sentence, t } from '../base/words.js';
import { sectionHead } from '../charts/chart-frame.js';
import { periodAddress } from '../frame/router.js';
import { milestoneTitle } from '../story/story-names.js';

export function comebackList(comebacks) {
  return foundSection(
    'comebacks',
    comebacks,
    ({ artist, left, returned, scrobbles_since: since }) =>
      foundRow(
        artistMark(artist),
        named(artist),
        sentence('found.comeback', {
          left: formatDay(localDay(left)),
          returned: dayLink(localDay(returned)),
          count: since,
        }),
      ),
  );
}

export function obsessionList(obsessions) {
  return foundSection(
    'obsessions',
    obsessions,
    ({ artist, track, week, day, scrobbles_in_week: inWeek, scrobbles }) =>
      foundRow(
        trackMark(artist, track),
        named(track),
        sentence('found.obsession', {
          artist: named(artist),
          week: element('a', { href: periodAddress(week, 'timeline') }, formatDay(day)),
          count: inWeek,
          all: scrobbles,
        }),
      ),
  );
}

export function forgottenList(forgotten) {
  return foundSection('forgotten', forgotten, ({ artist, scrobbles, last_scrobble: last }) =>
    foundRow(
      artistMark(artist),
      named(artist),
      sentence('found.forgottenWords', { count: scrobbles, day: dayLink(localDay(last)) }),
    ),
  );
}

export function milestoneList(milestones) {
  return foundSection(
    'milestones',
    milestones.toReversed(),
    ({ kind, number, artist, track, timestamp }) =>
      foundRow(
        trackMark(artist, track),
        milestoneTitle({ kind, number }),
        sentence('found.milestone', {
          day: dayLink(localDay(timestamp)),
          track: named(track),
          artist: named(artist),
        }),
      ),
  );
}

export function dayList(days) {
  return foundSection('onThisDay', days, ({ day, scrobbles, artist, track }) =>
    foundRow(
      artistMark(artist),
      dayLink(day),
      sentence('found.day', {
        count: scrobbles,
        artist: named(artist),
        track: named(track.track),
        by: named(track.artist),
      }),
    ),
  );
}

/** Null if nothing was found, so that it takes no room. */
function foundSection(name, rows, row) {
  if (rows.length === 0) return null;
  return element(
    'section',
    { class: 'found', 'aria-labelledby': `found-${name}` },
    sectionHead(`found-${name}`, t(`found.${name}`), t(`found.${name}Note`)),
    element('ol', { class: 'found-list' }, rows.map(row)),
  );
}

function foundRow(mark, title, words) {
  return element(
    'li',
    { class: 'discovery' },
    mark,
    element(
      'div',
      { class: 'discovery-words' },
      element('span', { class: 'rank-name' }, title),
      element('span', { class: 'rank-by found-words' }, words),
    ),
  );
}

function dayLink(day) {
  return element(
    'a',
    { href: periodAddress(day, 'timeline') },
    element('time', { datetime: day }, formatDay(day)),
  );
}
