/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Free disk space: checks before writing, and room reserved for uploads. */

#include "footprintsd/files/fpd-disk.h"

#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>
#include <sys/statvfs.h>

/* Reserved from the free space of the disk with the histories. */
static gint64 n_reserved_bytes;
static GMutex lock;

/* In bytes; -1: unknown. */
static gint64
get_free_bytes (const char *folder)
{
  struct statvfs status;

  return statvfs (folder, &status) == 0 ? (gint64) status.f_bavail * (gint64) status.f_frsize : -1;
}

gint64
fpd_disk_get_free_bytes (const FpdConfig *config)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);

  return get_free_bytes (folder);
}

/* @n_bytes: how much of that is about to be used. */
static gboolean
check (const FpdConfig *config, gint64 free_bytes, gint64 n_bytes, GError **error)
{
  g_autofree char *free_text = NULL;

  if (free_bytes < 0 || free_bytes - n_bytes >= config->min_free_bytes)
    return TRUE;
  free_text = g_format_size_full ((guint64) free_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (
      error, FPD_HTTP_ERROR, SOUP_STATUS_INSUFFICIENT_STORAGE,
      "the disk is nearly full (%s free): nothing new is accepted until there is more room",
      free_text);
  return FALSE;
}

gboolean
fpd_disk_check (const FpdConfig *config, GError **error)
{
  return check (config, fpd_disk_get_free_bytes (config), 0, error);
}

gboolean
fpd_disk_check_room (const FpdConfig *config, const char *folder, gint64 n_bytes, GError **error)
{
  return check (config, get_free_bytes (folder), n_bytes, error);
}

gboolean
fpd_disk_reserve (const FpdConfig *config, gint64 n_bytes, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (!check (config, fpd_disk_get_free_bytes (config), n_reserved_bytes + n_bytes, error))
    return FALSE;
  n_reserved_bytes += n_bytes;
  return TRUE;
}

void
fpd_disk_release (gint64 n_bytes)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  n_reserved_bytes -= n_bytes;
}
