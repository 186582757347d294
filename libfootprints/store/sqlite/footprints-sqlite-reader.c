/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reading from a ledger on a given connection: its state, changes, plays, and what it knows about
 * rows. */

#include "libfootprints/store/sqlite/footprints-sqlite-reader-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/sqlite/footprints-sqlite-details-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-dictionary-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-precision-private.h"

#include <string.h>

static gboolean
take_state (sqlite3_stmt *statement, FootprintsLedgerState *state, GError **error)
{
  const char *uuid;

  if (!_footprints_sqlite_read_text (statement, 0, &uuid) || uuid == NULL ||
      strlen (uuid) != sizeof state->uuid - 1 || strspn (uuid, "0123456789abcdef") != strlen (uuid))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                           "the ledger is damaged: its UUID is not 32 hexadecimal digits");
      return FALSE;
    }
  g_strlcpy (state->uuid, uuid, sizeof state->uuid);
  state->generation = sqlite3_column_int64 (statement, 1);
  state->n_listens = sqlite3_column_int64 (statement, 2);
  state->oldest_generation = sqlite3_column_int64 (statement, 3);
  state->decisions = sqlite3_column_int64 (statement, 4);
  state->joins_reports = sqlite3_column_int (statement, 5) != 0;
  return TRUE;
}

gboolean
_footprints_sqlite_read_state (FootprintsSqliteConnection *connection,
                               FootprintsLedgerState *state,
                               GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select uuid, generation, listen_count, oldest_generation, decisions, joins_reports"
      " from ledger",
      error);
  gboolean done = FALSE;
  int result;

  if (statement == NULL)
    return FALSE;
  result = _footprints_sqlite_step (connection, statement, error);
  if (result == 1)
    done = take_state (statement, state, error);
  else if (result == 0)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                         "the ledger has lost its state row");
  _footprints_sqlite_reset (statement);
  return done;
}

typedef struct
{
  FootprintsSqliteConnection *connection;
  const FootprintsLedgerVisitor *visitor;
  gpointer data;
  GCancellable *cancellable;
  gboolean has_coarse;              /* some times are not exact to the second */
  FootprintsSqliteDetails *details; /* of the plays that are read; NULL: the row has them all */
} Reading;

/* Steps through @sql with @after bound and hands each row to @on_row; moves @after to the last
 * id. */
static gboolean
visit (Reading *reading,
       const char *sql,
       gint64 *after,
       gboolean (*on_row) (Reading *reading, sqlite3_stmt *statement, GError **error),
       GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (reading->connection, sql, error);
  int result;
  guint n_rows = 0;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, *after);
  while ((result = _footprints_sqlite_step (reading->connection, statement, error)) == 1)
    {
      if (!on_row (reading, statement, error) ||
          ((++n_rows & 0xfff) == 0 &&
           g_cancellable_set_error_if_cancelled (reading->cancellable, error)))
        {
          result = -1;
          break;
        }
      *after = sqlite3_column_int64 (statement, 0);
    }
  _footprints_sqlite_reset (statement);
  return result == 0;
}

/* @what: the table, whose id is column 0. */
static gboolean
read_name (sqlite3_stmt *statement, int column, const char *what, const char **name, GError **error)
{
  if (_footprints_sqlite_read_text (statement, column, name) && *name != NULL)
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
               "the ledger is damaged: %s %" G_GINT64_FORMAT " has no name in valid UTF-8", what,
               (gint64) sqlite3_column_int64 (statement, 0));
  return FALSE;
}

static gboolean
on_artist_row (Reading *reading, sqlite3_stmt *statement, GError **error)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  const char *name;

  if (!read_name (statement, 1, "artist", &name, error))
    return FALSE;
  return reading->visitor->on_artist (reading->data, id, name, error);
}

static gboolean
on_album_row (Reading *reading, sqlite3_stmt *statement, GError **error)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  const char *title;

  if (!read_name (statement, 2, "album", &title, error))
    return FALSE;
  return reading->visitor->on_album (reading->data, id, sqlite3_column_int64 (statement, 1), title,
                                     error);
}

static gboolean
on_track_row (Reading *reading, sqlite3_stmt *statement, GError **error)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  const char *title;

  if (!read_name (statement, 2, "track", &title, error))
    return FALSE;
  return reading->visitor->on_track (reading->data, id, sqlite3_column_int64 (statement, 1), title,
                                     error);
}

static gboolean
on_source_row (Reading *reading, sqlite3_stmt *statement, GError **error)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  const char *name;

  if (!read_name (statement, 1, "source", &name, error))
    return FALSE;
  return reading->visitor->on_source (reading->data, id, name, error);
}

static gboolean
on_listen_row (Reading *reading, sqlite3_stmt *statement, GError **error)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  gint64 track_id = sqlite3_column_int64 (statement, 2);
  gint64 album_id = sqlite3_column_int64 (statement, 3);
  gint64 duration_ms = sqlite3_column_int64 (statement, 5);
  gint64 precision_s = 1;

  if ((reading->has_coarse &&
       !_footprints_sqlite_get_precision (reading->connection, id, &precision_s, error)) ||
      (reading->details != NULL &&
       !_footprints_sqlite_details_add (reading->details, id, track_id, &album_id, &duration_ms,
                                        error)))
    return FALSE;
  return reading->visitor->on_listen (reading->data, id, sqlite3_column_int64 (statement, 1),
                                      track_id, album_id, sqlite3_column_int64 (statement, 4),
                                      duration_ms, precision_s, error);
}

static gboolean
on_gone_row (Reading *reading, sqlite3_stmt *statement, GError **error)
{
  return reading->visitor->on_gone (reading->data, sqlite3_column_int64 (statement, 0),
                                    sqlite3_column_int64 (statement, 1), error);
}

/* Steps through @sql, which takes a generation and the last play that was read, and hands each row
 * to @on_row. */
static gboolean
visit_changes (Reading *reading,
               const char *sql,
               const FootprintsLedgerPosition *position,
               gboolean (*on_row) (Reading *reading, sqlite3_stmt *statement, GError **error),
               GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (reading->connection, sql, error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, position->generation);
  sqlite3_bind_int64 (statement, 2, position->listen_id);
  while ((result = _footprints_sqlite_step (reading->connection, statement, error)) == 1)
    if (!on_row (reading, statement, error))
      {
        result = -1;
        break;
      }
  _footprints_sqlite_reset (statement);
  return result == 0;
}

/* What happened to plays that were read before; a reader that starts from the beginning has read
 * none. A play may have been removed, brought back and changed several times: it goes once, and is
 * read again if it is there. */
static gboolean
visit_old_plays (Reading *reading, const FootprintsLedgerPosition *position, GError **error)
{
  return position->generation == 0 ||
         (visit_changes (reading,
                         "select listen_id, min (listened_at) from listen_change"
                         " where generation > ?1 and listen_id <= ?2"
                         " group by listen_id",
                         position, on_gone_row, error) &&
          visit_changes (reading,
                         "select id, listened_at, track_id, " FOOTPRINTS_SQLITE_ALBUM
                         ", source_id, " FOOTPRINTS_SQLITE_DURATION_MS
                         " from listen where id in (select listen_id from listen_change"
                         "  where generation > ?1 and listen_id <= ?2 and what <> 'gone')"
                         " order by id",
                         position, on_listen_row, error));
}

/* All the plays of a history may be read, so that what their other origins know is read alongside,
 * in the same order. */
static gboolean
visit_new_plays (Reading *reading, FootprintsLedgerPosition *position, GError **error)
{
  gboolean done;

  reading->details =
      _footprints_sqlite_details_new (reading->connection, position->listen_id, error);
  if (reading->details == NULL)
    return FALSE;
  done = visit (reading,
                "select id, listened_at, track_id, album_id, source_id, duration_ms from listen"
                " where id > ?1 order by id",
                &position->listen_id, on_listen_row, error);
  g_clear_pointer (&reading->details, _footprints_sqlite_details_free);
  return done;
}

static gboolean
visit_all (Reading *reading, FootprintsLedgerPosition *position, GError **error)
{
  return visit (reading, "select id, name from artist where id > ?1 order by id",
                &position->artist_id, on_artist_row, error) &&
         visit (reading, "select id, artist_id, title from album where id > ?1 order by id",
                &position->album_id, on_album_row, error) &&
         visit (reading, "select id, artist_id, title from track where id > ?1 order by id",
                &position->track_id, on_track_row, error) &&
         visit (reading, "select id, name from source where id > ?1 order by id",
                &position->source_name_id, on_source_row, error) &&
         visit_old_plays (reading, position, error) && visit_new_plays (reading, position, error);
}

gboolean
_footprints_sqlite_read_changes (FootprintsSqliteConnection *connection,
                                 FootprintsLedgerPosition *position,
                                 FootprintsLedgerState *state,
                                 const FootprintsLedgerVisitor *visitor,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  Reading reading = { connection, visitor, data, cancellable };
  gboolean done;

  /* One transaction, so that names, plays and state come from one commit. */
  if (!_footprints_sqlite_exec (connection, "begin", error))
    return FALSE;
  done = _footprints_sqlite_read_state (connection, state, error) &&
         _footprints_sqlite_has_coarse (connection, &reading.has_coarse, error) &&
         visit_all (&reading, position, error);
  _footprints_sqlite_exec (connection, "rollback", NULL);
  if (done)
    position->generation = state->generation;
  return done;
}

#define NAME_COLUMNS                                                                               \
  "listen.id, artist.name, track.title, album.title, album_artist.name, source.name"

#define ROW_COLUMNS                                                                                \
  NAME_COLUMNS ", " FOOTPRINTS_SQLITE_SOURCE_REF ", " FOOTPRINTS_SQLITE_INFO                       \
               ", listen.listened_at, " FOOTPRINTS_SQLITE_DURATION_MS
/* Of plays with one origin. */
#define PLAIN_ROW_COLUMNS                                                                          \
  NAME_COLUMNS ", listen.source_ref, listen.info, listen.listened_at, listen.duration_ms"

#define NAME_JOINS(album_id)                                                                       \
  " join track on track.id = listen.track_id"                                                      \
  " join artist on artist.id = track.artist_id"                                                    \
  " join source on source.id = listen.source_id"                                                   \
  " left join album on album.id = " album_id                                                       \
  " left join artist as album_artist on album_artist.id = album.artist_id"                         \
  "  and album_artist.id <> artist.id"
#define ROW_JOINS NAME_JOINS (FOOTPRINTS_SQLITE_ALBUM)
#define PLAIN_ROW_JOINS NAME_JOINS ("listen.album_id")

static gboolean
fail_text (gint64 id, GError **error)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
               "the ledger is damaged: play %" G_GINT64_FORMAT " has text that is not valid UTF-8",
               id);
  return FALSE;
}

static gboolean
sqlite_reader_fill_row (sqlite3_stmt *statement,
                        gint64 *id,
                        FootprintsScrobbleRow *row,
                        GError **error)
{
  *id = sqlite3_column_int64 (statement, 0);
  *row = (FootprintsScrobbleRow){
    .listened_at = sqlite3_column_int64 (statement, 8),
    .duration_ms = sqlite3_column_int64 (statement, 9),
  };
  if (_footprints_sqlite_read_text (statement, 1, &row->artist) && row->artist != NULL &&
      _footprints_sqlite_read_text (statement, 2, &row->track) && row->track != NULL &&
      _footprints_sqlite_read_text (statement, 3, &row->album) &&
      _footprints_sqlite_read_text (statement, 4, &row->album_artist) &&
      _footprints_sqlite_read_text (statement, 5, &row->source) && row->source != NULL &&
      _footprints_sqlite_read_text (statement, 6, &row->source_id) &&
      _footprints_sqlite_read_text (statement, 7, &row->info))
    return TRUE;
  return fail_text (*id, error);
}

#define WITHDRAWN_SELECT                                                                           \
  "select " ROW_COLUMNS ", reason, withdrawn_at, new_artist.name, new_track.title"                 \
  " from withdrawn_listen as listen" ROW_JOINS                                                     \
  " left join (select id, track_id from listen union all"                                          \
  "  select id, track_id from withdrawn_listen) as new on new.id = replaced_by"                    \
  "  and reason = 'renamed'"                                                                       \
  " left join track as new_track on new_track.id = new.track_id"                                   \
  " left join artist as new_artist on new_artist.id = new_track.artist_id"

static gboolean
fill_withdrawn (sqlite3_stmt *statement, gint64 *id, FootprintsScrobbleRow *row, GError **error)
{
  return sqlite_reader_fill_row (statement, id, row, error) &&
         _footprints_sqlite_read_text (statement, 10, &row->withdrawn) &&
         _footprints_sqlite_read_text (statement, 12, &row->new_artist) &&
         _footprints_sqlite_read_text (statement, 13, &row->new_track);
}

typedef struct
{
  FootprintsLedgerCursor parent;
  FootprintsSqlitePool *pool; /* borrowed: the store outlives its cursors */
  FootprintsSqliteConnection *connection;
  sqlite3_stmt *statement;
  sqlite3_stmt *withdrawn; /* comes next; NULL: none */
  gboolean is_withdrawn;   /* statement is the one for withdrawn plays */
  gboolean finished;       /* another step would start over */
  GCancellable *cancellable;
  gulong watch;
} SqliteCursor;

static int
sqlite_cursor_next (FootprintsLedgerCursor *cursor, GError **error)
{
  SqliteCursor *self = (SqliteCursor *) cursor;
  int result;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return -1;
  if (self->finished)
    return 0;
  result = _footprints_sqlite_step (self->connection, self->statement, error);
  if (result == 0 && self->withdrawn != NULL)
    {
      _footprints_sqlite_reset (self->statement);
      self->statement = g_steal_pointer (&self->withdrawn);
      self->is_withdrawn = TRUE;
      return sqlite_cursor_next (cursor, error);
    }
  if (result == 1 && !(self->is_withdrawn ? fill_withdrawn : sqlite_reader_fill_row) (
                         self->statement, &cursor->id, &cursor->row, error))
    result = -1;
  self->finished = result != 1;
  return result;
}

static void
sqlite_cursor_free (FootprintsLedgerCursor *cursor)
{
  SqliteCursor *self = (SqliteCursor *) cursor;

  _footprints_sqlite_unwatch (self->cancellable, self->watch);
  g_clear_object (&self->cancellable);
  if (self->statement != NULL)
    _footprints_sqlite_reset (self->statement);
  if (self->withdrawn != NULL)
    _footprints_sqlite_reset (self->withdrawn);
  if (_footprints_sqlite_in_transaction (self->connection))
    _footprints_sqlite_exec (self->connection, "rollback", NULL);
  _footprints_sqlite_pool_give (self->pool, self->connection);
  g_free (self);
}

#define OLDEST_FIRST(columns, joins)                                                               \
  "select " columns " from listen" joins                                                           \
  " where listen.listened_at >= ?1 and listen.listened_at < ?2"                                    \
  " and (listen.listened_at, listen.id) < (?3, ?4)"                                                \
  " order by listen.listened_at, listen.id limit ?5 offset ?6"
/* The page is found on the index alone, before anything is joined to it. */
#define NEWEST_FIRST(columns, joins)                                                               \
  "select " columns " from (select id from listen"                                                 \
  " where listened_at >= ?1 and listened_at < ?2 and listened_at <= ?3"                            \
  " and (listened_at, id) < (?3, ?4)"                                                              \
  " order by listened_at desc, id desc limit ?5 offset ?6) as page"                                \
  " cross join listen on listen.id = page.id" joins

static const char *
cursor_sql (const FootprintsLedgerQuery *query, gboolean has_details)
{
  if (has_details)
    return query->oldest_first ? OLDEST_FIRST (ROW_COLUMNS, ROW_JOINS)
                               : NEWEST_FIRST (ROW_COLUMNS, ROW_JOINS);
  return query->oldest_first ? OLDEST_FIRST (PLAIN_ROW_COLUMNS, PLAIN_ROW_JOINS)
                             : NEWEST_FIRST (PLAIN_ROW_COLUMNS, PLAIN_ROW_JOINS);
}

FootprintsLedgerCursor *
_footprints_sqlite_open_cursor (FootprintsSqlitePool *pool,
                                const FootprintsLedgerQuery *query,
                                GCancellable *cancellable,
                                GError **error)
{
  FootprintsSqliteConnection *connection = _footprints_sqlite_pool_take (pool, error);
  gboolean has_details = TRUE;
  SqliteCursor *self;

  if (connection == NULL)
    return NULL;
  self = g_new0 (SqliteCursor, 1);
  self->parent.next = sqlite_cursor_next;
  self->parent.free = sqlite_cursor_free;
  self->pool = pool;
  self->connection = connection;
  /* To ask each play of a page for its other origins takes less than to find out whether any play
   * has some; to ask each play of a history takes more. */
  if (!_footprints_sqlite_exec (connection, "begin", error) ||
      (query->limit < 0 && !_footprints_sqlite_has_details (connection, &has_details, error)))
    {
      sqlite_cursor_free (&self->parent);
      return NULL;
    }
  self->statement = _footprints_sqlite_prepare (connection, cursor_sql (query, has_details), error);
  if (self->statement != NULL && query->withdrawn)
    self->withdrawn = _footprints_sqlite_prepare (
        connection,
        WITHDRAWN_SELECT " where listen.listened_at >= ?1 and listen.listened_at < ?2"
                         " order by listen.listened_at desc, listen.id desc",
        error);
  if (self->statement == NULL || (query->withdrawn && self->withdrawn == NULL))
    {
      sqlite_cursor_free (&self->parent);
      return NULL;
    }
  sqlite3_bind_int64 (self->statement, 1, query->start);
  sqlite3_bind_int64 (self->statement, 2, query->end);
  sqlite3_bind_int64 (self->statement, 3, query->before_at);
  sqlite3_bind_int64 (self->statement, 4, query->before_id);
  sqlite3_bind_int64 (self->statement, 5, query->limit);
  sqlite3_bind_int64 (self->statement, 6, query->offset);
  if (self->withdrawn != NULL)
    {
      sqlite3_bind_int64 (self->withdrawn, 1, query->start);
      sqlite3_bind_int64 (self->withdrawn, 2, query->end);
    }
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  self->watch = _footprints_sqlite_watch (connection, cancellable);
  return &self->parent;
}

gboolean
_footprints_sqlite_read_rows (FootprintsSqliteConnection *connection,
                              const gint64 *ids,
                              gsize n_ids,
                              FootprintsLedgerRowFunc func,
                              gpointer data,
                              GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection, "select " ROW_COLUMNS " from listen" ROW_JOINS " where listen.id = ?1", error);
  FootprintsScrobbleRow row;
  gint64 id;
  int result = 0;

  if (statement == NULL || !_footprints_sqlite_exec (connection, "begin", error))
    return FALSE;
  for (gsize i = 0; i < n_ids && result >= 0; i++)
    {
      sqlite3_bind_int64 (statement, 1, ids[i]);
      result = _footprints_sqlite_step (connection, statement, error);
      if (result == 1 && !sqlite_reader_fill_row (statement, &id, &row, error))
        result = -1;
      else if (result == 1 && !func (data, id, &row))
        n_ids = 0;
      _footprints_sqlite_reset (statement);
    }
  _footprints_sqlite_exec (connection, "rollback", NULL);
  return result >= 0;
}

/* By key alone: the names of a play are known already. */
gboolean
_footprints_sqlite_read_source_ids (FootprintsSqliteConnection *connection,
                                    const gint64 *ids,
                                    gsize n_ids,
                                    char **source_ids,
                                    GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection, "select " FOOTPRINTS_SQLITE_SOURCE_REF " from listen where id = ?1", error);
  int result = 0;

  /* One view for all: beginning one takes longer than reading a row. */
  if (statement == NULL || !_footprints_sqlite_exec (connection, "begin", error))
    return FALSE;
  for (gsize i = 0; i < n_ids && result >= 0; i++)
    {
      const char *text = NULL;

      sqlite3_bind_int64 (statement, 1, ids[i]);
      result = _footprints_sqlite_step (connection, statement, error);
      if (result == 1 && !_footprints_sqlite_read_text (statement, 0, &text))
        result = fail_text (ids[i], error) - 1;
      source_ids[i] = g_strdup (text);
      _footprints_sqlite_reset (statement);
    }
  _footprints_sqlite_exec (connection, "rollback", NULL);
  return result >= 0;
}

gboolean
_footprints_sqlite_read_withdrawn (FootprintsSqliteConnection *connection,
                                   const char *reason,
                                   gint64 offset,
                                   gint64 limit,
                                   FootprintsLedgerRowFunc func,
                                   gpointer data,
                                   GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      WITHDRAWN_SELECT " where ?1 is null or (reason = ?1 and not exists (select 1"
                       "  from withdrawn_listen as play where play.id = listen.replaced_by"
                       "  and play.withdrawn_at = listen.withdrawn_at"
                       "  and play.reason = 'removed' and listen.reason = 'removed'))"
                       " order by withdrawn_at desc, listen.id desc limit ?2 offset ?3",
      error);
  FootprintsScrobbleRow row;
  gboolean more = TRUE;
  gint64 id;
  int result = 1;

  if (statement == NULL)
    return FALSE;
  _footprints_sqlite_bind_optional_text (statement, 1, reason);
  sqlite3_bind_int64 (statement, 2, limit);
  sqlite3_bind_int64 (statement, 3, offset);
  while (more && (result = _footprints_sqlite_step (connection, statement, error)) == 1)
    if (fill_withdrawn (statement, &id, &row, error))
      more = func (data, id, &row);
    else
      {
        result = -1;
        break;
      }
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

/* Sets @key as far as the ledger knows the names; @is_known is FALSE unless it knows all of
 * them. */
static gboolean
find_key (FootprintsSqliteConnection *connection,
          const FootprintsScrobbleRow *row,
          FootprintsSqliteKey *key,
          gboolean *is_known,
          GError **error)
{
  gint64 artist_id;

  *key = (FootprintsSqliteKey){ .listened_at = row->listened_at };
  *is_known = FALSE;
  artist_id = _footprints_sqlite_find_name (connection, FOOTPRINTS_SQLITE_NAME_ARTIST, 0,
                                            row->artist, error);
  if (artist_id <= 0)
    return artist_id == 0;
  key->track_id = _footprints_sqlite_find_name (connection, FOOTPRINTS_SQLITE_NAME_TRACK, artist_id,
                                                row->track, error);
  if (key->track_id <= 0)
    return key->track_id == 0;
  key->source_name_id = _footprints_sqlite_find_name (connection, FOOTPRINTS_SQLITE_NAME_SOURCE, 0,
                                                      row->source, error);
  *is_known = key->source_name_id > 0;
  return key->source_name_id >= 0;
}

gboolean
_footprints_sqlite_find_known (FootprintsSqliteConnection *connection,
                               const FootprintsScrobbleRow *rows,
                               gsize n_rows,
                               gint64 import_id,
                               FootprintsVerdict *verdicts,
                               GCancellable *cancellable,
                               GError **error)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      FootprintsSqliteKey key;
      gboolean is_known;

      verdicts[i] = (FootprintsVerdict){ 0 };
      if (!find_key (connection, &rows[i], &key, &is_known, error) ||
          (is_known &&
           !_footprints_sqlite_judge (connection, &key, import_id, &verdicts[i], error)) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}
