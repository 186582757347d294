/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/discovery/footprints-comeback.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_COMEBACKS (footprints_comebacks_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Comebacks, comebacks, COMEBACKS)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsComebacks *footprints_history_get_comebacks (FootprintsHistory *history,
                                                       FootprintsPeriod *period,
                                                       guint min_days,
                                                       guint limit,
                                                       GError **error);

G_END_DECLS
