/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-pool-private.h"

G_BEGIN_DECLS

/* The ledger in one SQLite file: one connection that writes, a pool that reads. */
#define FOOTPRINTS_TYPE_SQLITE_LEDGER (_footprints_sqlite_ledger_get_type ())
G_DECLARE_FINAL_TYPE (
    FootprintsSqliteLedger, _footprints_sqlite_ledger, FOOTPRINTS, SQLITE_LEDGER, GObject)

FootprintsLedger *_footprints_sqlite_ledger_open (const char *path,
                                                  gboolean create,
                                                  gboolean read_only,
                                                  GError **error);

/* For footprints-sqlite-ledger-reading.c, which has the half that reads. */
void _footprints_sqlite_ledger_init_reading (FootprintsLedgerInterface *interface);
FootprintsSqlitePool *_footprints_sqlite_ledger_get_readers (FootprintsSqliteLedger *self);
FootprintsSqliteConnection *_footprints_sqlite_ledger_get_writer (FootprintsSqliteLedger *self);

G_END_DECLS
