/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/discovery/footprints-discoveries.h"

G_BEGIN_DECLS

/* An artist's first play ever. */
typedef struct
{
  gint64 time_s;
  guint32 artist;
  guint32 track;
} FootprintsFirstPlay;

/* @granularity: of the steps named in the JSON; @first_plays: all those of the period, oldest
 * first, of which the newest @limit are listed. */
FootprintsDiscoveries *_footprints_discoveries_new (FootprintsHistory *history,
                                                    FootprintsPeriod *period,
                                                    FootprintsGranularity granularity,
                                                    GArray *first_plays,
                                                    guint limit);

G_END_DECLS
