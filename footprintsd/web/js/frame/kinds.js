// SPDX-License-Identifier: LGPL-2.1-or-later
// Artists, albums and tracks: the server's names for them, and how they are identified, shown and linked.

import { albumMark, artistMark, trackMark } from '../base/mark.js';
import { albumAddress, artistAddress, trackAddress } from './links.js';

export const kinds = {
  artists: {
    title: 'kind.artists',
    none: 'kind.artists.none',
    field: 'top_artists',
    total: 'artists',
    page: 'artist',
    name: row => row.name,
    by: () => null,
    mark: row => artistMark(row.name),
    address: row => artistAddress(row.name),
  },
  albums: {
    title: 'kind.albums',
    none: 'kind.albums.none',
    field: 'top_albums',
    total: 'albums',
    page: 'album',
    name: row => row.album,
    by: row => row.artist,
    mark: row => albumMark(row.artist, row.album),
    address: row => albumAddress(row.artist, row.album),
  },
  tracks: {
    title: 'kind.tracks',
    none: 'kind.tracks.none',
    field: 'top_tracks',
    total: 'tracks',
    page: 'track',
    name: row => row.track,
    by: row => row.artist,
    mark: row => trackMark(row.artist, row.track),
    address: row => trackAddress(row.artist, row.track),
  },
};
