/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Record files as SQLite databases with a write-ahead log. */

#include "libfootprints/records/footprints-record-file-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"
#include "libfootprints/sqlite/footprints-sqlite-copy-private.h"

struct _FootprintsRecordFile
{
  const FootprintsRecordFileType *type;
  FootprintsSqliteConnection *connection;
  FootprintsSqliteRecords records;
  gint64 data_version; /* SQLite's: changes when another connection commits */
};

/* The version is read again within the transaction: two programs may open the file at once. */
static gboolean
make_tables (FootprintsRecordFile *self, GError **error)
{
  g_autofree char *marks =
      g_strdup_printf ("pragma application_id = %d; pragma user_version = %d; commit",
                       self->type->application_id, self->type->version);
  gint64 version;
  gboolean done =
      _footprints_sqlite_begin (self->connection, error) &&
      _footprints_sqlite_get_int64 (self->connection, "pragma user_version", &version, error) &&
      (version >= self->type->version ||
       _footprints_sqlite_records_make_tables (self->connection, self->type->types, error)) &&
      _footprints_sqlite_exec (self->connection, marks, error);

  if (!done && _footprints_sqlite_in_transaction (self->connection))
    _footprints_sqlite_exec (self->connection, "rollback", NULL);
  return done;
}

/* Nothing is written to a file that is not ours. */
static gboolean
check_version (FootprintsRecordFile *self, const char *path, GError **error)
{
  gint64 application_id, version, n_tables;

  if (!_footprints_sqlite_get_int64 (self->connection, "pragma application_id", &application_id,
                                     error) ||
      !_footprints_sqlite_get_int64 (self->connection, "pragma user_version", &version, error) ||
      !_footprints_sqlite_get_int64 (self->connection, "select count (*) from sqlite_schema",
                                     &n_tables, error))
    return FALSE;
  if (n_tables == 0)
    return make_tables (self, error);
  if (application_id != self->type->application_id || version < 1)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_CORRUPT,
                             "%s does not contain Footprints %s, or is damaged", path,
                             self->type->what);
      return FALSE;
    }
  if (version <= self->type->version)
    return version == self->type->version || make_tables (self, error);
  _footprints_set_error (error, FOOTPRINTS_ERROR_NEWER_DATABASE,
                         "%s was written by a newer version of Footprints", path);
  return FALSE;
}

FootprintsRecordFile *
_footprints_record_file_open (const FootprintsRecordFileType *type,
                              const char *path,
                              GError **error)
{
  g_autoptr (FootprintsRecordFile) self = g_new0 (FootprintsRecordFile, 1);

  self->type = type;
  self->connection = _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_CREATE, error);
  if (self->connection == NULL || !check_version (self, path, error) ||
      !_footprints_sqlite_exec_patiently (self->connection, "pragma journal_mode = wal", error) ||
      !_footprints_sqlite_exec (self->connection, "pragma secure_delete = on", error) ||
      !_footprints_sqlite_exec (self->connection, "pragma synchronous = full", error))
    return NULL;
  _footprints_sqlite_records_init_on (&self->records, self->connection);
  _footprints_record_file_has_changed (self);
  return g_steal_pointer (&self);
}

void
_footprints_record_file_free (FootprintsRecordFile *self)
{
  g_clear_pointer (&self->connection, _footprints_sqlite_connection_free);
  g_free (self);
}

FootprintsRecords *
_footprints_record_file_get_records (FootprintsRecordFile *self)
{
  return &self->records.parent;
}

/* Data written to a file that has lost its name is gone when this process ends. */
static gboolean
check_place (FootprintsRecordFile *self, GError **error)
{
  if (!_footprints_sqlite_has_moved (self->connection))
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED,
               "The %s file was deleted, moved or replaced while the program was running, so "
               "nothing is stored: put the file back, or restart the program",
               self->type->what);
  return FALSE;
}

static void
say_what (FootprintsRecordFile *self, GError **error)
{
  g_prefix_error (error, "Cannot write the %s: ", self->type->what);
}

gboolean
_footprints_record_file_begin (FootprintsRecordFile *self, gboolean may_be_lost, GError **error)
{
  if (!check_place (self, error))
    return FALSE;
  if (_footprints_sqlite_exec (
          self->connection,
          may_be_lost ? "pragma synchronous = normal" : "pragma synchronous = full", error) &&
      _footprints_sqlite_begin (self->connection, error))
    return TRUE;
  say_what (self, error);
  return FALSE;
}

gboolean
_footprints_record_file_end (FootprintsRecordFile *self, gboolean keep, GError **error)
{
  gboolean done = keep && _footprints_sqlite_exec (self->connection, "commit", error);

  if (!done && _footprints_sqlite_in_transaction (self->connection))
    _footprints_sqlite_exec (self->connection, "rollback", NULL);
  if (!done && error != NULL && *error != NULL && (*error)->code != FOOTPRINTS_ERROR_NOT_FOUND)
    say_what (self, error);
  return done && check_place (self, error);
}

gboolean
_footprints_record_file_has_changed (FootprintsRecordFile *self)
{
  gint64 before = self->data_version;

  if (!_footprints_sqlite_get_int64 (self->connection, "pragma data_version", &self->data_version,
                                     NULL))
    self->data_version = -1;
  return self->data_version != before;
}

gboolean
_footprints_record_file_back_up (FootprintsRecordFile *self, const char *path, GError **error)
{
  return check_place (self, error) &&
         _footprints_sqlite_back_up (self->connection, path, NULL, error);
}
