/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What is written out comes back the same, whatever the names hold. */

#include "import-support.h"

#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const char *const hostile_names[] = {
  "plain",
  "\"quoted\"",
  "comma, comma",
  "line\nbreak",
  "carriage\rreturn",
  "both\r\n\"of, them\"",
  "tab\there",
  " spaces at the ends ",
  "=HYPERLINK(\"http://example.invalid\")",
  "@SUM(1)",
  "-1+1",
  "#hash",
  "emoji 🎵👩‍🎤",
  "ימין לשמאל",
  "مدينة من ماء",
  "日本語／ガ",
  "back\\slash /",
  "<b>&amp;</b>",
  "\x01\x7f",
  "null",
};

static const char *const infos[] = {
  NULL,
  "{}",
  "{\"a\":[1,2.50,true,null],\"b\":{\"c\":\"\\u00e9/\"}}",
  "{ \"odd\" : \"spacing\" }",
  "{\"twice\":1,\"twice\":2}",
  "{\"big\":12345678901234567890}",
};

static FootprintsScrobble *
make_play (guint i, gboolean with_all)
{
  g_autoptr (FootprintsScrobbleBuilder) builder = footprints_scrobble_builder_new ();
  g_autoptr (GError) error = NULL;
  FootprintsScrobble *play;
  guint n_names = G_N_ELEMENTS (hostile_names);

  footprints_scrobble_builder_set_artist (builder, hostile_names[i % n_names]);
  footprints_scrobble_builder_set_track (builder, hostile_names[(i / 3) % n_names]);
  if (i % 4 != 0)
    footprints_scrobble_builder_set_album (builder, hostile_names[(i / 5) % n_names]);
  footprints_scrobble_builder_set_source (builder, hostile_names[(i / 7) % n_names]);
  footprints_scrobble_builder_set_listened_at (builder, TEST_TIME + i / 2);
  if (with_all)
    {
      if (i % 4 != 0)
        footprints_scrobble_builder_set_album_artist (builder, hostile_names[(i + 1) % n_names]);
      footprints_scrobble_builder_set_duration_ms (builder, i % 3 * 1000);
      if (i % 2 == 0)
        footprints_scrobble_builder_set_source_id (builder, hostile_names[(i / 2) % n_names]);
      footprints_scrobble_builder_set_info (builder, infos[i % G_N_ELEMENTS (infos)]);
    }
  play = footprints_scrobble_builder_build (builder, &error);
  g_assert_no_error (error);
  return play;
}

static FootprintsStore *
make_store (const char *path, guint n_plays, gboolean with_all)
{
  FootprintsStore *store = test_open (path);
  g_autoptr (GPtrArray) plays = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_plays; i++)
    g_ptr_array_add (plays, make_play (i, with_all));
  footprints_store_add_scrobbles (store, (FootprintsScrobble **) plays->pdata, plays->len, NULL,
                                  &error);
  g_assert_no_error (error);
  return store;
}

static gint64
export_to_file (FootprintsStore *store, FootprintsExportFormat format, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  g_autoptr (FootprintsExporter) exporter = footprints_exporter_new (store, format);
  gint64 n_rows;

  g_assert_no_error (error);
  n_rows = footprints_exporter_write (exporter, G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL));
  return n_rows;
}

/* Out, and into an empty ledger: the same rows. */
static void
check_round_trip (FootprintsExportFormat format, gboolean with_all)
{
  g_autofree char *from = test_path ("from.db");
  g_autofree char *to = test_path ("to.db");
  g_autofree char *path = test_path ("export");
  g_autoptr (FootprintsStore) source = make_store (from, 400, with_all);
  g_autoptr (FootprintsStore) target = test_open (to);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_auto (GStrv) expected = NULL;
  g_auto (GStrv) actual = NULL;
  gint64 n_plays = test_count (source);

  g_assert_cmpint (export_to_file (source, format, path), ==, n_plays);
  summary = import_test_run_job (target, path);
  import_test_check_numbers (summary, n_plays, 0, 0);
  footprints_store_close (source);
  footprints_store_close (target);
  expected = import_test_dump (from);
  actual = import_test_dump (to);
  g_assert_cmpint (g_strv_length (expected), ==, n_plays);
  g_assert_cmpstrv (actual, expected);
}

static void
test_lines (void)
{
  check_round_trip (FOOTPRINTS_EXPORT_FORMAT_JSONL, TRUE);
}

static void
test_json (void)
{
  check_round_trip (FOOTPRINTS_EXPORT_FORMAT_JSON, FALSE);
}

static void
test_csv (void)
{
  check_round_trip (FOOTPRINTS_EXPORT_FORMAT_CSV, FALSE);
}

static char *
export_to_text (FootprintsStore *store, FootprintsExportFormat format, FootprintsPeriod *period)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (FootprintsExporter) exporter = footprints_exporter_new (store, format);
  g_autoptr (GError) error = NULL;

  footprints_exporter_set_period (exporter, period);
  footprints_exporter_write (exporter, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_shapes (void)
{
  g_autofree char *path = test_path ("shapes.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsPeriod) day = NULL;
  g_autofree char *empty = export_to_text (store, FOOTPRINTS_EXPORT_FORMAT_JSON, NULL);
  g_autofree char *csv = NULL;
  g_autofree char *lines = NULL;

  g_assert_cmpstr (empty, ==, "[]\n");
  test_add (store, "A", "T", NULL, TEST_TIME);
  test_add (store, "B", "U", "L", TEST_TIME + TEST_DAY_S);
  csv = export_to_text (store, FOOTPRINTS_EXPORT_FORMAT_CSV, NULL);
  g_assert_true (g_str_has_prefix (csv, "timestamp,artist,album,track,source\n"
                                        "2024-03-02T00:00:00+00:00,B,L,U,"));
  g_assert_nonnull (strstr (csv, "\n2024-03-01T00:00:00+00:00,A,,T,"));
  day = footprints_period_new_range (TEST_TIME, TEST_TIME + 1, NULL, NULL);
  lines = export_to_text (store, FOOTPRINTS_EXPORT_FORMAT_JSONL, day);
  g_assert_true (
      g_str_has_prefix (lines, "{\"listened_at\":1709251200,\"artist\":\"A\",\"track\":\"T\","));
  g_assert_cmpint (lines[strlen (lines) - 1], ==, '\n');
  g_assert_null (strstr (lines, "\"B\""));
}

static void
test_closed (void)
{
  g_autofree char *path = test_path ("closed.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_CSV);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  footprints_store_close (store);
  g_assert_cmpint (footprints_exporter_write (exporter, stream, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED);
}

/* A reader that takes one buffer and goes: the writer is told, and stops. */
static void
test_broken_pipe (void)
{
  g_autofree char *path = test_path ("pipe.db");
  g_autoptr (FootprintsStore) store = make_store (path, 20000, FALSE);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_JSONL);
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  stream = g_unix_output_stream_new (ends[1], TRUE);
  close (ends[0]);
  g_assert_cmpint (footprints_exporter_write (exporter, stream, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

/* Nobody reads: cancelling frees the writer, whose thread waits for room in the pipe. */
static void
test_cancel (void)
{
  g_autofree char *path = test_path ("cancel.db");
  g_autoptr (FootprintsStore) store = make_store (path, 20000, FALSE);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_JSONL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  TestResult result = { 0 };
  int ends[2];
  char byte;

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_true (g_unix_set_fd_nonblocking (ends[1], TRUE, NULL));
  stream = g_unix_output_stream_new (ends[1], TRUE);
  footprints_exporter_write_async (exporter, stream, cancellable, test_result_cb, &result);
  /* The first byte says that the writing is under way. */
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_cancellable_cancel (cancellable);
  test_wait (&result.done);
  g_assert_cmpint (footprints_exporter_write_finish (exporter, result.result, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (result.result);
  close (ends[0]);
}

static long
peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* Ten times the plays must not take ten times the memory. */
static void
test_memory (void)
{
  g_autofree char *path = test_path ("memory.db");
  g_autofree char *output = test_path ("memory.jsonl");
  g_autoptr (FootprintsStore) store = make_store (path, 1000, FALSE);
  long before;

  export_to_file (store, FOOTPRINTS_EXPORT_FORMAT_JSONL, output);
  g_clear_object (&store);
  store = make_store (path, test_rounds (200000, 20000), FALSE);
  before = peak_kib ();
  export_to_file (store, FOOTPRINTS_EXPORT_FORMAT_JSONL, output);
  g_assert_cmpint (peak_kib () - before, <, 24 * 1024);
}

static void
test_formats (void)
{
  FootprintsExportFormat format;
  g_autoptr (GError) error = NULL;

  g_assert_true (footprints_export_format_parse ("csv", &format, &error));
  g_assert_cmpint (format, ==, FOOTPRINTS_EXPORT_FORMAT_CSV);
  g_assert_cmpstr (footprints_export_format_get_extension (format), ==, "csv");
  g_assert_cmpstr (footprints_export_format_get_content_type (FOOTPRINTS_EXPORT_FORMAT_JSON), ==,
                   "application/json");
  g_assert_false (footprints_export_format_parse ("xml", &format, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

static void
add_tests (void)
{
  g_test_add_func ("/export/round-trip/jsonl", test_lines);
  g_test_add_func ("/export/round-trip/json", test_json);
  g_test_add_func ("/export/round-trip/csv", test_csv);
  g_test_add_func ("/export/exporter/shapes", test_shapes);
  g_test_add_func ("/export/exporter/closed-store", test_closed);
  g_test_add_func ("/export/exporter/broken-pipe", test_broken_pipe);
  g_test_add_func ("/export/exporter/cancel", test_cancel);
  g_test_add_func ("/export/exporter/memory", test_memory);
  g_test_add_func ("/export/format/parse", test_formats);
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  return import_test_run (argc, argv, add_tests);
}
