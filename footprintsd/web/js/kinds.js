// SPDX-License-Identifier: LGPL-2.1-or-later
// Artists, albums and tracks: what the server calls them, and how they are told apart, named and drawn.

import { albumMark, artistMark, trackMark } from './mark.js';

export const kinds = {
  artists: {
    title: 'kind.artists', none: 'kind.artists.none', field: 'top_artists', total: 'artists',
    key: row => row.name, name: row => row.name, by: () => null, mark: row => artistMark(row.name),
  },
  albums: {
    title: 'kind.albums', none: 'kind.albums.none', field: 'top_albums', total: 'albums',
    key: row => `${row.artist}\u0000${row.album}`, name: row => row.album, by: row => row.artist, mark: row => albumMark(row.artist, row.album),
  },
  tracks: {
    title: 'kind.tracks', none: 'kind.tracks.none', field: 'top_tracks', total: 'tracks',
    key: row => `${row.artist}\u0000${row.track}`, name: row => row.track, by: row => row.artist, mark: row => trackMark(row.artist, row.track),
  },
};
