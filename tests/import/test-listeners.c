/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Files of servers that several people use: nobody's history is a mix of theirs. */

#include "import-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define CERTAINTY(NAME) FOOTPRINTS_CERTAINTY_##NAME

static FootprintsFileImporter *
importer_of_sql (const char *sql)
{
  g_autofree char *path = test_path ("server.db");
  sqlite3 *database;

  g_remove (path);
  database = test_sql_open (path);
  test_sql_run (database, sql);
  sqlite3_close (database);
  return import_test_importer (path);
}

static FootprintsImportPlan *
plan_of (FootprintsFileImporter *importer)
{
  g_autoptr (GError) error = NULL;
  FootprintsImportPlan *plan = footprints_file_importer_plan (importer, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static void
check_plan (FootprintsImportPlan *plan, FootprintsCertainty certainty, const char *listener)
{
  g_assert_cmpint (footprints_import_plan_get_certainty (plan, FOOTPRINTS_PLAN_PART_LISTENER), ==,
                   certainty);
  g_assert_cmpstr (footprints_import_plan_get_listener (plan), ==, listener);
}

#define VIEWS                                                                                      \
  "create table metadata_items (id integer primary key, guid text, original_title text, "          \
  "duration integer);"                                                                             \
  "create table metadata_item_views (id integer primary key, account_id integer, guid text, "      \
  "metadata_type integer, grandparent_title text, parent_title text, title text, "                 \
  "viewed_at integer);"                                                                            \
  "insert into metadata_item_views values "                                                        \
  "(1, 1, 'g', 10, 'A', 'Demo', 'One', 1700000000), "                                              \
  "(2, 2, 'g', 10, 'A', 'Demo', 'Two', 1700000300), "                                              \
  "(3, 1, 'g', 10, 'A', 'Demo', 'Three', 1700000600);"
#define ACCOUNTS(NAMES) "create table accounts (id integer primary key, name text);" NAMES

static void
test_asks (void)
{
  static const char *const mine[] = {
    "1700000000 | A | One | Demo | - | plex | - | - | -",
    "1700000600 | A | Three | Demo | - | plex | - | - | -",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer =
      importer_of_sql (VIEWS ACCOUNTS ("insert into accounts values (1, 'Mo'), (2, 'Wren')"));
  g_autoptr (FootprintsImportPlan) open = plan_of (importer);
  g_autoptr (FootprintsImportPlan) other = NULL;
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_auto (GStrv) names = footprints_import_plan_dup_listener_names (open);
  g_autofree char *json = NULL;

  check_plan (open, CERTAINTY (OPEN), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (footprints_import_plan_get_plays (open)), ==, 0);
  g_assert_cmpstrv (names, ((const char *const[]){ "Mo", "Wren", NULL }));
  g_assert_cmpint (footprints_import_plan_get_n_plays_of_listener (open, "Mo"), ==, 2);
  g_assert_cmpint (footprints_import_plan_get_n_plays_of_listener (open, "Wren"), ==, 1);
  g_assert_cmpint (footprints_import_plan_get_n_plays_of_listener (open, "x"), ==, 0);
  import_test_check_asks (
      importer, "whose plays are meant? There are those of “Mo” (2 plays), “Wren” (1 play)");

  footprints_file_importer_set_listener (importer, "Moe");
  other = plan_of (importer);
  check_plan (other, CERTAINTY (OPEN), NULL);
  import_test_check_asks (importer, "there are no plays of “Moe”, but those of “Mo”");

  footprints_file_importer_set_listener (importer, "Mo");
  plan = plan_of (importer);
  check_plan (plan, CERTAINTY (GIVEN), "Mo");
  json = footprints_import_plan_to_json (plan);
  g_assert_nonnull (strstr (json, "\"listener\":{\"value\":\"Mo\",\"certainty\":\"given\"},"
                                  "\"listeners\":[{\"name\":\"Mo\",\"plays\":2},"
                                  "{\"name\":\"Wren\",\"plays\":1}]"));
  import_test_check_plays (importer, mine);

  /* What was said once is said for the next file, too. */
  footprints_file_importer_set_listener (importer, NULL);
  footprints_file_importer_set_plan (importer, plan);
  g_assert_cmpstr (footprints_file_importer_get_listener (importer), ==, "Mo");
  import_test_check_plays (importer, mine);
}

/* The times of the listener are moved, whenever the others' last play was. */
static void
test_last_at (void)
{
  static const char *const theirs[] = {
    "1600000000 | A | Two | Demo | - | plex | - | - | -",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer = importer_of_sql (VIEWS);

  /* Without names, the numbers are what there is. */
  footprints_file_importer_set_listener (importer, "2");
  footprints_file_importer_set_last_at (importer, 1600000000);
  import_test_check_plays (importer, theirs);
}

static void
test_one (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | - | plex | - | - | -",
    "1700000600 | A | Three | Demo | - | plex | - | - | -",
    NULL,
  };
  g_autoptr (FootprintsFileImporter) importer =
      importer_of_sql (VIEWS "delete from metadata_item_views where account_id = 2;" ACCOUNTS (
          "insert into accounts values (1, 'Mo'), (2, 'Wren')"));
  g_autoptr (FootprintsImportPlan) plan = plan_of (importer);

  check_plan (plan, CERTAINTY (CERTAIN), "Mo");
  g_assert_true (footprints_import_plan_is_certain (plan));
  import_test_check_plays (importer, plays);
  footprints_file_importer_set_listener (importer, "Wren");
  import_test_check_asks (importer, "there are no plays of “Wren”");
}

/* Two of one name are two; a name that is none, or cannot be shown, is a number. */
static void
test_names (void)
{
  static const struct
  {
    const char *accounts;
    const char *names[3];
  } cases[] = {
    { "insert into accounts values (1, 'Mo'), (2, 'Mo')", { "Mo (1)", "Mo (2)" } },
    { "insert into accounts values (1, ''), (2, null)", { "1", "2" } },
    { "insert into accounts values (2, 'Wren')", { "1", "Wren" } },
    { "insert into accounts values (1, cast (x'4de9' as text)), (2, '2')", { "M\xc3\xa9", "2" } },
    { "insert into accounts values (1, hex (zeroblob (200)))", { "1", "2" } },
    { "insert into accounts values (1, '2')", { "2", "2 (2)" } },
    { "insert into accounts values (1, 'Mo'), (2, 'Mo'), (3, 'Mo (1)')",
      { "Mo (1) (1)", "Mo (2)" } },
    { "insert into accounts values (1, 'unknown'), (2, 'x')", { "unknown (1)", "x" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strconcat (VIEWS ACCOUNTS (""), cases[i].accounts, NULL);
      g_autoptr (FootprintsFileImporter) importer = importer_of_sql (sql);
      g_autoptr (FootprintsImportPlan) plan = plan_of (importer);
      g_auto (GStrv) names = footprints_import_plan_dup_listener_names (plan);

      g_assert_cmpstrv (names, cases[i].names);
    }
}

/* Each program keeps the names of its listeners elsewhere. */
static void
test_programs (void)
{
  static const char *const programs[] = {
    "create table media_file (id varchar primary key, title text, artist text, album text, "
    "album_artist text, duration real);"
    "create table user (id varchar primary key, user_name text, password text);"
    "create table scrobbles (media_file_id varchar, user_id varchar, submission_time integer);"
    "insert into media_file values ('m', 'One', 'A', 'Demo', 'V', 201.5);"
    "insert into user values ('u', 'Mo', 'x'), ('v', 'Wren', 'x');"
    "insert into scrobbles values ('m', 'u', 1700000000), ('m', 'v', 1700000300);",

    "create table listens (track_id integer, listened_at integer, user_id integer, client text);"
    "create table users (id integer primary key, username text, role text, password blob);"
    "create table tracks (id integer primary key, release_id integer, duration integer);"
    "create table track_aliases (track_id integer, alias text, is_primary integer);"
    "create table artist_tracks (artist_id integer, track_id integer, is_primary integer);"
    "create table artist_aliases (artist_id integer, alias text, is_primary integer);"
    "create table release_aliases (release_id integer, alias text, is_primary integer);"
    "insert into users values (1, 'Mo', 'admin', 'x'), (2, 'Wren', 'user', 'x');"
    "insert into listens values (7, 1700000000, 1, 'c'), (7, 1700000300, 2, 'c');",

    "create table session_history (id integer primary key, reference_id integer, "
    "started integer, stopped integer, user_id integer, user text, media_type text);"
    "create table session_history_metadata (id integer primary key, title text, "
    "parent_title text, grandparent_title text, original_title text, duration integer);"
    "create table users (id integer primary key, user_id integer, username text);"
    "insert into users values (1, 71, 'Mo'), (2, 72, 'Wren');"
    "insert into session_history values (1, 1, 1700000000, 1700000100, 71, 'old', 'track'), "
    "(2, 2, 1700000300, 1700000400, 72, 'Wren', 'track'), "
    /* A film is no play. */
    "(3, 3, 1700000600, 1700000700, 73, 'Ula', 'movie');",
  };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr (FootprintsFileImporter) importer = importer_of_sql (programs[i]);
      g_autoptr (FootprintsImportPlan) plan = plan_of (importer);
      g_auto (GStrv) names = footprints_import_plan_dup_listener_names (plan);

      g_assert_cmpstrv (names, ((const char *const[]){ "Mo", "Wren", NULL }));
    }
}

/* A row may name an account that is gone. */
static void
test_nobody (void)
{
  static const char *const plays[] = { "1700000300 | A | Two | Demo | - | plex | - | - | -", NULL };
  g_autoptr (FootprintsFileImporter) importer =
      importer_of_sql (VIEWS "update metadata_item_views set account_id = null where id = 2");

  import_test_check_asks (importer, "“1” (2 plays), “unknown” (1 play)");
  footprints_file_importer_set_listener (importer, "unknown");
  import_test_check_plays (importer, plays);
}

/* Thousands of accounts are listed up to a bound. */
static void
test_many (void)
{
  g_autoptr (FootprintsFileImporter) importer = importer_of_sql (
      VIEWS "with recursive n (n) as (select 1 union all select n + 1 from n where n < 3000) "
            "insert into metadata_item_views select 10 + n, 10 + n, 'g', 10, 'A', 'Demo', 'X', "
            "1700001000 + n from n");
  g_autoptr (FootprintsImportPlan) plan = plan_of (importer);
  g_auto (GStrv) names = footprints_import_plan_dup_listener_names (plan);

  g_assert_cmpuint (g_strv_length (names), ==, 1000);
  g_assert_cmpstr (names[0], ==, "1");
  import_test_check_asks (importer, " and 990 more");
}

#define REPORT(TIME, USER, TITLE)                                                                  \
  "2023-11-14 22:" TIME "\t" USER "\ti\tAudio\tA - " TITLE " (Demo)\tDirect\tweb\tx\t200\n"

/* Tables have listeners as well, in one file or in several. */
static void
test_table (void)
{
  static const char *const plays[] = {
    "1700000300 | A | Two | Demo | - | jellyfin | - | - | "
    "{\"ClientName\":\"web\",\"DeviceName\":\"x\",\"duration_played\":200}",
    NULL,
  };
  static const char first[] = REPORT ("13:40", "u", "One") REPORT ("18:40", "v", "Two");
  static const char one[] = REPORT ("13:40", "u", "One");
  static const char two[] = REPORT ("18:40", "v", "Two");
  const ImportMember members[] = {
    { "one.tsv", one, strlen (one) },
    { "two.tsv", two, strlen (two) },
  };
  g_autofree char *table = import_test_file ("reports.tsv", first, -1);
  g_autofree char *archive = import_test_archive ("reports.zip", "zip", "none", members, 2);
  const char *const paths[] = { table, archive };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (FootprintsFileImporter) importer = import_test_importer (paths[i]);

      import_test_check_asks (importer, "whose plays are meant? There are those of “u” (1 play), "
                                        "“v” (1 play)");
      footprints_file_importer_set_listener (importer, "v");
      import_test_check_plays (importer, plays);
    }
}

/* A row without a listener is nobody's, not everybody's. */
static void
test_table_without_names (void)
{
  static const char *const plays[] = {
    "1700000000 | A | One | Demo | - | jellyfin | - | - | "
    "{\"ClientName\":\"web\",\"DeviceName\":\"x\",\"duration_played\":200}",
    NULL,
  };
  g_autofree char *letters = g_strnfill (300, 'u');
  g_autofree char *rows = g_strconcat (REPORT ("13:40", "u", "One") REPORT ("18:40", "", "Two"),
                                       "2023-11-14 22:23:40\t", letters,
                                       "\ti\tAudio\tA - Three (Demo)\tDirect\tweb\tx\t200\n", NULL);
  g_autofree char *path = import_test_file ("nameless.tsv", rows, -1);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);

  import_test_check_asks (importer, "“unknown” (2 plays), “u” (1 play)");
  footprints_file_importer_set_listener (importer, "u");
  import_test_check_plays (importer, plays);
}

/* Passing over others' plays can be ended. */
static void
test_cancel (void)
{
  g_autoptr (FootprintsFileImporter) importer = importer_of_sql (
      VIEWS "with recursive n (n) as (select 1 union all select n + 1 from n where n < 9000) "
            "insert into metadata_item_views select 10 + n, 1, 'g', 10, 'A', 'Demo', 'X', "
            "1700001000 + n from n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  footprints_file_importer_set_listener (importer, "2");
  g_cancellable_cancel (cancellable);
  plan = footprints_file_importer_plan (importer, cancellable, &error);
  g_assert_null (plan);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* For a file that does not say whose plays it has, there is nothing to choose. */
static void
test_unused (void)
{
  static const char *const plays[] = { "1700000000 | A | One | - | - | unknown | - | - | -", NULL };
  g_autofree char *path =
      import_test_file ("plain.csv", "artist,track,time\nA,One,1700000000\n", -1);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportPlan) plan = NULL;

  footprints_file_importer_set_listener (importer, "Mo");
  plan = plan_of (importer);
  check_plan (plan, CERTAINTY (UNUSED), NULL);
  import_test_check_plays (importer, plays);
}

static void
add_tests (void)
{
  g_test_add_func ("/import/listeners/asks", test_asks);
  g_test_add_func ("/import/listeners/last-at", test_last_at);
  g_test_add_func ("/import/listeners/one", test_one);
  g_test_add_func ("/import/listeners/names", test_names);
  g_test_add_func ("/import/listeners/programs", test_programs);
  g_test_add_func ("/import/listeners/nobody", test_nobody);
  g_test_add_func ("/import/listeners/many", test_many);
  g_test_add_func ("/import/listeners/table", test_table);
  g_test_add_func ("/import/listeners/table/nameless", test_table_without_names);
  g_test_add_func ("/import/listeners/cancel", test_cancel);
  g_test_add_func ("/import/listeners/unused", test_unused);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
