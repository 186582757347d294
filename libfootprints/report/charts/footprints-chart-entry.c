/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of an entry of a chart, which become its properties. The chart writes its JSON. */

#include "libfootprints/report/charts/footprints-chart-entry-private.h"

#include "libfootprints/core/footprints-enum-types.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsChartEntry:rank: (getter get_rank)
   *
   * The rank, from 1; equal counts share one.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, UINT, rank, "rank", NULL),
  /**
   * FootprintsChartEntry:n-plays: (getter get_n_plays)
   *
   * How often it was played.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, COUNT, n_plays, "n-plays", NULL),
  /**
   * FootprintsChartEntry:listened-s: (getter get_listened_s)
   *
   * The total length of its plays in seconds, in charts by minutes; 0 in others.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, COUNT, listened_s, "listened-s", NULL),
  /**
   * FootprintsChartEntry:share: (getter get_share)
   *
   * Its share of all plays of the period, 0 to 1; of their time in charts by minutes.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, SHARE, share, "share", NULL),
  /**
   * FootprintsChartEntry:previous-rank: (getter get_previous_rank)
   *
   * The rank in the earlier chart; 0 if it was not in it, or if there is no comparison.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, UINT, previous_rank, "previous-rank", NULL),
  /**
   * FootprintsChartEntry:movement: (getter get_movement)
   *
   * How it moved since the earlier chart.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_FIELD (FootprintsChartEntryRow,
                         movement,
                         "movement",
                         NULL,
                         footprints_movement_get_type,
                         FOOTPRINTS_MOVEMENT_NONE,
                         NULL),
  /**
   * FootprintsChartEntry:name: (getter get_name)
   *
   * The name of the artist, or the title of the album or track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, NAME, name, "name", NULL),
  /**
   * FootprintsChartEntry:artist: (getter get_artist)
   *
   * The artist of a track or the album artist of an album; %NULL for artists.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsChartEntryRow, NAME, artist, "artist", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsChartEntry:
 *
 * An entry of a [class@Chart].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (ChartEntry, chart_entry, fields)

/**
 * footprints_chart_entry_get_rank: (get-property rank)
 * @self: an entry
 *
 * Gets the rank, from 1; equal counts share one.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, ChartEntry, chart_entry, CHART_ENTRY, rank)

/**
 * footprints_chart_entry_get_n_plays: (get-property n-plays)
 * @self: an entry
 *
 * Gets how often it was played.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ChartEntry, chart_entry, CHART_ENTRY, n_plays)

/**
 * footprints_chart_entry_get_listened_s: (get-property listened-s)
 * @self: an entry
 *
 * Gets the total length of its plays.
 *
 * Returns: seconds; 0 in charts by plays
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, ChartEntry, chart_entry, CHART_ENTRY, listened_s)

/**
 * footprints_chart_entry_get_share: (get-property share)
 * @self: an entry
 *
 * Gets its share of all plays of the period, 0 to 1; of their time in charts by minutes.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, ChartEntry, chart_entry, CHART_ENTRY, share)

/**
 * footprints_chart_entry_get_previous_rank: (get-property previous-rank)
 * @self: an entry
 *
 * Gets the rank in the earlier chart; 0 if it was not in it, or if there is no comparison.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, ChartEntry, chart_entry, CHART_ENTRY, previous_rank)

/**
 * footprints_chart_entry_get_movement: (get-property movement)
 * @self: an entry
 *
 * Gets how it moved since the earlier chart.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (FootprintsMovement, ChartEntry, chart_entry, CHART_ENTRY, movement)

/**
 * footprints_chart_entry_get_name: (get-property name)
 * @self: an entry
 *
 * Gets the name of the artist, or the title of the album or track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, ChartEntry, chart_entry, CHART_ENTRY, name)

/**
 * footprints_chart_entry_get_artist: (get-property artist)
 * @self: an entry
 *
 * Gets the artist of a track or the album artist of an album; %NULL for artists.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, ChartEntry, chart_entry, CHART_ENTRY, artist)
