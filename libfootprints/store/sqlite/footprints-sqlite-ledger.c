/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The ledger in one SQLite file: opening it, its transactions, and all writing to it. */

#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/sqlite/footprints-sqlite-copy-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-maintenance-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-migration-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-precision-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-reader-private.h"

#include <string.h>

/* Fewer, larger checkpoints: a page that many batches touch is copied once. */
#define CHECKPOINT_PAGES 4000

static void ledger_interface_init (FootprintsLedgerInterface *interface);
static void file_interface_init (FootprintsLedgerFileInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FootprintsSqliteLedger,
                               _footprints_sqlite_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOOTPRINTS_TYPE_LEDGER, ledger_interface_init)
                                   G_IMPLEMENT_INTERFACE (FOOTPRINTS_TYPE_LEDGER_FILE,
                                                          file_interface_init))

/* Closing copies the log into the file. If others have another log, the file may be ahead of
 * ours. */
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

static int
on_logged (gpointer data, sqlite3 *database, const char *name, int n_pages)
{
  FootprintsSqliteLedger *self = data;

  self->n_log_pages = n_pages;
  return SQLITE_OK;
}

static gboolean
open_writer (FootprintsSqliteLedger *self, const char *path, gboolean create, GError **error)
{
  self->writer = _footprints_sqlite_connection_open (
      path, create ? FOOTPRINTS_SQLITE_CREATE : FOOTPRINTS_SQLITE_READ_WRITE, error);
  /* The format is checked first: nothing may be written to a newer file, not even the journal
   * mode. */
  if (self->writer == NULL || !_footprints_sqlite_check_format (self->writer, path, error) ||
      !_footprints_sqlite_migrate (self->writer, path, error) ||
      !_footprints_sqlite_exec_patiently (self->writer, "pragma journal_mode = wal", error) ||
      !_footprints_sqlite_exec (self->writer, "pragma synchronous = full", error) ||
      !_footprints_sqlite_exec (self->writer, "pragma cache_size = -65536", error))
    return FALSE;
  /* In place of SQLite's own checkpoint, for which the last writer would wait. */
  sqlite3_wal_hook (_footprints_sqlite_connection_get_database (self->writer), on_logged, self);
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
  g_autofree char *log = _footprints_ledger_file_dup_path (path, FOOTPRINTS_LEDGER_FILE_LOG);
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

static FootprintsLedger *
sqlite_ledger_open (const char *given_path, gboolean create, gboolean read_only, GError **error)
{
  g_autoptr (FootprintsSqliteLedger) self = NULL;
  g_autofree char *folder = g_get_current_dir ();
  /* Readers open the file again later, when the program may have changed its folder; and a relative
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
      !FOOTPRINTS_LEDGER_GET_IFACE (self)->read_state (FOOTPRINTS_LEDGER (self), &state, error))
    return NULL;
  if (self->writer != NULL)
    _footprints_sqlite_records_init_on (&self->records, self->writer);
  _footprints_sqlite_ledger_init_records_to_read (self);
  return FOOTPRINTS_LEDGER (g_steal_pointer (&self));
}

/* If another process has written since our last transaction, ids in the dictionary may be gone (a
 * ledger can be compacted), so the dictionary starts afresh. */
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
  self->writing = NULL;
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
  if (!_footprints_sqlite_begin (self->writer, error))
    return FALSE;
  self->writing = g_thread_self ();
  self->changed = FALSE;
  self->has_gone = FALSE;
  if (notice_others (self, error) && _footprints_sqlite_read_state (self->writer, &state, error) &&
      _footprints_sqlite_get_int64 (self->writer, "select last_listen_id from ledger",
                                    &self->last_listen_id, error) &&
      _footprints_sqlite_has_withdrawn (self->writer, &self->has_withdrawn, error) &&
      _footprints_sqlite_has_coarse (self->writer, &self->has_coarse, error))
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

  if (!_footprints_sqlite_place_check (self->place, error) ||
      (self->has_gone && !_footprints_sqlite_trim_changes (self->writer, error)) ||
      (self->changed && !write_state (self, error)) ||
      !_footprints_sqlite_exec (self->writer, "commit", error))
    return FALSE;
  self->writing = NULL;
  /* A file that vanished during the commit took the committed data with it. */
  return _footprints_sqlite_place_check (self->place, error);
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
  /* The last id may stay ahead, which only skips ids; the count is read back. */
  _footprints_sqlite_dictionary_forget (self->dictionary);
  return _footprints_sqlite_exec (self->writer, "rollback to step; release step", error) &&
         _footprints_sqlite_get_int64 (self->writer, "select count(*) from listen",
                                       &self->listen_count, error);
}

/* A history keeps the source of a play in 16 bits. */
static gint64
intern_source (FootprintsSqliteLedger *self, const char *name, GError **error)
{
  gint64 id = _footprints_sqlite_dictionary_intern (self->dictionary, FOOTPRINTS_SQLITE_NAME_SOURCE,
                                                    0, name, error);

  if (id <= G_MAXUINT16)
    return id;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
               "the ledger has plays from %d sources and cannot hold another", G_MAXUINT16);
  return 0;
}

static gboolean
intern_names (FootprintsSqliteLedger *self,
              const FootprintsScrobbleRow *row,
              FootprintsSqliteKey *key,
              GError **error)
{
  const char *album_artist = _footprints_scrobble_row_get_album_artist (row);
  gint64 artist_id, album_artist_id;

  key->listened_at = row->listened_at;
  artist_id = _footprints_sqlite_dictionary_intern (self->dictionary, FOOTPRINTS_SQLITE_NAME_ARTIST,
                                                    0, row->artist, error);
  if (artist_id == 0)
    return FALSE;
  key->track_id = _footprints_sqlite_dictionary_intern (
      self->dictionary, FOOTPRINTS_SQLITE_NAME_TRACK, artist_id, row->track, error);
  key->source_name_id = key->track_id == 0 ? 0 : intern_source (self, row->source, error);
  key->album_id = 0;
  if (key->source_name_id == 0 || row->album == NULL)
    return key->source_name_id != 0;
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
               const FootprintsSqliteKey *key,
               gint64 origin,
               gboolean *added,
               GError **error)
{
  int result;

  sqlite3_bind_int64 (statement, 1, self->last_listen_id + 1);
  sqlite3_bind_int64 (statement, 2, row->listened_at);
  sqlite3_bind_int64 (statement, 3, key->track_id);
  _footprints_sqlite_bind_optional_int64 (statement, 4, key->album_id);
  sqlite3_bind_int64 (statement, 5, key->source_name_id);
  _footprints_sqlite_bind_optional_text (statement, 6, row->source_id);
  _footprints_sqlite_bind_optional_int64 (statement, 7, row->duration_ms);
  _footprints_sqlite_bind_optional_int64 (statement, 8, origin);
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

/* A row that an export lists as withdrawn is stored as such, unless the play is there. */
static gboolean
insert_withdrawn (FootprintsSqliteLedger *self,
                  const FootprintsScrobbleRow *row,
                  const FootprintsSqliteKey *key,
                  gint64 origin,
                  gint64 now_s,
                  FootprintsVerdict *verdict,
                  GError **error)
{
  if (!_footprints_sqlite_insert_withdrawn (self->writer, self->last_listen_id + 1, key, row,
                                            origin, now_s, error))
    return FALSE;
  verdict->listen_id = ++self->last_listen_id;
  verdict->kind = g_str_equal (row->withdrawn, "renamed") ? FOOTPRINTS_VERDICT_RENAMED_BEFORE
                                                          : FOOTPRINTS_VERDICT_REMOVED_BEFORE;
  self->has_withdrawn = TRUE;
  self->changed = TRUE;
  return TRUE;
}

/* Notes that @origin holds the play of a row, too, which may make its time more exact, or add to
 * what is known about it. */
static gboolean
hold (FootprintsSqliteLedger *self,
      const FootprintsSqliteKey *key,
      const FootprintsScrobbleRow *row,
      gint64 origin,
      FootprintsVerdict *verdict,
      GError **error)
{
  gint64 before_s = 1, after_s = 1;
  gboolean changed;

  if (self->has_coarse &&
      (!_footprints_sqlite_judge (self->writer, key, origin, verdict, error) ||
       !_footprints_sqlite_get_precision (self->writer, verdict->listen_id, &before_s, error)))
    return FALSE;
  if (!_footprints_sqlite_hold (self->writer, key, row, origin, verdict, &changed, error) ||
      (before_s > 1 &&
       !_footprints_sqlite_get_precision (self->writer, verdict->listen_id, &after_s, error)))
    return FALSE;
  changed |= before_s > 1 && before_s != after_s;
  if (!changed || verdict->kind != FOOTPRINTS_VERDICT_KNOWN)
    return TRUE;
  self->changed = TRUE;
  self->has_gone = TRUE;
  return _footprints_sqlite_note_details (self->writer, verdict->listen_id, self->generation + 1,
                                          error);
}

/* Most rows are new, so an insertion is tried first, unless the play may be a withdrawn one. */
static gboolean
append_row (FootprintsSqliteLedger *self,
            sqlite3_stmt *statement,
            const FootprintsScrobbleRow *row,
            gint64 origin,
            gint64 now_s,
            FootprintsVerdict *verdict,
            GError **error)
{
  FootprintsSqliteKey key;
  gboolean is_new = FALSE;

  if (!intern_names (self, row, &key, error))
    return FALSE;
  if (self->has_withdrawn || row->withdrawn != NULL)
    {
      if (!hold (self, &key, row, origin, verdict, error))
        return FALSE;
      if (verdict->listen_id != 0)
        return TRUE;
    }
  if (row->withdrawn != NULL)
    return insert_withdrawn (self, row, &key, origin, now_s, verdict, error);
  if (!insert_listen (self, statement, row, &key, origin, &is_new, error))
    return FALSE;
  if (!is_new)
    return hold (self, &key, row, origin, verdict, error);
  *verdict = (FootprintsVerdict){ .listen_id = self->last_listen_id };
  return TRUE;
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
                      gint64 origin,
                      gint64 now_s,
                      FootprintsVerdict *verdicts,
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

  g_assert (self->writing == g_thread_self ());

  *n_added = 0;
  for (gsize i = 0; done && i < n_rows; i++)
    {
      FootprintsVerdict verdict = { 0 };

      done = ((i & 0xff) != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error)) &&
             append_row (self, statement, &rows[order[i]], origin, now_s, &verdict, error);
      *n_added += done && verdict.kind == FOOTPRINTS_VERDICT_NEW;
      if (verdicts != NULL)
        verdicts[order[i]] = verdict;
    }
  if (statement != NULL)
    _footprints_sqlite_reset (statement);
  return done;
}

/* Removals and returns are noted under the generation that this transaction will have. */
static void
note_moved (FootprintsSqliteLedger *self, gint64 n_plays)
{
  g_assert (self->writing == g_thread_self ());

  if (n_plays == 0)
    return;
  self->listen_count += n_plays;
  self->changed = TRUE;
  self->has_gone = TRUE;
}

static gboolean
withdraw (FootprintsSqliteLedger *self,
          gint64 id,
          const char *reason,
          gint64 replaced_by,
          gint64 now_s,
          gint64 *n_removed,
          GError **error)
{
  gboolean moved = FALSE;

  if (!_footprints_sqlite_withdraw (self->writer, id, reason, replaced_by, now_s,
                                    self->generation + 1, &moved, error))
    return FALSE;
  note_moved (self, moved ? -1 : 0);
  self->has_withdrawn |= moved;
  *n_removed += moved;
  return TRUE;
}

static gboolean
sqlite_ledger_remove (FootprintsLedger *ledger,
                      const gint64 *ids,
                      const gint64 *leads,
                      gsize n_ids,
                      gint64 now_s,
                      gint64 *n_removed,
                      GCancellable *cancellable,
                      GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  *n_removed = 0;
  for (gsize i = 0; i < n_ids; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !withdraw (self, ids[i], "removed", leads != NULL ? leads[i] : 0, now_s, n_removed, error))
      return FALSE;
  return TRUE;
}

static gboolean
bring_back (FootprintsSqliteLedger *self,
            gint64 id,
            const char *reason,
            FootprintsOrigins undone,
            gint64 *n_back,
            GError **error)
{
  gboolean moved = FALSE;

  if (!_footprints_sqlite_bring_back (self->writer, id, reason, undone, self->generation + 1,
                                      &moved, error))
    return FALSE;
  note_moved (self, moved);
  *n_back += moved;
  return TRUE;
}

/* Brings a play back, with those that were removed with it. */
static gboolean
bring_back_all (FootprintsSqliteLedger *self,
                gint64 id,
                GHashTable *by_lead,
                FootprintsOrigins undone,
                gint64 *n_back,
                GError **error)
{
  const GArray *companions = g_hash_table_lookup (by_lead, &id);
  gint64 n_companions = 0;

  if (!bring_back (self, id, NULL, undone, n_back, error))
    return FALSE;
  for (guint i = 0; companions != NULL && i < companions->len; i++)
    if (!bring_back (self, g_array_index (companions, gint64, i), "removed", undone, &n_companions,
                     error))
      return FALSE;
  return TRUE;
}

static gboolean
sqlite_ledger_bring_back (FootprintsLedger *ledger,
                          const gint64 *ids,
                          gsize n_ids,
                          FootprintsOrigins undone,
                          gint64 *n_back,
                          GCancellable *cancellable,
                          GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  g_autoptr (GHashTable) by_lead = _footprints_sqlite_list_companions (self->writer, error);

  *n_back = 0;
  if (by_lead == NULL)
    return FALSE;
  for (gsize i = 0; i < n_ids; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !bring_back_all (self, ids[i], by_lead, undone, n_back, error))
      return FALSE;
  return TRUE;
}

static gboolean
sqlite_ledger_replace (FootprintsLedger *ledger,
                       gint64 id,
                       gint64 new_id,
                       FootprintsOrigins undone,
                       gint64 now_s,
                       GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  gint64 n_moved = 0;

  return bring_back (self, new_id, "renamed", undone, &n_moved, error) &&
         withdraw (self, id, "renamed", new_id, now_s, &n_moved, error);
}

static gboolean
sqlite_ledger_let_go (FootprintsLedger *ledger,
                      gint64 origin,
                      FootprintsLedgerLetGo *let_go,
                      GCancellable *cancellable,
                      GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  gulong watch = _footprints_sqlite_watch (self->writer, cancellable);
  gint64 n_changed;
  gboolean done = _footprints_sqlite_let_go (self->writer, origin, self->generation + 1, let_go,
                                             &n_changed, error);

  _footprints_sqlite_unwatch (cancellable, watch);
  if (!done)
    return FALSE;
  note_moved (self, -let_go->n_removed);
  self->changed |= n_changed > 0;
  self->has_gone |= n_changed > 0;
  return TRUE;
}

static gboolean
sqlite_ledger_set_precision (FootprintsLedger *ledger,
                             gint64 origin,
                             gint64 precision_s,
                             GError **error)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);
  gint64 n_changed;

  if (!_footprints_sqlite_set_precision (self->writer, origin, precision_s, self->generation + 1,
                                         &n_changed, error))
    return FALSE;
  self->has_coarse |= precision_s > 1;
  self->changed |= n_changed > 0;
  self->has_gone |= n_changed > 0;
  return TRUE;
}

static gboolean
sqlite_ledger_set_joins_reports (FootprintsLedger *ledger, gboolean joins_reports, GError **error)
{
  return _footprints_sqlite_exec (
      FOOTPRINTS_SQLITE_LEDGER (ledger)->writer,
      joins_reports ? "update ledger set joins_reports = 1, decisions = decisions + 1"
                      " where joins_reports = 0"
                    : "update ledger set joins_reports = 0, decisions = decisions + 1"
                      " where joins_reports = 1",
      error);
}

static FootprintsRecords *
sqlite_ledger_get_records (FootprintsLedger *ledger, gboolean in_transaction)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  return in_transaction ? &self->records.parent : &self->records_to_read.parent;
}

static void
sqlite_ledger_give_way (FootprintsLedger *ledger)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  if (self->writer != NULL)
    _footprints_sqlite_give_way (self->writer);
}

static gboolean
sqlite_ledger_is_awaited (FootprintsLedger *ledger)
{
  return _footprints_sqlite_is_awaited (FOOTPRINTS_SQLITE_LEDGER (ledger)->writer);
}

/* Pages that another process is already copying need not be copied here. */
static void
sqlite_ledger_settle (FootprintsLedger *ledger)
{
  FootprintsSqliteLedger *self = FOOTPRINTS_SQLITE_LEDGER (ledger);

  if (self->n_log_pages < CHECKPOINT_PAGES || !_footprints_sqlite_place_check (self->place, NULL))
    return;
  self->n_log_pages = 0;
  sqlite3_wal_checkpoint_v2 (_footprints_sqlite_connection_get_database (self->writer), "main",
                             SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
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
sqlite_ledger_check_place (FootprintsLedgerFile *ledger, GError **error)
{
  return _footprints_sqlite_place_check (FOOTPRINTS_SQLITE_LEDGER (ledger)->place, error);
}

static void
ledger_interface_init (FootprintsLedgerInterface *interface)
{
  interface->begin = sqlite_ledger_begin;
  interface->commit = sqlite_ledger_commit;
  interface->roll_back = sqlite_ledger_roll_back;
  interface->begin_step = sqlite_ledger_begin_step;
  interface->end_step = sqlite_ledger_end_step;
  interface->get_records = sqlite_ledger_get_records;
  interface->append = sqlite_ledger_append;
  interface->remove = sqlite_ledger_remove;
  interface->bring_back = sqlite_ledger_bring_back;
  interface->replace = sqlite_ledger_replace;
  interface->let_go = sqlite_ledger_let_go;
  interface->set_precision = sqlite_ledger_set_precision;
  interface->set_joins_reports = sqlite_ledger_set_joins_reports;
  interface->give_way = sqlite_ledger_give_way;
  interface->is_awaited = sqlite_ledger_is_awaited;
  interface->settle = sqlite_ledger_settle;
  interface->relax = sqlite_ledger_relax;
  _footprints_sqlite_ledger_init_reading (interface);
}

static void
file_interface_init (FootprintsLedgerFileInterface *interface)
{
  interface->back_up = _footprints_sqlite_ledger_back_up;
  interface->check_place = sqlite_ledger_check_place;
}

const FootprintsLedgerBackend _footprints_sqlite_ledger_backend = {
  .scheme = "sqlite",
  .open = sqlite_ledger_open,
  .copy = _footprints_sqlite_copy,
  .succeed = _footprints_sqlite_succeed,
  .gather = _footprints_sqlite_gather,
  .compact = _footprints_sqlite_compact,
};
