/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Files that only their owner may read. */

#include "libfootprints/core/footprints-private-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWNER_MODE 0600

gboolean
_footprints_private_file_make (const char *path)
{
  int descriptor = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, OWNER_MODE);

  /* An existing file is not opened: closing it would drop the locks that SQLite holds on it for
   * other connections of this process. */
  if (descriptor < 0)
    return errno == EEXIST;
  fchmod (descriptor, OWNER_MODE);
  close (descriptor);
  return TRUE;
}

void
_footprints_private_file_narrow (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && S_ISREG (status.st_mode) &&
      (status.st_mode & 07777 & ~OWNER_MODE) != 0)
    g_chmod (path, (int) (status.st_mode & OWNER_MODE));
}
