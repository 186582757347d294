/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_HEATMAP_CELL (footprints_heatmap_cell_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsHeatmapCell, footprints_heatmap_cell, FOOTPRINTS, HEATMAP_CELL, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
GDateWeekday footprints_heatmap_cell_get_weekday (FootprintsHeatmapCell *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_heatmap_cell_get_hour (FootprintsHeatmapCell *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_heatmap_cell_get_n_plays (FootprintsHeatmapCell *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_heatmap_cell_get_value (FootprintsHeatmapCell *self);

G_END_DECLS
