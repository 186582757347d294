/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/sessions/footprints-transition.h"

G_BEGIN_DECLS

typedef struct
{
  const char *from_artist;
  const char *to_artist;
  guint n_times;
  double share;
  double percentage; /* JSON only */
} FootprintsTransitionRow;

extern const FootprintsRowType _footprints_transition_row_type;

G_END_DECLS
