// SPDX-License-Identifier: LGPL-2.1-or-later
// What a timeline is filtered by: an artist, an album, a track, or the source that reported the plays.

import { element, named, spoken } from '../base/dom.js';
import { sentence, t } from '../base/words.js';
import { albumLink, artistLink, trackLink } from '../frame/links.js';
import { address, changedAddress } from '../frame/router.js';
import { stateNode } from '../frame/states.js';

const names = ['artist', 'album', 'track', 'source'];

/** The filter in the address, as the server accepts it; null if there is none. */
export function filterIn(params) {
  const found = Object.fromEntries(
    names.filter(name => params.get(name)).map(name => [name, params.get(name)]),
  );
  return Object.keys(found).length > 0 ? found : null;
}

/** The parts of a filter, each with a way to remove it. */
export function filterBar(filter, count) {
  return element(
    'p',
    { class: 'filters', role: 'group', 'aria-label': t('filter.label') },
    element('span', { class: 'filters-count' }, t('plays', { count })),
    Object.entries(filter).map(([name, value]) => filterChip(name, value, filter)),
  );
}

function filterChip(name, value, filter) {
  return element(
    'span',
    { class: 'filter' },
    element('span', {}, sentence(`filter.${name}`, { name: nameNode(name, value, filter) })),
    element(
      'a',
      { class: 'filter-away', href: changedAddress({ [name]: null }) },
      element('span', { 'aria-hidden': 'true' }, '×'),
      spoken(t('filter.away', { name: value })),
    ),
  );
}

function nameNode(name, value, { artist }) {
  switch (name) {
    case 'artist':
      return artistLink(value);
    case 'album':
      return artist ? albumLink(artist, value) : named(value);
    case 'track':
      return artist ? trackLink(artist, value) : named(value);
    default:
      return named(value);
  }
}

/** Offers to look in all of time. */
export function filteredNone(filter, period) {
  return stateNode(
    'empty',
    t('quiet.title'),
    t('filter.none', {
      names: Object.values(filter)
        .map(name => `\u2068${name}\u2069`)
        .join(', '),
    }),
    period.start &&
      element(
        'a',
        { class: 'button button-main', href: address('timeline', 'alltime', filter) },
        t('period.alltime'),
      ),
    element('a', { class: 'button', href: address('timeline', period.text) }, t('filter.all')),
  );
}
