/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_OVERVIEW (footprints_overview_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Overview, overview, OVERVIEW)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsOverview *footprints_history_get_overview (FootprintsHistory *history,
                                                     FootprintsPeriod *period);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_overview_get_n_plays (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_overview_get_n_artists (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_overview_get_n_albums (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_overview_get_n_tracks (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_overview_get_first_at (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_overview_get_last_at (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_overview_get_n_days (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_overview_get_plays_per_day (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_overview_get_listened_s (FootprintsOverview *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_overview_get_estimated_share (FootprintsOverview *self);

G_END_DECLS
