/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Importing from a service on loopback, compared with the same plays from a file; a sync with
 * nothing new; and a pass of the scheduler over many syncs. The fake service takes its share of the
 * processors. */

#include "bench.h"

#include "tests/common/fake-service.h"
#include "tests/common/footprints-generator.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libfootprints/footprints.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#define USER "listener"
#define BATCH_PLAYS 10000
#define N_SYNCS 1000
#define N_PASSES 21
/* Memory is measured when this share of an import is done, and at its end. */
#define EARLY_SHARE 0.2

static void
fill (FakeService *fake, const Bench *bench)
{
  g_autoptr (FootprintsGenerator) generator =
      footprints_generator_new (bench->n_plays, BENCH_SEED, BENCH_END_AT, FALSE);
  g_autoptr (GArray) plays = g_array_new (FALSE, TRUE, sizeof (FakePlay));
  g_autoptr (GStringChunk) texts = g_string_chunk_new (1024 * 1024);
  FootprintsGeneratedPlay generated;

  fake_service_add_user (fake, USER);
  while (footprints_generator_next (generator, &generated))
    {
      FakePlay play = {
        .artist = g_string_chunk_insert (texts, generated.artist),
        .track = g_string_chunk_insert (texts, generated.track),
        .album = generated.album != NULL ? g_string_chunk_insert (texts, generated.album) : NULL,
        .listened_at = generated.listened_at,
        .duration_ms = generated.duration_ms,
      };

      g_array_append_val (plays, play);
      if (plays->len < BATCH_PLAYS)
        continue;
      fake_service_add_plays (fake, USER, (const FakePlay *) (gconstpointer) plays->data,
                              plays->len);
      g_array_set_size (plays, 0);
      g_string_chunk_clear (texts);
    }
  fake_service_add_plays (fake, USER, (const FakePlay *) (gconstpointer) plays->data, plays->len);
}

static gint64
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  fields = g_strsplit (text, " ", 3);
  return g_ascii_strtoll (fields[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

typedef struct
{
  GMainLoop *loop;
  gint64 n_plays;
  gint64 early_bytes; /* resident memory when EARLY_SHARE was stored */
} Watch;

static void
on_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  Watch *watch = data;
  gint64 n_rows = footprints_import_job_get_n_rows (FOOTPRINTS_IMPORT_JOB (object));

  if (watch->early_bytes == 0 && (double) n_rows >= (double) watch->n_plays * EARLY_SHARE)
    watch->early_bytes = get_resident_bytes ();
}

static void
on_imported (GObject *object, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;
  g_autoptr (GError) error = NULL;

  footprints_import_job_run_finish (FOOTPRINTS_IMPORT_JOB (object), result, &error);
  bench_check_error (error);
  g_main_loop_quit (watch->loop);
}

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

/* Returns rows per second. */
static double
import (const Bench *bench, FootprintsStore *store, FootprintsImportSource *source, Watch *watch)
{
  g_autoptr (FootprintsImportJob) job = footprints_import_job_new (store, source);
  g_autoptr (GError) error = NULL;
  double start_ms = bench_now_ms ();
  double rate;

  g_signal_connect (job, "notify::progress", G_CALLBACK (on_progress), watch);
  footprints_import_job_run_async (job, NULL, on_imported, watch);
  g_main_loop_run (watch->loop);
  rate = bench->n_plays * 1e3 / (bench_now_ms () - start_ms);
  g_signal_handlers_disconnect_by_data (job, watch);
  if (footprints_store_count_scrobbles (store, NULL, &error) != bench->n_plays)
    bench_fail ("import from a service: not all plays are stored");
  return rate;
}

static double
import_file (const Bench *bench, FootprintsStore *store, Watch *watch)
{
  g_autofree char *file_path = g_build_filename (bench->folder, "plays.jsonl", NULL);
  g_autofree char *path = g_build_filename (bench->folder, "from-file.db", NULL);
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (file_path);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_JSONL);
  g_autoptr (GFile) file = g_file_new_for_path (file_path);
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (FootprintsStore) target = open_empty (path);
  g_autoptr (GError) error = NULL;
  double rate;

  footprints_exporter_write (exporter, G_OUTPUT_STREAM (stream), NULL, &error);
  bench_check_error (error);
  g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error);
  bench_check_error (error);
  rate = import (bench, target, FOOTPRINTS_IMPORT_SOURCE (importer), watch);
  footprints_store_close (target);
  bench_remove (path);
  g_unlink (file_path);
  return rate;
}

static void
on_synced (GObject *object, GAsyncResult *result, gpointer data)
{
  FootprintsSyncScheduler *scheduler = FOOTPRINTS_SYNC_SCHEDULER (object);
  g_autoptr (GError) error = NULL;
  FootprintsSyncRun *run = footprints_sync_scheduler_trigger_finish (scheduler, result, &error);

  bench_check_error (error);
  g_object_unref (run);
  g_main_loop_quit (data);
}

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void
on_stopped (GObject *object, GAsyncResult *result, gpointer data)
{
  footprints_sync_scheduler_stop_finish (FOOTPRINTS_SYNC_SCHEDULER (object), result, NULL);
  g_main_loop_quit (data);
}

static void
stop (FootprintsSyncScheduler *scheduler, GMainLoop *loop)
{
  footprints_sync_scheduler_stop_async (scheduler, on_stopped, loop);
  g_main_loop_run (loop);
}

/* Measures the second run, which finds nothing new. */
static void
measure_steady_sync (const Bench *bench, FootprintsStore *store, FakeService *fake)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FootprintsSyncScheduler) scheduler = footprints_sync_scheduler_new (store);
  g_autoptr (FootprintsSyncConfig) config = footprints_sync_config_new ("listenbrainz", USER);
  g_autoptr (GError) error = NULL;
  double cpu_ms;

  footprints_sync_config_set_base_url (config, fake_service_get_url (fake));
  footprints_store_save_sync_config (store, config, NULL, &error);
  bench_check_error (error);
  for (guint i = 0; i < 2; i++)
    {
      fake_service_clear_log (fake);
      cpu_ms = get_cpu_ms ();
      footprints_sync_scheduler_trigger_async (scheduler, footprints_sync_config_get_id (config),
                                               on_synced, loop);
      g_main_loop_run (loop);
      cpu_ms = get_cpu_ms () - cpu_ms;
    }
  bench_add_budget (bench, "steady sync, nothing new: requests", BENCH_AT_MOST, 3,
                    fake_service_get_n_requests (fake), "");
  bench_add_budget (bench, "steady sync, nothing new: CPU", BENCH_AT_MOST, 50, cpu_ms, "ms");
  stop (scheduler, loop);
}

static void
add_syncs (const char *path)
{
  static const char sql[] =
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)"
      " insert into sync_configs (source, username, sync_interval_minutes, enabled,"
      " last_sync_timestamp, created_at, updated_at, overlap_s, failure_count)"
      " select 'listenbrainz', 'user ' || i, 60, 1, %" G_GINT64_FORMAT ", 1, 1, 0, 0 from n";
  g_autofree char *text = g_strdup_printf (sql, N_SYNCS, g_get_real_time () / G_USEC_PER_SEC);
  sqlite3 *database;
  char *message = NULL;

  if (sqlite3_open (path, &database) != SQLITE_OK ||
      sqlite3_exec (database, text, NULL, NULL, &message) != SQLITE_OK)
    bench_fail ("cannot add syncs: %s", message != NULL ? message : "");
  sqlite3_close (database);
}

static void
measure_pass (const Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "syncs.db", NULL);
  g_autoptr (FootprintsStore) store = open_empty (path);
  g_autoptr (FootprintsSyncScheduler) scheduler = footprints_sync_scheduler_new (store);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  add_syncs (path);
  for (guint i = 0; i < N_PASSES; i++)
    {
      double start_ms = bench_now_ms ();
      double spent_ms;

      footprints_sync_scheduler_look (scheduler);
      spent_ms = bench_now_ms () - start_ms;
      g_array_append_val (times, spent_ms);
    }
  stop (scheduler, loop);
  footprints_store_close (store);
  bench_remove (path);
  bench_add_budget (bench, "a pass of the scheduler over 1,000 syncs", BENCH_AT_MOST, 10,
                    bench_median (times), "ms");
}

static void
report_memory (const Bench *bench, const Watch *watch, gint64 end_bytes)
{
  double grown_mib = (double) (end_bytes - watch->early_bytes) / (1024 * 1024);
  g_autofree char *members =
      g_strdup_printf ("\"early_bytes\":%" G_GINT64_FORMAT ",\"end_bytes\":%" G_GINT64_FORMAT,
                       watch->early_bytes, end_bytes);

  bench_add_line (bench, "import from a service, resident memory", members);
  /* The writer's dictionary of names grows with the number of names, and its caches fill. */
  bench_add_budget (bench, "import from a service: memory, from a fifth of it to its end",
                    BENCH_AT_MOST, 24, grown_mib, "MiB");
}

void
bench_services (Bench *bench)
{
  FakeService *fake = fake_service_new (FAKE_LISTENBRAINZ);
  g_autofree char *path = g_build_filename (bench->folder, "from-service.db", NULL);
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsImporter) importer = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch watch = { loop, bench->n_plays, 0 };
  gint64 end_bytes;
  double from_service;
  double from_file;

  fill (fake, bench);
  importer =
      footprints_importer_create ("listenbrainz", USER, NULL, fake_service_get_url (fake), NULL);
  store = open_empty (path);
  from_service = import (bench, store, FOOTPRINTS_IMPORT_SOURCE (importer), &watch);
  end_bytes = get_resident_bytes ();
  report_memory (bench, &watch, end_bytes);
  from_file = import_file (bench, store, &watch);
  bench_add_rates (bench, "import from ListenBrainz on loopback", from_service, "file", from_file);
  bench_add_budget (bench, "import from ListenBrainz, against the same plays from a file",
                    BENCH_AT_LEAST, 0.6, from_service / from_file, "of the rate");
  measure_steady_sync (bench, store, fake);
  footprints_store_close (store);
  bench_remove (path);
  measure_pass (bench);
  fake_service_free (fake);
}
