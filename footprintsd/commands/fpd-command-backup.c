/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The commands backup, restore, check and compact. */

#include "footprintsd/backup/fpd-backup-set.h"
#include "footprintsd/commands/fpd-commands.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define BACKUP_FOLDER "backups"

static gboolean all;

static const GOptionEntry backup_entries[] = {
  { "all", 'a', 0, G_OPTION_ARG_NONE, &all, "Back up accounts, and all histories that have changed",
    NULL },
  { NULL }
};

static const GOptionEntry no_entries[] = { { NULL } };

/* "NAME-2024-03-01T120000Z.db", which sorts by time; if that exists, "NAME-2024-03-01T120000Z-2.db"
 * (transfer full). */
static char *
make_path (const char *folder, const char *name)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H%M%SZ");
  char *path = g_strdup_printf ("%s/%s-%s.db", folder, name, time);

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%s-%s-%u.db", folder, name, time, i);
    }
  return path;
}

/* @given: a file, a folder, or NULL for the folder of backups next to the history (transfer
 * full). */
static char *
choose_path (const FpdConfig *config, const char *given)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autofree char *backups = g_build_filename (folder, BACKUP_FOLDER, NULL);

  if (given == NULL)
    {
      g_mkdir_with_parents (backups, 0700);
      given = backups;
    }
  return g_file_test (given, G_FILE_TEST_IS_DIR) ? make_path (given, "history") : g_strdup (given);
}

static int
back_up (const FpdConfig *config, const char *given)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, &error);
  g_autofree char *path = store != NULL ? choose_path (config, given) : NULL;
  gint64 n_plays = store != NULL ? footprints_store_back_up (store, path, NULL, &error) : -1;

  if (n_plays < 0)
    return fpd_command_fail (error);
  printf ("%s: %" G_GINT64_FORMAT " %s, checked\n", path, n_plays, n_plays == 1 ? "play" : "plays");
  return FPD_EXIT_OK;
}

static void
print_copy (const char *path, gint64 n_plays, gpointer data)
{
  if (n_plays >= 0)
    printf ("%s: %" G_GINT64_FORMAT " %s, checked\n", path, n_plays,
            n_plays == 1 ? "play" : "plays");
  else
    printf ("%s: the accounts\n", path);
}

static int
back_up_all (FpdConfig *config, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccounts) accounts = NULL;
  g_autoptr (FpdBackupSet) set = NULL;

  if (folder != NULL)
    {
      g_free (config->backup_folder);
      config->backup_folder = g_strdup (folder);
    }
  if (!fpd_open_accounts_if_any (config, &accounts, &error))
    return fpd_command_fail (error);
  set = fpd_backup_set_new (config, accounts);
  return fpd_backup_set_make (set, print_copy, NULL, NULL, &error) ? FPD_EXIT_OK
                                                                   : fpd_command_fail (error);
}

int
fpd_command_backup (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "[FILE|FOLDER]",
      "Copies the history, as of one moment, into a new file, by default in the folder\n"
      "“backups” next to it. A server may be running. The copy is checked and its plays are\n"
      "counted before it gets its name. It does not contain the key that seals keys and\n"
      "tokens of services.",
      backup_entries, &config);

  if (status < 0 && argc > 2)
    status =
        fpd_command_fail_usage ("backup takes one file or folder; see footprintsd backup --help");
  if (status < 0 && all)
    status = back_up_all (&config, argc == 2 ? argv[1] : NULL);
  else if (status < 0)
    status = back_up (&config, argc == 2 ? argv[1] : NULL);
  fpd_config_clear (&config);
  return status;
}

static int
restore (const FpdConfig *config, const char *backup_path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autofree char *kept_path = make_path (folder, FPD_BEFORE_RESTORE);
  gint64 n_plays;

  fpd_config_make_folder (config);
  n_plays = footprints_store_restore (config->database_path, backup_path, kept_path, NULL, &error);
  if (n_plays < 0)
    return fpd_command_fail (error);
  printf ("%s: %" G_GINT64_FORMAT " %s\n", config->database_path, n_plays,
          n_plays == 1 ? "play" : "plays");
  if (g_file_test (kept_path, G_FILE_TEST_EXISTS))
    printf ("The previous history is kept: %s\n", kept_path);
  return FPD_EXIT_OK;
}

int
fpd_command_restore (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "FILE",
      "Replaces the history with a backup. The backup is checked first, and the present\n"
      "history is kept next to it. A running server notices the change.",
      no_entries, &config);

  if (status < 0 && argc != 2)
    status = fpd_command_fail_usage ("restore takes one file; see footprintsd restore --help");
  if (status < 0)
    status = restore (&config, argv[1]);
  fpd_config_clear (&config);
  return status;
}

static int
check (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = fpd_command_open_for_reading (config, &error);
  gint64 n_plays;

  if (store == NULL || !footprints_store_check (store, NULL, &error))
    return fpd_command_fail (error);
  n_plays = footprints_store_count_scrobbles (store, NULL, NULL);
  printf ("%s: %" G_GINT64_FORMAT " %s, no problems found\n", config->database_path, n_plays,
          n_plays == 1 ? "play" : "plays");
  return FPD_EXIT_OK;
}

int
fpd_command_check (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Reads the whole history and checks that it is consistent: pages, indices, references\n"
      "between rows, and the number of plays. Nothing is changed.",
      no_entries, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("check takes no arguments; see footprintsd check --help");
  if (status < 0)
    status = check (&config);
  fpd_config_clear (&config);
  return status;
}

/* Includes data that is not in the main file yet (transfer full). */
static char *
dup_size (const char *path)
{
  return g_format_size_full ((guint64) _footprints_ledger_files_get_size (path),
                             G_FORMAT_SIZE_IEC_UNITS);
}

static int
compact (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dup_size (config->database_path);
  g_autofree char *after = NULL;

  if (!footprints_store_compact (config->database_path, NULL, &error))
    return fpd_command_fail (error);
  after = dup_size (config->database_path);
  printf ("%s: %s, was %s\n", config->database_path, after, before);
  return FPD_EXIT_OK;
}

int
fpd_command_compact (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Frees the space of data that was deleted from the history, and forgets names that no\n"
      "play uses any more. A server may be running. Plays stay as they are.",
      no_entries, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("compact takes no arguments; see footprintsd compact --help");
  if (status < 0)
    status = compact (&config);
  fpd_config_clear (&config);
  return status;
}
