/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/review/footprints-change.h"

G_BEGIN_DECLS

typedef struct
{
  const char *artist;
  gint64 n_plays;
  gint64 n_plays_other;
  double share;
  double share_other;
  guint rank;
  guint rank_other;
} FootprintsChangeRow;

extern const FootprintsRowType _footprints_change_row_type;

G_END_DECLS
