/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/discovery/footprints-diversity-step.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *day;
  gint64 n_plays;
  guint n_artists;
  guint n_tracks;
  double entropy;
  double gini;
  double effective_artists;
  double score; /* JSON only */
} FootprintsDiversityStepRow;

extern const FootprintsRowType _footprints_diversity_step_row_type;

G_END_DECLS
