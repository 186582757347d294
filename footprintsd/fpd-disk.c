/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-disk.h"

#include "footprintsd/fpd-problem.h"

#include <libsoup/soup.h>
#include <sys/statvfs.h>

gint64
fpd_disk_get_free_bytes (const FpdConfig *config)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  struct statvfs status;

  return statvfs (folder, &status) == 0 ? (gint64) status.f_bavail * (gint64) status.f_frsize : -1;
}

gboolean
fpd_disk_check (const FpdConfig *config, GError **error)
{
  gint64 free_bytes = fpd_disk_get_free_bytes (config);
  g_autofree char *free_text = NULL;

  if (free_bytes < 0 || free_bytes >= config->min_free_bytes)
    return TRUE;
  free_text = g_format_size_full ((guint64) free_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_INSUFFICIENT_STORAGE,
               "the disk is nearly full (%s are free): nothing is taken until there is room again",
               free_text);
  return FALSE;
}
