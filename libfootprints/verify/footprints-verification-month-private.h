/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/verify/footprints-month-tally-private.h"
#include "libfootprints/verify/footprints-verification-month.h"

G_BEGIN_DECLS

FootprintsVerificationMonth *_footprints_verification_month_new (const FootprintsMonthTally *tally);

G_END_DECLS
