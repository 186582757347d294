/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Importing a file, compared with adding the same rows from memory: the cost of reading and
 * parsing. */

#include "bench-plays.h"

#include <glib/gstdio.h>

static FootprintsStore *
open_empty (const char *path)
{
  g_autoptr (GError) error = NULL;
  FootprintsStore *store;

  bench_remove (path);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  return store;
}

static void
check_count (Bench *bench, FootprintsStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 n_plays = footprints_store_count_scrobbles (store, NULL, &error);

  bench_check_error (error);
  if (n_plays != bench->n_plays)
    bench_fail ("file import: %" G_GINT64_FORMAT " plays stored", n_plays);
}

/* Both return rows per second. */
static double
import_file (Bench *bench, const char *file_path, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = open_empty (path);
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (file_path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  double start_ms = bench_now_ms ();
  double spent_ms;

  footprints_import_job_run (job, NULL, &error);
  bench_check_error (error);
  spent_ms = bench_now_ms () - start_ms;
  check_count (bench, store);
  start_ms = bench_now_ms ();
  footprints_store_close (store);
  spent_ms += bench_now_ms () - start_ms;
  return bench->n_plays * 1e3 / spent_ms;
}

static double
add_from_memory (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = open_empty (path);
  g_autoptr (BenchPlays) plays = bench_plays_new (bench, BENCH_PLAYS_FROM_FILE);
  double spent_ms = 0;
  double start_ms;
  GPtrArray *batch;

  while ((batch = bench_plays_next (plays)) != NULL)
    {
      start_ms = bench_now_ms ();
      footprints_store_add_scrobbles (store, (FootprintsScrobble **) batch->pdata, batch->len, NULL,
                                      &error);
      bench_check_error (error);
      spent_ms += bench_now_ms () - start_ms;
    }
  check_count (bench, store);
  start_ms = bench_now_ms ();
  footprints_store_close (store);
  spent_ms += bench_now_ms () - start_ms;
  return bench->n_plays * 1e3 / spent_ms;
}

static double
compare (Bench *bench, FootprintsExportFormat format, guint n_runs, const char *name)
{
  g_autoptr (GArray) from_file = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) from_memory = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *file_path = g_build_filename (bench->folder, "export", NULL);
  g_autofree char *path = bench_path (bench, "file-import");

  bench_export (bench, format, file_path);
  for (guint i = 0; i < n_runs; i++)
    {
      double rate = import_file (bench, file_path, path);

      g_array_append_val (from_file, rate);
      rate = add_from_memory (bench, path);
      g_array_append_val (from_memory, rate);
    }
  bench_remove (path);
  g_unlink (file_path);
  bench_add_rates (bench, name, bench_median (from_file), "memory", bench_median (from_memory));
  return bench_median (from_file) / bench_median (from_memory);
}

void
bench_file_import (Bench *bench)
{
  double ratio = compare (bench, FOOTPRINTS_EXPORT_FORMAT_CSV, 3, "file import, CSV");

  bench_add_budget (bench, "file import (CSV), against rows from memory", BENCH_AT_LEAST, 0.7,
                    ratio, "of the rate");
  compare (bench, FOOTPRINTS_EXPORT_FORMAT_JSONL, 1, "file import, JSON lines");
}
