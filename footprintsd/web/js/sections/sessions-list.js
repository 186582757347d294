// SPDX-License-Identifier: LGPL-2.1-or-later
// Sessions one below the other: when, how long, who was heard in what order; each opens to its plays.

import { element, replace, spoken } from '../base/dom.js';
import {
  formatGap,
  formatTime,
  formatTimes,
  formatWeekdayAndDay,
  localDay,
  plays,
} from '../base/format.js';
import { showNotice } from '../base/notice.js';
import { t } from '../base/words.js';
import { playRow } from '../charts/plays-list.js';
import { colours, colourOf, sessionStrip } from '../charts/session-strip.js';
import { artistLink } from '../frame/links.js';
import { periodAddress } from '../frame/router.js';

/** `longest` minutes fill the page width. `fetchPlays` fetches plays from an offset on, for a session with more than were sent. */
export function sessionRow(session, longest, fetchPlays) {
  const { id, start_time: start, end_time: end, duration_minutes: minutes } = session;
  const day = localDay(start);
  const artists = artistsOf(session.tracks);
  const list = element('ol', { class: 'plays' });
  const more = element(
    'button',
    { class: 'button more', type: 'button', onclick: showMore },
    t('charts.more'),
  );
  const listed = element(
    'div',
    { id: `${id}-plays`, class: 'session-plays', hidden: true },
    list,
    more,
  );
  const toggle = element(
    'button',
    {
      class: 'button button-quiet session-toggle',
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': listed.id,
      onclick: open,
    },
    t('sessions.plays'),
    spoken(t('sessions.of', { day: formatWeekdayAndDay(day), time: formatTime(start) })),
  );

  /** The rows are created on demand. */
  function open() {
    listed.hidden = !listed.hidden;
    toggle.setAttribute('aria-expanded', String(!listed.hidden));
    replace(list, listed.hidden ? null : rows(session.tracks));
    more.hidden = session.tracks.length >= session.track_count;
  }

  async function showMore() {
    const from = list.childElementCount;
    try {
      const tracks = await fetchPlays(from);
      list.append(...rows(tracks));
      more.hidden = tracks.length === 0 || list.childElementCount >= session.track_count;
      list.children[from]?.focus({ preventScroll: true });
    } catch (error) {
      if (error.name !== 'AbortError') showNotice(error.message);
    }
  }

  return element(
    'li',
    { class: 'session', tabindex: -1 },
    element(
      'div',
      { class: 'session-head' },
      element(
        'h3',
        { class: 'session-day' },
        element(
          'a',
          { href: periodAddress(day, 'timeline') },
          element('time', { datetime: start }, formatWeekdayAndDay(day)),
        ),
      ),
      element('span', { class: 'session-time' }, formatTimes(start, end)),
    ),
    element(
      'p',
      { class: 'session-facts' },
      [
        formatLasting(minutes),
        plays(session.track_count),
        t('artists.count', { count: session.unique_artists }),
      ].join(' · '),
    ),
    sessionStrip(session, artists, longest),
    element(
      'ul',
      { class: 'session-artists' },
      artists.slice(0, colours).map(({ artist }, index) =>
        element(
          'li',
          {},
          element('span', {
            class: 'swatch',
            'data-colour': colourOf(index),
            'aria-hidden': 'true',
          }),
          artistLink(artist),
        ),
      ),
      artists.length > colours &&
        element(
          'li',
          {},
          element('span', { class: 'swatch', 'data-colour': 'other', 'aria-hidden': 'true' }),
          t('sessions.others', { count: artists.length - colours }),
        ),
    ),
    toggle,
    listed,
  );
}

function rows(tracks) {
  return tracks.map(play => playRow(play, undefined, { tabindex: -1 }));
}

function formatLasting(minutes) {
  return minutes > 0 ? formatGap(minutes * 60) : t('sessions.short');
}

/** Most plays first, on a tie the one heard first, so that a session always has the same colours. */
function artistsOf(tracks) {
  const counts = new Map();
  for (const { artist } of tracks) counts.set(artist, (counts.get(artist) ?? 0) + 1);
  return Array.from(counts, ([artist, count]) => ({ artist, count })).sort(
    (one, other) => other.count - one.count,
  );
}
