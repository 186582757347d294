/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/review/footprints-anniversary.h"

G_BEGIN_DECLS

typedef struct
{
  char *day;
  gint64 n_plays;
  const char *artist;
  const char *track;
  const char *track_artist;
} FootprintsAnniversaryRow;

extern const FootprintsRowType _footprints_anniversary_row_type;

G_END_DECLS
