/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CHART_ENTRY (footprints_chart_entry_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsChartEntry, footprints_chart_entry, FOOTPRINTS, CHART_ENTRY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_chart_entry_get_rank (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_chart_entry_get_n_plays (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_chart_entry_get_listened_s (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_chart_entry_get_share (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_chart_entry_get_previous_rank (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsMovement footprints_chart_entry_get_movement (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_chart_entry_get_name (FootprintsChartEntry *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_chart_entry_get_artist (FootprintsChartEntry *self);

G_END_DECLS
