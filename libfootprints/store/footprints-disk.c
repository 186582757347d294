/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The disk space that stores must leave free. */

#include "libfootprints/store/footprints-disk-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/footprints-store.h"

#include <sys/statvfs.h>

/* In KiB, so that it fits into one word on every machine; atomic. */
static gsize min_free_kib;

/**
 * footprints_store_set_min_free_bytes:
 * @n_bytes: how many bytes, 0 or more; 0, the default: no minimum
 *
 * Sets how much disk space the stores of this process leave free.
 *
 * Adding plays fails with %FOOTPRINTS_ERROR_DISK_FULL rather than leave less than that, and so does
 * opening a ledger of an earlier format, which is copied first. Deleting plays and changing
 * settings still work. Other programs on the machine need space too, and a server has many users.
 *
 * Threading: any thread; applies to the whole process, so set it before the first store is opened.
 *
 * Since: 0.1
 */
void
footprints_store_set_min_free_bytes (gint64 n_bytes)
{
  g_return_if_fail (n_bytes >= 0);

  g_atomic_pointer_set (&min_free_kib, (gsize) ((n_bytes + 1023) / 1024));
}

gboolean
_footprints_disk_has_floor (void)
{
  return (gsize) g_atomic_pointer_get (&min_free_kib) > 0;
}

gboolean
_footprints_disk_check (const char *path, gint64 n_bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *free_text = NULL;
  g_autofree char *needed_text = NULL;
  gint64 needed_bytes = (gint64) (gsize) g_atomic_pointer_get (&min_free_kib) * 1024 + n_bytes;
  struct statvfs status;
  gint64 free_bytes;

  if (needed_bytes == 0 || statvfs (folder, &status) != 0)
    return TRUE;
  free_bytes = (gint64) status.f_bavail * (gint64) status.f_frsize;
  if (free_bytes >= needed_bytes)
    return TRUE;
  free_text = g_format_size_full ((guint64) free_bytes, G_FORMAT_SIZE_IEC_UNITS);
  needed_text = g_format_size_full ((guint64) needed_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL,
               "the disk is nearly full: %s free, but %s needed; make space and try again",
               free_text, needed_text);
  return FALSE;
}
