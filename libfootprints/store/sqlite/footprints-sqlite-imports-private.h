/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Imports and syncs in the ledger, on a connection that is handed in. What they do is told where
 * the ledger declares it. */

gboolean _footprints_sqlite_save_import (FootprintsSqliteConnection *connection,
                                         FootprintsImportRecord *record,
                                         GError **error);
gboolean _footprints_sqlite_find_unfinished_import (FootprintsSqliteConnection *connection,
                                                    const char *fingerprint,
                                                    FootprintsImportRecord *record,
                                                    GError **error);
gboolean _footprints_sqlite_list_imports (FootprintsSqliteConnection *connection,
                                          gint64 sync_config_id,
                                          gint64 limit,
                                          FootprintsImportRecordFunc func,
                                          gpointer data,
                                          GError **error);
gboolean _footprints_sqlite_find_import (FootprintsSqliteConnection *connection,
                                         const char *fingerprint,
                                         gint64 *id,
                                         GError **error);

gboolean _footprints_sqlite_save_sync (FootprintsSqliteConnection *connection,
                                       FootprintsSyncRecord *record,
                                       GError **error);
gboolean _footprints_sqlite_save_sync_state (FootprintsSqliteConnection *connection,
                                             const FootprintsSyncRecord *record,
                                             GError **error);
gboolean _footprints_sqlite_remove_sync (FootprintsSqliteConnection *connection,
                                         gint64 id,
                                         gboolean *existed,
                                         GError **error);
gboolean _footprints_sqlite_prune_sync_runs (FootprintsSqliteConnection *connection,
                                             gint64 id,
                                             gint64 n_kept,
                                             GError **error);
gboolean _footprints_sqlite_list_syncs (FootprintsSqliteConnection *connection,
                                        FootprintsSyncRecordFunc func,
                                        gpointer data,
                                        GError **error);
G_END_DECLS
