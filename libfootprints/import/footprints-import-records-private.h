/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-import-record-private.h"

G_BEGIN_DECLS

/* What happens to the records of imports. */

/* Stores it, and gives a new one its number. FOOTPRINTS_ERROR_NOT_FOUND when it was undone
 * meanwhile: what it brings now would be held by an import that holds nothing. */
gboolean _footprints_import_records_save (FootprintsRecords *records,
                                          FootprintsImportRecord *record,
                                          GError **error);
/* The newest with this fingerprint; 0: there is none. */
gboolean _footprints_import_records_find (FootprintsRecords *records,
                                          const char *fingerprint,
                                          gint64 *id,
                                          GError **error);
/* The newest with this fingerprint, unless it was finished or undone; else nothing. */
gboolean _footprints_import_records_find_unfinished (FootprintsRecords *records,
                                                     const char *fingerprint,
                                                     FootprintsImportRecord *record,
                                                     GError **error);
/* Newest first: imports for @sync_config_id 0, else runs of that sync. FALSE from @func ends it. */
gboolean _footprints_import_records_list (FootprintsRecords *records,
                                          gint64 sync_config_id,
                                          gint64 limit,
                                          FootprintsRecordFunc func,
                                          gpointer data,
                                          GError **error);
/* Notes that it is undone. FOOTPRINTS_ERROR_NOT_FOUND when there is no such import, or it is a
 * sync's. */
gboolean _footprints_import_records_mark_undone (FootprintsRecords *records,
                                                 gint64 id,
                                                 gint64 now_s,
                                                 GError **error);
/* Forgets all runs of a sync but the newest. */
gboolean _footprints_import_records_prune_runs (FootprintsRecords *records,
                                                gint64 sync_config_id,
                                                gint64 n_kept,
                                                GError **error);

G_END_DECLS
