// SPDX-License-Identifier: LGPL-2.1-or-later
// The views, in navigation order. A new view needs a line here, its module in ../view-modules.js, and its words:
// "view.NAME".
//
//   icon     drawn by icons.js
//   period   whether it uses the period
//   keeps    which of its parameters stay when the period changes
//   own      only the listener sees it
//   nav      false if only other views link to it
//   subject  the kind of its subject, see kinds.js and subject.js

export const views = {
  overview: { icon: 'overview', period: true, keeps: ['by'] },
  charts: { icon: 'charts', period: true, keeps: ['kind', 'by', 'compare'] },
  timeline: { icon: 'timeline', period: true, keeps: ['artist', 'album', 'track', 'source'] },
  patterns: { icon: 'patterns', period: true },
  sessions: { icon: 'sessions', period: true, keeps: ['list'] },
  year: { icon: 'year', period: true },
  compare: { icon: 'compare', period: true, keeps: ['compare'] },
  discovery: { icon: 'discovery', period: true },
  diversity: { icon: 'diversity', period: true },
  flow: { icon: 'flow', period: true, keeps: ['min'] },
  artist: { period: true, nav: false, subject: 'artists', keeps: ['artist'] },
  album: { period: true, nav: false, subject: 'albums', keeps: ['artist', 'album'] },
  track: { period: true, nav: false, subject: 'tracks', keeps: ['artist', 'track'] },
  removed: { nav: false, own: true },
  import: { icon: 'import', own: true },
  sync: { icon: 'sync', own: true },
  settings: { icon: 'settings', own: true },
};
