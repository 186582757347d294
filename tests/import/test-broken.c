/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Broken rows in the middle of good ones: the good ones come in, each under its own row number. */

#include "import-support.h"

#include <string.h>

#define BEFORE "1700000000 | A | One | - | - | unknown | - | - | -"
#define AFTER "1700000200 | A | Two | - | - | unknown | - | - | -"
#define LAST "1700000400 | A | Three | - | - | unknown | - | - | -"

static const char *const plays[] = { BEFORE, AFTER, LAST, NULL };

/* A rejection says which song it was, cut where the name is what is wrong. */
static void
test_songs (void)
{
  g_autofree char *ledger = test_path ("songs.db");
  g_autofree char *long_name = g_strnfill (9000, 'x');
  g_autofree char *text = g_strdup_printf ("artist,track,timestamp\nA,T,never\n,U,1700000000\n"
                                           "B,%s,1700000000\nA,Good,1700000000\n",
                                           long_name);
  g_autofree char *path = import_test_file ("songs.csv", text, -1);
  g_autoptr (FootprintsStore) store = test_open (ledger);
  g_autoptr (FootprintsImportSummary) summary = import_test_run_job (store, path);
  GListModel *rejections = footprints_import_summary_get_rejections (summary);
  const char *const artists[] = { "A", NULL, "B" };
  const char *const tracks[] = { "T", "U", NULL };

  g_assert_cmpuint (g_list_model_get_n_items (rejections), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);
      const char *track = footprints_rejection_get_track (rejection);

      g_assert_cmpstr (footprints_rejection_get_artist (rejection), ==, artists[i]);
      if (i < 2)
        g_assert_cmpstr (track, ==, tracks[i]);
      else
        g_assert_cmpuint (strlen (track), ==, 100);
    }
}

/* A file of which nothing can be used says why, and keeps what it says in the list of imports. */
static void
test_no_plays (void)
{
  g_autofree char *ledger = test_path ("none.db");
  g_autofree char *path =
      import_test_file ("none.csv", "artist,track,time\n,T,1700000000\nA,T,never\n", -1);
  g_autoptr (FootprintsStore) store = test_open (ledger);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (FootprintsImportEntry) entry = NULL;
  g_autoptr (GListModel) imports = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (footprints_import_job_run (job, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NO_PLAYS);
  g_assert_nonnull (strstr (error->message, "none of its 2 rows is a play; row 2: "));
  summary = footprints_import_job_get_summary (job);
  import_test_check_numbers (summary, 0, 0, 2);
  imports = footprints_store_list_imports (store, 10, NULL, NULL);
  entry = g_list_model_get_item (imports, 0);
  g_assert_cmpint (footprints_import_entry_get_state (entry), ==, FOOTPRINTS_IMPORT_STATE_FAILED);
  footprints_store_close (store);
}

static void
check_csv (const char *header, GString *text, const char *rejection)
{
  const char *const rejections[] = { rejection, NULL };
  g_autofree char *path = NULL;

  g_string_prepend (text, header);
  path = import_test_file ("broken.csv", text->str, (gssize) text->len);
  import_test_check (path, &(ImportExpectation){ .format = "CSV with a header",
                                                 .source = "unknown",
                                                 .plays = plays,
                                                 .rejections = rejections });
}

/* Quotes that never close, before rows without and with quotes. */
static void
test_unclosed_quote (void)
{
  g_autoptr (GString) bare = g_string_new ("A,One,1700000000\n\"A,Lost,1700000100\n"
                                           "A,Two,1700000200\nA,Three,1700000400\n");
  g_autoptr (GString) quoted = g_string_new ("\"A\",\"One\",\"1700000000\"\n"
                                             "\"A\",\"Lost,1700000100\n"
                                             "\"A\",\"Two\",\"1700000200\"\n"
                                             "\"A\",\"Three\",\"1700000400\"\n");
  g_autoptr (GString) last = g_string_new ("A,One,1700000000\nA,Two,1700000200\n"
                                           "A,Three,1700000400\nA,\"Lost,1700000500");

  check_csv ("artist,track,time\n", bare, "3: an opening quote is never closed");
  check_csv ("artist,track,time\n", quoted, "3: an opening quote is never closed");
  check_csv ("artist,track,time\n", last, "5: an opening quote is never closed");
}

/* A record of several lines counts its lines. */
static void
test_lines_in_quotes (void)
{
  const char *text = "artist,track,time\n"
                     "A,\"Line\nbreak\",1700000000\n"
                     "\n"
                     "A,Bad,never\n";
  const char *const line_plays[] = {
    "1700000000 | A | Line\nbreak | - | - | unknown | - | - | -",
    NULL,
  };
  const char *const rejections[] = { "5: “never” is not a time", NULL };

  import_test_check_text ("x", text,
                          &(ImportExpectation){ .format = "CSV with a header",
                                                .source = "unknown",
                                                .plays = line_plays,
                                                .rejections = rejections });
}

static void
test_nul (void)
{
  static const char data[] = "A,One,1700000000\nA,Lo\0st,1700000100\nA,Two,1700000200\n"
                             "A,Three,1700000400\n";
  g_autoptr (GString) text = g_string_new_len (data, sizeof data - 1);

  check_csv ("artist,track,time\n", text, "3: the row contains a NUL byte");
}

static GString *
make_long_line (const char *start, const char *end, gsize length)
{
  GString *line = g_string_new (start);

  while (line->len < length)
    g_string_append_c (line, 'x');
  g_string_append (line, end);
  return line;
}

/* One line is one row, however long; no part of it passes for a row of its own. */
static void
test_long_line (void)
{
  static const gsize lengths[] = { 9000, 1024 * 1024 - 10, 1024 * 1024 + 10, 2 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GString) text = g_string_new ("A,One,1700000000\n");
      g_autoptr (GString) line = make_long_line ("A,", ",1700000100,A,B,1700000100", lengths[i]);
      g_autofree char *rejection = NULL;

      g_string_append_printf (text, "%s\nA,Two,1700000200\nA,Three,1700000400\n", line->str);
      if (lengths[i] < 1024 * 1024 - 20)
        rejection = g_strdup_printf ("3: track is %" G_GSIZE_FORMAT " bytes long, more than 8192",
                                     lengths[i] - 2);
      else
        rejection = g_strdup ("3: the row is longer than 1 MiB");
      g_test_message ("%" G_GSIZE_FORMAT, lengths[i]);
      check_csv ("artist,track,time\n", text, rejection);
    }
}

static void
test_bad_values (void)
{
  g_autoptr (GString) text = g_string_new ("artist,track,time,event\n"
                                           "A,One,1700000000,\n"
                                           ",Lost,1700000100,\n"
                                           "A,,1700000100,\n"
                                           "A, \t ,1700000100,\n"
                                           "A,Lost\n"
                                           "A,Lost,2002-09-30 23:59:59Z,\n"
                                           "A,Lost,99999999999,\n"
                                           "A,Lost,ääääääääääääääääääääääääääääääääääääääääää,\n"
                                           "A,Two,1700000200\n"
                                           "A,Three,1700000400,scrobble,more,than,needed\n");
  const char *const rejections[] = {
    "3: artist is missing",
    "4: track is missing",
    "5: track is missing",
    "6: the row has too few fields",
    "7: time 1033430399 is before 2002-10-01",
    "8: time 99999999999 is more than a day in the future",
    /* Forty bytes of the text would end in the middle of a letter one byte later. */
    "9: “ääääääääääääääääääääääääääääääääääääääää…” is not a time",
    NULL,
  };

  import_test_check_text ("x", text->str,
                          &(ImportExpectation){ .format = "CSV with a header",
                                                .source = "unknown",
                                                .plays = plays,
                                                .rejections = rejections });
}

static guint
count_kind (GListModel *rejections, const char *kind, gint64 n_alike)
{
  guint n_listed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rejections); i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);

      if (g_strcmp0 (footprints_rejection_get_kind (rejection), kind) != 0)
        continue;
      g_assert_cmpint (footprints_rejection_get_n_alike (rejection), ==, n_alike);
      n_listed++;
    }
  return n_listed;
}

/* A hundred rows are listed, some for each reason; all are counted, also when the import is read
 * from the ledger again. */
static void
test_many_rejections (void)
{
  g_autoptr (GString) text = g_string_new ("artist,track,time\n");
  g_autofree char *path = NULL;
  g_autofree char *database_path = test_path ("many.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);

  for (guint i = 0; i < 210000; i++)
    g_string_append_printf (text, "A,B,x%u\n", i);
  for (guint i = 0; i < 9; i++)
    g_string_append (text, ",B,1700000000\n");
  g_string_append (text, "A,B,40000000000\nA,B,1700000000\n");
  path = import_test_file ("many.csv", text->str, -1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FootprintsImportSummary) summary = import_test_run_job (store, path);
      GListModel *rejections = footprints_import_summary_get_rejections (summary);

      import_test_check_numbers (summary, i == 0 ? 1 : 0, i == 0 ? 0 : 1, 210010);
      g_assert_cmpuint (g_list_model_get_n_items (rejections), ==, 100);
      g_assert_cmpuint (count_kind (rejections, "“…” is not a time", 210000), ==, 94);
      g_assert_cmpuint (count_kind (rejections, "artist is missing", 9), ==, 5);
      g_assert_cmpuint (count_kind (rejections, "time … is more than a day in the future", 1), ==,
                        1);
    }
}

/* Reasons of very many kinds are counted together. */
static void
test_many_kinds (void)
{
  g_autoptr (GString) text = g_string_new ("artist,track,time,duration\n");
  g_autofree char *path = NULL;
  g_autofree char *database_path = test_path ("kinds.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsImportSummary) summary = NULL;
  GListModel *rejections;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strnfill (8 * 1024 + 1 + i, 'x');

      g_string_append_printf (text, "%s,B,1700000000,\n", name);
    }
  g_string_append (text, "A,B,1700000000,\n");
  path = import_test_file ("kinds.csv", text->str, -1);
  summary = import_test_run_job (store, path);
  import_test_check_numbers (summary, 1, 0, 50);
  rejections = footprints_import_summary_get_rejections (summary);
  g_assert_cmpuint (count_kind (rejections, "something else", 31), ==, 31);
}

#define OWN(number, time) "{\"listened_at\":" time ",\"artist\":\"A\",\"track\":\"" number "\"}"

static void
check_json (const char *text, gsize length, const char *const *rejections)
{
  g_autofree char *path = import_test_file ("broken.json", text, (gssize) length);

  import_test_check (path, &(ImportExpectation){ .format = "Footprints export",
                                                 .source = "unknown",
                                                 .plays = plays,
                                                 .rejections = rejections });
}

static void
test_json_lines (void)
{
  const char *text =
      OWN ("One",
           "1700000000") "\n"
                         "{\"listened_at\":1700000100,\"artist\":\"A\",\"tra\n"
                         "not json\n"
                         "[]\n"
                         "{\"listened_at\":1700000100,\"artist\":\"A\\u0000\",\"track\":\"Lost\"}\n"
                         "{\"listened_at\":1e300,\"artist\":\"A\",\"track\":\"Lost\"}\n"
                         "{\"listened_at\":\"never\",\"artist\":\"A\",\"track\":\"Lost\"}\n"
                         "{\"listened_at\":1700000100,\"artist\":[\"A\"],\"track\":\"Lost\"}\n"
                         "\n" OWN ("Two", "1700000200") "\n" OWN ("Three", "1700000400") "\n";
  const char *const rejections[] = {
    "2: not valid JSON: unexpected end of data",
    "3: not valid JSON: null expected",
    "4: this is not a play in a known format",
    "5: artist is missing",
    "6: the time is missing",
    "7: “never” is not a time",
    "8: artist is missing",
    NULL,
  };

  check_json (text, strlen (text), rejections);
}

/* A broken element of a list, and elements that are no plays. */
static void
test_json_list (void)
{
  const char *text =
      "[" OWN ("One", "1700000000") ",{\"listened_at\":1700000100,artist:\"A\"},"
                                    "\"x\",[{}],{}," OWN ("Two", "1700000200") ",," OWN (
                                        "Three", "1700000400") "]";
  const char *const rejections[] = {
    "2: not valid JSON: quoted object property name expected",
    "3: this is not a play in a known format",
    "4: this is not a play in a known format",
    "5: this is not a play in a known format",
    NULL,
  };

  check_json (text, strlen (text), rejections);
}

static void
test_json_long_line (void)
{
  static const gsize lengths[] = { 2 * 1024 * 1024, 9 * 1024 * 1024 };
  static const char *const reasons[] = {
    "2: artist is 2097152 bytes long, more than 8192",
    "2: the line is longer than 8 MiB",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GString) name = make_long_line ("", "", lengths[i]);
      g_autoptr (GString) text = g_string_new (OWN ("One", "1700000000") "\n");
      const char *const rejections[] = { reasons[i], NULL };

      g_string_append_printf (
          text, "{\"listened_at\":1700000100,\"track\":\"x\",\"artist\":\"%s\"}\n", name->str);
      g_string_append (text, OWN ("Two", "1700000200") "\n" OWN ("Three", "1700000400") "\n");
      check_json (text->str, text->len, rejections);
    }
}

static void
test_log_long_line (void)
{
  g_autoptr (GString) text = g_string_new ("#AUDIOSCROBBLER/1.1\n#TZ/UTC\n"
                                           "A\t\tOne\t\t\tL\t1700000000\t\n");
  g_autoptr (GString) line =
      make_long_line ("A\t\t", "\t\t\tL\t1700000100\n#TZ/UNKNOWN\n", 2 * 1024 * 1024);
  const char *const log_plays[] = {
    "1700000000 | A | One | - | - | scrobbler-log | - | - | -",
    "1700000200 | A | Two | - | - | scrobbler-log | - | - | -",
    NULL,
  };
  const char *const rejections[] = { "4: the line is longer than 64 KiB", NULL };

  g_string_append_len (text, line->str, (gssize) line->len - 12);
  g_string_append (text, "A\t\tTwo\t\t\tL\t1700000200\t\n");
  import_test_check_text ("x", text->str,
                          &(ImportExpectation){ .format = "portable player log (.scrobbler.log)",
                                                .source = "scrobbler-log",
                                                .plays = log_plays,
                                                .rejections = rejections });
}

static void
add_tests (void)
{
  g_test_add_func ("/import/broken/songs", test_songs);
  g_test_add_func ("/import/broken/no-plays", test_no_plays);
  g_test_add_func ("/import/broken/unclosed-quote", test_unclosed_quote);
  g_test_add_func ("/import/broken/lines-in-quotes", test_lines_in_quotes);
  g_test_add_func ("/import/broken/nul", test_nul);
  g_test_add_func ("/import/broken/long-line", test_long_line);
  g_test_add_func ("/import/broken/bad-values", test_bad_values);
  g_test_add_func ("/import/broken/many-rejections", test_many_rejections);
  g_test_add_func ("/import/broken/many-kinds", test_many_kinds);
  g_test_add_func ("/import/broken/json-lines", test_json_lines);
  g_test_add_func ("/import/broken/json-list", test_json_list);
  g_test_add_func ("/import/broken/json-long-line", test_json_long_line);
  g_test_add_func ("/import/broken/log-long-line", test_log_long_line);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
