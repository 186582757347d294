/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/verify/footprints-month-tally-private.h"
#include "libfootprints/verify/footprints-verification-month.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  gint64 n_here;
  gint64 n_there; /* -1: not known */
  gint64 n_missing;
  gint64 n_extra;
  gint64 n_unusable;
  gint64 n_repaired;
  gboolean is_walked;
} FootprintsVerificationMonthRow;

extern const FootprintsRowType _footprints_verification_month_row_type;

FootprintsVerificationMonth *_footprints_verification_month_new (const FootprintsMonthTally *tally);

G_END_DECLS
