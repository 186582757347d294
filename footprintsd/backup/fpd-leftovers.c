/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Deletes the unfinished files of killed processes, and whole folders. */

#include "footprintsd/backup/fpd-leftovers.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include "footprintsd/backup/fpd-backup-set.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

void
fpd_leftovers_remove_beginning (const char *folder, const char *beginning)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (file, beginning))
      {
        g_autofree char *path = g_build_filename (folder, file, NULL);

        g_unlink (path);
      }
}

/* "NAME.partial" or its journal. */
static gboolean
is_partial (const char *file)
{
  g_auto (GStrv) endings = _footprints_ledger_files_list (
      FPD_PARTIAL_ENDING, FOOTPRINTS_LEDGER_FILE_MAIN | FOOTPRINTS_LEDGER_FILE_JOURNAL);

  return g_str_has_suffix (file, endings[0]) || g_str_has_suffix (file, endings[1]);
}

/* SQLite locks the file that it fills, and the one that it checks. Only for files that this process
 * does not have open: closing the descriptor releases the process's own locks. */
static gboolean
is_in_use (const char *path)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int descriptor = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
  gboolean is_locked;

  if (descriptor < 0)
    return FALSE;
  is_locked = fcntl (descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (descriptor);
  return is_locked;
}

void
fpd_leftovers_remove_partial (const char *folder, const char *beginning, gboolean even_in_use)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (g_str_has_prefix (file, beginning) && is_partial (file) &&
          (even_in_use || !is_in_use (path)))
        g_unlink (path);
    }
}

void
fpd_leftovers_remove_of_key (const char *key_file)
{
  g_autofree char *folder = g_path_get_dirname (key_file);
  g_autofree char *name = g_path_get_basename (key_file);
  g_autofree char *beginning = g_strconcat (name, ".", NULL);

  fpd_leftovers_remove_partial (folder, beginning, FALSE);
}

void
fpd_leftovers_remove_all (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *notices = g_strconcat (name, ".notices.", NULL);
  g_autofree char *key_file = g_build_filename (folder, "footprints.key", NULL);

  fpd_leftovers_remove_beginning (folder, FPD_UPLOAD_PREFIX);
  fpd_leftovers_remove_beginning (folder, FPD_DOWNLOAD_PREFIX);
  fpd_leftovers_remove_beginning (folder, notices);
  fpd_leftovers_remove_partial (folder, name, FALSE);
  fpd_leftovers_remove_partial (folder, FPD_BEFORE_RESTORE "-", FALSE);
  fpd_leftovers_remove_of_key (key_file);
}

void
fpd_leftovers_remove_folder (const char *folder, gboolean with_folders)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (g_unlink (path) != 0 && with_folders && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        fpd_leftovers_remove_folder (path, FALSE);
    }
  g_rmdir (folder);
}
