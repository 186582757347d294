/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/footprints-changes.h"

G_BEGIN_DECLS

/* Those whose share of @plays is greater than that of @other: the @limit that differ most. */
FootprintsChanges *_footprints_changes_new (FootprintsHistory *history,
                                            FootprintsPeriod *period,
                                            const FootprintsTally *plays,
                                            const FootprintsTally *other,
                                            guint limit);

/* The same the other way round: whose share is less. */
FootprintsChanges *_footprints_changes_new_less (FootprintsHistory *history,
                                                 FootprintsPeriod *period,
                                                 const FootprintsTally *plays,
                                                 const FootprintsTally *other,
                                                 guint limit);

G_END_DECLS
