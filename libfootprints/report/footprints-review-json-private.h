/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/report/footprints-review.h"

G_BEGIN_DECLS

/* What was heard for the first time: the first of it, and who was heard most since. */
typedef struct
{
  char *first_artist; /* NULL: nothing was */
  char *first_track;
  gint64 first_at;
  char *top_artist; /* NULL: nobody */
  gint64 top_at;
  gint64 top_n_plays;
} FootprintsReviewDiscoveries;

void _footprints_review_write (FootprintsReview *self,
                               const FootprintsReviewDiscoveries *found,
                               FootprintsJsonWriter *writer);

G_END_DECLS
