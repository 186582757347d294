/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/time/footprints-streak.h"

G_BEGIN_DECLS

typedef struct
{
  char *first_day;
  char *last_day;
  guint n_days;
  gint64 n_plays;
} FootprintsStreakRow;

extern const FootprintsRowType _footprints_streak_row_type;

G_END_DECLS
