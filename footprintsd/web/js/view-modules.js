// SPDX-License-Identifier: LGPL-2.1-or-later
// The module of each view in frame/views.js, fetched with its style sheets when first needed. A module exports
// show (container, context), see frame/stage.js. This file is above all views, so that views need not know it.

import { styled } from './base/styled.js';

const pages = ['pages.css', 'pages-widths.css'];

const loadEntity = () => styled(import('./views/view-entity.js'), ...pages);

const loaders = {
  overview: () => import('./views/view-overview.js'),
  charts: () => styled(import('./views/view-charts.js'), ...pages),
  timeline: () => styled(import('./views/view-timeline.js'), ...pages),
  patterns: () => styled(import('./views/view-patterns.js'), ...pages),
  sessions: () => styled(import('./views/view-sessions.js'), ...pages),
  year: () => styled(import('./views/view-year.js'), 'story.css'),
  compare: () => styled(import('./views/view-compare.js'), ...pages),
  discovery: () => styled(import('./views/view-discovery.js'), ...pages, 'story.css'),
  diversity: () => styled(import('./views/view-diversity.js'), ...pages),
  flow: () => styled(import('./views/view-flow.js'), 'story.css'),
  artist: loadEntity,
  album: loadEntity,
  track: loadEntity,
  removed: () => styled(import('./views/view-removed.js')),
  import: () => styled(import('./views/view-import.js'), 'own.css', 'own-widths.css', 'plan.css'),
  sync: () => styled(import('./views/view-sync.js')),
  settings: () => styled(import('./views/view-settings.js')),
};

export function loadView(name) {
  return loaders[name]();
}

/** Setup and login, which come before all views. */
export function loadEntry() {
  return styled(import('./views/view-entry.js'));
}

/** For those who come back from there. */
export function loadSpotify() {
  return import('./sync/sync-spotify.js');
}
