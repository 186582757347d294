/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/time/footprints-heatmap-cell.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_HEATMAP (footprints_heatmap_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Heatmap, heatmap, HEATMAP)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHeatmap *footprints_history_get_heatmap (FootprintsHistory *history,
                                                   FootprintsPeriod *period,
                                                   gboolean per_week);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_heatmap_is_per_week (FootprintsHeatmap *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_heatmap_get_n_plays (FootprintsHeatmap *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_heatmap_get_n_weeks (FootprintsHeatmap *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsHeatmapCell *footprints_heatmap_get_peak (FootprintsHeatmap *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_heatmap_count_weekday (FootprintsHeatmap *self, GDateWeekday weekday);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_heatmap_count_hour (FootprintsHeatmap *self, guint hour);

G_END_DECLS
