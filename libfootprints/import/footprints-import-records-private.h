/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-import-record-private.h"

G_BEGIN_DECLS

/* Access to the import records of a ledger. */

/* Stores @record, and sets the id of a new one. FOOTPRINTS_ERROR_NOT_FOUND if the import has been
 * undone in the meantime: an undone import must not hold any plays. */
gboolean _footprints_import_records_save (FootprintsRecords *records,
                                          FootprintsImportRecord *record,
                                          GError **error);
/* Gets the id of the newest record with this fingerprint; 0: none. */
gboolean _footprints_import_records_find (FootprintsRecords *records,
                                          const char *fingerprint,
                                          gint64 *id,
                                          GError **error);
/* Reads the newest record with this fingerprint; @record stays empty if it was finished or
 * undone. */
gboolean _footprints_import_records_find_unfinished (FootprintsRecords *records,
                                                     const char *fingerprint,
                                                     FootprintsImportRecord *record,
                                                     GError **error);
/* Lists, newest first, imports if @sync_config_id is 0, otherwise runs of that sync, until @func
 * returns FALSE. */
gboolean _footprints_import_records_list (FootprintsRecords *records,
                                          gint64 sync_config_id,
                                          gint64 limit,
                                          FootprintsRecordFunc func,
                                          gpointer data,
                                          GError **error);
/* Marks an import as undone. FOOTPRINTS_ERROR_NOT_FOUND if there is none, or it belongs to a
 * sync. */
gboolean _footprints_import_records_mark_undone (FootprintsRecords *records,
                                                 gint64 id,
                                                 gint64 now_s,
                                                 GError **error);
/* Removes all runs of a sync but the newest @n_kept. */
gboolean _footprints_import_records_prune_runs (FootprintsRecords *records,
                                                gint64 sync_config_id,
                                                gint64 n_kept,
                                                GError **error);

G_END_DECLS
