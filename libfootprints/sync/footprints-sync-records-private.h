/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-sync-record-private.h"

G_BEGIN_DECLS

/* What happens to the records of syncs. */

/* Stores what somebody sets, and gives a new sync its number. A key or token that is NULL stays.
 * With another account or address it begins afresh; any change is tried at once.
 * FOOTPRINTS_ERROR_EXISTS when another sync has that source and account, FOOTPRINTS_ERROR_NOT_FOUND
 * when there is none to change. */
gboolean _footprints_sync_records_save (FootprintsRecords *records,
                                        FootprintsSyncRecord *record,
                                        GError **error);
/* Stores how a sync stands; what somebody set stays as it is. Does nothing when it is gone. What it
 * was asked to look at again is done with when @state says so and nobody has asked since. */
gboolean _footprints_sync_records_save_state (FootprintsRecords *records,
                                              const FootprintsSyncRecord *state,
                                              GError **error);
/* Removes it and its runs; its plays stay. @existed: whether there was one. */
gboolean _footprints_sync_records_remove (FootprintsRecords *records,
                                          gint64 id,
                                          gboolean *existed,
                                          GError **error);

/* How a sync stands, but what it is to look at again. */
void _footprints_sync_record_take_state (FootprintsSyncRecord *record,
                                         const FootprintsSyncRecord *state);

G_END_DECLS
