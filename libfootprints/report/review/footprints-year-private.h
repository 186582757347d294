/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/review/footprints-year.h"

G_BEGIN_DECLS

typedef struct
{
  int year;
  gint64 n_plays;
} FootprintsYearRow;

extern const FootprintsRowType _footprints_year_row_type;

G_END_DECLS
