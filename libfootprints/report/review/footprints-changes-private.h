/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/review/footprints-changes.h"

G_BEGIN_DECLS

/* Those whose share of @plays is greater than that of @other, for a @sign of 1, or less, for -1:
 * the
 * @limit that differ most. */
FootprintsChanges *_footprints_changes_new (FootprintsHistory *history,
                                            FootprintsPeriod *period,
                                            const FootprintsTally *plays,
                                            const FootprintsTally *other,
                                            int sign,
                                            guint limit);

G_END_DECLS
