/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-pool-private.h"

G_BEGIN_DECLS

/* What a ledger reads, on a given connection or pool. */

gboolean _footprints_sqlite_read_state (FootprintsSqliteConnection *connection,
                                        FootprintsLedgerState *state,
                                        GError **error);
gboolean _footprints_sqlite_read_changes (FootprintsSqliteConnection *connection,
                                          FootprintsLedgerPosition *position,
                                          FootprintsLedgerState *state,
                                          const FootprintsLedgerVisitor *visitor,
                                          gpointer data,
                                          GCancellable *cancellable,
                                          GError **error);
FootprintsLedgerCursor *_footprints_sqlite_open_cursor (FootprintsSqlitePool *pool,
                                                        const FootprintsLedgerQuery *query,
                                                        GCancellable *cancellable,
                                                        GError **error);
gboolean _footprints_sqlite_read_source_ids (FootprintsSqliteConnection *connection,
                                             const gint64 *ids,
                                             gsize n_ids,
                                             char **source_ids,
                                             GError **error);
gboolean _footprints_sqlite_read_rows (FootprintsSqliteConnection *connection,
                                       const gint64 *ids,
                                       gsize n_ids,
                                       FootprintsLedgerRowFunc func,
                                       gpointer data,
                                       GError **error);
gboolean _footprints_sqlite_find_known (FootprintsSqliteConnection *connection,
                                        const FootprintsScrobbleRow *rows,
                                        gsize n_rows,
                                        gint64 import_id,
                                        FootprintsVerdict *verdicts,
                                        GCancellable *cancellable,
                                        GError **error);
gboolean _footprints_sqlite_read_withdrawn (FootprintsSqliteConnection *connection,
                                            const char *reason,
                                            gint64 offset,
                                            gint64 limit,
                                            FootprintsLedgerRowFunc func,
                                            gpointer data,
                                            GError **error);

G_END_DECLS
