/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The reading half of the ledger in SQLite: each call takes a connection from the pool, and gives
 * it back. What belongs to the transaction under way is read by the writer's own connection. */

#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include "libfootprints/store/sqlite/footprints-sqlite-backup-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-imports-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-reader-private.h"

static FootprintsSqliteConnection *
take (FootprintsLedger *ledger, GError **error)
{
  return _footprints_sqlite_pool_take (
      _footprints_sqlite_ledger_get_readers (FOOTPRINTS_SQLITE_LEDGER (ledger)), error);
}

static void
give (FootprintsLedger *ledger, FootprintsSqliteConnection *connection)
{
  _footprints_sqlite_pool_give (
      _footprints_sqlite_ledger_get_readers (FOOTPRINTS_SQLITE_LEDGER (ledger)), connection);
}

/* @in_transaction: what the transaction under way has written is to be seen. */
static FootprintsSqliteConnection *
take_either (FootprintsLedger *ledger, gboolean in_transaction, GError **error)
{
  return in_transaction ? _footprints_sqlite_ledger_get_writer (FOOTPRINTS_SQLITE_LEDGER (ledger))
                        : take (ledger, error);
}

static void
give_either (FootprintsLedger *ledger,
             gboolean in_transaction,
             FootprintsSqliteConnection *connection)
{
  if (!in_transaction)
    give (ledger, connection);
}

static gboolean
sqlite_ledger_read_state (FootprintsLedger *ledger, FootprintsLedgerState *state, GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_read_state (connection, state, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_back_up (FootprintsLedger *ledger,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_back_up (connection, path, cancellable, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_check (FootprintsLedger *ledger, GCancellable *cancellable, GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_check (connection, cancellable, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_find_import (FootprintsLedger *ledger,
                           const char *fingerprint,
                           gboolean in_transaction,
                           gint64 *id,
                           GError **error)
{
  FootprintsSqliteConnection *connection = take_either (ledger, in_transaction, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_find_import (connection, fingerprint, id, error);
  give_either (ledger, in_transaction, connection);
  return done;
}

static gboolean
sqlite_ledger_list_account (FootprintsLedger *ledger,
                            const FootprintsLedgerAccount *account,
                            gint64 import_id,
                            gboolean in_transaction,
                            gint64 start,
                            gint64 end,
                            FootprintsAccountPlayFunc func,
                            gpointer data,
                            GError **error)
{
  FootprintsSqliteConnection *connection = take_either (ledger, in_transaction, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_list_account (connection, account, import_id, start, end, func, data,
                                          error);
  give_either (ledger, in_transaction, connection);
  return done;
}

static gboolean
sqlite_ledger_read_withdrawn (FootprintsLedger *ledger,
                              const char *reason,
                              gint64 offset,
                              gint64 limit,
                              FootprintsLedgerRowFunc func,
                              gpointer data,
                              GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_read_withdrawn (connection, reason, offset, limit, func, data, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_read_changes (FootprintsLedger *ledger,
                            FootprintsLedgerPosition *position,
                            FootprintsLedgerState *state,
                            const FootprintsLedgerVisitor *visitor,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_read_changes (connection, position, state, visitor, data, cancellable,
                                          error);
  /* What was read is in the history now, and need not be in SQLite's cache as well. */
  _footprints_sqlite_exec (connection, "pragma shrink_memory", NULL);
  give (ledger, connection);
  return done;
}

static FootprintsLedgerCursor *
sqlite_ledger_open_cursor (FootprintsLedger *ledger,
                           const FootprintsLedgerQuery *query,
                           GCancellable *cancellable,
                           GError **error)
{
  return _footprints_sqlite_open_cursor (
      _footprints_sqlite_ledger_get_readers (FOOTPRINTS_SQLITE_LEDGER (ledger)), query, cancellable,
      error);
}

static gboolean
sqlite_ledger_read_rows (FootprintsLedger *ledger,
                         const gint64 *ids,
                         gsize n_ids,
                         FootprintsLedgerRowFunc func,
                         gpointer data,
                         GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_read_rows (connection, ids, n_ids, func, data, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_read_source_ids (
    FootprintsLedger *ledger, const gint64 *ids, gsize n_ids, char **source_ids, GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_read_source_ids (connection, ids, n_ids, source_ids, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_find_known (FootprintsLedger *ledger,
                          const FootprintsScrobbleRow *rows,
                          gsize n_rows,
                          gint64 import_id,
                          FootprintsVerdict *verdicts,
                          GCancellable *cancellable,
                          GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_find_known (connection, rows, n_rows, import_id, verdicts, cancellable,
                                        error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_find_unfinished_import (FootprintsLedger *ledger,
                                      const char *fingerprint,
                                      FootprintsImportRecord *record,
                                      GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_find_unfinished_import (connection, fingerprint, record, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_list_imports (FootprintsLedger *ledger,
                            gint64 sync_config_id,
                            gint64 limit,
                            FootprintsImportRecordFunc func,
                            gpointer data,
                            GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_list_imports (connection, sync_config_id, limit, func, data, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_list_syncs (FootprintsLedger *ledger,
                          FootprintsSyncRecordFunc func,
                          gpointer data,
                          GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_list_syncs (connection, func, data, error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_count_by_month (FootprintsLedger *ledger,
                              const FootprintsLedgerAccount *account,
                              FootprintsMonthFunc func,
                              gpointer data,
                              GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_count_by_month (connection, account, func, data, error);
  give (ledger, connection);
  return done;
}

void
_footprints_sqlite_ledger_init_reading (FootprintsLedgerInterface *interface)
{
  interface->read_state = sqlite_ledger_read_state;
  interface->back_up = sqlite_ledger_back_up;
  interface->check = sqlite_ledger_check;
  interface->find_import = sqlite_ledger_find_import;
  interface->list_account = sqlite_ledger_list_account;
  interface->read_withdrawn = sqlite_ledger_read_withdrawn;
  interface->read_changes = sqlite_ledger_read_changes;
  interface->open_cursor = sqlite_ledger_open_cursor;
  interface->read_rows = sqlite_ledger_read_rows;
  interface->read_source_ids = sqlite_ledger_read_source_ids;
  interface->find_known = sqlite_ledger_find_known;
  interface->find_unfinished_import = sqlite_ledger_find_unfinished_import;
  interface->list_imports = sqlite_ledger_list_imports;
  interface->list_syncs = sqlite_ledger_list_syncs;
  interface->count_by_month = sqlite_ledger_count_by_month;
}
