/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One artist in a comparison of two periods: its properties and their getters. */

#include "libfootprints/report/review/footprints-change-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsChange:artist: (getter get_artist)
   *
   * The name of the artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, NAME, artist, "artist", NULL),
  /**
   * FootprintsChange:n-plays: (getter get_n_plays)
   *
   * How many plays they have in the first period.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, COUNT, n_plays, "n-plays", NULL),
  /**
   * FootprintsChange:n-plays-other: (getter get_n_plays_other)
   *
   * How many plays they have in the other period.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, COUNT, n_plays_other, "n-plays-other", NULL),
  /**
   * FootprintsChange:share: (getter get_share)
   *
   * Their share of all plays in the first period, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, SHARE, share, "share", NULL),
  /**
   * FootprintsChange:share-other: (getter get_share_other)
   *
   * Their share of all plays in the other period, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, SHARE, share_other, "share-other", NULL),
  /**
   * FootprintsChange:rank: (getter get_rank)
   *
   * Their place in the chart of the first period, from 1; 0 when they are not in it.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, UINT, rank, "rank", NULL),
  /**
   * FootprintsChange:rank-other: (getter get_rank_other)
   *
   * Their place in the chart of the other period, from 1; 0 when they are not in it.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChangeRow, UINT, rank_other, "rank-other", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsChange:
 *
 * An artist's plays in two periods: an entry of [class@Changes].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Change, change, fields)

/**
 * footprints_change_get_artist: (get-property artist)
 * @self: a change
 *
 * Gets the name of the artist.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Change, change, CHANGE, artist)

/**
 * footprints_change_get_n_plays: (get-property n-plays)
 * @self: a change
 *
 * Gets how many plays they have in the first period.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Change, change, CHANGE, n_plays)

/**
 * footprints_change_get_n_plays_other: (get-property n-plays-other)
 * @self: a change
 *
 * Gets how many plays they have in the other period.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Change, change, CHANGE, n_plays_other)

/**
 * footprints_change_get_share: (get-property share)
 * @self: a change
 *
 * Gets their share of all plays in the first period, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, Change, change, CHANGE, share)

/**
 * footprints_change_get_share_other: (get-property share-other)
 * @self: a change
 *
 * Gets their share of all plays in the other period, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, Change, change, CHANGE, share_other)

/**
 * footprints_change_get_rank: (get-property rank)
 * @self: a change
 *
 * Gets their place in the chart of the first period, from 1; 0 when they are not in it.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Change, change, CHANGE, rank)

/**
 * footprints_change_get_rank_other: (get-property rank-other)
 * @self: a change
 *
 * Gets their place in the chart of the other period, from 1; 0 when they are not in it.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Change, change, CHANGE, rank_other)
