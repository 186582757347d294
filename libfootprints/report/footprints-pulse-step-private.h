/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-pulse-step.h"

G_BEGIN_DECLS

FootprintsPulseStep *_footprints_pulse_step_new (
    const char *label, const char *day, gint64 start, gint64 end, gint64 n_plays);

G_END_DECLS
