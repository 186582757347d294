/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/discovery/footprints-novelty-step.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *day;
  gint64 n_plays;
  gint64 n_new_tracks;
  guint n_artists;
  guint n_new_artists;
  double ratio;
  gint64 n_repeated_tracks; /* JSON only */
  guint n_repeated_artists; /* JSON only */
} FootprintsNoveltyStepRow;

extern const FootprintsRowType _footprints_novelty_step_row_type;

G_END_DECLS
