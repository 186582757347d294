// SPDX-License-Identifier: LGPL-2.1-or-later
// Sessions one below the other: when, how long, who was heard in what order; each opens to its plays.

import { element, replace, spoken } from './dom.js';
import { formatGap, formatTime, formatTimes, formatWeekdayAndDay, localDay, plays } from './format.js';
import { artistLink } from './links.js';
import { playRow } from './plays-list.js';
import { periodAddress } from './router.js';
import { colours, colourOf, sessionStrip } from './session-strip.js';
import { t } from './words.js';

/** `longest` minutes are as wide as the page. */
export function sessionRow(session, longest) {
  const { id, start_time: start, end_time: end, duration_minutes: minutes } = session;
  const day = localDay(start);
  const artists = artistsOf(session.tracks);
  const list = element('ol', { id: `${id}-plays`, class: 'plays', hidden: true });
  const toggle = element('button', { class: 'button button-quiet session-toggle', type: 'button', 'aria-expanded': 'false', 'aria-controls': list.id, onclick: open },
    t('sessions.plays'), spoken(t('sessions.of', { day: formatWeekdayAndDay(day), time: formatTime(start) })));

  /** The rows are made when they are wanted. */
  function open() {
    list.hidden = !list.hidden;
    toggle.setAttribute('aria-expanded', String(!list.hidden));
    replace(list, list.hidden ? null : session.tracks.map(play => playRow(play, undefined, { tabindex: -1 })));
  }

  return element('li', { class: 'session', tabindex: -1 },
    element('div', { class: 'session-head' },
      element('h3', { class: 'session-day' }, element('a', { href: periodAddress(day, 'timeline') }, element('time', { datetime: start }, formatWeekdayAndDay(day)))),
      element('span', { class: 'session-time' }, formatTimes(start, end))),
    element('p', { class: 'session-facts' }, [formatLasting(minutes), plays(session.track_count), t('artists.count', { count: session.unique_artists })].join(' · ')),
    sessionStrip(session, artists, longest),
    element('ul', { class: 'session-artists' }, artists.slice(0, colours).map(({ artist }, index) =>
      element('li', {}, element('span', { class: 'swatch', 'data-colour': colourOf(index), 'aria-hidden': 'true' }), artistLink(artist))),
    artists.length > colours && element('li', {}, element('span', { class: 'swatch', 'data-colour': 'other', 'aria-hidden': 'true' }), t('sessions.others', { count: artists.length - colours }))),
    toggle, list);
}

function formatLasting(minutes) {
  return minutes > 0 ? formatGap(minutes * 60) : t('sessions.short');
}

/** Those with most plays first, of several the one heard first, so that a session always has the same colours. */
function artistsOf(tracks) {
  const counts = new Map();
  for (const { artist } of tracks)
    counts.set(artist, (counts.get(artist) ?? 0) + 1);
  return Array.from(counts, ([artist, count]) => ({ artist, count })).sort((one, other) => other.count - one.count);
}
