/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Files that are filled under a temporary name, flushed to disk and then renamed into place:
 * backups, exports, keys. Only their owner may read them. */

#include "libfootprints/store/footprints-new-file-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/core/footprints-file-sync-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
new_file_fail (const char *path, const char *what, GError **error)
{
  int code = errno == ENOSPC ? FOOTPRINTS_ERROR_DISK_FULL : FOOTPRINTS_ERROR_FAILED;

  _footprints_set_error (error, code, "%s %s: %s", path, what, g_strerror (errno));
  return FALSE;
}

char *
_footprints_new_file_begin (const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX" FOOTPRINTS_NEW_FILE_ENDING, NULL);
  /* Mode 0600, whatever the umask is. */
  int descriptor = g_mkstemp (temporary);

  if (descriptor < 0)
    {
      new_file_fail (path, "cannot be created", error);
      return NULL;
    }
  close (descriptor);
  return g_steal_pointer (&temporary);
}

gboolean
_footprints_new_file_sync (const char *path, GError **error)
{
  return _footprints_sync_path (path) || new_file_fail (path, "cannot be written", error);
}

gboolean
_footprints_new_file_sync_folder (const char *path, GError **error)
{
  return _footprints_sync_folder_of (path) || new_file_fail (path, "cannot be put in place", error);
}

/* Fails if the name is taken. */
static int
rename_to_free_name (const char *from, const char *path)
{
  if (link (from, path) == 0)
    return 0;
  if (errno != EPERM && errno != EOPNOTSUPP)
    return -1;
  /* The file system does not support links. */
  return renameat2 (AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE);
}

static gboolean
give_name (const char *temporary, const char *path, gboolean replace, GError **error)
{
  if (!_footprints_new_file_sync (temporary, error))
    return FALSE;
  if ((replace ? g_rename (temporary, path) : rename_to_free_name (temporary, path)) != 0)
    return new_file_fail (path, "cannot be put in place", error);
  if (_footprints_new_file_sync_folder (path, error))
    return TRUE;
  /* A failure leaves no file behind, except in place of one that was replaced: that one is gone,
   * and this one is just as good. */
  if (!replace)
    g_unlink (path);
  return FALSE;
}

gboolean
_footprints_new_file_rename (const char *from, const char *path, GError **error)
{
  return give_name (from, path, TRUE, error);
}

gboolean
_footprints_new_file_end (const char *temporary, const char *path, gboolean replace, GError **error)
{
  gboolean done = path == NULL || give_name (temporary, path, replace, error);

  g_unlink (temporary);
  return done;
}
