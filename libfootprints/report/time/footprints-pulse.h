/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/time/footprints-pulse-step.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_PULSE (footprints_pulse_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Pulse, pulse, PULSE)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPulse *footprints_history_get_pulse (FootprintsHistory *history,
                                               FootprintsPeriod *period,
                                               FootprintsGranularity granularity,
                                               gboolean include_empty);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsGranularity footprints_pulse_get_granularity (FootprintsPulse *self);

G_END_DECLS
