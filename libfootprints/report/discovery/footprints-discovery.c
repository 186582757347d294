/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One artist in the discoveries report: its properties and their getters. */

#include "libfootprints/report/discovery/footprints-discovery-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsDiscovery:artist: (getter get_artist)
   *
   * The name of the artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiscoveryRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsDiscovery:first-at: (getter get_first_at)
   *
   * When they were first played, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiscoveryRow, INSTANT, first_at, "first-at", "first_heard"),
  FOOTPRINTS_FIELD (FootprintsDiscoveryRow, TEXT, period, NULL, "period"),
  /**
   * FootprintsDiscovery:track: (getter get_track)
   *
   * The title of the track that was played then.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiscoveryRow, NAME, track, "track", "track"),
  /**
   * FootprintsDiscovery:n-plays: (getter get_n_plays)
   *
   * How many plays they have had since then.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsDiscoveryRow, COUNT, n_plays, "n-plays", "total_plays"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsDiscovery:
 *
 * An artist and the moment they were first played.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Discovery, discovery, fields)

/**
 * footprints_discovery_get_artist: (get-property artist)
 * @self: a discovery
 *
 * Gets the name of the artist.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Discovery, discovery, DISCOVERY, artist)

/**
 * footprints_discovery_get_first_at: (get-property first-at)
 * @self: a discovery
 *
 * Gets when they were first played, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Discovery, discovery, DISCOVERY, first_at)

/**
 * footprints_discovery_get_track: (get-property track)
 * @self: a discovery
 *
 * Gets the title of the track that was played then.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Discovery, discovery, DISCOVERY, track)

/**
 * footprints_discovery_get_n_plays: (get-property n-plays)
 * @self: a discovery
 *
 * Gets how many plays they have had since then.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Discovery, discovery, DISCOVERY, n_plays)
