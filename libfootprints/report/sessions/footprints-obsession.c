/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One track in the obsessions report: its properties and their getters. */

#include "libfootprints/report/sessions/footprints-obsession-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsObsession:artist: (getter get_artist)
   *
   * The artist of the track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsObsessionRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsObsession:track: (getter get_track)
   *
   * The title of the track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsObsessionRow, NAME, track, "track", "track"),
  /**
   * FootprintsObsession:week: (getter get_week)
   *
   * The week, as `2024-W11`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsObsessionRow, TEXT, week, "week", "week"),
  /**
   * FootprintsObsession:day: (getter get_day)
   *
   * The Monday of the week, as `2024-03-11`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsObsessionRow, TEXT, day, "day", "day"),
  /**
   * FootprintsObsession:n-plays-in-week: (getter get_n_plays_in_week)
   *
   * How often it was played in that week.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsObsessionRow, COUNT, n_plays_in_week, "n-plays-in-week", "scrobbles_in_week"),
  /**
   * FootprintsObsession:n-plays: (getter get_n_plays)
   *
   * How often it was played in the whole history.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsObsessionRow, COUNT, n_plays, "n-plays", "scrobbles"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsObsession:
 *
 * A track that was played mostly in one week: an entry of [class@Obsessions].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Obsession, obsession, fields)

/**
 * footprints_obsession_get_artist: (get-property artist)
 * @self: an obsession
 *
 * Gets the artist of the track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Obsession, obsession, OBSESSION, artist)

/**
 * footprints_obsession_get_track: (get-property track)
 * @self: an obsession
 *
 * Gets the title of the track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Obsession, obsession, OBSESSION, track)

/**
 * footprints_obsession_get_week: (get-property week)
 * @self: an obsession
 *
 * Gets the week, as `2024-W11`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Obsession, obsession, OBSESSION, week)

/**
 * footprints_obsession_get_day: (get-property day)
 * @self: an obsession
 *
 * Gets the Monday of the week, as `2024-03-11`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Obsession, obsession, OBSESSION, day)

/**
 * footprints_obsession_get_n_plays_in_week: (get-property n-plays-in-week)
 * @self: an obsession
 *
 * Gets how often it was played in that week.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Obsession, obsession, OBSESSION, n_plays_in_week)

/**
 * footprints_obsession_get_n_plays: (get-property n-plays)
 * @self: an obsession
 *
 * Gets how often it was played in the whole history.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Obsession, obsession, OBSESSION, n_plays)
