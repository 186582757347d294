/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/discovery/footprints-diversity-step.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_DIVERSITY (footprints_diversity_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Diversity, diversity, DIVERSITY)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsDiversity *footprints_history_get_diversity (FootprintsHistory *history,
                                                       FootprintsPeriod *period,
                                                       FootprintsGranularity granularity);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsGranularity footprints_diversity_get_granularity (FootprintsDiversity *self);

G_END_DECLS
