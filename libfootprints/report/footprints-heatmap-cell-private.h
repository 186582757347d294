/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-heatmap-cell.h"

G_BEGIN_DECLS

FootprintsHeatmapCell *
_footprints_heatmap_cell_new (GDateWeekday weekday, guint hour, gint64 n_plays, double value);

G_END_DECLS
