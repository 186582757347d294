/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-period.h"
#include "libfootprints/history/footprints-history.h"

G_BEGIN_DECLS

/* How many local days of @period lie between the first and the last play ever, those included. */
guint _footprints_count_days (FootprintsHistory *history, FootprintsPeriod *period);

G_END_DECLS
