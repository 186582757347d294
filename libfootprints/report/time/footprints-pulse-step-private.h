/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/report/time/footprints-pulse-step.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *day;
  gint64 start;
  gint64 end;
  gint64 n_plays;
} FootprintsPulseStepRow;

extern const FootprintsRowType _footprints_pulse_step_row_type;

G_END_DECLS
