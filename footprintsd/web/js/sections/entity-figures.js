// SPDX-License-Identifier: LGPL-2.1-or-later
// An artist, an album or a track in numbers: plays, rank and share, and when it was first and last heard.

import { element } from '../base/dom.js';
import {
  formatCount,
  formatListened,
  formatMoment,
  formatPlace,
  formatShare,
  localDay,
} from '../base/format.js';
import { t } from '../base/words.js';
import { changeNode, figureNode } from '../charts/figures.js';
import { kinds } from '../frame/kinds.js';
import { albumLink } from '../frame/links.js';
import { estimatedWords } from '../frame/measures.js';
import { periodAddress, viewAddress } from '../frame/router.js';

export function entityFigures(
  subject,
  { stats, albums_completed: completed },
  earlier,
  earlierPeriod,
) {
  return element(
    'section',
    { class: 'figures-frame', 'aria-labelledby': 'figures-title' },
    element('h2', { id: 'figures-title', class: 'hidden' }, t('figures.title')),
    element(
      'dl',
      { id: 'figures', class: 'figures' },
      figuresOf(subject, stats, earlier?.stats).map(figureNode),
    ),
    earlierPeriod &&
      element(
        'p',
        { class: 'figures-before' },
        t(earlier.stats.total_scrobbles ? 'figures.against' : 'figures.againstNone', {
          period: earlierPeriod.title,
        }),
      ),
    element(
      'dl',
      { class: 'extent' },
      fact('figures.first', momentLink(stats.first_scrobble)),
      fact('figures.last', momentLink(stats.last_scrobble)),
      subject.kind === 'tracks' &&
        stats.album &&
        fact('entity.album', albumLink(stats.album_artist, stats.album)),
      subject.kind === 'albums' &&
        completed?.length > 0 &&
        fact('entity.heardThrough', t('entity.times', { count: completed[0].times })),
    ),
  );
}

function figuresOf(subject, stats, earlier) {
  const { kind, name, by } = subject;
  const { total_scrobbles: count, minutes, rank, share } = stats;
  return [
    {
      key: 'scrobbles',
      text: formatCount(count),
      words: t('figure.scrobbles', { count }),
      change: earlier && changeNode(count, earlier.total_scrobbles),
    },
    {
      key: 'minutes',
      text: formatListened(minutes),
      words: t('figure.minutes'),
      change: earlier && changeNode(minutes, earlier.minutes),
      note: estimatedWords(stats.estimated_share),
    },
    {
      key: 'rank',
      text: formatPlace(rank),
      words: t(`entity.of.${kind}`),
      href: viewAddress('charts', { kind, find: name, of: by }),
      change: earlier?.rank && placeChange(rank, earlier.rank),
    },
    { key: 'share', text: formatShare(share), words: t('entity.ofPlays') },
    kind === 'artists' && {
      key: 'albums',
      text: formatCount(stats.unique_albums),
      words: t('figure.albums', { count: stats.unique_albums }),
    },
    kind !== 'tracks' && {
      key: 'tracks',
      text: formatCount(stats.unique_tracks),
      words: t('figure.tracks', { count: stats.unique_tracks }),
    },
  ].filter(Boolean);
}

function placeChange(rank, was) {
  if (rank === was) return element('span', { class: 'change change-same' }, t('entity.asBefore'));
  const direction = rank < was ? 'up' : 'down';
  return element(
    'span',
    { class: `change change-${direction}` },
    element('span', { 'aria-hidden': 'true' }, direction === 'up' ? '▲ ' : '▼ '),
    t('entity.was', { place: formatPlace(was) }),
  );
}

function fact(name, ...content) {
  return [element('dt', {}, t(name)), element('dd', {}, ...content)];
}

/** Links to that day in the timeline. */
function momentLink(seconds) {
  const moment = new Date(seconds * 1000).toISOString();
  return element(
    'a',
    { href: periodAddress(localDay(moment), 'timeline') },
    element('time', { datetime: moment }, formatMoment(moment)),
  );
}
