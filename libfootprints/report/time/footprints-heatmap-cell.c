/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The fields of a cell of a heatmap, which become its properties. The heatmap writes its JSON
 * itself. */

#include "libfootprints/report/time/footprints-heatmap-cell-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsHeatmapCell:weekday: (getter get_weekday)
   *
   * The weekday, 1 (Monday) to 7 (Sunday).
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsHeatmapCellRow, UINT, weekday, "weekday", NULL),
  /**
   * FootprintsHeatmapCell:hour: (getter get_hour)
   *
   * The hour that a local clock shows, 0 to 23.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsHeatmapCellRow, UINT, hour, "hour", NULL),
  /**
   * FootprintsHeatmapCell:n-plays: (getter get_n_plays)
   *
   * How many plays began in this hour of this weekday.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsHeatmapCellRow, COUNT, n_plays, "n-plays", NULL),
  /**
   * FootprintsHeatmapCell:value: (getter get_value)
   *
   * Plays per week, if the heatmap has those; otherwise plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsHeatmapCellRow, DOUBLE, value, "value", NULL),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsHeatmapCell:
 *
 * One hour of one weekday of a [class@Heatmap].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (HeatmapCell, heatmap_cell, fields)

/**
 * footprints_heatmap_cell_get_weekday: (get-property weekday)
 * @self: a cell
 *
 * Gets the weekday.
 *
 * Returns: 1 (Monday) to 7 (Sunday)
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (GDateWeekday, HeatmapCell, heatmap_cell, HEATMAP_CELL, weekday)

/**
 * footprints_heatmap_cell_get_hour: (get-property hour)
 * @self: a cell
 *
 * Gets the hour that a local clock shows.
 *
 * Returns: 0 to 23
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, HeatmapCell, heatmap_cell, HEATMAP_CELL, hour)

/**
 * footprints_heatmap_cell_get_n_plays: (get-property n-plays)
 * @self: a cell
 *
 * Gets how many plays began in this hour of this weekday.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, HeatmapCell, heatmap_cell, HEATMAP_CELL, n_plays)

/**
 * footprints_heatmap_cell_get_value: (get-property value)
 * @self: a cell
 *
 * Gets plays per week, if the heatmap has those; otherwise plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (double, HeatmapCell, heatmap_cell, HEATMAP_CELL, value)
