// SPDX-License-Identifier: LGPL-2.1-or-later
// The one artist, album or track that a view is about, as the address names it.

import { kinds } from './kinds.js';

const rows = {
  artists: params => ({ name: params.get('artist') ?? '' }),
  albums: params => ({ artist: params.get('artist') ?? '', album: params.get('album') ?? '' }),
  tracks: params => ({ artist: params.get('artist') ?? '', track: params.get('track') ?? '' }),
};

/**
 * Returns { kind, row, name, artist, by, path, filter }: `path` holds the segments of its resource, `filter` selects
 * its plays; `by` is null for an artist.
 */
export function subjectOf(kind, params) {
  const row = rows[kind](params);
  const { name, by, page } = kinds[kind];
  const artist = by(row) ?? name(row);
  const filter = by(row) === null ? { artist } : { artist, [page]: name(row) };
  return {
    kind,
    row,
    name: name(row),
    artist,
    by: by(row),
    path: [page, ...Object.values(filter)],
    filter,
  };
}
