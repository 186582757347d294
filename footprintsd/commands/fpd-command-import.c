/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/commands/fpd-commands.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define BAR_CELLS 30
#define MAX_SHOWN_REJECTIONS 10

static gboolean dry_run;
static char *source;
static char **paths;

static const GOptionEntry entries[] = {
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, "Say what would happen and write nothing",
    NULL },
  { "source", 's', 0, G_OPTION_ARG_STRING, &source,
    "Who recorded the plays of a file that does not say so, such as lastfm", "NAME" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "FILE…" },
  { NULL }
};

/* One file at a time, shown as it goes. */
typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  FootprintsImportJob *job;
  GError *error;
  gboolean has_terminal;
  double printed_progress;
} Import;

static gboolean
on_interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static void
print_bar (Import *import, double progress)
{
  int n_full = (int) (progress * BAR_CELLS);

  fputs ("\r[", stderr);
  for (int i = 0; i < BAR_CELLS; i++)
    fputs (i < n_full ? "█" : "·", stderr);
  fprintf (stderr, "] %3d %%  %" G_GINT64_FORMAT " rows, %.0f/s\033[K", (int) (progress * 100),
           footprints_import_job_get_n_rows (import->job),
           footprints_import_job_get_rows_per_second (import->job));
}

/* A bar where somebody watches; elsewhere a line every tenth. */
static void
on_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  Import *import = data;
  double progress = footprints_import_job_get_progress (import->job);

  if (import->has_terminal)
    print_bar (import, progress);
  else if (progress - import->printed_progress >= 0.1)
    {
      import->printed_progress = progress;
      fprintf (stderr, "%d %%, %" G_GINT64_FORMAT " rows\n", (int) (progress * 100),
               footprints_import_job_get_n_rows (import->job));
    }
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  Import *import = data;

  footprints_import_job_run_finish (import->job, result, &import->error);
  g_main_loop_quit (import->loop);
}

static void
print_rejections (FootprintsImportSummary *summary)
{
  GListModel *rejections = footprints_import_summary_get_rejections (summary);
  guint n_items = g_list_model_get_n_items (rejections);
  gint64 n_rejected = footprints_import_summary_get_n_rejected (summary);

  for (guint i = 0; i < MIN (n_items, MAX_SHOWN_REJECTIONS); i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);

      printf ("    row %" G_GINT64_FORMAT ": ", footprints_rejection_get_row (rejection));
      fpd_print_plain (footprints_rejection_get_reason (rejection));
      putchar ('\n');
    }
  if (n_rejected > MAX_SHOWN_REJECTIONS)
    printf ("    … and %" G_GINT64_FORMAT " more\n", n_rejected - MAX_SHOWN_REJECTIONS);
}

static void
print_summary (const char *path, FootprintsImportSummary *summary)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *format = footprints_import_summary_get_format (summary);
  const char *zone = footprints_import_summary_get_zone (summary);

  fpd_print_plain (name);
  printf (": %s\n", format != NULL ? format : "not recognised");
  printf ("  %" G_GINT64_FORMAT " rows: %" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT
          " duplicate, %" G_GINT64_FORMAT " rejected%s\n",
          footprints_import_summary_get_n_rows (summary),
          footprints_import_summary_get_n_new (summary),
          footprints_import_summary_get_n_duplicate (summary),
          footprints_import_summary_get_n_rejected (summary),
          dry_run ? " (dry run: nothing was written)" : "");
  print_rejections (summary);
  if (footprints_import_summary_get_n_resumed (summary) > 0)
    printf ("  went on with an import that was broken off after %" G_GINT64_FORMAT " rows\n",
            footprints_import_summary_get_n_resumed (summary));
  if (footprints_import_summary_get_n_repaired (summary) > 0)
    printf ("  %" G_GINT64_FORMAT " rows had text that was not UTF-8 and was made so\n",
            footprints_import_summary_get_n_repaired (summary));
  if (zone != NULL)
    printf ("  times without a zone were taken to be in %s (--timezone)\n", zone);
}

static gboolean
import_file (FootprintsStore *store,
             const FpdConfig *config,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORTER (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Import import = { loop, cancellable, job, NULL, isatty (STDERR_FILENO) != 0, 0 };

  footprints_file_importer_set_zone (importer, config->zone);
  footprints_importer_set_source (FOOTPRINTS_IMPORTER (importer), source);
  footprints_import_job_set_dry_run (job, dry_run);
  g_signal_connect (job, "notify::progress", G_CALLBACK (on_progress), &import);
  footprints_import_job_run_async (job, cancellable, on_done, &import);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (job, &import);
  if (import.has_terminal)
    fputs ("\r\033[K", stderr);
  summary = footprints_import_job_get_summary (job);
  if (import.error == NULL || footprints_import_summary_get_n_rows (summary) > 0)
    print_summary (path, summary);
  if (import.error == NULL)
    return TRUE;
  g_propagate_error (error, import.error);
  return FALSE;
}

/* Every file is tried; the first error decides the exit status. */
static int
import_all (FootprintsStore *store, const FpdConfig *config)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, cancellable);
  int status = FPD_EXIT_OK;

  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!import_file (store, config, paths[i], cancellable, &error))
        {
          int failure = fpd_command_fail (error);

          status = status == FPD_EXIT_OK ? failure : status;
        }
    }
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return status;
}

/* A dry run must not leave a new history behind: where there is none it compares with an empty one
 * elsewhere. */
static FootprintsStore *
open_store (const FpdConfig *config, char **scratch_folder, GError **error)
{
  g_autofree char *path = g_strdup (config->database_path);

  if (!dry_run)
    return footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, error);
  *scratch_folder = g_dir_make_tmp ("footprints-XXXXXX", error);
  if (*scratch_folder == NULL)
    return NULL;
  g_free (path);
  path = g_build_filename (*scratch_folder, "empty.db", NULL);
  return footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
}

static void
remove_scratch (const char *folder)
{
  static const char *const names[] = { "empty.db", "empty.db-wal", "empty.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static int
run (const FpdConfig *config)
{
  g_autoptr (FootprintsStore) store = NULL;
  g_autofree char *scratch_folder = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (paths == NULL)
    return fpd_command_fail_usage ("import needs a file; see footprintsd import --help");
  if (source != NULL && !fpd_is_source_name (source))
    return fpd_command_fail_usage ("--source must be a name of at most 256 bytes");
  store = open_store (config, &scratch_folder, &error);
  if (store == NULL)
    return fpd_command_fail (error);
  status = import_all (store, config);
  footprints_store_close (store);
  if (scratch_folder != NULL)
    remove_scratch (scratch_folder);
  return status;
}

int
fpd_command_import (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "FILE…",
      "Imports files of any known kind: Last.fm and other CSV, ListenBrainz exports, JSON,\n"
      ".scrobbler.log, the earlier program's database, our own exports; plain, compressed or in a\n"
      "zip. Importing a file again adds nothing; an import that was broken off goes on.",
      entries, &config);

  if (status < 0)
    status = run (&config);
  fpd_config_clear (&config);
  g_clear_pointer (&source, g_free);
  g_clear_pointer (&paths, g_strfreev);
  return status;
}
