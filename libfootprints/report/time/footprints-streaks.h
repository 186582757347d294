/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/time/footprints-streak.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_STREAKS (footprints_streaks_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Streaks, streaks, STREAKS)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStreaks *footprints_history_get_streaks (FootprintsHistory *history,
                                                   FootprintsPeriod *period,
                                                   guint min_plays,
                                                   gint64 now,
                                                   GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_streaks_get_min_plays (FootprintsStreaks *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStreak *footprints_streaks_get_longest (FootprintsStreaks *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsStreak *footprints_streaks_get_current (FootprintsStreaks *self);

G_END_DECLS
