/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/footprints-new-file-private.h"

#include "libfootprints/core/footprints-error-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
fail (const char *path, const char *what, GError **error)
{
  int code = errno == ENOSPC ? FOOTPRINTS_ERROR_DISK_FULL : FOOTPRINTS_ERROR_FAILED;

  _footprints_set_error (error, code, "the backup %s %s: %s", path, what, g_strerror (errno));
  return FALSE;
}

char *
_footprints_new_file_begin (const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX" FOOTPRINTS_NEW_FILE_ENDING, NULL);
  int descriptor = g_mkstemp (temporary);

  if (descriptor < 0)
    {
      fail (path, "cannot be made", error);
      return NULL;
    }
  close (descriptor);
  return g_steal_pointer (&temporary);
}

static gboolean
sync_file (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = descriptor >= 0 && fsync (descriptor) == 0;

  if (!done)
    fail (path, "cannot be written", error);
  if (descriptor >= 0)
    close (descriptor);
  return done;
}

/* A link fails where the name is taken. */
static gboolean
give_name (const char *temporary, const char *path, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!sync_file (temporary, error))
    return FALSE;
  if ((replace ? g_rename (temporary, path) : link (temporary, path)) != 0)
    return fail (path, "cannot be given its name", error);
  if (sync_file (folder, error))
    return TRUE;
  /* A failure leaves no file; what was replaced is gone, and this one is as good. */
  if (!replace)
    g_unlink (path);
  return FALSE;
}

gboolean
_footprints_new_file_end (const char *temporary, const char *path, gboolean replace, GError **error)
{
  gboolean done = path == NULL || give_name (temporary, path, replace, error);

  g_unlink (temporary);
  return done;
}
