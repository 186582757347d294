/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/charts/footprints-chart-entry.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CHART (footprints_chart_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Chart, chart, CHART)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_history_get_chart (FootprintsHistory *history,
                                               FootprintsEntityKind kind,
                                               FootprintsPeriod *period,
                                               gint64 offset,
                                               guint limit,
                                               GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_history_get_chart_full (FootprintsHistory *history,
                                                    FootprintsEntityKind kind,
                                                    FootprintsMeasure measure,
                                                    FootprintsPeriod *period,
                                                    FootprintsPeriod *before,
                                                    gint64 offset,
                                                    guint limit,
                                                    GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_chart_get_before (FootprintsChart *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsEntityKind footprints_chart_get_kind (FootprintsChart *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_chart_get_offset (FootprintsChart *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_chart_get_total (FootprintsChart *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsMeasure footprints_chart_get_measure (FootprintsChart *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_chart_get_listened_s (FootprintsChart *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_chart_get_estimated_share (FootprintsChart *self);

G_END_DECLS
