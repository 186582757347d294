/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Lists in JSON and databases that no known program writes: their columns are found, or asked. */

#include "import-support.h"

#include <string.h>

/* Imports with these columns, and compares. */
static void
check_columns (const char *path,
               const char *artist,
               const char *track,
               const char *time,
               const char *format,
               const char *const *plays)
{
  g_autofree char *database_path = g_strconcat (path, "-plays.db", NULL);
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) dump = NULL;

  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_ARTIST, artist);
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_TRACK, track);
  footprints_file_importer_set_column (importer, FOOTPRINTS_IMPORT_COLUMN_TIME, time);
  footprints_import_job_run (job, NULL, &error);
  g_assert_no_error (error);
  summary = footprints_import_job_get_summary (job);
  g_assert_cmpstr (footprints_import_summary_get_format (summary), ==, format);
  dump = import_test_dump (database_path);
  g_assert_cmpstrv (dump, plays);
}

/* It must not be imported unless somebody says which column is what. */
static void
check_asks (const char *path, const char *question)
{
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  import_test_check_fails (path, FOOTPRINTS_ERROR_AMBIGUOUS, question);
  plan = footprints_file_importer_plan (importer, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (footprints_import_plan_is_certain (plan));
}

/* Usual names need no question, wherever the list is. */
static void
test_json_certain (void)
{
  static const char *const texts[] = {
    "[{\"id\":1,\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},"
    "{\"id\":2,\"artist\":\"Band\",\"song\":\"T\\nwo\",\"played_at\":1700000300,\"album\":\"D\"}]",
    "{\"id\":1,\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000}\n"
    "{\"id\":2,\"artist\":\"Band\",\"song\":\"T\\nwo\",\"played_at\":1700000300,\"album\":\"D\"}\n",
    "{\"about\":{\"tags\":[\"x\"]},\"data\":{\"history\": [ "
    "{\"id\":1,\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000} , "
    "{\"id\":2,\"artist\":\"Band\",\"song\":\"T\\nwo\",\"played_at\":1700000300,\"album\":\"D\"}"
    "]}, \"more\": [1, 2]}",
  };
  static const char *const plays[] = {
    "1700000000 | Band | One | - | - | unknown | - | - | {\"id\":\"1\"}",
    "1700000300 | Band | T wo | D | - | unknown | - | - | {\"id\":\"2\"}",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf ("list-%u", i);

      g_test_message ("%u", i);
      import_test_check_text (
          name, texts[i],
          &(ImportExpectation){ .format = "list in JSON", .source = "unknown", .plays = plays });
    }
}

/* Objects in objects are columns of their own; lists are joined. Rows have the numbers of the
 * objects. */
static void
test_json_nested (void)
{
  static const char *const plays[] = {
    "1700000000 | Band, Guest | One | - | - | unknown | - | - | -",
    "1700000300 | B | Two | - | - | unknown | - | - | {\"s.by.name\":\"B\"}",
    NULL,
  };
  g_autofree char *path = import_test_file (
      "nested.json",
      "{\"history\":[{\"s\":{\"name\":\"One\",\"by\":[{\"name\":\"Band\"},\"Guest\"]},\"when\":"
      "\"2023-11-14T22:13:20Z\"},{\"s\":{\"name\":\"Two\",\"by\":{\"name\":\"B\"}},\"when\":"
      "\"2023-11-14T22:18:20Z\"}]}",
      -1);

  check_asks (path, "which column is the artist");
  check_columns (path, "s.by", "s.name", "when", "list in JSON", plays);
}

static void
test_json_broken (void)
{
  static const char *const plays[] = { "1700000000 | Band | One | - | - | unknown | - | - | -",
                                       NULL };
  g_autofree char *whole =
      import_test_file ("odd.json",
                        "[{\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},"
                        "{\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},"
                        "{\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},"
                        "{\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},"
                        "{\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},"
                        "7,{\"artist\":{\"x\":{\"y\":{\"z\":{}}}},\"song\":[],\"played_at\":null}]",
                        -1);
  g_autofree char *cut = import_test_file (
      "cut.json", "[{\"artist\":\"Band\",\"song\":\"One\",\"played_at\":1700000000},", -1);
  static const char *const rejections[] = { "6: the time is missing", "7: the time is missing",
                                            NULL };

  import_test_check (whole, &(ImportExpectation){ .format = "list in JSON",
                                                  .source = "unknown",
                                                  .plays = plays,
                                                  .rejections = rejections,
                                                  .n_duplicate = 4 });
  import_test_check_fails (cut, FOOTPRINTS_ERROR_CORRUPT, "ends inside its list");
}

static void
test_json_refused (void)
{
  static const char *const texts[] = {
    "[{\"artist\":\"Band\",\"song\":\"One\",\"rank\":1}]",
    "[{}]",
    "[{\"a\":1}]",
    "{\"a\":[1]}",
    "{\"a\":{\"b\":{}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = import_test_file ("refused.json", texts[i], -1);

      g_test_message ("%u", i);
      import_test_check_fails (path, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "");
    }
}

static char *
make_database (const char *name, const char *sql)
{
  char *path = test_path (name);
  g_autoptr (sqlite3) database = test_sql_open (path);

  test_sql_run (database, sql);
  return path;
}

/* Numbers are followed to names, and from there on; the larger table is taken. It is always asked,
 * since a time may be that of something else. */
static void
test_database (void)
{
  static const char *const plays[] = {
    "1700000000 | Band, \"x\" | One | Demo | - | unknown | - | - | "
    "{\"id\":\"1\",\"song_id\":\"1\"}",
    "1700000300 | B | Two | - | - | unknown | - | - | {\"id\":\"2\",\"song_id\":\"2\"}",
    NULL,
  };
  g_autofree char *path = make_database (
      "any.db",
      "create table artist (id integer primary key, name text);"
      "create table albums (id integer primary key, title text);"
      "create table songs (id integer primary key, title text, artistId int, album_id int);"
      "create table added (id integer primary key, song_id int, added_date int);"
      "create table plays (id integer primary key, song_id int, played_at int);"
      "insert into artist values (1, 'Band, \"x\"'), (2, 'B');"
      "insert into albums values (1, 'Demo');"
      "insert into songs values (1, 'One', 1, 1), (2, 'Two', 2, null);"
      "insert into added values (1, 1, 1600000000), (2, 2, 1600000000);"
      "insert into plays (song_id, played_at) values (1, 1700000000), (2, 1700000300),"
      "(9, 1700000400);");

  check_asks (path, "which column is the time");
  check_columns (path, "artist", "song", "played_at", "table of a database", plays);
}

/* Circles of tables, tables of hundreds of columns, strange names. */
static void
test_odd_databases (void)
{
  static const char *const schemas[] = {
    "create table a (id integer primary key, b_id int, track text, time int);"
    "create table b (id integer primary key, a_id int, name text);"
    "insert into a values (1, 1, 'x', 1700000000); insert into b values (1, 1, 'y');",
    "create table \"pl,a\"\"ys\" (artist, track, time);"
    "insert into \"pl,a\"\"ys\" values ('a', 'b', 1700000000);",
    "create table plays (artist, \"tr\"\"ack\", time, track);"
    "insert into plays values ('a', 'b', 1700000000, 'c');",
    "create table plays (artist, track, time) ;",
    "create view plays as select 'a' as artist, 'b' as track, 1700000000 as time;",
    "create table songs (title, artist, playcount int, lastplayed int);"
    "insert into songs values ('a', 'b', 3, 1700000000);",
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autofree char *name = g_strdup_printf ("odd-%u.db", i);
      g_autofree char *path = make_database (name, schemas[i]);
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
      g_autoptr (FootprintsImportPlan) plan = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      plan = footprints_file_importer_plan (importer, NULL, &error);
      if (plan == NULL)
        g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT);
      else
        g_assert_false (footprints_import_plan_is_certain (plan));
      g_assert_true ((plan == NULL) == (i == 1 || i >= 3));
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/import/any-tables/json/certain", test_json_certain);
  g_test_add_func ("/import/any-tables/json/nested", test_json_nested);
  g_test_add_func ("/import/any-tables/json/broken", test_json_broken);
  g_test_add_func ("/import/any-tables/json/refused", test_json_refused);
  g_test_add_func ("/import/any-tables/database", test_database);
  g_test_add_func ("/import/any-tables/odd-databases", test_odd_databases);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
