/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/time/footprints-timeline.h"

G_BEGIN_DECLS

/* All plays of @range, newest first (transfer full). */
FootprintsTimeline *_footprints_timeline_new (FootprintsHistory *history,
                                              FootprintsPeriod *period,
                                              FootprintsPlayRange range);

G_END_DECLS
