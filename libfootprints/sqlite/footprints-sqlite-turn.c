/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The file that shows that a process waits to write: waiters share a lock on it. */

#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/sqlite/footprints-sqlite-turn-private.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_US (40 * 1000)
#define LOOK_US 500

void
_footprints_sqlite_turn_init (FootprintsSqliteTurn *self, const char *database_path)
{
  *self = (FootprintsSqliteTurn){
    .path = *database_path != '\0'
                ? _footprints_ledger_file_dup_path (database_path, FOOTPRINTS_LEDGER_FILE_TURN)
                : NULL,
    .file = -1,
  };
}

void
_footprints_sqlite_turn_clear (FootprintsSqliteTurn *self)
{
  _footprints_sqlite_turn_end (self);
  g_clear_pointer (&self->path, g_free);
}

/* Another process that also waited, and has had its turn, has removed the file. */
static gboolean
is_gone (int file)
{
  struct stat status;

  return fstat (file, &status) == 0 && status.st_nlink == 0;
}

static void
close_file (FootprintsSqliteTurn *self)
{
  if (self->file >= 0)
    close (self->file);
  self->file = -1;
  self->is_locked = FALSE;
}

void
_footprints_sqlite_turn_ask (FootprintsSqliteTurn *self)
{
  if (self->path == NULL)
    return;
  if (self->file >= 0 && is_gone (self->file))
    close_file (self);
  if (self->file < 0)
    self->file = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  /* This fails while another process checks the lock; the next call tries again. */
  if (self->file >= 0 && !self->is_locked)
    self->is_locked = flock (self->file, LOCK_SH | LOCK_NB) == 0;
}

void
_footprints_sqlite_turn_end (FootprintsSqliteTurn *self)
{
  if (self->file >= 0)
    unlink (self->path);
  close_file (self);
}

/* -1 when there is no file, so nobody waits. */
static int
open_file (const FootprintsSqliteTurn *self)
{
  return self->path != NULL ? open (self->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
}

/* Nobody waits when nobody shares the lock. */
static gboolean
is_shared (int file)
{
  if (flock (file, LOCK_EX | LOCK_NB) != 0)
    return TRUE;
  flock (file, LOCK_UN);
  return FALSE;
}

gboolean
_footprints_sqlite_turn_is_awaited (const FootprintsSqliteTurn *self)
{
  int file = open_file (self);
  gboolean is_awaited = file >= 0 && is_shared (file);

  if (file >= 0)
    close (file);
  return is_awaited;
}

void
_footprints_sqlite_turn_give_way (const FootprintsSqliteTurn *self)
{
  gint64 until_us = g_get_monotonic_time () + MOST_US;
  int file = open_file (self);

  if (file < 0)
    return;
  while (is_shared (file) && g_get_monotonic_time () < until_us)
    g_usleep (LOOK_US);
  close (file);
}
