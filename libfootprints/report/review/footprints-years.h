/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/review/footprints-year.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_YEARS (footprints_years_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Years, years, YEARS)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsYears *footprints_history_get_years (FootprintsHistory *history,
                                               FootprintsCalendar *calendar);

G_END_DECLS
