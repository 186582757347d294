/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Recognizes the file of a ledger, brings it to the current format, and shows ledgers of older
 * formats to readers as if they had that format. */

#include "libfootprints/store/sqlite/footprints-sqlite-migration-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/footprints-resources.h"
#include "libfootprints/foreign/footprints-earlier-database-private.h"
#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/sqlite/footprints-sqlite-copy-private.h"
#include "libfootprints/store/footprints-disk-private.h"
#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/store/footprints-new-file-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define RESOURCE_FOLDER "/io/github/footprints/lib/"
#define HEADER_BYTES 100
#define MAGIC "SQLite format 3"
/* See "The Rollback Journal" in SQLite's file format document. */
#define JOURNAL_MAGIC "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
#define JOURNAL_HEADER_BYTES 20

static const char *const migrations[] = {
  "0001-ledger.sql",
  "0002-sync.sql",
  "0003-origins.sql",
  "0004-precision.sql",
};

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == FOOTPRINTS_LEDGER_FORMAT);

static guint32
read_be32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
fail_foreign (const char *path, const char *what, GError **error)
{
  _footprints_set_error (error, FOOTPRINTS_ERROR_FOREIGN_DATABASE,
                         "%s is not a Footprints ledger: %s", path, what);
  return FALSE;
}

/* Called before anything is opened for writing: closing a connection that may write empties the log
 * into the file. */
static gboolean
peek_format (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (path, _footprints_sqlite_peek_mode (path), &local_error);

  if ((connection != NULL && _footprints_sqlite_check_format (connection, path, &local_error)) ||
      /* A log that only a writer can read, for example: opening for writing will show. */
      (local_error->code != FOOTPRINTS_ERROR_NEWER_DATABASE &&
       local_error->code != FOOTPRINTS_ERROR_FOREIGN_DATABASE &&
       local_error->code != FOOTPRINTS_ERROR_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_header (const guint8 *header, gsize length, const char *path, GError **error)
{
  if (length < HEADER_BYTES || memcmp (header, MAGIC, sizeof MAGIC) != 0)
    return fail_foreign (path, "it is not an SQLite database", error);
  /* Offsets 60 and 68: user_version and application_id, see SQLite's file format document. */
  if (read_be32 (header + 68) == FOOTPRINTS_APPLICATION_ID)
    return peek_format (path, error);
  if (_footprints_is_earlier_database (path))
    return fail_foreign (
        path, "it is the database of the earlier program; import it into a new ledger", error);
  return fail_foreign (path, "it is an SQLite database of another program", error);
}

/* Whether the machine stopped while the file was being filled for the first time. Its pages may
 * have reached the disk in any order, so its header says nothing; SQLite empties it when it is
 * opened. */
static gboolean
is_half_made (const char *path)
{
  g_autofree char *journal =
      _footprints_ledger_file_dup_path (path, FOOTPRINTS_LEDGER_FILE_JOURNAL);
  g_autoptr (GFile) file = g_file_new_for_path (journal);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  guint8 header[JOURNAL_HEADER_BYTES];
  gsize length = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), header, sizeof header,
                                                  &length, NULL, NULL))
    return FALSE;
  /* Offset 16: how many pages the file had when the transaction began. */
  return length == sizeof header && memcmp (header, JOURNAL_MAGIC, strlen (JOURNAL_MAGIC)) == 0 &&
         read_be32 (header + 16) == 0;
}

gboolean
_footprints_sqlite_probe (const char *path, gboolean *exists, GError **error)
{
  guint8 header[HEADER_BYTES];
  gsize length;

  *exists = FALSE;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail_foreign (path, "it is a folder", error);
  if (g_access (path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
    return TRUE;
  if (!_footprints_sqlite_peek_header (path, header, sizeof header, &length, error))
    return FALSE;
  /* Another process may be about to create the ledger in an empty file. */
  if (length == 0 || is_half_made (path))
    return TRUE;
  *exists = TRUE;
  return check_header (header, length, path, error);
}

gboolean
_footprints_sqlite_check_format (FootprintsSqliteConnection *connection,
                                 const char *path,
                                 GError **error)
{
  gint64 format;

  if (!_footprints_sqlite_get_int64 (connection, "pragma user_version", &format, error))
    return FALSE;
  if (format > FOOTPRINTS_LEDGER_FORMAT)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_NEWER_DATABASE,
                             "%s has format %" G_GINT64_FORMAT
                             ", but this version only knows formats up to %d; "
                             "use a newer version of Footprints",
                             path, format, FOOTPRINTS_LEDGER_FORMAT);
      return FALSE;
    }
  if (format < 0)
    return fail_foreign (path, "its format number is negative", error);
  return TRUE;
}

static gboolean
run_resource (FootprintsSqliteConnection *connection, const char *name, GError **error)
{
  g_autofree char *resource = g_strconcat (RESOURCE_FOLDER, name, NULL);
  g_autoptr (GBytes) sql = g_resource_lookup_data (_footprints_get_resource (), resource,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* A resource ends in a NUL that its size does not count. */
  return sql != NULL && _footprints_sqlite_exec (connection, g_bytes_get_data (sql, NULL), error);
}

static gboolean
run_step (FootprintsSqliteConnection *connection, guint step, GError **error)
{
  g_autofree char *name = g_strconcat ("migrations/", migrations[step], NULL);
  g_autofree char *version = g_strdup_printf (
      "pragma user_version = %u; pragma application_id = %d", step + 1, FOOTPRINTS_APPLICATION_ID);

  return run_resource (connection, name, error) &&
         _footprints_sqlite_exec (connection, version, error);
}

gboolean
_footprints_sqlite_show_as_current (FootprintsSqliteConnection *connection,
                                    gboolean *is_older,
                                    GError **error)
{
  g_autofree char *name = NULL;
  gint64 format;

  if (!_footprints_sqlite_get_int64 (connection, "pragma user_version", &format, error))
    return FALSE;
  *is_older = format > 0 && format < FOOTPRINTS_LEDGER_FORMAT;
  if (!*is_older)
    return TRUE;
  name = g_strdup_printf ("older/format-%" G_GINT64_FORMAT ".sql", format);
  return _footprints_sqlite_exec (connection, "pragma temp_store = memory", error) &&
         run_resource (connection, name, error) &&
         (format >= 3 || run_resource (connection, "older/before-3.sql", error)) &&
         run_resource (connection, "older/before-4.sql", error) &&
         _footprints_sqlite_records_show (connection, _footprints_ledger_record_types, error);
}

/* A migration cannot be undone, so the old ledger is kept next to the new one, for example in
 * "PATH.format-1". @connection keeps others from writing meanwhile. */
static gboolean
keep_copy (FootprintsSqliteConnection *connection, const char *path, gint64 format, GError **error)
{
  g_autofree char *kept = _footprints_ledger_dup_earlier_path (path, (guint) format);
  g_autofree char *temporary = NULL;
  g_autoptr (FootprintsSqliteConnection) reader = NULL;
  gint64 has_plays;
  gboolean done;

  /* A new ledger goes through all formats. */
  if (!_footprints_sqlite_get_int64 (connection, "select exists (select 1 from listen)", &has_plays,
                                     error))
    return FALSE;
  if (!has_plays)
    return TRUE;
  if (!_footprints_disk_check (path, _footprints_ledger_files_get_size (path), error))
    return FALSE;
  reader = _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_ONLY, error);
  if (reader != NULL)
    temporary = _footprints_new_file_begin (kept, error);
  if (temporary == NULL)
    return FALSE;
  done = _footprints_sqlite_back_up (reader, temporary, NULL, error);
  return _footprints_new_file_end (temporary, done ? kept : NULL, TRUE, error) && done;
}

/* Runs the next step. @done: whether nothing was left to do, or another process was faster. */
static gboolean
migrate_once (FootprintsSqliteConnection *connection,
              const char *path,
              gboolean *done,
              GError **error)
{
  gint64 format;

  /* The format is read again inside the lock: another process may have migrated meanwhile. */
  if (!_footprints_sqlite_begin (connection, error))
    return FALSE;
  if (!_footprints_sqlite_check_format (connection, path, error) ||
      !_footprints_sqlite_get_int64 (connection, "pragma user_version", &format, error))
    return FALSE;
  *done = format == FOOTPRINTS_LEDGER_FORMAT;
  if (!*done && format > 0 && !keep_copy (connection, path, format, error))
    return FALSE;
  return (*done || run_step (connection, (guint) format, error)) &&
         (format + 1 != FOOTPRINTS_LEDGER_FORMAT ||
          _footprints_sqlite_records_make_tables (connection, _footprints_ledger_record_types,
                                                  error)) &&
         _footprints_sqlite_exec (connection, "commit", error);
}

gboolean
_footprints_sqlite_migrate (FootprintsSqliteConnection *connection,
                            const char *path,
                            GError **error)
{
  gboolean done = FALSE;

  while (!done)
    {
      if (migrate_once (connection, path, &done, error))
        continue;
      if (_footprints_sqlite_in_transaction (connection))
        _footprints_sqlite_exec (connection, "rollback", NULL);
      return FALSE;
    }
  return TRUE;
}
