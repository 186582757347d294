/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Names, sizes and permissions of the files of a ledger. */

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include "libfootprints/core/footprints-private-file-private.h"

#include <glib/gstdio.h>

/* In the order of FootprintsLedgerFileKind. */
#include <string.h>

static const char *const endings[] = { "", "-wal", "-shm", "-journal", "-turn" };

char *
_footprints_ledger_file_dup_path (const char *path, FootprintsLedgerFileKind file)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (file == 1u << i)
      return g_strconcat (path, endings[i], NULL);
  g_assert_not_reached ();
}

GStrv
_footprints_ledger_files_list (const char *path, guint files)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv paths;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if ((files & (1u << i)) != 0)
      {
        g_autofree char *file = g_strconcat (path, endings[i], NULL);

        g_strv_builder_add (builder, file);
      }
  paths = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return paths;
}

void
_footprints_ledger_files_remove (const char *path, guint files)
{
  g_auto (GStrv) paths = _footprints_ledger_files_list (path, files);

  for (guint i = 0; paths[i] != NULL; i++)
    g_unlink (paths[i]);
}

void
_footprints_ledger_files_narrow (const char *path)
{
  g_auto (GStrv) paths = _footprints_ledger_files_list (path, FOOTPRINTS_LEDGER_FILES_ALL);

  for (guint i = 0; paths[i] != NULL; i++)
    _footprints_private_file_narrow (paths[i]);
}

char *
_footprints_ledger_dup_earlier_path (const char *path, guint format)
{
  return g_strdup_printf ("%s" FOOTPRINTS_LEDGER_EARLIER_ENDING "%u", path, format);
}

void
_footprints_ledger_files_remove_earlier (const char *path)
{
  for (guint format = 1; format < FOOTPRINTS_LEDGER_FORMAT; format++)
    {
      g_autofree char *file = _footprints_ledger_dup_earlier_path (path, format);

      g_unlink (file);
    }
}

gint64
_footprints_ledger_files_get_size (const char *path)
{
  g_auto (GStrv) paths = _footprints_ledger_files_list (path, FOOTPRINTS_LEDGER_FILE_MAIN |
                                                                  FOOTPRINTS_LEDGER_FILE_LOG);
  gint64 n_bytes = 0;
  GStatBuf status;

  for (guint i = 0; paths[i] != NULL; i++)
    if (g_stat (paths[i], &status) == 0)
      n_bytes += (gint64) status.st_size;
  return n_bytes;
}

gint64
_footprints_ledger_files_get_modified_at_us (const char *path)
{
  g_auto (GStrv) paths = _footprints_ledger_files_list (path, FOOTPRINTS_LEDGER_FILE_MAIN |
                                                                  FOOTPRINTS_LEDGER_FILE_LOG);
  gint64 modified_at_us = 0;
  GStatBuf status;

  for (guint i = 0; paths[i] != NULL; i++)
    if (g_stat (paths[i], &status) == 0)
      modified_at_us = MAX (modified_at_us, (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC +
                                                (gint64) status.st_mtim.tv_nsec / 1000);
  return modified_at_us;
}

gboolean
_footprints_is_database_file (const char *path)
{
  static const char magic[] = "SQLite format 3";
  guint8 head[sizeof magic];
  gsize n_read;

  for (guint i = 1; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      return TRUE;
  return _footprints_sqlite_peek_header (path, head, sizeof head, &n_read, NULL) &&
         n_read == sizeof head && memcmp (head, magic, sizeof head) == 0;
}
