/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/sessions/footprints-transition.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_TRANSITIONS (footprints_transitions_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Transitions, transitions, TRANSITIONS)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsTransitions *footprints_history_get_transitions (FootprintsHistory *history,
                                                           FootprintsPeriod *period,
                                                           guint gap_minutes,
                                                           guint min_times,
                                                           gboolean include_self,
                                                           guint limit,
                                                           GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_transitions_get_total (FootprintsTransitions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_transitions_get_n_different (FootprintsTransitions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_transitions_get_most_connected_artist (FootprintsTransitions *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_transitions_get_average_per_session (FootprintsTransitions *self);

G_END_DECLS
