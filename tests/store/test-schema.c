/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Every format that was ever released can still be opened: tests/data/schema holds one real ledger
 * of each. "--make PATH" writes the one of the current format. */

#include "test-support.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <string.h>

/* The plays that each of these ledgers holds; what was deleted is not here. */
static const struct
{
  const char *artist;
  const char *track;
  const char *album;
  const char *album_artist;
  gint64 offset_s;
  gint64 duration_ms;
  const char *source;
  const char *source_id;
  const char *info;
} plays[] = {
  { "Ayla Venn", "Harbour Lights", "Tides", NULL, 0, 215000, "lastfm", "lf-1", NULL },
  { "Ayla Venn", "Slow Ferry", "Tides", NULL, 240, 0, "lastfm", NULL, "{\"loved\":true}" },
  { "Ayla Venn", "Slow Ferry", "Tides", NULL, 240, 0, "listenbrainz", "lb-1", NULL },
  { "Kólmur", "Frost & Ember", "Winter Songs", "Various Artists", 600, 187000, "rockbox", NULL,
    NULL },
  { "夜の港", "灯台", NULL, NULL, 86400, 0, "local", NULL, NULL },
  { "Kólmur", "“Quoted”, =1+1\n", "Tides", NULL, 90000, 1, "local", NULL, "{\"client\":\"x\"}" },
};

static void
make_database (const char *path)
{
  g_autoptr (FootprintsStore) store = test_open (path);
  gint64 removed = test_add (store, "Nobody", "Was Here", "Gone", TEST_TIME + 300);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_object_new (
          FOOTPRINTS_TYPE_SCROBBLE, "artist", plays[i].artist, "track", plays[i].track, "album",
          plays[i].album, "album-artist", plays[i].album_artist, "listened-at",
          TEST_TIME + plays[i].offset_s, "duration-ms", plays[i].duration_ms, "source",
          plays[i].source, "source-id", plays[i].source_id, "info", plays[i].info, NULL);

      footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (footprints_store_remove_scrobbles (store, &removed, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

static void
check_database (const char *path)
{
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsHistory) history = test_history (store);
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (store, NULL, TRUE, NULL, NULL);
  guint i = 0;

  /* Two sources report one listen. */
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, G_N_ELEMENTS (plays) - 1);
  g_assert_cmpint (footprints_history_get_n_repeated_reports (history), ==, 1);
  for (; footprints_cursor_next (cursor, NULL); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = footprints_cursor_dup_scrobble (cursor);

      g_assert_cmpuint (i, <, G_N_ELEMENTS (plays));
      g_assert_cmpstr (footprints_scrobble_get_artist (scrobble), ==, plays[i].artist);
      g_assert_cmpstr (footprints_scrobble_get_track (scrobble), ==, plays[i].track);
      g_assert_cmpstr (footprints_scrobble_get_album (scrobble), ==, plays[i].album);
      g_assert_cmpstr (footprints_scrobble_get_album_artist (scrobble), ==, plays[i].album_artist);
      g_assert_cmpint (footprints_scrobble_get_listened_at (scrobble), ==,
                       TEST_TIME + plays[i].offset_s);
      g_assert_cmpint (footprints_scrobble_get_duration_ms (scrobble), ==, plays[i].duration_ms);
      g_assert_cmpstr (footprints_scrobble_get_source (scrobble), ==, plays[i].source);
      g_assert_cmpstr (footprints_scrobble_get_source_id (scrobble), ==, plays[i].source_id);
      g_assert_cmpstr (footprints_scrobble_get_info (scrobble), ==, plays[i].info);
    }
  g_assert_cmpuint (i, ==, G_N_ELEMENTS (plays));
  test_add (store, "Newcomer", "First", NULL, TEST_TIME + 9);
}

/* What was there before a migration is kept, as it was. */
static void
check_kept (const char *path, const char *name, const char *original)
{
  gint64 format = g_ascii_strtoll (name, NULL, 10);
  g_autofree char *kept = g_strdup_printf ("%s.format-%" G_GINT64_FORMAT, path, format);
  g_autoptr (sqlite3) before = NULL;
  g_autoptr (sqlite3) after = NULL;

  if (format == FOOTPRINTS_LEDGER_FORMAT)
    {
      g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
      return;
    }
  before = test_sql_open (original);
  after = test_sql_open (kept);
  g_assert_cmpint (test_sql_int64 (after, "pragma user_version"), ==, format);
  g_assert_cmpint (test_sql_int64 (after, "select count(*) from scrobbles"), ==,
                   test_sql_int64 (before, "select count(*) from scrobbles"));
}

static void
test_every_format (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "schema", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_formats = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".db"))
      {
        g_autofree char *original = g_build_filename (folder, name, NULL);
        g_autofree char *path = test_path (name);
        g_autoptr (sqlite3) database = NULL;

        g_test_message ("%s", name);
        test_copy_file (original, path);
        check_database (path);
        test_sql_check_ledger (path);
        database = test_sql_open (path);
        g_assert_cmpint (test_sql_int64 (database, "pragma user_version"), ==,
                         FOOTPRINTS_LEDGER_FORMAT);
        check_kept (path, name, original);
        n_formats++;
      }
  g_assert_cmpuint (n_formats, ==, FOOTPRINTS_LEDGER_FORMAT);
}

static void
check_lists (FootprintsStore *store, guint n_configs, guint n_removed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) imports = footprints_store_list_imports (store, 10, NULL, &error);
  g_autoptr (GListModel) unfinished = NULL;
  g_autoptr (GListModel) configs = NULL;
  g_autoptr (FootprintsScrobblePage) removed = NULL;
  g_autoptr (FootprintsHistory) history = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (imports), ==, 1);
  unfinished = footprints_store_list_unfinished_imports (store, NULL, &error);
  g_assert_no_error (error);
  configs = footprints_store_list_sync_configs (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (configs), ==, n_configs);
  removed = footprints_store_list_removed_scrobbles (store, 0, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (removed)), ==, n_removed);
  history = test_history (store);
  /* Two sources report one listen. */
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, G_N_ELEMENTS (plays) - 1);
  g_assert_cmpint (footprints_history_get_n_repeated_reports (history), ==, 1);
}

/* All can be read of an older ledger that may not be written; and of one that another process
 * brings to the format of now meanwhile. */
static void
test_older_read_only (void)
{
  static const char *const names[] = { "0001.db", "0002.db", "0003.db" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *original =
          g_test_build_filename (G_TEST_DIST, "data", "schema", names[i], NULL);
      g_autofree char *path = test_path (names[i]);
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (FootprintsStore) writer = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      sqlite3 *database;

      test_copy_file (original, path);
      database = test_sql_open (path);
      test_sql_run (database, "insert into import (fingerprint, label, state, started_at,"
                              " updated_at) values ('x', 'x', 'finished', 1, 1)");
      if (i > 0)
        test_sql_run (database, "insert into sync_configs (source, username, overlap_s, enabled,"
                                " sync_interval_minutes, created_at, updated_at, failure_count)"
                                " values ('lastfm', 'x', 1, 1, 60, 1, 1, 0)");
      sqlite3_close (database);
      before = test_checksum (path);
      store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, NULL);
      /* Format 1 had no syncs, and removed plays are kept since format 3. */
      check_lists (store, i >= 1, i >= 2);
      after = test_checksum (path);
      g_assert_cmpstr (before, ==, after);
      writer = test_open (path);
      /* Format 1 had no syncs, and removed plays are kept since format 3. */
      check_lists (store, i >= 1, i >= 2);
      test_add (writer, "Newcomer", "First", NULL, TEST_TIME + 9);
      g_assert_cmpint (test_count (store), ==, G_N_ELEMENTS (plays) + 1);
    }
}

/* The definition of every table, view and index; names it for people who read a difference. */
static char *
describe (const char *path)
{
  g_autoptr (sqlite3) database = test_sql_open (path);

  return test_sql_text (database, "select group_concat(sql, char(10)) from"
                                  " (select sql from sqlite_schema where sql is not null"
                                  "  order by type, name)");
}

/* A ledger that was migrated is as one that was made new. */
static void
test_same_as_new (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "schema", NULL);
  g_autofree char *new_path = test_path ("new.db");
  g_autofree char *expected = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  make_database (new_path);
  check_database (new_path);
  expected = describe (new_path);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".db"))
      {
        g_autofree char *original = g_build_filename (folder, name, NULL);
        g_autofree char *path = test_path (name);
        g_autoptr (FootprintsStore) store = NULL;
        g_autofree char *description = NULL;

        test_copy_file (original, path);
        store = test_open (path);
        description = describe (path);
        g_assert_cmpstr (description, ==, expected);
      }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    {
      make_database (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/schema/every-format", test_every_format);
  g_test_add_func ("/store/schema/older-read-only", test_older_read_only);
  g_test_add_func ("/store/schema/same-as-new", test_same_as_new);
  return g_test_run ();
}
