/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void
add (FootprintsStore *store,
     const char *artist,
     const char *track,
     const char *album,
     const char *album_artist,
     const char *source_id,
     gint64 duration_ms,
     const char *info)
{
  static gint64 time_s = TEST_TIME;
  g_autoptr (FootprintsScrobbleBuilder) builder = footprints_scrobble_builder_new ();
  g_autoptr (FootprintsScrobble) scrobble = NULL;
  g_autoptr (GError) error = NULL;

  footprints_scrobble_builder_set_artist (builder, artist);
  footprints_scrobble_builder_set_track (builder, track);
  footprints_scrobble_builder_set_album (builder, album);
  footprints_scrobble_builder_set_album_artist (builder, album_artist);
  footprints_scrobble_builder_set_source (builder, "lästfm, \"odd\"");
  footprints_scrobble_builder_set_source_id (builder, source_id);
  footprints_scrobble_builder_set_duration_ms (builder, duration_ms);
  footprints_scrobble_builder_set_info (builder, info);
  footprints_scrobble_builder_set_listened_at (builder, time_s++);
  scrobble = footprints_scrobble_builder_build (builder, &error);
  g_assert_no_error (error);
  footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
nested_info (guint depth)
{
  GString *info = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (info, "{\"a\":");
  g_string_append_c (info, '1');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (info, '}');
  return g_string_free (info, FALSE);
}

/* Everything a name can be. @with_all: also what only the lossless form keeps. */
static FootprintsStore *
make_hostile (const char *path, gboolean with_all)
{
  static const char *const names[] = {
    "plain",
    "\"quoted\"",
    "\"",
    "\"\"",
    "a,b;c|d\te",
    "line\nbreak",
    "line\r\nbreak",
    "ends in return\r",
    "ends in line\n",
    "\rbegins",
    "=1+1",
    "@SUM(A1)",
    "-1",
    "+1",
    "'x",
    " leading",
    "trailing ",
    "\ttab\t",
    "\xc2\xa0nbsp\xc2\xa0",
    "🎵 emoji 👩‍👩‍👧",
    "مرحبا‏",
    "\xef\xbb\xbfmark",
    "back\\slash \\n \\u0041",
    "{\"json\":1}",
    "[1]",
    "null",
    "#AUDIOSCROBBLER/1.1",
    "artist,track,time",
    "<b>&amp;</b>",
    "\x01\x1b[31m\x7f",
    "\xe2\x80\xa8separators\xe2\x80\xa9",
    "e\xcc\x81 and \xc3\xa9",
    "\xf4\x8f\xbf\xbf",
    "/ solidus /",
  };
  g_autofree char *long_name = g_strnfill (8 * 1024, 'n');
  g_autofree char *deep = nested_info (31);
  FootprintsStore *store = test_open (path);

  /* What is written about each report matters here, not which of them are one play. */
  footprints_store_set_joins_reports (store, FALSE, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      add (store, names[i], "t", NULL, NULL, NULL, 0, NULL);
      add (store, "a", names[i], NULL, NULL, with_all ? names[i] : NULL, 0, NULL);
      add (store, "a", "t", names[i], with_all ? names[i] : NULL, NULL, 0, NULL);
    }
  add (store, long_name, long_name, long_name, NULL, NULL, 0, NULL);
  if (!with_all)
    return store;
  add (store, "a", "t", "l", "Various", "id", 1, "{}");
  add (store, "a", "t", "l", "a", "id", G_GINT64_CONSTANT (9007199254740993), "{\"a\":1}");
  add (store, "a", "t", NULL, NULL, NULL, 201000, "{ \"a\" : 1 ,\n\t\"a\": 2 }");
  add (store, "a", "t", NULL, NULL, NULL, 0, "{\"a\":1.50,\"b\":1e400,\"c\":12345678901234567890}");
  add (store, "a", "t", NULL, NULL, NULL, 0, "{\"/\":\"\\/\\u00e9\\ud83c\\udfb5\\u0000\"}");
  add (store, "a", "t", NULL, NULL, NULL, 0, "{\"a\":-0,\"b\":0.10,\"c\":[],\"\":{}}");
  add (store, "a", "t", NULL, NULL, NULL, 0, deep);
  return store;
}

static void
export_to_file (FootprintsStore *store, FootprintsExportFormat format, const char *path)
{
  g_autoptr (FootprintsExporter) exporter = footprints_exporter_new (store, format);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  gint64 n_rows;

  g_assert_no_error (error);
  n_rows = footprints_exporter_write (exporter, G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, test_count (store));
  g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
}

/* The column of each line of a dump, from 0. */
static char **
select_columns (char **dump, guint n_columns)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; dump[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (dump[i], " | ", (gint) n_columns + 1);

      g_clear_pointer (&columns[n_columns], g_free);
      g_ptr_array_add (lines, g_strjoinv (" | ", columns));
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

static void
check_round_trip (FootprintsExportFormat format, gboolean with_all, guint n_columns)
{
  g_autofree char *path = test_path ("from.db");
  g_autofree char *again_path = test_path ("to.db");
  g_autofree char *file = test_path ("export");
  g_autoptr (FootprintsStore) store = make_hostile (path, with_all);
  g_autoptr (FootprintsStore) again = test_open (again_path);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_auto (GStrv) dump = NULL;
  g_auto (GStrv) again_dump = NULL;
  g_auto (GStrv) columns = NULL;
  g_auto (GStrv) again_columns = NULL;

  export_to_file (store, format, file);
  summary = import_test_run_job (again, file);
  import_test_check_numbers (summary, test_count (store), 0, 0);
  g_assert_cmpint (footprints_import_summary_get_n_repaired (summary), ==, 0);
  dump = import_test_dump (path);
  again_dump = import_test_dump (again_path);
  columns = select_columns (dump, n_columns);
  again_columns = select_columns (again_dump, n_columns);
  g_assert_cmpstrv (again_columns, columns);
}

static void
test_jsonl (void)
{
  check_round_trip (FOOTPRINTS_EXPORT_FORMAT_JSONL, TRUE, 9);
}

/* Time, artist, track, album, and the source; the source id too in JSON. */
static void
test_json (void)
{
  check_round_trip (FOOTPRINTS_EXPORT_FORMAT_JSON, FALSE, 7);
}

static void
test_csv (void)
{
  check_round_trip (FOOTPRINTS_EXPORT_FORMAT_CSV, FALSE, 6);
}

static void
test_texts (void)
{
  g_autofree char *path = test_path ("texts.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  static const char *const expected[] = {
    "{\"listened_at\":1709251200,\"artist\":\"A/B\",\"track\":\"=T "
    "\\\"x\\\"\",\"source\":\"local\"}"
    "\n",
    "[\n{\n  \"id\": 1,\n  \"artist\": \"A/B\",\n  \"album\": null,\n  \"track\": \"=T \\\"x\\\"\","
    "\n  \"timestamp\": \"2024-03-01T00:00:00Z\",\n  \"source\": \"local\",\n  \"source_id\": null"
    "\n}\n]\n",
    "timestamp,artist,album,track,source\n2024-03-01T00:00:00+00:00,A/B,,\"=T \"\"x\"\"\",local\n",
  };

  test_add (store, "A/B", "=T \"x\"", NULL, TEST_TIME);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (FootprintsExporter) exporter =
          footprints_exporter_new (store, (FootprintsExportFormat) i);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_assert_cmpint (footprints_exporter_write (exporter, stream, NULL, &error), ==, 1);
      g_assert_no_error (error);
      text = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                        g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
      g_assert_cmpstr (text, ==, expected[i]);
    }
}

static void
test_formats (void)
{
  static const char *const names[] = { "jsonl", "json", "csv" };
  FootprintsExportFormat format;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (footprints_export_format_parse (names[i], &format, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (footprints_export_format_get_extension (format), ==, names[i]);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (footprints_export_format_parse (i == 0 ? "" : "XML", &format, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
    }
}

#define N_MANY 200000

static FootprintsStore *
make_many (const char *path)
{
  g_autofree char *text = import_test_make_csv (N_MANY);
  g_autofree char *file = import_test_file ("many.csv", text, -1);
  FootprintsStore *store = test_open (path);
  g_autoptr (FootprintsImportSummary) summary = import_test_run_job (store, file);

  import_test_check_numbers (summary, N_MANY, 0, 0);
  return store;
}

typedef struct
{
  int descriptor;
  gsize n_bytes;
  guint n_lines;
} SlowReader;

/* Takes a few bytes at a time from a pipe that holds little. */
static gpointer
slow_reader_thread (gpointer data)
{
  SlowReader *reader = data;
  char part[701];
  gssize n_read;

  while ((n_read = read (reader->descriptor, part, sizeof part)) > 0)
    {
      reader->n_bytes += (gsize) n_read;
      for (gssize i = 0; i < n_read; i++)
        reader->n_lines += part[i] == '\n';
      g_thread_yield ();
    }
  close (reader->descriptor);
  return NULL;
}

static long
get_peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* To a pipe that is read slowly, with memory that does not grow with the rows. */
static void
test_slow_pipe (void)
{
  g_autofree char *path = test_path ("many.db");
  g_autoptr (FootprintsStore) store = make_many (path);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_JSONL);
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  SlowReader reader = { 0 };
  GThread *thread;
  long before_kib;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  reader.descriptor = ends[0];
  stream = g_unix_output_stream_new (ends[1], TRUE);
  thread = g_thread_new ("slow-reader", slow_reader_thread, &reader);
  before_kib = get_peak_kib ();
  g_assert_cmpint (footprints_exporter_write (exporter, stream, NULL, &error), ==, N_MANY);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  g_thread_join (thread);
  g_assert_cmpuint (reader.n_lines, ==, N_MANY);
  g_test_message ("%" G_GSIZE_FORMAT " bytes, %ld KiB more", reader.n_bytes,
                  get_peak_kib () - before_kib);
  /* A sanitizer keeps freed memory for a while. */
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (get_peak_kib () - before_kib, <, 16 * 1024);
#endif
}

/* Nobody reads the pipe; the export ends when it is cancelled. */
static void
test_cancel (void)
{
  g_autofree char *path = test_path ("many.db");
  g_autoptr (FootprintsStore) store = make_many (path);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_CSV);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TestResult) result = { 0 };
  char byte;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_assert_true (g_unix_set_fd_nonblocking (ends[1], TRUE, &error));
  stream = g_unix_output_stream_new (ends[1], TRUE);
  footprints_exporter_write_async (exporter, stream, cancellable, test_result_cb, &result);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_cancellable_cancel (cancellable);
  test_result_wait (&result);
  g_assert_cmpint (footprints_exporter_write_finish (exporter, result.result, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close (ends[0]);
}

/* Of a period only; and of what the ledger held at the start. */
static void
test_period (void)
{
  g_autofree char *path = test_path ("period.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_CSV);
  g_autoptr (FootprintsCalendar) berlin = test_calendar ("Europe/Berlin", 0);
  g_autoptr (FootprintsPeriod) period = footprints_period_parse ("2024-03", berlin, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  /* March begins an hour earlier in Berlin. */
  test_add (store, "A", "before", NULL, TEST_TIME - 3601);
  test_add (store, "A", "first", NULL, TEST_TIME - 3600);
  test_add (store, "A", "last", NULL, 1711922399);
  test_add (store, "A", "after", NULL, 1711922400);
  footprints_exporter_set_period (exporter, period);
  g_assert_cmpint (footprints_exporter_write (exporter, stream, NULL, &error), ==, 2);
  g_assert_no_error (error);
}

static char *
export_to_text (FootprintsStore *store, FootprintsPeriod *period, gboolean separates_reports)
{
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_JSONL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  footprints_exporter_set_period (exporter, period);
  footprints_exporter_set_separates_reports (exporter, separates_reports);
  g_assert_true (footprints_exporter_get_separates_reports (exporter) == separates_reports);
  footprints_exporter_write (exporter, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

#define LINE(TIME, TRACK, SOURCE)                                                                  \
  "{\"listened_at\":" #TIME ",\"artist\":\"A\",\"track\":\"" TRACK "\",\"source\":\"" SOURCE "\""

/* Two services report the first plays, one before and one after the other; between and after them
 * are others. */
static FootprintsStore *
make_reported_twice (const char *path)
{
  static const char text[] =
      LINE (1700000000, "One", "lastfm") "}\n" LINE (1700000003, "Two", "lastfm") "}\n" LINE (
          1700000005, "One",
          "listenbrainz") "}\n" LINE (1700000400, "Three",
                                      "lastfm") "}\n" LINE (1700000398, "Three",
                                                            "listenbrainz") "}\n";
  FootprintsStore *store = test_open (path);
  g_autofree char *file = import_test_file ("twice.jsonl", text, -1);
  g_autoptr (FootprintsImportSummary) summary = import_test_run_job (store, file);

  import_test_check_numbers (summary, 5, 0, 0);
  return store;
}

/* A play is a line with all its reports, and comes in again as it was. */
static void
test_also (void)
{
  static const char *const lines = LINE (1700000400, "Three", "lastfm") ",\"also\":[" LINE (
      1700000398, "Three",
      "listenbrainz") "}]}\n" LINE (1700000003, "Two",
                                    "lastfm") "}\n" LINE (1700000000, "One",
                                                          "lastfm") ",\"also\":[" LINE (1700000005,
                                                                                        "One",
                                                                                        "listenbrai"
                                                                                        "nz") "}]}"
                                                                                              "\n";
  g_autofree char *path = test_path ("twice.db");
  g_autofree char *again_path = test_path ("again.db");
  g_autoptr (FootprintsStore) store = make_reported_twice (path);
  g_autofree char *text = export_to_text (store, NULL, FALSE);
  g_autofree char *separate = export_to_text (store, NULL, TRUE);
  g_autofree char *file = import_test_file ("also.jsonl", text, -1);
  g_autoptr (FootprintsStore) again = test_open (again_path);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_auto (GStrv) reports = g_strsplit (separate, "\n", -1);
  g_auto (GStrv) dump = NULL;
  g_auto (GStrv) again_dump = NULL;

  g_assert_cmpstr (text, ==, lines);
  g_assert_null (strstr (separate, "also"));
  g_assert_cmpuint (g_strv_length (reports), ==, 6);
  summary = import_test_run_job (again, file);
  import_test_check_numbers (summary, 5, 0, 0);
  dump = import_test_dump (path);
  again_dump = import_test_dump (again_path);
  g_assert_cmpstrv (dump, again_dump);
  g_clear_object (&summary);
  summary = import_test_run_job (again, file);
  import_test_check_numbers (summary, 0, 5, 0);
}

/* Extra information may be as deep as it is allowed to be, in "also" and in what was removed. */
static void
test_also_deep (void)
{
  g_autofree char *deep = nested_info (31);
  g_autofree char *text = g_strdup_printf (
      LINE (1700000000, "One", "lastfm") ",\"also\":[" LINE (
          1700000005, "One", "listenbrainz") ",\"info\":%s}]}\n"
                                             "{\"removed\":" LINE (1700000900, "Two",
                                                                   "lastfm") ",\"info\":%s}}\n",
      deep, deep);
  g_autofree char *path = test_path ("deep.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autofree char *file = import_test_file ("deep.jsonl", text, -1);
  g_autoptr (FootprintsImportSummary) summary = import_test_run_job (store, file);
  g_autofree char *again = export_to_text (store, NULL, FALSE);

  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), ==, 3);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 0);
  g_assert_cmpstr (again, ==, text);
}

/* No report is lost when its play lies outside the period, or was removed; a broken one in "also"
 * says so. */
static void
test_also_alone (void)
{
  static const char broken[] = LINE (1700000000, "One", "lastfm") ",\"also\":[1," LINE (
      1700000005, "One", "listenbrainz") "},{\"artist\":\"A\"}]}\n";
  g_autofree char *path = test_path ("alone.db");
  g_autofree char *broken_path = test_path ("broken.db");
  g_autoptr (FootprintsStore) store = make_reported_twice (path);
  g_autoptr (FootprintsPeriod) period =
      footprints_period_new_range (1700000004, 1700000399, NULL, NULL);
  g_autofree char *text = export_to_text (store, period, FALSE);
  g_autofree char *file = import_test_file ("broken.jsonl", broken, -1);
  g_autoptr (FootprintsStore) again = test_open (broken_path);
  g_autoptr (FootprintsImportSummary) summary = import_test_run_job (again, file);

  g_assert_nonnull (strstr (text, LINE (1700000398, "Three", "listenbrainz") "}\n"));
  g_assert_nonnull (strstr (text, LINE (1700000005, "One", "listenbrainz") "}\n"));
  g_assert_null (strstr (text, "also"));
  import_test_check_numbers (summary, 2, 0, 2);
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

static void
add_tests (void)
{
  g_test_add_func ("/export/exporter/jsonl", test_jsonl);
  g_test_add_func ("/export/exporter/json", test_json);
  g_test_add_func ("/export/exporter/csv", test_csv);
  g_test_add_func ("/export/exporter/texts", test_texts);
  g_test_add_func ("/export/exporter/formats", test_formats);
  g_test_add_func ("/export/exporter/slow-pipe", test_slow_pipe);
  g_test_add_func ("/export/exporter/cancel", test_cancel);
  g_test_add_func ("/export/exporter/period", test_period);
  g_test_add_func ("/export/exporter/also", test_also);
  g_test_add_func ("/export/exporter/also/deep", test_also_deep);
  g_test_add_func ("/export/exporter/also/alone", test_also_alone);
  g_test_add_func ("/export/exporter/closed", test_closed);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
