// SPDX-License-Identifier: LGPL-2.1-or-later
// The views, in the order of the navigation. Another one is a line here, its module, and its words: "view.NAME".
//
//   load     its module, fetched when it is first wanted; it exports show (container, context), see stage.js
//   icon     drawn by icons.js
//   period   whether it obeys the period
//   keeps    which of its parameters stay when the period changes
//   own      only the listener sees it
//   nav      false for one that other views lead to
//   subject  the kind of what it is about, see kinds.js and subject.js

import { styled } from './styled.js';

const loadEntity = () => styled(import('./view-entity.js'), 'pages.css');

export const views = {
  overview: { load: () => import('./view-overview.js'), icon: 'overview', period: true, keeps: ['by'] },
  charts: { load: () => styled(import('./view-charts.js'), 'pages.css'), icon: 'charts', period: true, keeps: ['kind', 'by', 'compare'] },
  timeline: { load: () => styled(import('./view-timeline.js'), 'pages.css'), icon: 'timeline', period: true, keeps: ['artist', 'album', 'track', 'source'] },
  patterns: { load: () => styled(import('./view-patterns.js'), 'pages.css'), icon: 'patterns', period: true },
  sessions: { load: () => styled(import('./view-sessions.js'), 'pages.css'), icon: 'sessions', period: true, keeps: ['list'] },
  year: { load: () => styled(import('./view-year.js'), 'story.css'), icon: 'year', period: true },
  compare: { load: () => styled(import('./view-compare.js'), 'pages.css'), icon: 'compare', period: true, keeps: ['compare'] },
  discovery: { load: () => styled(import('./view-discovery.js'), 'pages.css', 'story.css'), icon: 'discovery', period: true },
  diversity: { load: () => styled(import('./view-diversity.js'), 'pages.css'), icon: 'diversity', period: true },
  flow: { load: () => styled(import('./view-flow.js'), 'story.css'), icon: 'flow', period: true, keeps: ['min'] },
  artist: { load: loadEntity, period: true, nav: false, subject: 'artists', keeps: ['artist'] },
  album: { load: loadEntity, period: true, nav: false, subject: 'albums', keeps: ['artist', 'album'] },
  track: { load: loadEntity, period: true, nav: false, subject: 'tracks', keeps: ['artist', 'track'] },
  removed: { load: () => styled(import('./view-removed.js')), nav: false, own: true },
  import: { load: () => styled(import('./view-import.js')), icon: 'import', own: true },
  sync: { load: () => styled(import('./view-sync.js')), icon: 'sync', own: true },
  settings: { load: () => styled(import('./view-settings.js')), icon: 'settings', own: true },
};
