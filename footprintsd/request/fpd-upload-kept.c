/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Uploads that are kept until they are imported. What is kept is what is in the folder: no table of
 * it is needed, and no lock. */

#include "footprintsd/request/fpd-upload.h"

#include "footprintsd/backup/fpd-leftovers.h"
#include "footprintsd/http/fpd-problem.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libfootprints/footprints.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#define KEPT_PREFIX FPD_UPLOAD_PREFIX "kept-"
#define MAX_KEPT 4
#define SWEEP_INTERVAL_S 600

static char *
dup_kept_path (const char *folder, const char *id)
{
  g_autofree char *name = g_strconcat (KEPT_PREFIX, id, NULL);

  return g_build_filename (folder, name, NULL);
}

typedef struct
{
  char *path; /* of the oldest one */
  gint64 kept_at;
  guint n_kept;
} Kept;

static void
look_at (Kept *kept, const char *path, gint64 now_s)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return;
  if (now_s - status.st_mtime > FPD_UPLOAD_KEPT_S)
    {
      g_unlink (path);
      return;
    }
  kept->n_kept++;
  if (kept->path != NULL && kept->kept_at <= status.st_mtime)
    return;
  g_free (kept->path);
  kept->path = g_strdup (path);
  kept->kept_at = status.st_mtime;
}

/* Deletes the old ones, and finds the oldest of the others. */
static Kept
list_kept (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  Kept kept = { 0 };
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, KEPT_PREFIX))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        look_at (&kept, path, now_s);
      }
  return kept;
}

static guint
sweep (const char *folder)
{
  Kept kept = list_kept (folder);

  g_free (kept.path);
  return kept.n_kept;
}

static gboolean
on_sweep_timer (gpointer data)
{
  return sweep (data) > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Several requests may do this at once: the number is a bound on what is left over, to one or two.
 */
static void
make_place (const char *folder)
{
  Kept kept = list_kept (folder);

  if (kept.n_kept >= MAX_KEPT)
    g_unlink (kept.path);
  g_free (kept.path);
}

char *
fpd_upload_keep (const char *path, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *kept_path = dup_kept_path (folder, id);

  make_place (folder);
  if (g_rename (path, kept_path) == 0)
    {
      g_timeout_add_seconds_full (G_PRIORITY_LOW, SWEEP_INTERVAL_S, on_sweep_timer,
                                  g_steal_pointer (&folder), g_free);
      return g_steal_pointer (&id);
    }
  g_set_error (error, FOOTPRINTS_ERROR,
               errno == ENOSPC ? FOOTPRINTS_ERROR_DISK_FULL : FOOTPRINTS_ERROR_FAILED,
               "cannot keep the upload: %s", g_strerror (errno));
  return NULL;
}

char *
fpd_upload_open_kept (FpdUpload *self, const char *id, GError **error)
{
  const char *folder = fpd_upload_get_folder (self);
  g_autofree char *kept_path = g_uuid_string_is_valid (id) ? dup_kept_path (folder, id) : NULL;
  g_autofree char *own_id = g_uuid_string_random ();
  g_autofree char *own_name = g_strconcat (FPD_UPLOAD_PREFIX, own_id, NULL);
  g_autofree char *path = g_build_filename (folder, own_name, NULL);

  sweep (folder);
  /* Some file systems have no second names; there, an upload can be used once. */
  if (kept_path != NULL &&
      (link (kept_path, path) == 0 || (errno != ENOENT && g_rename (kept_path, path) == 0)))
    {
      utime (path, NULL);
      return g_steal_pointer (&path);
    }
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND,
                       "there is no such upload; uploads are kept for an hour");
  return NULL;
}

void
fpd_upload_forget_kept (const char *path, const char *id)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *kept_path = dup_kept_path (folder, id);

  g_unlink (kept_path);
}
