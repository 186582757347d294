/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/time/footprints-heatmap-cell.h"

G_BEGIN_DECLS

typedef struct
{
  GDateWeekday weekday;
  guint hour;
  gint64 n_plays;
  double value;
} FootprintsHeatmapCellRow;

extern const FootprintsRowType _footprints_heatmap_cell_row_type;

G_END_DECLS
