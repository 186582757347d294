/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes, removes and takes up the notes of accounts that are being deleted. */

#include "footprintsd/backup/fpd-deletion-note.h"

#include "footprintsd/files/fpd-durable-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define PREFIX ".footprints-deleted-"

static char *
make_path (const FpdConfig *config, gint64 account_id)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autofree char *name = g_strdup_printf (PREFIX "%" G_GINT64_FORMAT, account_id);

  return g_build_filename (folder, name, NULL);
}

gboolean
fpd_deletion_note_write (const FpdConfig *config,
                         gint64 account_id,
                         const char *ledger_path,
                         GError **error)
{
  g_autofree char *path = make_path (config, account_id);

  return fpd_durable_file_write (path, ledger_path, error);
}

void
fpd_deletion_note_remove (const FpdConfig *config, gint64 account_id)
{
  g_autofree char *path = make_path (config, account_id);

  g_unlink (path);
}

/* FALSE: the note cannot be read now, and stays. */
static gboolean
take (const char *path, gint64 account_id, FpdDeletionNoteFunc func, gpointer data)
{
  g_autofree char *ledger_path = NULL;

  if (!g_file_get_contents (path, &ledger_path, NULL, NULL))
    return FALSE;
  if (*ledger_path != '\0')
    func (account_id, ledger_path, data);
  return TRUE;
}

void
fpd_deletion_note_take_all (const FpdConfig *config, FpdDeletionNoteFunc func, gpointer data)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      gint64 account_id;

      if (!g_str_has_prefix (file, PREFIX))
        continue;
      /* A note without a number was not finished. */
      if (!g_ascii_string_to_signed (file + strlen (PREFIX), 10, 1, G_MAXINT64, &account_id,
                                     NULL) ||
          take (path, account_id, func, data))
        g_unlink (path);
    }
}
