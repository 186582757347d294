/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-concentration-point-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsConcentrationPoint:n-artists: (getter get_n_artists)
   *
   * How many artists these are, the most played ones.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsConcentrationPointRow, UINT, n_artists, "n-artists", "artists"),
  /**
   * FootprintsConcentrationPoint:artist-share: (getter get_artist_share)
   *
   * The part of all artists that they are, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (
      FootprintsConcentrationPointRow, SHARE, artist_share, "artist-share", "artist_share"),
  /**
   * FootprintsConcentrationPoint:play-share: (getter get_play_share)
   *
   * The part of all plays that are theirs, 0 to 1.
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
 * How much of what was heard the most played artists are: an entry of [class@Concentration].
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
 * Gets how many artists these are, the most played ones.
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
 * Gets the part of all artists that they are, 0 to 1.
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
 * Gets the part of all plays that are theirs, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (
    double, ConcentrationPoint, concentration_point, CONCENTRATION_POINT, play_share)
