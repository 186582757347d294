/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/charts/footprints-rank-step.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *day;
  gint64 n_plays;
  guint rank;
} FootprintsRankStepRow;

extern const FootprintsRowType _footprints_rank_step_row_type;

G_END_DECLS
