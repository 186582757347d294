/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How long a play waits while another process imports into the same ledger. */

#include "bench-plays.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define N_IDLE 1000
/* On a slow disk, three times the longest wait without the other process instead. */
#define BUDGET_MS 100

int
bench_child_main (const char *path, const char *file_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (file_path);
  g_autoptr (FootprintsImportJob) job = NULL;

  bench_check_error (error);
  job = footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  footprints_import_job_run (job, NULL, &error);
  bench_check_error (error);
  return 0;
}

/* Returns how long it took, in milliseconds. */
static double
add_play (FootprintsStore *store, gint64 at)
{
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("Player", "Track", at);
  g_autoptr (GError) error = NULL;
  double start_ms = bench_now_ms ();

  footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error);
  bench_check_error (error);
  return bench_now_ms () - start_ms;
}

static void
on_child_exit (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *is_over = user_data;

  g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, &error);
  bench_check_error (error);
  *is_over = TRUE;
}

static GArray *
add_while_importing (
    Bench *bench, FootprintsStore *store, const char *path, const char *file_path, gint64 at)
{
  GArray *waits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (
      G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--child", path, file_path, NULL);
  gboolean is_over = FALSE;

  bench_check_error (error);
  g_subprocess_wait_check_async (child, NULL, on_child_exit, &is_over);
  while (!is_over)
    {
      double wait_ms = add_play (store, at++);

      g_array_append_val (waits, wait_ms);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  return waits;
}

void
bench_processes (Bench *bench)
{
  g_autofree char *path = bench_path (bench, "processes");
  g_autofree char *file_path = bench_path (bench, "processes-csv");
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GArray) waits = NULL;
  g_autofree char *members = NULL;
  g_autoptr (GError) error = NULL;
  double idle_ms = 0;
  double longest_ms = 0;
  double median_ms;

  bench_remove (path);
  bench_export (bench->ours_path, FOOTPRINTS_EXPORT_FORMAT_CSV, file_path);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  for (guint i = 0; i < N_IDLE; i++)
    idle_ms = MAX (idle_ms, add_play (store, BENCH_END_AT + i));
  waits = add_while_importing (bench, store, path, file_path, BENCH_END_AT + N_IDLE);
  for (guint i = 0; i < waits->len; i++)
    longest_ms = MAX (longest_ms, g_array_index (waits, double, i));
  footprints_store_close (store);
  bench_remove (path);
  g_unlink (file_path);
  median_ms = bench_median (waits);
  members =
      g_strdup_printf ("\"n\":%u,\"median_ms\":%.2f,\"longest_ms\":%.2f,\"longest_idle_ms\":%.2f",
                       waits->len, median_ms, longest_ms, idle_ms);
  bench_add_line (bench, "plays beside an import of another process", members);
  bench_add_budget (bench, "the longest wait of a play beside an import of another process",
                    BENCH_AT_MOST, MAX (BUDGET_MS, 3 * idle_ms), longest_ms, "ms");
}
