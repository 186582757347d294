/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/time/footprints-growth-step.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_GROWTH (footprints_growth_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Growth, growth, GROWTH)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsGrowth *footprints_history_get_growth (FootprintsHistory *history,
                                                 FootprintsPeriod *period,
                                                 FootprintsGranularity granularity);

G_END_DECLS
