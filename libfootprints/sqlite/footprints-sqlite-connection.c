/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Connections to SQLite: opening, cached statements, waiting for locks, and errors. */

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/core/footprints-private-file-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/sqlite/footprints-sqlite-turn-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

#define BUSY_TIMEOUT_US (5 * G_USEC_PER_SEC)
#define BUSY_POLL_US 1000

struct _FootprintsSqliteConnection
{
  sqlite3 *database;
  char *path;
  GHashTable *statements; /* SQL literal → sqlite3_stmt */
  gint64 busy_since_us;
  FootprintsSqliteTurn turn;
  gboolean is_beginning; /* a write transaction */
};

/* SQLite's own handler waits up to 100 ms between tries. A process that writes a lot releases the
 * lock only for the time of one try, and only if it knows that another process waits. */
static int
on_busy (gpointer data, int n_calls)
{
  FootprintsSqliteConnection *self = data;

  if (n_calls == 0)
    self->busy_since_us = g_get_monotonic_time ();
  else if (g_get_monotonic_time () - self->busy_since_us > BUSY_TIMEOUT_US)
    return 0;
  if (self->is_beginning)
    _footprints_sqlite_turn_ask (&self->turn);
  g_usleep (BUSY_POLL_US);
  return 1;
}

/* The errno that the system reported; 0 where SQLite did not call it. SQLite keeps the last one,
 * however old it is. */
static int
get_system_errno (sqlite3 *database, int result)
{
  int kind = result & 0xff;

  return kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN ? sqlite3_system_errno (database) : 0;
}

static int
error_code (sqlite3 *database, int result)
{
  int kind = result & 0xff;

  switch (get_system_errno (database, result))
    {
    case ENOSPC:
    case EDQUOT:
      return FOOTPRINTS_ERROR_DISK_FULL;
    case EROFS:
      return FOOTPRINTS_ERROR_READ_ONLY;
    default:
      break;
    }

  if (result == SQLITE_CONSTRAINT_UNIQUE)
    return FOOTPRINTS_ERROR_EXISTS;
  switch (kind)
    {
    case SQLITE_FULL:
      return FOOTPRINTS_ERROR_DISK_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FOOTPRINTS_ERROR_CORRUPT;
    case SQLITE_TOOBIG:
      return FOOTPRINTS_ERROR_TOO_LARGE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FOOTPRINTS_ERROR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return FOOTPRINTS_ERROR_READ_ONLY;
    default:
      return FOOTPRINTS_ERROR_FAILED;
    }
}

/* Names the actual problem: SQLite itself says “disk I/O error” for a quota, and “attempt to write
 * a readonly database” for anything that cannot be written. */
static const char *
sqlite_connection_describe (FootprintsSqliteConnection *self, int result)
{
  int kind = result & 0xff;
  int system_errno = get_system_errno (self->database, result);
  struct statvfs status;

  /* SQLite retries without writing, and then misses the log, which cannot be created. */
  if ((kind == SQLITE_READONLY || kind == SQLITE_CANTOPEN) &&
      g_file_test (self->path, G_FILE_TEST_EXISTS) && statvfs (self->path, &status) == 0 &&
      (status.f_flag & ST_RDONLY) != 0)
    return g_strerror (EROFS);
  return system_errno != 0 ? g_strerror (system_errno) : sqlite3_errmsg (self->database);
}

void
_footprints_sqlite_set_error (FootprintsSqliteConnection *self, int result, GError **error)
{
  if ((result & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the operation was cancelled");
      return;
    }
  _footprints_set_error (error, error_code (self->database, result), "%s: %s", self->path,
                         sqlite_connection_describe (self, result));
}

static const char *
mode_query (FootprintsSqliteMode mode)
{
  switch (mode)
    {
    case FOOTPRINTS_SQLITE_READ_ONLY:
      return "?mode=ro";
    case FOOTPRINTS_SQLITE_IMMUTABLE:
      return "?mode=ro&immutable=1";
    case FOOTPRINTS_SQLITE_CREATE:
      return "?mode=rwc";
    case FOOTPRINTS_SQLITE_READ_WRITE:
      break;
    }
  return "?mode=rw";
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* Sets the connection even when it fails, for the message. */
static int
open_uri (FootprintsSqliteConnection *self, FootprintsSqliteMode mode)
{
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", TRUE);
  g_autofree char *uri = g_strconcat ("file:", escaped, mode_query (mode), NULL);

  return sqlite3_open_v2 (uri, &self->database,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI |
                              SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          NULL);
}

static FootprintsSqliteConnection *
connection_new (const char *path)
{
  FootprintsSqliteConnection *self = g_new0 (FootprintsSqliteConnection, 1);

  self->path = g_strdup (path);
  self->turn.file = -1;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  return self;
}

gboolean
_footprints_sqlite_peek_header (
    const char *path, guint8 *header, gsize size, gsize *length, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) self = connection_new (path);
  sqlite3_file *file = NULL;
  GStatBuf status = { .st_size = 0 };
  int result = open_uri (self, FOOTPRINTS_SQLITE_READ_ONLY);

  if (result == SQLITE_OK)
    result = sqlite3_file_control (self->database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  /* SQLite takes a file of one byte for an empty one. */
  if (result == SQLITE_OK && g_stat (path, &status) != 0)
    result = SQLITE_CANTOPEN;
  *length = (gsize) MIN (status.st_size, (goffset) size);
  if (result == SQLITE_OK && *length > 0)
    result = file->pMethods->xRead (file, header, (int) *length, 0);
  if (result == SQLITE_OK)
    return TRUE;
  _footprints_sqlite_set_error (self, result, error);
  return FALSE;
}

FootprintsSqliteMode
_footprints_sqlite_peek_mode (const char *path)
{
  g_autofree char *log = _footprints_ledger_file_dup_path (path, FOOTPRINTS_LEDGER_FILE_LOG);
  guint8 header[20];
  gsize length = 0;

  if (g_file_test (log, G_FILE_TEST_EXISTS) ||
      !_footprints_sqlite_peek_header (path, header, sizeof header, &length, NULL))
    return FOOTPRINTS_SQLITE_READ_ONLY;
  /* Offset 19: the version needed to read, 2 for a write-ahead log. */
  return length == sizeof header && header[19] == 2 ? FOOTPRINTS_SQLITE_IMMUTABLE
                                                    : FOOTPRINTS_SQLITE_READ_ONLY;
}

FootprintsSqliteConnection *
_footprints_sqlite_connection_open_bare (const char *path,
                                         FootprintsSqliteMode mode,
                                         GError **error)
{
  g_autoptr (FootprintsSqliteConnection) self = connection_new (path);
  int result;

  /* SQLite gives its other files the permissions of this one; if the file cannot be created, it
   * reports why. */
  if (mode == FOOTPRINTS_SQLITE_CREATE)
    _footprints_private_file_make (path);
  if (mode == FOOTPRINTS_SQLITE_CREATE || mode == FOOTPRINTS_SQLITE_READ_WRITE)
    _footprints_ledger_files_narrow (path);
  result = open_uri (self, mode);
  if (result != SQLITE_OK)
    {
      _footprints_sqlite_set_error (self, result, error);
      return NULL;
    }
  _footprints_sqlite_turn_init (&self->turn, sqlite3_db_filename (self->database, "main"));
  sqlite3_busy_handler (self->database, on_busy, self);
  return g_steal_pointer (&self);
}

FootprintsSqliteConnection *
_footprints_sqlite_connection_open (const char *path, FootprintsSqliteMode mode, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) self =
      _footprints_sqlite_connection_open_bare (path, mode, error);

  if (self == NULL)
    return NULL;
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!_footprints_sqlite_exec (self, "pragma trusted_schema = off", error) ||
      !_footprints_sqlite_exec (self, "pragma foreign_keys = on", error) ||
      !_footprints_sqlite_exec (self, "pragma cell_size_check = on", error) ||
      !_footprints_sqlite_exec (self, "pragma cache_size = -16384", error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_footprints_sqlite_connection_free (FootprintsSqliteConnection *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->database);
  _footprints_sqlite_turn_clear (&self->turn);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
_footprints_sqlite_connection_get_database (FootprintsSqliteConnection *self)
{
  return self->database;
}

gboolean
_footprints_sqlite_exec (FootprintsSqliteConnection *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->database, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  _footprints_sqlite_set_error (self, result, error);
  return FALSE;
}

gboolean
_footprints_sqlite_begin (FootprintsSqliteConnection *self, GError **error)
{
  gboolean done;

  self->is_beginning = TRUE;
  done = _footprints_sqlite_exec (self, "begin immediate", error);
  self->is_beginning = FALSE;
  _footprints_sqlite_turn_end (&self->turn);
  return done;
}

void
_footprints_sqlite_give_way (FootprintsSqliteConnection *self)
{
  _footprints_sqlite_turn_give_way (&self->turn);
}

gboolean
_footprints_sqlite_is_awaited (FootprintsSqliteConnection *self)
{
  return _footprints_sqlite_turn_is_awaited (&self->turn);
}

gboolean
_footprints_sqlite_exec_patiently (FootprintsSqliteConnection *self,
                                   const char *sql,
                                   GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + BUSY_TIMEOUT_US;
  g_autoptr (GError) local_error = NULL;

  while (!_footprints_sqlite_exec (self, sql, &local_error))
    {
      if (!g_error_matches (local_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BUSY) ||
          g_get_monotonic_time () > deadline_us)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_clear_error (&local_error);
      g_usleep (BUSY_POLL_US);
    }
  return TRUE;
}

sqlite3_stmt *
_footprints_sqlite_prepare (FootprintsSqliteConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }
  result =
      sqlite3_prepare_v3 (self->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      /* The SQL is ours: if it does not match the tables, they are not as we created them. */
      _footprints_sqlite_set_error (self, (result & 0xff) == SQLITE_ERROR ? SQLITE_CORRUPT : result,
                                    error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

void
_footprints_sqlite_reset (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

int
_footprints_sqlite_step (FootprintsSqliteConnection *self, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return 1;
  if (result == SQLITE_DONE)
    return 0;
  _footprints_sqlite_set_error (self, result, error);
  return -1;
}

gboolean
_footprints_sqlite_run (FootprintsSqliteConnection *self, sqlite3_stmt *statement, GError **error)
{
  int result;

  do
    result = _footprints_sqlite_step (self, statement, error);
  while (result == 1);
  _footprints_sqlite_reset (statement);
  return result == 0;
}

gboolean
_footprints_sqlite_get_int64 (FootprintsSqliteConnection *self,
                              const char *sql,
                              gint64 *value,
                              GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (self, sql, error);
  int result;

  if (statement == NULL)
    return FALSE;
  result = _footprints_sqlite_step (self, statement, error);
  *value = result == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

gint64
_footprints_sqlite_n_changes (FootprintsSqliteConnection *self)
{
  return sqlite3_changes64 (self->database);
}

gint64
_footprints_sqlite_last_id (FootprintsSqliteConnection *self)
{
  return sqlite3_last_insert_rowid (self->database);
}

gboolean
_footprints_sqlite_in_transaction (FootprintsSqliteConnection *self)
{
  return !sqlite3_get_autocommit (self->database);
}

gboolean
_footprints_sqlite_has_moved (FootprintsSqliteConnection *self)
{
  int has_moved = 0;

  sqlite3_file_control (self->database, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
  return has_moved != 0;
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  FootprintsSqliteConnection *self = data;

  sqlite3_interrupt (self->database);
}

gulong
_footprints_sqlite_watch (FootprintsSqliteConnection *self, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return 0;
  return g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
}

void
_footprints_sqlite_unwatch (GCancellable *cancellable, gulong watch)
{
  /* Waits for a running handler, so that a later user of the connection is not interrupted. */
  if (watch != 0)
    g_cancellable_disconnect (cancellable, watch);
}

gboolean
_footprints_sqlite_read_text (sqlite3_stmt *statement, int column, const char **text)
{
  *text = (const char *) sqlite3_column_text (statement, column);
  if (*text == NULL)
    return sqlite3_column_type (statement, column) == SQLITE_NULL;
  return g_utf8_validate_len (*text, (gsize) sqlite3_column_bytes (statement, column), NULL);
}

void
_footprints_sqlite_bind_optional_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

void
_footprints_sqlite_bind_optional_int64 (sqlite3_stmt *statement, int index, gint64 value)
{
  if (value != 0)
    sqlite3_bind_int64 (statement, index, value);
  else
    sqlite3_bind_null (statement, index);
}
