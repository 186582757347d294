/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/sessions/footprints-session.h>
#include <libfootprints/report/time/footprints-timeline.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SESSIONS (footprints_sessions_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Sessions, sessions, SESSIONS)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSessions *footprints_history_get_sessions (FootprintsHistory *history,
                                                     FootprintsPeriod *period,
                                                     guint gap_minutes,
                                                     guint min_plays,
                                                     GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSessions *footprints_sessions_sort (FootprintsSessions *self,
                                              FootprintsSessionOrder order);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSessions *footprints_sessions_get_rabbit_holes (FootprintsSessions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSessions *
footprints_sessions_slice (FootprintsSessions *self, gint64 offset, guint limit, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSessions *footprints_sessions_slice_plays (
    FootprintsSessions *self, guint offset, guint limit, guint max_plays, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsTimeline *footprints_sessions_get_timeline (FootprintsSessions *self, guint position);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_sessions_get_gap_minutes (FootprintsSessions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_sessions_get_total (FootprintsSessions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sessions_get_n_plays (FootprintsSessions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sessions_get_total_duration (FootprintsSessions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sessions_get_longest_duration (FootprintsSessions *self);

G_END_DECLS
