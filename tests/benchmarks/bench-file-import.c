/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Importing a file, compared with adding the same rows from memory: the cost of reading and
 * parsing. */

#include "bench-plays.h"

#include "libfootprints/core/footprints-json-private.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* Of the stream that ended at the second text. */
#define STREAM                                                                                     \
  "%s  {\n    \"ts\": \"%s\",\n    \"platform\": \"Linux [x86-64 0]\",\n    \"ms_played\": "       \
  "200000,\n"                                                                                      \
  "    \"conn_country\": \"DE\",\n    \"ip_addr\": \"192.0.2.1\",\n"                               \
  "    \"master_metadata_track_name\": %s,\n"                                                      \
  "    \"master_metadata_album_artist_name\": %s,\n"                                               \
  "    \"master_metadata_album_album_name\": %s,\n"                                                \
  "    \"spotify_track_uri\": \"spotify:track:%022u\",\n"                                          \
  "    \"episode_name\": null,\n    \"episode_show_name\": null,\n"                                \
  "    \"spotify_episode_uri\": null,\n    \"audiobook_title\": null,\n"                           \
  "    \"audiobook_uri\": null,\n    \"audiobook_chapter_uri\": null,\n"                           \
  "    \"audiobook_chapter_title\": null,\n    \"reason_start\": \"trackdone\",\n"                 \
  "    \"reason_end\": \"trackdone\",\n    \"shuffle\": false,\n    \"skipped\": false,\n"         \
  "    \"offline\": false,\n    \"offline_timestamp\": null,\n    \"incognito_mode\": false\n  }"

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

/* With quotes; "null" if there is none (transfer full). */
static char *
quote (const char *text)
{
  g_autoptr (json_object) string = text != NULL ? json_object_new_string (text) : NULL;

  return g_strdup (json_object_to_json_string (string));
}

static void
write_stream (FILE *file, const char *before, FootprintsScrobble *play, guint number)
{
  g_autoptr (GDateTime) end =
      g_date_time_new_from_unix_utc (footprints_scrobble_get_listened_at (play) + 200);
  g_autofree char *ts = g_date_time_format (end, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *track = quote (footprints_scrobble_get_track (play));
  g_autofree char *artist = quote (footprints_scrobble_get_artist (play));
  g_autofree char *album = quote (footprints_scrobble_get_album (play));

  fprintf (file, STREAM, before, ts, track, artist, album, number);
}

/* Makes of the plays what Spotify gives out, with all its members. */
static void
write_streams (Bench *bench, const char *path)
{
  g_autoptr (BenchPlays) plays = bench_plays_new (bench, BENCH_PLAYS_FROM_FILE);
  FILE *file = g_fopen (path, "w");
  const char *between = "[\n";
  GPtrArray *batch;

  if (file == NULL)
    bench_fail ("cannot write %s", path);
  while ((batch = bench_plays_next (plays)) != NULL)
    for (guint i = 0; i < batch->len; i++)
      {
        write_stream (file, between, batch->pdata[i], i);
        between = ",\n";
      }
  fputs ("\n]\n", file);
  if (fclose (file) != 0)
    bench_fail ("cannot write %s", path);
}

/* The same plays as Spotify gives them out, and as our own lossless export does: in turns. */
static void
compare_streams (Bench *bench)
{
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *streams_path = g_build_filename (bench->folder, "streams.json", NULL);
  g_autofree char *lines_path = g_build_filename (bench->folder, "lines.jsonl", NULL);
  g_autofree char *path = bench_path (bench, "streams");

  write_streams (bench, streams_path);
  import_file (bench, streams_path, path);
  bench_export (path, FOOTPRINTS_EXPORT_FORMAT_JSONL, lines_path);
  for (guint i = 0; i < 3; i++)
    {
      double rate = import_file (bench, streams_path, path);

      g_array_append_val (streams, rate);
      rate = import_file (bench, lines_path, path);
      g_array_append_val (lines, rate);
    }
  bench_remove (path);
  g_unlink (streams_path);
  g_unlink (lines_path);
  bench_add_rates (bench, "file import, Spotify", bench_median (streams), "JSON lines",
                   bench_median (lines));
  bench_add_budget (bench, "file import (Spotify), against JSON lines of the same plays",
                    BENCH_AT_LEAST, 0.7, bench_median (streams) / bench_median (lines),
                    "of the rate");
}

static double
compare (Bench *bench, FootprintsExportFormat format, guint n_runs, const char *name)
{
  g_autoptr (GArray) from_file = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) from_memory = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *file_path = g_build_filename (bench->folder, "export", NULL);
  g_autofree char *path = bench_path (bench, "file-import");

  bench_export (bench->ours_path, format, file_path);
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
  compare_streams (bench);
}
