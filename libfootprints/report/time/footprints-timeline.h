/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/time/footprints-timeline-entry.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_TIMELINE (footprints_timeline_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Timeline, timeline, TIMELINE)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsTimeline *footprints_history_get_timeline (FootprintsHistory *history,
                                                     FootprintsPeriod *period,
                                                     gint64 offset,
                                                     guint limit,
                                                     GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsTimeline *footprints_history_get_timeline_after (FootprintsHistory *history,
                                                           FootprintsPeriod *period,
                                                           const char *cursor,
                                                           guint limit,
                                                           GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_timeline_get_total (FootprintsTimeline *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_timeline_get_next_cursor (FootprintsTimeline *self);

G_END_DECLS
