/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-period.h"
#include "libfootprints/history/footprints-history.h"

G_BEGIN_DECLS

/* Counts the local days of @period from the day of the first play ever to that of the last,
 * inclusive. */
guint _footprints_count_days (FootprintsHistory *history, FootprintsPeriod *period);

G_END_DECLS
