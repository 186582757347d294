/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Notices by device and inode when the files of an open ledger were deleted, moved or replaced. */

#include "libfootprints/store/sqlite/footprints-sqlite-place-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/footprints-disk-private.h"

#include <glib/gstdio.h>

typedef struct
{
  char *path; /* NULL: not checked */
  dev_t device;
  ino_t inode;
} Known;

struct _FootprintsSqlitePlace
{
  Known file;
  Known log;
};

typedef enum
{
  SAME,
  OTHER,
  GONE,
} Found;

static gboolean
known_init (Known *known, const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return FALSE;
  known->path = g_strdup (path);
  known->device = status.st_dev;
  known->inode = status.st_ino;
  return TRUE;
}

static Found
known_find (const Known *known)
{
  GStatBuf status;

  if (known->path == NULL)
    return SAME;
  if (g_stat (known->path, &status) != 0)
    return GONE;
  return status.st_dev == known->device && status.st_ino == known->inode ? SAME : OTHER;
}

/* The message does not mention the path, since it may reach a client of a server. */
static gboolean
sqlite_place_fail (const char *what, GError **error)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED,
               "the %s was deleted, moved or replaced while it was open, so nothing is stored: "
               "put it back, or close the history and open it again",
               what);
  return FALSE;
}

/* Whether SQLite itself finds its file at the path that it opened. */
static gboolean
is_in_place (FootprintsSqliteConnection *connection)
{
  int has_moved = 0;

  sqlite3_file_control (_footprints_sqlite_connection_get_database (connection), "main",
                        SQLITE_FCNTL_HAS_MOVED, &has_moved);
  return !has_moved;
}

FootprintsSqlitePlace *
_footprints_sqlite_place_new (FootprintsSqliteConnection *connection,
                              const char *path,
                              gboolean with_log,
                              GError **error)
{
  g_autoptr (FootprintsSqlitePlace) self = g_new0 (FootprintsSqlitePlace, 1);
  sqlite3 *database = _footprints_sqlite_connection_get_database (connection);
  /* SQLite puts the log next to the file that a symbolic link leads to. */
  const char *log_path = sqlite3_filename_wal (sqlite3_db_filename (database, "main"));

  if (!known_init (&self->file, path) || !is_in_place (connection))
    {
      sqlite_place_fail ("history file", error);
      return NULL;
    }
  /* The first read opens the log. */
  if (with_log && !_footprints_sqlite_exec (connection, "pragma user_version", error))
    return NULL;
  if (with_log && !known_init (&self->log, log_path))
    {
      sqlite_place_fail ("write-ahead log (“-wal”) of the history", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
_footprints_sqlite_place_free (FootprintsSqlitePlace *self)
{
  g_free (self->file.path);
  g_free (self->log.path);
  g_free (self);
}

gboolean
_footprints_sqlite_place_check (const FootprintsSqlitePlace *self, GError **error)
{
  if (known_find (&self->file) != SAME)
    return sqlite_place_fail ("history file", error);
  return known_find (&self->log) == SAME ||
         sqlite_place_fail ("write-ahead log (“-wal”) of the history", error);
}

gboolean
_footprints_sqlite_place_has_other_log (const FootprintsSqlitePlace *self)
{
  return known_find (&self->log) == OTHER;
}

gboolean
_footprints_sqlite_place_check_room (const FootprintsSqlitePlace *self, GError **error)
{
  GStatBuf status;
  gint64 n_log_bytes;

  if (!_footprints_disk_has_floor ())
    return TRUE;
  n_log_bytes =
      self->log.path != NULL && g_stat (self->log.path, &status) == 0 ? (gint64) status.st_size : 0;
  return _footprints_disk_check (self->file.path, n_log_bytes, error);
}
