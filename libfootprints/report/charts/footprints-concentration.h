/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/charts/footprints-concentration-point.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CONCENTRATION (footprints_concentration_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Concentration, concentration, CONCENTRATION)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsConcentration *footprints_history_get_concentration (FootprintsHistory *history,
                                                               FootprintsPeriod *period);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_concentration_get_n_for_half (FootprintsConcentration *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_concentration_get_loyalty (FootprintsConcentration *self);

G_END_DECLS
