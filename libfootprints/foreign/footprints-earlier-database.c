/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads the earlier program's database row by row, as a file that is not trusted. */

#include "libfootprints/foreign/footprints-earlier-database-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/sqlite/footprints-sqlite-untrusted-private.h"

#include <string.h>

#define TABLE "scrobbles"

struct _FootprintsEarlierDatabase
{
  char *path;
  FootprintsSqliteConnection *connection;
  FootprintsSqliteBudget budget;
  sqlite3_stmt *statement;
  /* Row ids; both 0 when there are no rows. */
  gint64 first_id;
  gint64 last_id;
  gint64 id; /* of the last row that was read */
  gboolean has_read;
};

/* By row id, the order of the rows in the file: reading again gives the same rows in the same
 * order, and nothing has to be sorted, however large the table is. */
static const char select_rows[] =
    "select artist, track, album, timestamp, source, source_id, _rowid_ from " TABLE
    " not indexed order by _rowid_";
static const char select_first[] =
    "select _rowid_ from " TABLE " not indexed order by _rowid_ limit 1";
static const char select_last[] =
    "select _rowid_ from " TABLE " not indexed order by _rowid_ desc limit 1";

gboolean
_footprints_is_earlier_database (const char *path)
{
  FootprintsSqliteBudget budget;
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_untrusted_open (path, &budget, NULL);

  return connection != NULL && _footprints_sqlite_untrusted_restrict (connection, TABLE) &&
         _footprints_sqlite_prepare (connection, select_rows, NULL) != NULL;
}

static gboolean
open_rows (FootprintsEarlierDatabase *self, GError **error)
{
  self->connection = _footprints_sqlite_untrusted_open (self->path, &self->budget, error);
  if (self->connection == NULL)
    return FALSE;
  if (!_footprints_sqlite_untrusted_restrict (self->connection, TABLE))
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                             "%s is not the database of the earlier program", self->path);
      return FALSE;
    }
  if (!_footprints_sqlite_exec (self->connection, "begin", error) ||
      !_footprints_sqlite_get_int64 (self->connection, select_first, &self->first_id, error) ||
      !_footprints_sqlite_get_int64 (self->connection, select_last, &self->last_id, error))
    return FALSE;
  self->statement = _footprints_sqlite_prepare (self->connection, select_rows, error);
  _footprints_sqlite_budget_renew (&self->budget);
  return self->statement != NULL;
}

FootprintsEarlierDatabase *
_footprints_earlier_database_open (const char *path, GError **error)
{
  FootprintsEarlierDatabase *self = g_new0 (FootprintsEarlierDatabase, 1);

  self->path = g_strdup (path);
  if (open_rows (self, error))
    return self;
  _footprints_sqlite_budget_explain (&self->budget, path, error);
  _footprints_earlier_database_free (self);
  return NULL;
}

void
_footprints_earlier_database_free (FootprintsEarlierDatabase *self)
{
  g_clear_pointer (&self->connection, _footprints_sqlite_connection_free);
  g_free (self->path);
  g_free (self);
}

double
_footprints_earlier_database_get_progress (FootprintsEarlierDatabase *self)
{
  double n_ids = (double) self->last_id - (double) self->first_id + 1;

  if (!self->has_read)
    return 0;
  return CLAMP (((double) self->id - (double) self->first_id + 1) / n_ids, 0, 1);
}

/* NULL for a null; sets @is_cut when the text continues after a NUL. */
static const char *
read_text (sqlite3_stmt *statement, int column, gboolean *is_cut)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  if (text != NULL && strlen (text) != (gsize) sqlite3_column_bytes (statement, column))
    *is_cut = TRUE;
  return text;
}

/* Row ids ascend, unless the tree contains a page more than once: then reading might never end. */
static gboolean
take_id (FootprintsEarlierDatabase *self, gint64 id, GError **error)
{
  if (self->has_read && id <= self->id)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_CORRUPT,
                             "%s is damaged: its rows are not in order", self->path);
      return FALSE;
    }
  self->has_read = TRUE;
  self->id = id;
  return TRUE;
}

int
_footprints_earlier_database_next (FootprintsEarlierDatabase *self,
                                   FootprintsScrobbleRow *row,
                                   gboolean *is_cut,
                                   GError **error)
{
  int result = _footprints_sqlite_step (self->connection, self->statement, error);

  *is_cut = FALSE;
  if (result < 0)
    _footprints_sqlite_budget_explain (&self->budget, self->path, error);
  if (result != 1)
    return result;
  _footprints_sqlite_budget_renew (&self->budget);
  if (!take_id (self, sqlite3_column_int64 (self->statement, 6), error))
    return -1;
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
