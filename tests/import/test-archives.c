/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static const char csv[] = "artist,track,album,time\nInvented Band,Song One,Demo,1700000000\n";
static const char lines[] = "{\"listened_at\":1700000200,\"artist\":\"Öl\",\"track\":\"Song Two\","
                            "\"source\":\"local\"}\n";
static const char log_text[] = "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox 4\n"
                               "Invented Band\tDemo\tSong\t\t201\tL\t1700000400\t\n";

#define CSV_PLAY "1700000000 | Invented Band | Song One | Demo | - | unknown | - | - | -"
#define LINES_PLAY "1700000200 | Öl | Song Two | - | - | local | - | - | -"
#define LOG_PLAY                                                                                   \
  "1700000400 | Invented Band | Song | Demo | - | rockbox | - | 201000 | {\"client\":\"Rockbox "   \
  "4\"}"

static void
test_filters (void)
{
  static const char *const filters[] = { "gzip", "bzip2", "xz", "zstd" };
  const ImportMember member = { "data", csv, strlen (csv) };
  const char *const plays[] = { CSV_PLAY, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *path = import_test_archive ("plain.csv", "raw", filters[i], &member, 1);

      g_test_message ("%s", filters[i]);
      import_test_check (path, &(ImportExpectation){ .format = "CSV with a header",
                                                     .source = "unknown",
                                                     .plays = plays });
    }
}

/* Every member is read by the reader of its own kind; what is nobody's is passed over. */
static void
test_several_members (void)
{
  static const char nothing[] = "Read me first.\n";
  static const char broken[] = "artist,track,time\nInvented Band,Song,never\n";
  static const char *const archives[][2] = {
    { "zip", "none" }, { "tar", "none" }, { "tar", "gzip" }, { "tar", "xz" }
  };
  const ImportMember members[] = {
    { "__MACOSX/._a.csv", csv, strlen (csv) },
    { "README.txt", nothing, strlen (nothing) },
    { "a.bin", csv, strlen (csv) },
    { "deep/er/b", lines, strlen (lines) },
    { "empty", "", 0 },
    { "broken.csv", broken, strlen (broken) },
    { ".scrobbler.log", log_text, strlen (log_text) },
  };
  const char *const plays[] = { CSV_PLAY, LINES_PLAY, LOG_PLAY, NULL };
  const char *const rejections[] = { "2: broken.csv: “never” is not a time", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *path = import_test_archive ("several", archives[i][0], archives[i][1],
                                                   members, G_N_ELEMENTS (members));

      g_test_message ("%s %s", archives[i][0], archives[i][1]);
      import_test_check (path,
                         &(ImportExpectation){ .format = "portable player log (.scrobbler.log)",
                                               .plays = plays,
                                               .rejections = rejections });
    }
}

/* Services put packages into packages, and large lists into archives of their own. */
static void
test_archives_in_archives (void)
{
  static const char *const formats[][2] = { { "zip", "none" }, { "raw", "gzip" } };
  const ImportMember member = { "a.csv", csv, strlen (csv) };
  const ImportMember line = { "lines.jsonl", lines, strlen (lines) };
  const char *const plays[] = { CSV_PLAY, LINES_PLAY, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *innermost =
          import_test_archive ("innermost", formats[i][0], formats[i][1], &member, 1);
      g_autofree char *innermost_data = NULL;
      g_autofree char *inner = NULL;
      g_autofree char *inner_data = NULL;
      g_autofree char *outer = NULL;
      gsize innermost_length;
      gsize inner_length;

      g_assert_true (g_file_get_contents (innermost, &innermost_data, &innermost_length, NULL));
      inner = import_test_archive (
          "inner", "zip", "none",
          (const ImportMember[]){ { "deep/a.zip", innermost_data, innermost_length }, line }, 2);
      g_assert_true (g_file_get_contents (inner, &inner_data, &inner_length, NULL));
      outer = import_test_archive (
          "outer", i == 0 ? "zip" : "tar", i == 0 ? "none" : "gzip",
          (const ImportMember[]){ { "README", "x", 1 }, { "inner.zip", inner_data, inner_length } },
          2);
      import_test_check (outer,
                         &(ImportExpectation){ .format = "Footprints export", .plays = plays });
    }
}

/* An inner archive that breaks off loses what it holds, and says so. */
static void
test_broken_inner_archive (void)
{
  const ImportMember member = { "a.csv", csv, strlen (csv) };
  g_autofree char *inner = import_test_archive ("inner", "zip", "none", &member, 1);
  g_autofree char *outer = NULL;
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (inner, &data, &length, NULL));
  outer = import_test_archive ("outer", "zip", "none",
                               (const ImportMember[]){ { "in.zip", data, 40 } }, 1);
  import_test_check_fails (outer, FOOTPRINTS_ERROR_CORRUPT, "in.zip");
}

/* The files of a folder are read in the order of their names, whatever the file system thinks. */
static void
test_folder (void)
{
  g_autofree char *folder = test_path ("folder");
  g_autofree char *deep = g_build_filename (folder, "a", NULL);
  g_autofree char *first = g_build_filename (deep, "a.csv", NULL);
  g_autofree char *last = g_build_filename (folder, "z.zip", NULL);
  const ImportMember member = { "lines.jsonl", lines, strlen (lines) };
  g_autofree char *archive = import_test_archive ("archive", "zip", "none", &member, 1);
  g_autofree char *broken = g_build_filename (folder, "m.csv", NULL);
  const char *const plays[] = { CSV_PLAY, LINES_PLAY, NULL };
  const char *const rejections[] = { "2: m.csv: “never” is not a time", NULL };

  g_assert_no_errno (g_mkdir_with_parents (deep, 0700));
  test_write_file (first, csv, strlen (csv));
  test_write_file (broken, "artist,track,time\nA,B,never\n", 28);
  g_assert_no_errno (g_rename (archive, last));
  import_test_check (folder, &(ImportExpectation){ .format = "Footprints export",
                                                   .plays = plays,
                                                   .rejections = rejections });
  g_assert_no_errno (g_unlink (first));
  g_assert_no_errno (g_unlink (last));
  g_assert_no_errno (g_unlink (broken));
  g_assert_no_errno (g_rmdir (deep));
  g_assert_no_errno (g_rmdir (folder));
}

/* A name that is not text in this language keeps no play out. */
static void
test_foreign_member_names (void)
{
  static const char *const formats[] = { "zip", "tar" };
  const ImportMember members[] = {
    { "M\xfcnchen.csv", csv, strlen (csv) },
    { "M\xc3\xbcnchen.jsonl", lines, strlen (lines) },
  };
  const char *const plays[] = { CSV_PLAY, LINES_PLAY, NULL };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = NULL;

      setlocale (LC_ALL, "C");
      path =
          import_test_archive ("foreign", formats[i / 2], "none", members, G_N_ELEMENTS (members));
      setlocale (LC_ALL, i % 2 == 0 ? "C" : "C.UTF-8");
      import_test_check (path,
                         &(ImportExpectation){ .format = "Footprints export", .plays = plays });
    }
}

/* Half a file: what is in the half is kept, and the error says what is wrong. */
static void
test_cut_off (void)
{
  static const char *const archives[][2] = {
    { "raw", "gzip" }, { "raw", "bzip2" }, { "raw", "xz" }, { "raw", "zstd" }, { "zip", "none" },
  };
  g_autofree char *text = import_test_make_csv (30000);
  const ImportMember member = { "recent.csv", text, strlen (text) };

  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *whole_path =
          import_test_archive ("whole", archives[i][0], archives[i][1], &member, 1);
      g_autofree char *cut_path = test_path ("cut");
      g_autofree char *database_path = g_strdup_printf ("%s-%u.db", cut_path, i);
      g_autoptr (FootprintsStore) store = test_open (database_path);
      g_autoptr (FootprintsImportSummary) again = NULL;
      g_autofree char *data = NULL;
      gsize length;
      gint64 n_kept;

      g_assert_true (g_file_get_contents (whole_path, &data, &length, NULL));
      test_write_file (cut_path, data, length * 2 / 3);
      for (guint turn = 0; turn < 2; turn++)
        {
          g_autoptr (FootprintsFileImporter) importer = import_test_importer (cut_path);
          g_autoptr (FootprintsImportJob) job =
              footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
          g_autoptr (FootprintsImportSummary) summary = NULL;
          g_autoptr (GError) error = NULL;

          g_test_message ("%s %s %u", archives[i][0], archives[i][1], turn);
          g_assert_false (footprints_import_job_run (job, NULL, &error));
          g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
          g_assert_true (g_str_has_prefix (error->message, cut_path));
          summary = footprints_import_job_get_summary (job);
          n_kept = footprints_import_summary_get_n_new (summary);
          import_test_check_numbers (summary, n_kept, 0, 0);
          g_assert_cmpint (test_count (store), ==, n_kept);
        }
      g_assert_cmpint (n_kept, >, g_str_equal (archives[i][1], "bzip2") ? 0 : 10000);
      again = import_test_run_job (store, whole_path);
      import_test_check_numbers (again, 30000 - n_kept, n_kept, 0);
    }
}

static void
test_bomb (void)
{
  gsize length = 8 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (length);
  ImportMember member = { "bomb.csv", zeros, length };
  static const char *const archives[][2] = { { "zip", "none" }, { "raw", "gzip" } };

  memset (zeros, 'a', length);
  memcpy (zeros, "artist,track,time\n", 18);
  for (gsize i = 100; i < length; i += 100)
    zeros[i] = '\n';
  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *path =
          import_test_archive ("bomb", archives[i][0], archives[i][1], &member, 1);
      g_autofree char *database_path = g_strdup_printf ("%s-%u.db", path, i);
      g_autoptr (FootprintsStore) store = test_open (database_path);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (FootprintsImportSummary) summary = NULL;
      g_autoptr (GError) error = NULL;

      footprints_file_importer_set_max_bytes (importer, 1024 * 1024);
      g_assert_false (footprints_import_job_run (job, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
      g_assert_nonnull (strstr (error->message, "1048576 bytes"));
      summary = footprints_import_job_get_summary (job);
      g_assert_cmpint (footprints_import_summary_get_n_rows (summary), <, 12000);
      g_assert_cmpuint (
          g_list_model_get_n_items (footprints_import_summary_get_rejections (summary)), <=, 100);
    }
}

static void
test_many_members (void)
{
  const guint n_members = 10001;
  g_autofree ImportMember *members = g_new (ImportMember, n_members);
  g_autofree char *path = NULL;

  for (guint i = 0; i < n_members; i++)
    members[i] = (ImportMember){ "empty", "", 0 };
  path = import_test_archive ("many", "zip", "none", members, n_members);
  import_test_check_fails (path, FOOTPRINTS_ERROR_TOO_LARGE, "more than 10000 members");
}

static void
test_not_a_file (void)
{
  static const char *const texts[] = {
    "",
    "\n",
    "Dear diary,\ntoday I listened to music.\n",
    "{\"radio\":{\"station\":7},\"scrobbles\":[{\"when\":1700000000,\"what\":\"Song One\"}]}",
    "{\"user_id\":123,\"username\":\"alice\"}",
    "artist,track\nInvented Band,Song One\n",
    "[1,2,3]",
    "[",
    "{",
    "\"artist\"",
    "#AUDIOSCROBBLER",
    "\x1f\x8b",
    "PK\003\004",
    "\x89PNG\r\n\x1a\n",
  };
  g_autofree char *missing = test_path ("missing");
  g_autofree char *folder = test_path ("empty");
  const ImportMember member = { "README", "nothing", 7 };
  g_autofree char *archive = import_test_archive ("archive", "zip", "none", &member, 1);

  import_test_check_fails (missing, FOOTPRINTS_ERROR_NOT_FOUND, "No such file");
  g_assert_no_errno (g_mkdir (folder, 0700));
  import_test_check_fails (folder, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "not in a known format");
  import_test_check_fails (archive, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "not in a known format");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = import_test_file ("unknown", texts[i], -1);
      g_autofree char *database_path = g_strdup_printf ("%s-%u.db", path, i);
      g_autoptr (FootprintsStore) store = test_open (database_path);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_false (footprints_import_job_run (job, NULL, &error));
      g_assert_true (error->domain == FOOTPRINTS_ERROR);
      g_assert_true (error->code == FOOTPRINTS_ERROR_UNKNOWN_FORMAT ||
                     error->code == FOOTPRINTS_ERROR_CORRUPT);
      g_assert_cmpint (test_count (store), ==, 0);
    }
}

static void
test_cut_json (void)
{
  static const char *const texts[] = {
    ("[{\"listened_at\":1700000200,\"artist\":\"Öl\",\"track\":\"Song Two\",\"source\":\"local\"},"
     "{\"listened_at\":1700000300,\"artist\":\"Ö"),
    "[{\"listened_at\":1700000200,\"artist\":\"Öl\",\"track\":\"Song Two\",\"source\":\"local\"}",
    "[{\"listened_at\":1700000200,\"artist\":\"Öl\",\"track\":\"Song Two\",\"source\":\"local\"},",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = import_test_file ("cut", texts[i], -1);
      g_autofree char *database_path = g_strdup_printf ("%s-%u.db", path, i);
      g_autoptr (FootprintsStore) store = test_open (database_path);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (FootprintsImportSummary) summary = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (footprints_import_job_run (job, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
      summary = footprints_import_job_get_summary (job);
      import_test_check_numbers (summary, 1, 0, 0);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/import/archives/filters", test_filters);
  g_test_add_func ("/import/archives/several-members", test_several_members);
  g_test_add_func ("/import/archives/archives-in-archives", test_archives_in_archives);
  g_test_add_func ("/import/archives/broken-inner-archive", test_broken_inner_archive);
  g_test_add_func ("/import/archives/folder", test_folder);
  g_test_add_func ("/import/archives/foreign-member-names", test_foreign_member_names);
  g_test_add_func ("/import/archives/cut-off", test_cut_off);
  g_test_add_func ("/import/archives/bomb", test_bomb);
  g_test_add_func ("/import/archives/many-members", test_many_members);
  g_test_add_func ("/import/archives/not-a-file", test_not_a_file);
  g_test_add_func ("/import/archives/cut-json", test_cut_json);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  return import_test_run (argc, argv, add_tests);
}
