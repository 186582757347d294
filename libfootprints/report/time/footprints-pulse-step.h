/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_PULSE_STEP (footprints_pulse_step_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsPulseStep, footprints_pulse_step, FOOTPRINTS, PULSE_STEP, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_pulse_step_get_label (FootprintsPulseStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_pulse_step_get_day (FootprintsPulseStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_pulse_step_get_start (FootprintsPulseStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_pulse_step_get_end (FootprintsPulseStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_pulse_step_get_n_plays (FootprintsPulseStep *self);

G_END_DECLS
