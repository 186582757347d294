/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/discovery/footprints-discoveries.h>
#include <libfootprints/report/discovery/footprints-novelty-step.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_NOVELTY (footprints_novelty_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Novelty, novelty, NOVELTY)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsNovelty *footprints_history_get_novelty (FootprintsHistory *history,
                                                   FootprintsPeriod *period,
                                                   FootprintsGranularity granularity,
                                                   guint max_discoveries);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsGranularity footprints_novelty_get_granularity (FootprintsNovelty *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_novelty_get_average_ratio (FootprintsNovelty *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsDiscoveries *footprints_novelty_get_discoveries (FootprintsNovelty *self);

G_END_DECLS
