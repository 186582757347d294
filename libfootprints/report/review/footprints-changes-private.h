/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/review/footprints-changes.h"

G_BEGIN_DECLS

/* Lists the @limit artists whose shares differ most: with a @sign of 1, those with a greater share
 * of @plays than of @other; with -1, those with a smaller one. */
FootprintsChanges *_footprints_changes_new (FootprintsHistory *history,
                                            FootprintsPeriod *period,
                                            const FootprintsTally *plays,
                                            const FootprintsTally *other,
                                            int sign,
                                            guint limit);

G_END_DECLS
