/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Maintenance of a ledger's file: beginning an epoch, emptying the log, compacting and checking. */

#include "libfootprints/store/sqlite/footprints-sqlite-maintenance-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/footprints-new-file-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-reader-private.h"

#include <string.h>

/* Readers that know the previous ledger must notice that this is a different one. Reads only one
 * column, since the ledger may have an older format. */
static gboolean
begin_epoch (FootprintsSqliteConnection *connection, gint64 before, GError **error)
{
  gint64 generation;
  sqlite3_stmt *statement;

  if (!_footprints_sqlite_get_int64 (connection, "select generation from ledger", &generation,
                                     error))
    return FALSE;
  statement = _footprints_sqlite_prepare (connection, "update ledger set generation = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1,
                      (FOOTPRINTS_LEDGER_EPOCH (MAX (before, generation)) + 1)
                          << FOOTPRINTS_LEDGER_EPOCH_BITS);
  return _footprints_sqlite_run (connection, statement, error);
}

/* No reader has a history of a ledger that is damaged or missing. */
static gboolean
read_generation (const char *path, gint64 *generation, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) connection = NULL;
  g_autoptr (GError) local_error = NULL;

  *generation = 0;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  connection = _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_ONLY, &local_error);
  if (connection != NULL)
    _footprints_sqlite_get_int64 (connection, "select generation from ledger", generation,
                                  &local_error);
  if (local_error == NULL || local_error->code == FOOTPRINTS_ERROR_CORRUPT)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
_footprints_sqlite_succeed (const char *path, const char *before_path, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) connection = NULL;
  gint64 generation;

  if (!read_generation (before_path, &generation, error))
    return FALSE;
  connection = _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_WRITE, error);
  return connection != NULL && begin_epoch (connection, generation, error);
}

gboolean
_footprints_sqlite_gather (const char *path, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_WRITE, error);

  return connection != NULL &&
         _footprints_sqlite_exec (connection, "pragma wal_checkpoint (truncate)", error);
}

/* Rows that refer to missing rows. */
static gboolean
count_broken (FootprintsSqliteConnection *connection, gint64 *n_broken, GError **error)
{
  return _footprints_sqlite_get_int64 (connection, "select count(*) from pragma_foreign_key_check",
                                       n_broken, error);
}

/* New names may get the ids of deleted ones, so readers read their histories afresh.
 *
 * For each deleted name, SQLite would search all plays for one that refers to it, since plays have
 * no index for that. After the undo of a long import, that takes hours. So it does not search, and
 * all rows are checked once before the commit. */
static gboolean
delete_unused (FootprintsSqliteConnection *connection, GError **error)
{
  FootprintsLedgerState state;
  gint64 n_broken;

  if (!_footprints_sqlite_exec (connection, "pragma foreign_keys = off", error) ||
      !_footprints_sqlite_exec_patiently (connection, "begin immediate", error) ||
      !_footprints_sqlite_read_state (connection, &state, error) ||
      !_footprints_sqlite_exec (connection,
                                "delete from track where id not in (select track_id from listen)"
                                " and id not in (select track_id from withdrawn_listen);"
                                "delete from album where id not in"
                                " (select album_id from listen where album_id is not null)"
                                " and id not in (select album_id from withdrawn_listen"
                                "  where album_id is not null)"
                                " and id not in (select album_id from also_from"
                                "  where album_id is not null);"
                                "delete from artist where id not in (select artist_id from track)"
                                " and id not in (select artist_id from album);"
                                "delete from listen_change",
                                error) ||
      !count_broken (connection, &n_broken, error))
    return FALSE;
  if (n_broken > 0)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                   "the history is damaged: %" G_GINT64_FORMAT
                   " rows refer to missing rows; restore a backup",
                   n_broken);
      return FALSE;
    }
  return begin_epoch (connection, state.generation, error) &&
         _footprints_sqlite_exec (connection, "commit", error);
}

gboolean
_footprints_sqlite_compact (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_WRITE, error);
  gulong watch;
  gboolean done;

  if (connection == NULL)
    return FALSE;
  watch = _footprints_sqlite_watch (connection, cancellable);
  done = delete_unused (connection, error) &&
         _footprints_sqlite_exec_patiently (connection, "vacuum", error);
  _footprints_sqlite_unwatch (cancellable, watch);
  if (done)
    _footprints_sqlite_exec (connection, "pragma wal_checkpoint (truncate)", NULL);
  return done;
}

static gboolean
sqlite_backup_fail (GError **error, const char *problem)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
               "the history is damaged: %s; restore a backup", problem);
  return FALSE;
}

/* SQLite also reports a page that it cannot read, but that says nothing about the page. */
static gboolean
is_unreadable (const char *problem)
{
  const char *code = problem != NULL ? strstr (problem, "error code=") : NULL;
  gint64 result = code != NULL ? g_ascii_strtoll (code + strlen ("error code="), NULL, 10) : 0;

  return (result != 0 && (result & 0xff) != SQLITE_CORRUPT) ||
         (problem != NULL && strstr (problem, "failed to get page") != NULL);
}

/* The first problem that SQLite itself finds. */
static gboolean
check_pages (FootprintsSqliteConnection *connection, GError **error)
{
  sqlite3_stmt *statement =
      _footprints_sqlite_prepare (connection, "pragma integrity_check (1)", error);
  g_autofree char *problem = NULL;
  int result;

  if (statement == NULL)
    return FALSE;
  result = _footprints_sqlite_step (connection, statement, error);
  if (result > 0)
    problem = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  _footprints_sqlite_reset (statement);
  if (result < 0 || g_strcmp0 (problem, "ok") == 0)
    return result > 0;
  if (is_unreadable (problem))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED,
                   "the history cannot be read: %s", problem);
      return FALSE;
    }
  return sqlite_backup_fail (error, problem != NULL ? problem : "it cannot be read");
}

/* What SQLite does not see: references to missing rows, and a wrong count. */
static gboolean
check_rows (FootprintsSqliteConnection *connection, GError **error)
{
  FootprintsLedgerState state;
  gint64 n_listens, n_broken;
  g_autofree char *problem = NULL;

  if (!_footprints_sqlite_read_state (connection, &state, error) ||
      !_footprints_sqlite_get_int64 (connection, "select count(*) from listen", &n_listens,
                                     error) ||
      !count_broken (connection, &n_broken, error))
    return FALSE;
  if (n_broken > 0)
    problem = g_strdup_printf ("%" G_GINT64_FORMAT " rows refer to missing rows", n_broken);
  else if (n_listens != state.n_listens)
    problem =
        g_strdup_printf ("it has %" G_GINT64_FORMAT " plays, but its count says %" G_GINT64_FORMAT,
                         n_listens, state.n_listens);
  return problem == NULL || sqlite_backup_fail (error, problem);
}

gboolean
_footprints_sqlite_check (FootprintsSqliteConnection *connection,
                          GCancellable *cancellable,
                          GError **error)
{
  gulong watch = _footprints_sqlite_watch (connection, cancellable);
  gboolean done = check_pages (connection, error) && check_rows (connection, error);

  _footprints_sqlite_unwatch (cancellable, watch);
  return done;
}
