/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One day in the report of anniversaries: its properties and their getters. */

#include "libfootprints/report/review/footprints-anniversary-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsAnniversary:day: (getter get_day)
   *
   * The day, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsAnniversaryRow, TEXT, day, "day", NULL),
  /**
   * FootprintsAnniversary:n-plays: (getter get_n_plays)
   *
   * How many plays it has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsAnniversaryRow, COUNT, n_plays, "n-plays", NULL),
  /**
   * FootprintsAnniversary:artist: (getter get_artist)
   *
   * The most played artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsAnniversaryRow, NAME, artist, "artist", NULL),
  /**
   * FootprintsAnniversary:track: (getter get_track)
   *
   * The title of the most played track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsAnniversaryRow, NAME, track, "track", NULL),
  /**
   * FootprintsAnniversary:track-artist: (getter get_track_artist)
   *
   * The artist of the most played track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsAnniversaryRow, NAME, track_artist, "track-artist", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsAnniversary:
 *
 * The same date in one year: an entry of [class@Anniversaries].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Anniversary, anniversary, fields)

/**
 * footprints_anniversary_get_day: (get-property day)
 * @self: a day
 *
 * Gets the day, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Anniversary, anniversary, ANNIVERSARY, day)

/**
 * footprints_anniversary_get_n_plays: (get-property n-plays)
 * @self: a day
 *
 * Gets how many plays it has.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Anniversary, anniversary, ANNIVERSARY, n_plays)

/**
 * footprints_anniversary_get_artist: (get-property artist)
 * @self: a day
 *
 * Gets the most played artist.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Anniversary, anniversary, ANNIVERSARY, artist)

/**
 * footprints_anniversary_get_track: (get-property track)
 * @self: a day
 *
 * Gets the title of the most played track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Anniversary, anniversary, ANNIVERSARY, track)

/**
 * footprints_anniversary_get_track_artist: (get-property track-artist)
 * @self: a day
 *
 * Gets the artist of the most played track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Anniversary, anniversary, ANNIVERSARY, track_artist)
