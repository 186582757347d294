/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports a file of any supported format and shows the progress: import-file DATABASE FILE */

#include <libfootprints/footprints.h>
#include <stdio.h>

typedef struct
{
  GMainLoop *loop;
  GError *error;
} Wait;

static void
on_progress (FootprintsImportJob *job, GParamSpec *pspec, gpointer data)
{
  fprintf (stderr, "%3.0f %%\n", footprints_import_job_get_progress (job) * 100);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  footprints_import_job_run_finish (FOOTPRINTS_IMPORT_JOB (object), result, &wait->error);
  g_main_loop_quit (wait->loop);
}

static void
print_summary (FootprintsImportJob *job)
{
  g_autoptr (FootprintsImportSummary) summary = footprints_import_job_get_summary (job);

  printf ("%" G_GINT64_FORMAT " rows: %" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT
          " duplicate, %" G_GINT64_FORMAT " rejected\n",
          footprints_import_summary_get_n_rows (summary),
          footprints_import_summary_get_n_new (summary),
          footprints_import_summary_get_n_duplicate (summary),
          footprints_import_summary_get_n_rejected (summary));
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsFileImporter) importer = NULL;
  g_autoptr (FootprintsImportJob) job = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { loop, NULL };

  if (argc != 3)
    {
      fprintf (stderr, "Usage: import-file DATABASE FILE\n");
      return 2;
    }
  store = footprints_store_open (argv[1], FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  if (store == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  importer = footprints_file_importer_new (argv[2]);
  job = footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_signal_connect (job, "notify::progress", G_CALLBACK (on_progress), NULL);
  footprints_import_job_run_async (job, NULL, on_done, &wait);
  g_main_loop_run (loop);
  if (wait.error != NULL)
    {
      fprintf (stderr, "%s\n", wait.error->message);
      g_clear_error (&wait.error);
      return 1;
    }
  print_summary (job);
  return 0;
}
