/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of a point of the curve, which become its properties and the members of its JSON. */

#include "libfootprints/report/charts/footprints-concentration-point-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsConcentrationPoint:n-artists: (getter get_n_artists)
   *
   * How many of the most played artists the point covers.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsConcentrationPointRow, UINT, n_artists, "n-artists", "artists"),
  /**
   * FootprintsConcentrationPoint:artist-share: (getter get_artist_share)
   *
   * Their share of all artists, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsConcentrationPointRow, SHARE, artist_share, "artist-share", "artist_share"),
  /**
   * FootprintsConcentrationPoint:play-share: (getter get_play_share)
   *
   * Their share of all plays, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsConcentrationPointRow, SHARE, play_share, "play-share", "scrobble_share"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsConcentrationPoint:
 *
 * The share of the most played artists in all plays: an entry of [class@Concentration].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (ConcentrationPoint, concentration_point, fields)

/**
 * footprints_concentration_point_get_n_artists: (get-property n-artists)
 * @self: a point
 *
 * Gets how many of the most played artists the point covers.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    guint, ConcentrationPoint, concentration_point, CONCENTRATION_POINT, n_artists)

/**
 * footprints_concentration_point_get_artist_share: (get-property artist-share)
 * @self: a point
 *
 * Gets their share of all artists, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    double, ConcentrationPoint, concentration_point, CONCENTRATION_POINT, artist_share)

/**
 * footprints_concentration_point_get_play_share: (get-property play-share)
 * @self: a point
 *
 * Gets their share of all plays, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    double, ConcentrationPoint, concentration_point, CONCENTRATION_POINT, play_share)
