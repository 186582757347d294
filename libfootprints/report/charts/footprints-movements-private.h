/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-enums.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"

G_BEGIN_DECLS

typedef struct
{
  FootprintsMovement movement;
  guint32 previous_rank; /* 0: none */
} FootprintsMoved;

/* Finds how the entries of @ranked, whose plays begin at @from, moved since the chart of @before.
 * Returns an array of FootprintsMoved, one per entry (transfer full). */
GArray *_footprints_find_movements (FootprintsHistory *history,
                                    FootprintsEntityKind kind,
                                    FootprintsMeasure measure,
                                    const GArray *ranked,
                                    guint32 from,
                                    FootprintsPlayRange before);

G_END_DECLS
