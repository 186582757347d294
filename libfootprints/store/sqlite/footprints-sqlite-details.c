/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Origins of one play may know more or less about it: its album, its length, its id. Each origin's
 * report stays as it is, so that it can be undone; what they know together is put together when it
 * is read. */

#include "libfootprints/store/sqlite/footprints-sqlite-details-private.h"

gboolean
_footprints_sqlite_has_details (FootprintsSqliteConnection *connection,
                                gboolean *has_details,
                                GError **error)
{
  gint64 value = 0;

  if (!_footprints_sqlite_get_int64 (connection,
                                     "select exists (select 1 from also_from"
                                     " where differs)",
                                     &value, error))
    return FALSE;
  *has_details = value != 0;
  return TRUE;
}

struct _FootprintsSqliteDetails
{
  FootprintsSqliteConnection *connection;
  sqlite3_stmt *statement;
  gint64 listen_id; /* of the row that comes next; G_MAXINT64: none does */
};

static gboolean
step (FootprintsSqliteDetails *self, GError **error)
{
  int result = _footprints_sqlite_step (self->connection, self->statement, error);

  self->listen_id = result == 1 ? sqlite3_column_int64 (self->statement, 0) : G_MAXINT64;
  return result >= 0;
}

FootprintsSqliteDetails *
_footprints_sqlite_details_new (FootprintsSqliteConnection *connection,
                                gint64 after_id,
                                GError **error)
{
  FootprintsSqliteDetails *self = g_new0 (FootprintsSqliteDetails, 1);

  self->connection = connection;
  self->statement = _footprints_sqlite_prepare (
      connection,
      "select listen_id, album_id, duration_ms from also_from where listen_id > ?1 and differs"
      " order by listen_id, import_id",
      error);
  if (self->statement != NULL)
    {
      sqlite3_bind_int64 (self->statement, 1, after_id);
      if (step (self, error))
        return self;
    }
  _footprints_sqlite_details_free (self);
  return NULL;
}

void
_footprints_sqlite_details_free (FootprintsSqliteDetails *self)
{
  if (self->statement != NULL)
    _footprints_sqlite_reset (self->statement);
  g_free (self);
}

static gboolean
is_fuller_album (FootprintsSqliteDetails *self,
                 gint64 album_id,
                 gint64 than,
                 gint64 track_id,
                 gboolean *is_fuller,
                 GError **error)
{
  sqlite3_stmt *statement;
  int result;

  *is_fuller = FALSE;
  if (album_id == 0 || album_id == than)
    return TRUE;
  statement = _footprints_sqlite_prepare (
      self->connection, "select " FOOTPRINTS_SQLITE_IS_FULLER_ALBUM ("?1", "?2", "?3"), error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, album_id);
  sqlite3_bind_int64 (statement, 2, than);
  sqlite3_bind_int64 (statement, 3, track_id);
  result = _footprints_sqlite_step (self->connection, statement, error);
  *is_fuller = result == 1 && sqlite3_column_int (statement, 0) != 0;
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

gboolean
_footprints_sqlite_details_add (FootprintsSqliteDetails *self,
                                gint64 id,
                                gint64 track_id,
                                gint64 *album_id,
                                gint64 *duration_ms,
                                GError **error)
{
  gboolean is_fullest = FALSE;

  while (self->listen_id <= id)
    {
      gint64 album = sqlite3_column_int64 (self->statement, 1);
      gboolean is_fuller = FALSE;

      if (self->listen_id == id)
        {
          if (*album_id != 0 && !is_fullest &&
              !is_fuller_album (self, album, *album_id, track_id, &is_fuller, error))
            return FALSE;
          if (*album_id == 0 || is_fuller)
            *album_id = album;
          is_fullest |= is_fuller;
          if (*duration_ms == 0)
            *duration_ms = sqlite3_column_int64 (self->statement, 2);
        }
      if (!step (self, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_footprints_sqlite_note_lost_details (FootprintsSqliteConnection *connection,
                                      gint64 import_id,
                                      gint64 generation,
                                      gint64 *n_changed,
                                      GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert or replace into listen_change (generation, listen_id, listened_at, what)"
      " select ?2, listen.id, listen.listened_at, 'details'"
      " from also_from as also join listen on listen.id = also.listen_id"
      " where also.import_id = ?1"
      " and ((also.album_id is not null and also.album_id is not listen.album_id)"
      "  or (also.duration_ms is not null and listen.duration_ms is null))",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, import_id);
  sqlite3_bind_int64 (statement, 2, generation);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  *n_changed = _footprints_sqlite_n_changes (connection);
  return TRUE;
}
