/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/report/charts/footprints-chart.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_TOP_REPORT (footprints_top_report_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (TopReport, top_report, TOP_REPORT)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsTopReport *footprints_history_get_top_report (FootprintsHistory *history,
                                                        FootprintsPeriod *period,
                                                        guint limit,
                                                        GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_top_report_get_title (FootprintsTopReport *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_top_report_get_n_plays (FootprintsTopReport *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsChart *footprints_top_report_get_chart (FootprintsTopReport *self,
                                                  FootprintsEntityKind kind);

G_END_DECLS
