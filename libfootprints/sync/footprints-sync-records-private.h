/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-sync-record-private.h"

G_BEGIN_DECLS

/* Changes to the records of syncs. */

/* Stores the settings of a sync, and gives a new one its id. If the key or token is NULL, the
 * stored one stays, and @record gets it. With another account or address the sync starts afresh;
 * after any change it is tried at once. FOOTPRINTS_ERROR_EXISTS when another sync has that source
 * and account, FOOTPRINTS_ERROR_NOT_FOUND when the sync to change does not exist. */
gboolean _footprints_sync_records_save (FootprintsRecords *records,
                                        FootprintsSyncRecord *record,
                                        GError **error);
/* Stores how a sync stands; its settings stay as they are. @is_there: whether the sync still
 * exists; if not, nothing is stored. A request to look again is cleared if @state says that it was
 * met and there has been no other since. */
gboolean _footprints_sync_records_save_state (FootprintsRecords *records,
                                              const FootprintsSyncRecord *state,
                                              gboolean *is_there,
                                              GError **error);
/* Stores the key or token of @renewed, sealed. Does nothing if the sync is gone. */
gboolean _footprints_sync_records_save_secret (FootprintsRecords *records,
                                               FootprintsSyncRecord *renewed,
                                               GError **error);
/* Removes a sync and its runs; its plays stay. @existed: whether the sync existed. */
gboolean _footprints_sync_records_remove (FootprintsRecords *records,
                                          gint64 id,
                                          gboolean *existed,
                                          GError **error);

/* Whether two records are of one sync. An id alone does not say so: the next sync gets that of one
 * that was deleted. */
gboolean _footprints_sync_record_is_same_sync (const FootprintsSyncRecord *a,
                                               const FootprintsSyncRecord *b);
/* Whether the settings are the same, too. */
gboolean _footprints_sync_record_has_settings_of (const FootprintsSyncRecord *a,
                                                  const FootprintsSyncRecord *b);

/* Copies how a sync stands, except for what it is to look at again. */
void _footprints_sync_record_take_state (FootprintsSyncRecord *record,
                                         const FootprintsSyncRecord *state);

G_END_DECLS
