/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/review/footprints-anniversary.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_ANNIVERSARIES (footprints_anniversaries_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Anniversaries, anniversaries, ANNIVERSARIES)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsAnniversaries *footprints_history_get_anniversaries (
    FootprintsHistory *history, FootprintsPeriod *period, guint month, guint day, GError **error);

G_END_DECLS
