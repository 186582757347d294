/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"
#include "libfootprints/store/footprints-ledger-file-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-dictionary-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-pool-private.h"

G_BEGIN_DECLS

/* The ledger in one SQLite file: one connection that writes, a pool that reads. */
#define FOOTPRINTS_TYPE_SQLITE_LEDGER (_footprints_sqlite_ledger_get_type ())
G_DECLARE_FINAL_TYPE (
    FootprintsSqliteLedger, _footprints_sqlite_ledger, FOOTPRINTS, SQLITE_LEDGER, GObject)

struct _FootprintsSqliteLedger
{
  GObject parent_instance;

  FootprintsSqliteConnection *writer; /* NULL: read-only; used by one thread at a time */
  FootprintsSqliteDictionary *dictionary;
  FootprintsSqlitePool *readers;
  FootprintsSqlitePlace *place;
  FootprintsSqliteRecords records;         /* of the current transaction */
  FootprintsSqliteRecords records_to_read; /* as committed */

  /* Of the current transaction. */
  GThread *writing; /* the one thread that may write; NULL between transactions */
  gint64 generation;
  gint64 last_listen_id;
  gint64 listen_count;
  gboolean changed;
  gboolean has_gone;      /* a play that a reader may know was removed or changed */
  gboolean has_withdrawn; /* there are withdrawn plays to look for */
  gboolean has_coarse;    /* some times are not exact to the second */
  int n_log_pages;        /* of the write-ahead log, after the transaction */
  gint64 data_version;    /* SQLite's count; changes when another process commits */
};

extern const FootprintsLedgerBackend _footprints_sqlite_ledger_backend;

/* For footprints-sqlite-ledger.c: the reading half, in footprints-sqlite-ledger-reading.c. */
void _footprints_sqlite_ledger_init_reading (FootprintsLedgerInterface *interface);
void _footprints_sqlite_ledger_init_records_to_read (FootprintsSqliteLedger *self);
gboolean _footprints_sqlite_ledger_back_up (FootprintsLedgerFile *ledger,
                                            const char *path,
                                            GCancellable *cancellable,
                                            GError **error);

G_END_DECLS
