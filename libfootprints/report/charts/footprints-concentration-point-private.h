/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/charts/footprints-concentration-point.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_artists;
  double artist_share;
  double play_share;
} FootprintsConcentrationPointRow;

extern const FootprintsRowType _footprints_concentration_point_row_type;

G_END_DECLS
