/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes files so that they are complete and survive a crash or power failure. */

#include "footprintsd/files/fpd-durable-file.h"

#include "libfootprints/core/footprints-file-sync-private.h"

#include <libfootprints/footprints.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

gboolean
fpd_durable_file_fail (const char *path, GError **error)
{
  int code = errno == ENOSPC || errno == EDQUOT ? FOOTPRINTS_ERROR_DISK_FULL
             : errno == EROFS                   ? FOOTPRINTS_ERROR_READ_ONLY
                                                : FOOTPRINTS_ERROR_FAILED;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, FOOTPRINTS_ERROR, code, "cannot write %s: %s", name, g_strerror (errno));
  return FALSE;
}

gboolean
fpd_durable_file_place (const char *temporary, const char *path, GError **error)
{
  return (_footprints_sync_path (temporary) && g_rename (temporary, path) == 0 &&
          _footprints_sync_folder_of (path)) ||
         fpd_durable_file_fail (path, error);
}

/* Takes the descriptor. FALSE with errno set. */
static gboolean
write_and_close (int descriptor, const char *text)
{
  gsize length = strlen (text);
  gboolean fails = FALSE;
  int code;

  while (length > 0 && !fails)
    {
      gssize n_written = write (descriptor, text, length);

      fails = n_written < 0 && errno != EINTR;
      text += MAX (n_written, 0);
      length -= (gsize) MAX (n_written, 0);
    }
  code = errno;
  if (close (descriptor) != 0 && !fails)
    return FALSE;
  errno = code;
  return !fails;
}

gboolean
fpd_durable_file_write (const char *path, const char *text, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int descriptor = g_mkstemp (temporary);
  gboolean done;

  if (descriptor < 0)
    return fpd_durable_file_fail (path, error);
  done = write_and_close (descriptor, text) ? fpd_durable_file_place (temporary, path, error)
                                            : fpd_durable_file_fail (path, error);
  if (!done)
    g_unlink (temporary);
  return done;
}
