/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-backup-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-dictionary-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-imports-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-migration-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-reader-private.h"

#include <string.h>

struct _FootprintsSqliteLedger
{
  GObject parent_instance;

  FootprintsSqliteConnection *writer; /* NULL: read-only; used by one thread at a time */
  FootprintsSqliteDictionary *dictionary;
  FootprintsSqlitePool *readers;
  FootprintsSqlitePlace *place;

  /* Of the transaction under way. */
  gint64 generation;
  gint64 last_listen_id;
  gint64 listen_count;
  gboolean changed;
  gint64 data_version; /* as SQLite counts it: moves when another process commits */
};

static void ledger_interface_init (FootprintsLedgerInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FootprintsSqliteLedger,
                               _footprints_sqlite_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOOTPRINTS_TYPE_LEDGER,
                                                      ledger_interface_init))

/* Closing copies the log into the file. Where others have another log, the file may be ahead. */
static void
close_writer (FootprintsSqliteLedger *self)
{
  if (self->writer != NULL && self->place != NULL &&
      _footprints_sqlite_place_has_other_log (self->place))
    sqlite3_db_config (_footprints_sqlite_connection_get_database (self->writer),
                       SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_clear_pointer (&self->writer, _footprints_sqlite_connection_free);
}

static void
_footprints_sqlite_ledger_finalize (GObject *object)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (object);

  g_clear_pointer (&self->readers, _footprints_sqlite_pool_free);
  g_clear_pointer (&self->dictionary, _footprints_sqlite_dictionary_free);
  close_writer (self);
  g_clear_pointer (&self->place, _footprints_sqlite_place_free);

  G_OBJECT_CLASS (_footprints_sqlite_ledger_parent_class)->finalize (object);
}

static void
_footprints_sqlite_ledger_class_init (FootprintsSqliteLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = _footprints_sqlite_ledger_finalize;
}

static void
_footprints_sqlite_ledger_init (FootprintsSqliteLedger *self)
{
}

static gboolean
open_writer (FootprintsSqliteLedger *self, const char *path, gboolean create, GError **error)
{
  self->writer = _footprints_sqlite_connection_open (
      path, create ? FOOTPRINTS_SQLITE_CREATE : FOOTPRINTS_SQLITE_READ_WRITE, error);
  /* The format first: nothing may be written, not even the journal mode, to a newer file. */
  if (self->writer == NULL || !_footprints_sqlite_check_format (self->writer, path, error) ||
      !_footprints_sqlite_migrate (self->writer, path, error) ||
      !_footprints_sqlite_exec_patiently (self->writer, "pragma journal_mode = wal", error) ||
      !_footprints_sqlite_exec (self->writer, "pragma synchronous = full", error) ||
      /* Fewer, larger checkpoints: a page that many batches touch is copied once. */
      !_footprints_sqlite_exec (self->writer, "pragma wal_autocheckpoint = 4000", error) ||
      !_footprints_sqlite_exec (self->writer, "pragma cache_size = -65536", error))
    return FALSE;
  self->dictionary = _footprints_sqlite_dictionary_new (self->writer);
  self->readers = _footprints_sqlite_pool_new (path, FOOTPRINTS_SQLITE_READ_ONLY);
  self->place = _footprints_sqlite_place_new (self->writer, path, TRUE, error);
  _footprints_sqlite_pool_set_place (self->readers, self->place);
  return self->place != NULL;
}

/* A write-ahead log cannot be read in a folder that cannot be written, unless it is empty. */
static FootprintsSqliteMode
read_only_mode (const char *path)
{
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_ONLY, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  gint64 format;

  if ((connection == NULL ||
       !_footprints_sqlite_get_int64 (connection, "pragma user_version", &format, NULL)) &&
      !g_file_test (log, G_FILE_TEST_EXISTS))
    return FOOTPRINTS_SQLITE_IMMUTABLE;
  return FOOTPRINTS_SQLITE_READ_ONLY;
}

static gboolean
open_reader (FootprintsSqliteLedger *self, const char *path, GError **error)
{
  FootprintsSqliteConnection *connection;
  gboolean fits;

  self->readers = _footprints_sqlite_pool_new (path, read_only_mode (path));
  connection = _footprints_sqlite_pool_take (self->readers, error);
  if (connection == NULL)
    return FALSE;
  self->place = _footprints_sqlite_place_new (connection, path, FALSE, error);
  _footprints_sqlite_pool_set_place (self->readers, self->place);
  fits = self->place != NULL && _footprints_sqlite_check_format (connection, path, error);
  _footprints_sqlite_pool_give (self->readers, connection);
  return fits;
}

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
sqlite_ledger_check_file (FootprintsLedger *ledger, GError **error)
{
  return _footprints_sqlite_place_check (FOOTPRINTS_SQLITE_LEDGER (ledger)->place, error);
}

FootprintsLedger *
_footprints_sqlite_ledger_open (const char *given_path,
                                gboolean create,
                                gboolean read_only,
                                GError **error)
{
  g_autoptr (FootprintsSqliteLedger) self = NULL;
  g_autofree char *folder = g_get_current_dir ();
  /* Readers open the file again and again, wherever the program has gone meanwhile; and a relative
   * ":memory:" would mean something else to SQLite. */
  g_autofree char *path = g_path_is_absolute (given_path)
                              ? g_strdup (given_path)
                              : g_build_filename (folder, given_path, NULL);
  FootprintsLedgerState state;
  gboolean exists;

  if (!_footprints_sqlite_probe (path, &exists, error))
    return NULL;
  if (!exists && (read_only || !create))
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_NOT_FOUND, "%s %s", path,
                             g_file_test (path, G_FILE_TEST_EXISTS) ? "is empty"
                                                                    : "does not exist");
      return NULL;
    }
  self = g_object_new (FOOTPRINTS_TYPE_SQLITE_LEDGER, NULL);
  if (!(read_only ? open_reader (self, path, error) : open_writer (self, path, create, error)) ||
      !sqlite_ledger_read_state (FOOTPRINTS_LEDGER (self), &state, error))
    return NULL;
  return FOOTPRINTS_LEDGER (g_steal_pointer (&self));
}

/* What another process has written since our last transaction: ids in the dictionary may be gone
 * (a ledger can be compacted), so it is read afresh. */
static gboolean
notice_others (FootprintsSqliteLedger *self, GError **error)
{
  gint64 data_version;

  if (!_footprints_sqlite_get_int64 (self->writer, "pragma data_version", &data_version, error))
    return FALSE;
  if (data_version != self->data_version)
    _footprints_sqlite_dictionary_forget (self->dictionary);
  self->data_version = data_version;
  return TRUE;
}

static void
sqlite_ledger_roll_back (FootprintsLedger *ledger)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  if (_footprints_sqlite_in_transaction (self->writer))
    _footprints_sqlite_exec (self->writer, "rollback", NULL);
  _footprints_sqlite_dictionary_forget (self->dictionary);
}

static gboolean
sqlite_ledger_begin (FootprintsLedger *ledger, GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  FootprintsLedgerState state;

  if (self->writer == NULL)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY,
                           "the store was opened read-only");
      return FALSE;
    }
  if (!_footprints_sqlite_exec (self->writer, "begin immediate", error))
    return FALSE;
  self->changed = FALSE;
  if (notice_others (self, error) && _footprints_sqlite_read_state (self->writer, &state, error) &&
      _footprints_sqlite_get_int64 (self->writer, "select last_listen_id from ledger",
                                    &self->last_listen_id, error))
    {
      self->generation = state.generation;
      self->listen_count = state.n_listens;
      return TRUE;
    }
  sqlite_ledger_roll_back (ledger);
  return FALSE;
}

static gboolean
write_state (FootprintsSqliteLedger *self, GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      self->writer, "update ledger set generation = ?1, last_listen_id = ?2, listen_count = ?3",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->generation + 1);
  sqlite3_bind_int64 (statement, 2, self->last_listen_id);
  sqlite3_bind_int64 (statement, 3, self->listen_count);
  return _footprints_sqlite_run (self->writer, statement, error);
}

static gboolean
sqlite_ledger_commit (FootprintsLedger *ledger, GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  /* A file that went during the commit has what was committed, and nobody can read it. */
  return _footprints_sqlite_place_check (self->place, error) &&
         (!self->changed || write_state (self, error)) &&
         _footprints_sqlite_exec (self->writer, "commit", error) &&
         _footprints_sqlite_place_check (self->place, error);
}

static gboolean
sqlite_ledger_begin_step (FootprintsLedger *ledger, GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  return _footprints_sqlite_exec (self->writer, "savepoint step", error);
}

static gboolean
sqlite_ledger_end_step (FootprintsLedger *ledger, gboolean keep, GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  if (keep)
    return _footprints_sqlite_exec (self->writer, "release step", error);
  /* The counters may stay ahead: ids are only ever skipped, and the count is read back. */
  _footprints_sqlite_dictionary_forget (self->dictionary);
  return _footprints_sqlite_exec (self->writer, "rollback to step; release step", error) &&
         _footprints_sqlite_get_int64 (self->writer, "select count(*) from listen",
                                       &self->listen_count, error);
}

typedef struct
{
  gint64 track_id;
  gint64 album_id; /* 0: none */
  gint64 source_id;
} ListenKey;

/* A history keeps the source of a play in 16 bits. */
static gint64
intern_source (FootprintsSqliteLedger *self, const char *name, GError **error)
{
  gint64 id = _footprints_sqlite_dictionary_intern (self->dictionary, FOOTPRINTS_SQLITE_NAME_SOURCE,
                                                    0, name, error);

  if (id <= G_MAXUINT16)
    return id;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
               "the ledger has plays of %d sources, and no room for another", G_MAXUINT16);
  return 0;
}

static gboolean
intern_names (FootprintsSqliteLedger *self,
              const FootprintsScrobbleRow *row,
              ListenKey *key,
              GError **error)
{
  const char *album_artist = _footprints_scrobble_row_get_album_artist (row);
  gint64 artist_id, album_artist_id;

  artist_id = _footprints_sqlite_dictionary_intern (self->dictionary, FOOTPRINTS_SQLITE_NAME_ARTIST,
                                                    0, row->artist, error);
  if (artist_id == 0)
    return FALSE;
  key->track_id = _footprints_sqlite_dictionary_intern (
      self->dictionary, FOOTPRINTS_SQLITE_NAME_TRACK, artist_id, row->track, error);
  key->source_id = key->track_id == 0 ? 0 : intern_source (self, row->source, error);
  key->album_id = 0;
  if (key->source_id == 0 || row->album == NULL)
    return key->source_id != 0;
  album_artist_id =
      album_artist == NULL
          ? artist_id
          : _footprints_sqlite_dictionary_intern (self->dictionary, FOOTPRINTS_SQLITE_NAME_ARTIST,
                                                  0, album_artist, error);
  if (album_artist_id != 0)
    key->album_id = _footprints_sqlite_dictionary_intern (
        self->dictionary, FOOTPRINTS_SQLITE_NAME_ALBUM, album_artist_id, row->album, error);
  return key->album_id != 0;
}

static gboolean
insert_listen (FootprintsSqliteLedger *self,
               sqlite3_stmt *statement,
               const FootprintsScrobbleRow *row,
               const ListenKey *key,
               gint64 import_id,
               gboolean *added,
               GError **error)
{
  int result;

  sqlite3_bind_int64 (statement, 1, self->last_listen_id + 1);
  sqlite3_bind_int64 (statement, 2, row->listened_at);
  sqlite3_bind_int64 (statement, 3, key->track_id);
  _footprints_sqlite_bind_optional_int64 (statement, 4, key->album_id);
  sqlite3_bind_int64 (statement, 5, key->source_id);
  _footprints_sqlite_bind_optional_text (statement, 6, row->source_id);
  _footprints_sqlite_bind_optional_int64 (statement, 7, row->duration_ms);
  _footprints_sqlite_bind_optional_int64 (statement, 8, import_id);
  _footprints_sqlite_bind_optional_text (statement, 9, row->info);
  result = _footprints_sqlite_step (self->writer, statement, error);
  sqlite3_reset (statement);
  *added = result == 0 && _footprints_sqlite_n_changes (self->writer) == 1;
  if (*added)
    {
      self->last_listen_id++;
      self->listen_count++;
      self->changed = TRUE;
    }
  return result == 0;
}

static gint64
find_listen_id (FootprintsSqliteLedger *self,
                const FootprintsScrobbleRow *row,
                const ListenKey *key,
                GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      self->writer,
      "select id from listen where listened_at = ?1 and track_id = ?2 and source_id = ?3", error);
  gint64 id = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, row->listened_at);
  sqlite3_bind_int64 (statement, 2, key->track_id);
  sqlite3_bind_int64 (statement, 3, key->source_id);
  if (_footprints_sqlite_step (self->writer, statement, error) == 1)
    id = sqlite3_column_int64 (statement, 0);
  _footprints_sqlite_reset (statement);
  return id;
}

static int
compare_by_time (gconstpointer a, gconstpointer b, gpointer data)
{
  const FootprintsScrobbleRow *rows = data;
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  if (rows[left].listened_at != rows[right].listened_at)
    return rows[left].listened_at < rows[right].listened_at ? -1 : 1;
  return left < right ? -1 : 1;
}

/* Rows by ascending time, so that the index on time is written in one direction. Histories come
 * newest first, and a B-tree that grows at its left end splits every page in half. */
static guint32 *
order_by_time (const FootprintsScrobbleRow *rows, gsize n_rows)
{
  guint32 *order = g_new (guint32, n_rows);
  gboolean descending = TRUE;
  gboolean ascending = TRUE;

  for (gsize i = 0; i < n_rows; i++)
    {
      order[i] = (guint32) i;
      if (i > 0 && rows[i].listened_at > rows[i - 1].listened_at)
        descending = FALSE;
      if (i > 0 && rows[i].listened_at < rows[i - 1].listened_at)
        ascending = FALSE;
    }
  if (ascending)
    return order;
  if (descending)
    for (gsize i = 0; i < n_rows; i++)
      order[i] = (guint32) (n_rows - 1 - i);
  else
    g_qsort_with_data (order, (int) n_rows, sizeof *order, compare_by_time, (gpointer) rows);
  return order;
}

static gboolean
sqlite_ledger_append (FootprintsLedger *ledger,
                      const FootprintsScrobbleRow *rows,
                      gsize n_rows,
                      gint64 import_id,
                      gint64 *ids,
                      gboolean *added,
                      gint64 *n_added,
                      GCancellable *cancellable,
                      GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  g_autofree guint32 *order = order_by_time (rows, n_rows);
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      self->writer,
      "insert into listen (id, listened_at, track_id, album_id, source_id, source_ref, duration_ms,"
      " import_id, info) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " on conflict (listened_at, track_id, source_id) do nothing",
      error);
  gboolean done = statement != NULL && _footprints_sqlite_place_check_room (self->place, error);

  *n_added = 0;
  for (gsize i = 0; done && i < n_rows; i++)
    {
      const FootprintsScrobbleRow *row = &rows[order[i]];
      ListenKey key;
      gboolean is_new = FALSE;

      done = ((i & 0xff) != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error)) &&
             intern_names (self, row, &key, error) &&
             insert_listen (self, statement, row, &key, import_id, &is_new, error);
      *n_added += is_new;
      if (added != NULL)
        added[order[i]] = is_new;
      if (done && ids != NULL)
        {
          ids[order[i]] = is_new ? self->last_listen_id : find_listen_id (self, row, &key, error);
          done = ids[order[i]] != 0;
        }
    }
  if (statement != NULL)
    _footprints_sqlite_reset (statement);
  return done;
}

/* One play; a removal is remembered so that histories elsewhere can follow. */
static gboolean
remove_one (FootprintsSqliteLedger *self, gint64 id, gint64 *n_removed, GError **error)
{
  sqlite3_stmt *remember = _footprints_sqlite_prepare (
      self->writer,
      "insert or replace into removed_listen (id, listened_at, generation)"
      " select id, listened_at, ?2 from listen where id = ?1",
      error);
  sqlite3_stmt *delete_row =
      _footprints_sqlite_prepare (self->writer, "delete from listen where id = ?1", error);

  if (remember == NULL || delete_row == NULL)
    return FALSE;
  sqlite3_bind_int64 (remember, 1, id);
  sqlite3_bind_int64 (remember, 2, self->generation + 1);
  sqlite3_bind_int64 (delete_row, 1, id);
  if (!_footprints_sqlite_run (self->writer, remember, error) ||
      !_footprints_sqlite_run (self->writer, delete_row, error))
    return FALSE;
  if (_footprints_sqlite_n_changes (self->writer) == 1)
    {
      self->listen_count--;
      self->changed = TRUE;
      (*n_removed)++;
    }
  return TRUE;
}

static gboolean
sqlite_ledger_remove (FootprintsLedger *ledger,
                      const gint64 *ids,
                      gsize n_ids,
                      gint64 *n_removed,
                      GCancellable *cancellable,
                      GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  *n_removed = 0;
  for (gsize i = 0; i < n_ids; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !remove_one (self, ids[i], n_removed, error))
      return FALSE;
  return TRUE;
}

static gboolean
sqlite_ledger_save_import (FootprintsLedger *ledger, FootprintsImportRecord *record, GError **error)
{
  return _footprints_sqlite_save_import (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer, record, error);
}

static gboolean
sqlite_ledger_undo_import (FootprintsLedger *ledger,
                           gint64 id,
                           gint64 now_s,
                           gint64 *n_removed,
                           GCancellable *cancellable,
                           GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  g_autoptr (GArray) ids = NULL;

  *n_removed = 0;
  if (!_footprints_sqlite_mark_undone (self->writer, id, now_s, error))
    return FALSE;
  ids = _footprints_sqlite_find_imported (self->writer, id, error);
  return ids != NULL && sqlite_ledger_remove (ledger, (const gint64 *) (gconstpointer) ids->data,
                                              ids->len, n_removed, cancellable, error);
}

static gboolean
sqlite_ledger_save_sync (FootprintsLedger *ledger, FootprintsSyncRecord *record, GError **error)
{
  return _footprints_sqlite_save_sync (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer, record, error);
}

static gboolean
sqlite_ledger_save_sync_state (FootprintsLedger *ledger,
                               const FootprintsSyncRecord *record,
                               GError **error)
{
  return _footprints_sqlite_save_sync_state (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer, record,
                                             error);
}

static gboolean
sqlite_ledger_remove_sync (FootprintsLedger *ledger, gint64 id, gboolean *existed, GError **error)
{
  return _footprints_sqlite_remove_sync (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer, id, existed,
                                         error);
}

static gboolean
sqlite_ledger_prune_sync_runs (FootprintsLedger *ledger, gint64 id, gint64 n_kept, GError **error)
{
  return _footprints_sqlite_prune_sync_runs (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer, id, n_kept,
                                             error);
}

static void
sqlite_ledger_relax (FootprintsLedger *ledger)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  if (self->writer == NULL)
    return;
  _footprints_sqlite_dictionary_forget (self->dictionary);
  _footprints_sqlite_exec (self->writer, "pragma shrink_memory", NULL);
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
sqlite_ledger_find_known (FootprintsLedger *ledger,
                          const FootprintsScrobbleRow *rows,
                          gsize n_rows,
                          gboolean *known,
                          GCancellable *cancellable,
                          GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_find_known (connection, rows, n_rows, known, cancellable, error);
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
                              const char *source,
                              gint64 start,
                              gint64 end,
                              FootprintsMonthFunc func,
                              gpointer data,
                              GError **error)
{
  FootprintsSqliteConnection *connection = take (ledger, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = _footprints_sqlite_count_by_month (connection, source, start, end, func, data, error);
  give (ledger, connection);
  return done;
}

static void
ledger_interface_init (FootprintsLedgerInterface *interface)
{
  interface->begin = sqlite_ledger_begin;
  interface->commit = sqlite_ledger_commit;
  interface->roll_back = sqlite_ledger_roll_back;
  interface->begin_step = sqlite_ledger_begin_step;
  interface->end_step = sqlite_ledger_end_step;
  interface->append = sqlite_ledger_append;
  interface->remove = sqlite_ledger_remove;
  interface->save_import = sqlite_ledger_save_import;
  interface->undo_import = sqlite_ledger_undo_import;
  interface->save_sync = sqlite_ledger_save_sync;
  interface->save_sync_state = sqlite_ledger_save_sync_state;
  interface->remove_sync = sqlite_ledger_remove_sync;
  interface->prune_sync_runs = sqlite_ledger_prune_sync_runs;
  interface->relax = sqlite_ledger_relax;
  interface->back_up = sqlite_ledger_back_up;
  interface->check = sqlite_ledger_check;
  interface->check_file = sqlite_ledger_check_file;
  interface->read_state = sqlite_ledger_read_state;
  interface->read_changes = sqlite_ledger_read_changes;
  interface->open_cursor = sqlite_ledger_open_cursor;
  interface->read_rows = sqlite_ledger_read_rows;
  interface->find_known = sqlite_ledger_find_known;
  interface->find_unfinished_import = sqlite_ledger_find_unfinished_import;
  interface->list_imports = sqlite_ledger_list_imports;
  interface->list_syncs = sqlite_ledger_list_syncs;
  interface->count_by_month = sqlite_ledger_count_by_month;
}
