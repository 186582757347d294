/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The reading half of the SQLite ledger: each call takes a connection from the pool and gives it
 * back. What belongs to the current transaction is read on the writer's own connection. */

#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include "libfootprints/sqlite/footprints-sqlite-copy-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-maintenance-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-reader-private.h"

static FootprintsSqliteConnection *
take (FootprintsLedger *ledger, GError **error)
{
  return _footprints_sqlite_pool_take (FOOTPRINTS_SQLITE_LEDGER (ledger)->readers, error);
}

static void
give (FootprintsLedger *ledger, FootprintsSqliteConnection *connection)
{
  _footprints_sqlite_pool_give (FOOTPRINTS_SQLITE_LEDGER (ledger)->readers, connection);
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

gboolean
_footprints_sqlite_ledger_back_up (FootprintsLedgerFile *file,
                                   const char *path,
                                   GCancellable *cancellable,
                                   GError **error)
{
  FootprintsLedger *ledger = FOOTPRINTS_LEDGER (file);
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
sqlite_ledger_list_held (FootprintsLedger *ledger,
                         const FootprintsHeldQuery *query,
                         FootprintsHeldPlayFunc func,
                         gpointer data,
                         GError **error)
{
  FootprintsSqliteConnection *connection;
  gboolean done;

  if (query->in_transaction)
    return _footprints_sqlite_list_held (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer, query, func,
                                         data, error);
  connection = take (ledger, error);
  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_list_held (connection, query, func, data, error);
  give (ledger, connection);
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
  /* The history now has what was read, so SQLite's cache need not keep it as well. */
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
  return _footprints_sqlite_open_cursor (FOOTPRINTS_SQLITE_LEDGER (ledger)->readers, query,
                                         cancellable, error);
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
                          gint64 origin,
                          FootprintsVerdict *verdicts,
                          GCancellable *cancellable,
                          GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_find_known (connection, rows, n_rows, origin, verdicts, cancellable,
                                        error);
  give (ledger, connection);
  return done;
}

static gboolean
sqlite_ledger_visit_times (FootprintsLedger *ledger,
                           const char *source,
                           FootprintsOrigins origins,
                           FootprintsTimeFunc func,
                           gpointer data,
                           GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_visit_times (connection, source, origins, func, data, error);
  give (ledger, connection);
  return done;
}

static FootprintsSqliteConnection *
lend (gpointer owner, GError **error)
{
  return take (owner, error);
}

static void
take_back (gpointer owner, FootprintsSqliteConnection *connection)
{
  give (owner, connection);
}

void
_footprints_sqlite_ledger_init_records_to_read (FootprintsSqliteLedger *self)
{
  static const FootprintsSqliteLender readers = { lend, take_back };

  _footprints_sqlite_records_init (&self->records_to_read, &readers, self);
}

void
_footprints_sqlite_ledger_init_reading (FootprintsLedgerInterface *interface)
{
  interface->read_state = sqlite_ledger_read_state;
  interface->check = sqlite_ledger_check;
  interface->read_changes = sqlite_ledger_read_changes;
  interface->open_cursor = sqlite_ledger_open_cursor;
  interface->read_rows = sqlite_ledger_read_rows;
  interface->read_source_ids = sqlite_ledger_read_source_ids;
  interface->find_known = sqlite_ledger_find_known;
  interface->read_withdrawn = sqlite_ledger_read_withdrawn;
  interface->list_held = sqlite_ledger_list_held;
  interface->visit_times = sqlite_ledger_visit_times;
}
