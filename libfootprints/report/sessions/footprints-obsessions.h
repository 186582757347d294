/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/sessions/footprints-obsession.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_OBSESSIONS (footprints_obsessions_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Obsessions, obsessions, OBSESSIONS)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsObsessions *footprints_history_get_obsessions (FootprintsHistory *history,
                                                         FootprintsPeriod *period,
                                                         guint min_plays,
                                                         guint limit,
                                                         GError **error);

G_END_DECLS
