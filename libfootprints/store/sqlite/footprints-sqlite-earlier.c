/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/sqlite/footprints-sqlite-earlier-private.h"

#include "libfootprints/store/sqlite/footprints-sqlite-connection-private.h"

#include <string.h>

struct _FootprintsSqliteEarlier
{
  FootprintsSqliteConnection *connection;
  sqlite3_stmt *statement;
  gint64 n_rows;
};

/* By id, so that a second reading meets the same rows in the same order. */
static const char select_rows[] =
    "select artist, track, album, timestamp, source, source_id from scrobbles order by id";

gboolean
_footprints_sqlite_is_earlier_database (const char *path)
{
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (path, _footprints_sqlite_peek_mode (path), NULL);
  gint64 n_tables = 0;

  return connection != NULL &&
         _footprints_sqlite_get_int64 (
             connection,
             "select count(*) from sqlite_schema where type = 'table' and name = 'scrobbles'",
             &n_tables, NULL) &&
         n_tables == 1 && _footprints_sqlite_prepare (connection, select_rows, NULL) != NULL;
}

FootprintsSqliteEarlier *
_footprints_sqlite_earlier_open (const char *path, GError **error)
{
  FootprintsSqliteEarlier *self = g_new0 (FootprintsSqliteEarlier, 1);

  self->connection =
      _footprints_sqlite_connection_open (path, _footprints_sqlite_peek_mode (path), error);
  if (self->connection != NULL && _footprints_sqlite_exec (self->connection, "begin", error) &&
      _footprints_sqlite_get_int64 (self->connection, "select count(*) from scrobbles",
                                    &self->n_rows, error))
    self->statement = _footprints_sqlite_prepare (self->connection, select_rows, error);
  if (self->statement == NULL)
    g_clear_pointer (&self, _footprints_sqlite_earlier_free);
  return self;
}

void
_footprints_sqlite_earlier_free (FootprintsSqliteEarlier *self)
{
  g_clear_pointer (&self->connection, _footprints_sqlite_connection_free);
  g_free (self);
}

gint64
_footprints_sqlite_earlier_count (FootprintsSqliteEarlier *self)
{
  return self->n_rows;
}

/* NULL for a null; sets @is_cut when the text goes on after a NUL. */
static const char *
read_text (sqlite3_stmt *statement, int column, gboolean *is_cut)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  if (text != NULL && strlen (text) != (gsize) sqlite3_column_bytes (statement, column))
    *is_cut = TRUE;
  return text;
}

int
_footprints_sqlite_earlier_next (FootprintsSqliteEarlier *self,
                                 FootprintsScrobbleRow *row,
                                 gboolean *is_cut,
                                 GError **error)
{
  int result = _footprints_sqlite_step (self->connection, self->statement, error);

  *is_cut = FALSE;
  if (result != 1)
    return result;
  *row = (FootprintsScrobbleRow){
    .artist = read_text (self->statement, 0, is_cut),
    .track = read_text (self->statement, 1, is_cut),
    .album = read_text (self->statement, 2, is_cut),
    .listened_at = sqlite3_column_int64 (self->statement, 3),
    .source = read_text (self->statement, 4, is_cut),
    .source_id = read_text (self->statement, 5, is_cut),
  };
  return 1;
}
