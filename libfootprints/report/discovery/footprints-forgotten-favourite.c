/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One artist in the report of forgotten favourites: its properties and their getters. */

#include "libfootprints/report/discovery/footprints-forgotten-favourite-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsForgottenFavourite:artist: (getter get_artist)
   *
   * The name of the artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsForgottenFavouriteRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsForgottenFavourite:n-plays: (getter get_n_plays)
   *
   * How many plays they had in the period.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsForgottenFavouriteRow, COUNT, n_plays, "n-plays", "scrobbles"),
  /**
   * FootprintsForgottenFavourite:last-at: (getter get_last_at)
   *
   * When the last of these plays began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsForgottenFavouriteRow, INSTANT, last_at, "last-at", "last_scrobble"),
  /**
   * FootprintsForgottenFavourite:n-days-silent: (getter get_n_days_silent)
   *
   * How much time had passed since then at the end of the period, in spans of 24 hours, rounded
   * down.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsForgottenFavouriteRow, UINT, n_days_silent, "n-days-silent", "days_silent"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsForgottenFavourite:
 *
 * An artist who was played a lot, but not recently: an entry of [class@ForgottenFavourites].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (ForgottenFavourite, forgotten_favourite, fields)

/**
 * footprints_forgotten_favourite_get_artist: (get-property artist)
 * @self: a forgotten favourite
 *
 * Gets the name of the artist.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    const char *, ForgottenFavourite, forgotten_favourite, FORGOTTEN_FAVOURITE, artist)

/**
 * footprints_forgotten_favourite_get_n_plays: (get-property n-plays)
 * @self: a forgotten favourite
 *
 * Gets how many plays they had in the period.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    gint64, ForgottenFavourite, forgotten_favourite, FORGOTTEN_FAVOURITE, n_plays)

/**
 * footprints_forgotten_favourite_get_last_at: (get-property last-at)
 * @self: a forgotten favourite
 *
 * Gets when the last of these plays began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    gint64, ForgottenFavourite, forgotten_favourite, FORGOTTEN_FAVOURITE, last_at)

/**
 * footprints_forgotten_favourite_get_n_days_silent: (get-property n-days-silent)
 * @self: a forgotten favourite
 *
 * Gets how much time had passed since then at the end of the period, in spans of 24 hours, rounded
 * down.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    guint, ForgottenFavourite, forgotten_favourite, FORGOTTEN_FAVOURITE, n_days_silent)
