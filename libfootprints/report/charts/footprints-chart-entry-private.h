/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/charts/footprints-chart-entry.h"

G_BEGIN_DECLS

typedef struct
{
  guint rank;
  gint64 n_plays;
  gint64 listened_s;
  double share;
  guint previous_rank;
  FootprintsMovement movement;
  const char *name;
  const char *artist;
} FootprintsChartEntryRow;

extern const FootprintsRowType _footprints_chart_entry_row_type;

G_END_DECLS
