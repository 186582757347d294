/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One comeback in the comebacks report: its properties and their getters. */

#include "libfootprints/report/discovery/footprints-comeback-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsComeback:artist: (getter get_artist)
   *
   * The name of the artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsComebackRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsComeback:left-at: (getter get_left_at)
   *
   * When their last play before the gap began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsComebackRow, INSTANT, left_at, "left-at", "left"),
  /**
   * FootprintsComeback:returned-at: (getter get_returned_at)
   *
   * When their first play after the gap began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsComebackRow, INSTANT, returned_at, "returned-at", "returned"),
  /**
   * FootprintsComeback:n-days-away: (getter get_n_days_away)
   *
   * How long the gap was, in spans of 24 hours, rounded down.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsComebackRow, UINT, n_days_away, "n-days-away", "days_away"),
  /**
   * FootprintsComeback:n-plays-before: (getter get_n_plays_before)
   *
   * How many plays they had before the gap.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsComebackRow, COUNT, n_plays_before, "n-plays-before", "scrobbles_before"),
  /**
   * FootprintsComeback:n-plays-since: (getter get_n_plays_since)
   *
   * How many plays they have had since, up to the end of the history.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsComebackRow, COUNT, n_plays_since, "n-plays-since", "scrobbles_since"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsComeback:
 *
 * An artist who was played again after a long time: an entry of [class@Comebacks].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Comeback, comeback, fields)

/**
 * footprints_comeback_get_artist: (get-property artist)
 * @self: a comeback
 *
 * Gets the name of the artist.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Comeback, comeback, COMEBACK, artist)

/**
 * footprints_comeback_get_left_at: (get-property left-at)
 * @self: a comeback
 *
 * Gets when their last play before the gap began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Comeback, comeback, COMEBACK, left_at)

/**
 * footprints_comeback_get_returned_at: (get-property returned-at)
 * @self: a comeback
 *
 * Gets when their first play after the gap began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Comeback, comeback, COMEBACK, returned_at)

/**
 * footprints_comeback_get_n_days_away: (get-property n-days-away)
 * @self: a comeback
 *
 * Gets how long the gap was, in spans of 24 hours, rounded down.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Comeback, comeback, COMEBACK, n_days_away)

/**
 * footprints_comeback_get_n_plays_before: (get-property n-plays-before)
 * @self: a comeback
 *
 * Gets how many plays they had before the gap.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Comeback, comeback, COMEBACK, n_plays_before)

/**
 * footprints_comeback_get_n_plays_since: (get-property n-plays-since)
 * @self: a comeback
 *
 * Gets how many plays they have had since, up to the end of the history.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Comeback, comeback, COMEBACK, n_plays_since)
