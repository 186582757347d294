/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/charts/footprints-overview.h>
#include <libfootprints/report/review/footprints-changes.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_COMPARISON (footprints_comparison_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Comparison, comparison, COMPARISON)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsComparison *footprints_history_get_comparison (FootprintsHistory *history,
                                                         FootprintsPeriod *period,
                                                         FootprintsPeriod *other,
                                                         guint limit,
                                                         GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_comparison_get_other (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsOverview *footprints_comparison_get_overview (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsOverview *footprints_comparison_get_overview_other (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_comparison_get_similarity (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_comparison_get_n_artists_both (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_comparison_get_n_artists_only (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_comparison_get_n_artists_only_other (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChanges *footprints_comparison_get_gained (FootprintsComparison *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChanges *footprints_comparison_get_lost (FootprintsComparison *self);

G_END_DECLS
