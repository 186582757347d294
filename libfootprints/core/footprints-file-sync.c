/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Flushes files and folders to the disk with fsync(). */

#include "libfootprints/core/footprints-file-sync-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

gboolean
_footprints_sync_path (const char *path)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = descriptor >= 0 && fsync (descriptor) == 0;
  int code = errno;

  if (descriptor >= 0)
    close (descriptor);
  errno = code;
  return done;
}

gboolean
_footprints_sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return _footprints_sync_path (folder) || errno == EACCES || errno == EINVAL;
}
