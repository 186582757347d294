/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Copies whole databases. */

#include "libfootprints/sqlite/footprints-sqlite-copy-private.h"

/* Other processes write for less time than that. */
#define MAX_TRIES 300
#define TRY_INTERVAL_US (100 * 1000)

static gboolean
copy_into (FootprintsSqliteConnection *connection, const char *path, GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, "vacuum into ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, path, -1, SQLITE_TRANSIENT);
  return _footprints_sqlite_run (connection, statement, error);
}

gboolean
_footprints_sqlite_back_up (FootprintsSqliteConnection *connection,
                            const char *path,
                            GCancellable *cancellable,
                            GError **error)
{
  gulong watch = _footprints_sqlite_watch (connection, cancellable);
  gboolean done = copy_into (connection, path, error);

  _footprints_sqlite_unwatch (cancellable, watch);
  return done;
}

/* Copies in one transaction; waits while others write. */
static gboolean
copy_pages (FootprintsSqliteConnection *to, FootprintsSqliteConnection *from, GError **error)
{
  sqlite3 *database = _footprints_sqlite_connection_get_database (to);
  sqlite3_backup *backup = sqlite3_backup_init (
      database, "main", _footprints_sqlite_connection_get_database (from), "main");
  int result = backup != NULL ? SQLITE_BUSY : sqlite3_errcode (database);

  for (guint i = 0; backup != NULL && i < MAX_TRIES && (result & 0xff) == SQLITE_BUSY; i++)
    {
      result = sqlite3_backup_step (backup, -1);
      if ((result & 0xff) == SQLITE_BUSY)
        g_usleep (TRY_INTERVAL_US);
    }
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (result == SQLITE_DONE)
    return TRUE;
  _footprints_sqlite_set_error (to, result, error);
  return FALSE;
}

gboolean
_footprints_sqlite_copy (const char *from_path, const char *to_path, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) from =
      _footprints_sqlite_connection_open (from_path, FOOTPRINTS_SQLITE_READ_ONLY, error);
  g_autoptr (FootprintsSqliteConnection) to =
      from != NULL
          ? _footprints_sqlite_connection_open (to_path, FOOTPRINTS_SQLITE_READ_WRITE, error)
          : NULL;

  return to != NULL && copy_pages (to, from, error);
}
