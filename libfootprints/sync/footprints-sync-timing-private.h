/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-sync-record-private.h"

G_BEGIN_DECLS

/* When a sync runs, and where it begins. Pure arithmetic on a record and the time, which may have
 * jumped either way. */

/* Whether a run is due. */
gboolean _footprints_sync_is_due (const FootprintsSyncRecord *record, gint64 now_s);
/* When to try again after @n_failures runs in a row have failed: the pause doubles from a minute to
 * six hours. @random: 0 to 1, takes up to a quarter off, so that many syncs do not come back at
 * once. */
gint64 _footprints_sync_retry_at (gint64 n_failures, gint64 now_s, double random);
/* The time from which a run looks; 0 for everything. */
gint64 _footprints_sync_window_start (const FootprintsSyncRecord *record, gint64 now_s);
/* Whether to report a failing sync: after @n_runs failures in a row, or after failing for
 * @silence_s seconds. */
gboolean _footprints_sync_is_to_tell (const FootprintsSyncRecord *record,
                                      gint64 n_runs,
                                      gint64 silence_s,
                                      gint64 now_s);

G_END_DECLS
