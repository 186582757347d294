/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/discovery/footprints-comeback.h"

G_BEGIN_DECLS

typedef struct
{
  const char *artist;
  gint64 left_at;
  gint64 returned_at;
  guint n_days_away;
  gint64 n_plays_before;
  gint64 n_plays_since;
} FootprintsComebackRow;

extern const FootprintsRowType _footprints_comeback_row_type;

G_END_DECLS
