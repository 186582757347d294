/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Copies of a ledger, putting one back, and finding what is damaged. */

#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#define N_PLAYS 2000

static FootprintsStore *
make_store (const char *path, guint n_plays)
{
  FootprintsStore *store = test_open (path);

  for (guint i = 0; i < n_plays; i++)
    {
      g_autofree char *artist = g_strdup_printf ("Artist %u", i % 40);
      g_autofree char *track = g_strdup_printf ("Track %u", i % 300);

      test_add (store, artist, track, "Album", TEST_TIME + (gint64) i * 200);
    }
  return store;
}

/* All plays, as text. */
static char *
export_plays (const char *path)
{
  sqlite3 *database = test_sql_open (path);
  char *text = test_sql_text (
      database, "select group_concat (id || artist || track || timestamp || source, '|')"
                " from (select * from scrobbles order by id)");

  sqlite3_close (database);
  return text;
}

static void
check_left_alone (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, "copy"));
}

static void
test_round_trip (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *copy = test_path ("copy.db");
  g_autofree char *kept = test_path ("kept.db");
  g_autoptr (FootprintsStore) store = make_store (path, 200);
  g_autofree char *before = export_plays (path);
  g_autofree char *after = NULL;
  g_autofree char *old = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_cmpint (footprints_store_back_up (store, copy, NULL, &error), ==, 200);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  test_sql_check_ledger (copy);
  /* Later changes are undone, and kept aside. The store stays open throughout. */
  test_add (store, "Later", "Track", NULL, TEST_TIME - 1000);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 201);
  old = export_plays (path);
  g_assert_cmpint (footprints_store_restore (path, copy, kept, NULL, &error), ==, 200);
  g_assert_no_error (error);
  g_clear_object (&history);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 200);
  test_add (store, "Later still", "Track", NULL, TEST_TIME - 2000);
  test_sql_check_ledger (path);
  after = export_plays (copy);
  g_assert_cmpstr (before, ==, after);
  g_free (after);
  after = export_plays (kept);
  g_assert_cmpstr (old, ==, after);
}

/* A name that is taken stays what it is. */
static void
test_taken (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *taken = test_path ("taken.db");
  g_autofree char *nowhere = test_path ("nowhere/copy.db");
  g_autoptr (FootprintsStore) store = make_store (path, 5);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  test_write_file (taken, "mine", 4);
  g_assert_cmpint (footprints_store_back_up (store, taken, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (taken, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_assert_cmpint (footprints_store_back_up (store, nowhere, NULL, &error), ==, -1);
  g_assert_nonnull (strstr (error->message, "nowhere"));
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_restore (path, path, taken, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS);
  g_assert_cmpint (test_count (store), ==, 5);
}

static gpointer
write_plays (gpointer data)
{
  FootprintsStore *store = data;

  /* Each play is a commit: a copy has the first so many of them. */
  for (guint i = 0; i < N_PLAYS; i++)
    test_add (store, "Artist", "Track", NULL, TEST_TIME + i);
  return NULL;
}

/* A copy that is made while plays come in is the ledger as it was at one moment. */
static void
test_while_writing (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (GThread) thread = g_thread_new ("writer", write_plays, g_object_ref (store));
  g_autoptr (GError) error = NULL;
  gint64 n_plays = 0;

  for (guint i = 0; i < 20 && n_plays < N_PLAYS; i++)
    {
      g_autofree char *name = g_strdup_printf ("moment-%u.db", i);
      g_autofree char *copy = test_path (name);
      sqlite3 *database;

      n_plays = footprints_store_back_up (store, copy, NULL, &error);
      g_assert_no_error (error);
      database = test_sql_open (copy);
      g_assert_cmpint (test_sql_int64 (database, "select count(*) from scrobbles"), ==, n_plays);
      g_assert_cmpint (test_sql_int64 (database, "select ifnull (max (id), 0) from scrobbles"), ==,
                       n_plays);
      sqlite3_close (database);
    }
  g_thread_join (g_steal_pointer (&thread));
  g_object_unref (store);
}

/* Whatever is wrong with a backup, the history stays as it is. */
static void
test_bad_backups (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *good = test_path ("good.db");
  g_autofree char *bad = test_path ("bad.db");
  g_autofree char *kept = test_path ("kept.db");
  g_autoptr (FootprintsStore) store = make_store (path, 1000);
  g_autofree char *data = NULL;
  gsize length;

  g_assert_cmpint (footprints_store_back_up (store, good, NULL, NULL), ==, 1000);
  g_assert_true (g_file_get_contents (good, &data, &length, NULL));
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *damaged = g_memdup2 (data, length);
      g_autoptr (GError) error = NULL;

      if (i == 0)
        memset (damaged + length / 2, 0x55, 8192);
      else if (i == 1)
        memset (damaged, 'x', 100);
      test_write_file (bad, damaged, i == 2 ? length - 8192 : i == 3 ? 0 : length);
      g_assert_cmpint (footprints_store_restore (path, bad, kept, NULL, &error), ==, -1);
      g_assert_nonnull (error);
      g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
      g_assert_cmpint (test_count (store), ==, 1000);
    }
  test_sql_check_ledger (path);
}

/* A history that is damaged is put aside for the backup. */
static void
test_damaged_history (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *copy = test_path ("good.db");
  g_autofree char *kept = test_path ("kept.db");
  g_autofree char *fresh = test_path ("fresh.db");
  g_autofree char *kept_fresh = test_path ("kept-fresh.db");
  g_autoptr (FootprintsStore) store = make_store (path, 300);
  g_autoptr (FootprintsStore) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (footprints_store_back_up (store, copy, NULL, NULL), ==, 300);
  footprints_store_close (store);
  test_write_file (path, "garbage that is no database at all", 34);
  g_assert_cmpint (footprints_store_restore (path, copy, kept, NULL, &error), ==, 300);
  g_assert_no_error (error);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  again = test_open (path);
  g_assert_cmpint (test_count (again), ==, 300);
  g_assert_cmpint (footprints_store_restore (fresh, copy, kept_fresh, NULL, &error), ==, 300);
  g_assert_no_error (error);
  test_sql_check_ledger (fresh);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A backup in an earlier format is migrated before anyone can see it. */
static void
test_old_backup (void)
{
  g_autofree char *old = g_test_build_filename (G_TEST_DIST, "data", "schema", "0001.db", NULL);
  g_autofree char *backup = test_path ("backup.db");
  g_autofree char *path = test_path ("history.db");
  g_autofree char *kept = test_path ("kept.db");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (FootprintsStore) store = make_store (path, 3);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files;

  test_copy_file (old, backup);
  n_files = count_files (folder);
  g_assert_cmpint (footprints_store_restore (path, backup, kept, NULL, &error), ==, 6);
  g_assert_no_error (error);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history) +
                       footprints_history_get_n_repeated_reports (history),
                   ==, 6);
  test_add (store, "New", "Track", NULL, TEST_TIME - 1000);
  test_sql_check_ledger (path);
  /* What was kept, and no copy in the old format beside the new one. */
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  footprints_store_close (store);
  g_assert_cmpuint (count_files (folder), <=, n_files + 1);
}

/* The log of a ledger that is gone is not read into the one that takes its place. */
static void
test_log_without_ledger (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *log = test_path ("history.db-wal");
  g_autofree char *copy = test_path ("copy.db");
  g_autofree char *kept = test_path ("kept.db");
  g_autofree char *data = NULL;
  g_autoptr (FootprintsStore) store = make_store (path, 50);
  g_autoptr (FootprintsStore) again = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_cmpint (footprints_store_back_up (store, copy, NULL, NULL), ==, 50);
  test_add (store, "Later", "Track", NULL, TEST_TIME - 1000);
  g_assert_true (g_file_get_contents (log, &data, &length, NULL));
  footprints_store_close (store);
  g_assert_cmpint (g_unlink (path), ==, 0);
  test_write_file (log, data, length);
  g_assert_cmpint (footprints_store_restore (path, copy, kept, NULL, &error), ==, 50);
  g_assert_no_error (error);
  again = test_open (path);
  g_assert_cmpint (test_count (again), ==, 50);
  test_sql_check_ledger (path);
}

static void
test_check (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *copy = test_path ("history-copy.db");
  g_autoptr (FootprintsStore) store = make_store (path, 50);
  g_autoptr (GError) error = NULL;
  sqlite3 *database;

  g_assert_true (footprints_store_check (store, NULL, &error));
  g_assert_no_error (error);
  database = test_sql_open (path);
  test_sql_run (database, "update ledger set listen_count = 49");
  g_assert_false (footprints_store_check (store, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "it has 50 plays, but its count says 49"));
  g_clear_error (&error);
  test_sql_run (database, "update ledger set listen_count = 50");
  test_sql_run (database,
                "pragma foreign_keys = off; update listen set track_id = 99999 where id = 7");
  g_assert_false (footprints_store_check (store, NULL, &error));
  g_assert_nonnull (strstr (error->message, "1 rows refer"));
  g_clear_error (&error);
  /* Of a damaged ledger no copy is made that would take a good one's place. */
  g_assert_cmpint (footprints_store_back_up (store, copy, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_unlink (path);
  check_left_alone (path);
  sqlite3_close (database);
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (footprints_store_back_up_finish (FOOTPRINTS_STORE (source), result, &error), ==,
                   10);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* A store that is open all the time sees the same plays, and new names get no old meaning. */
static void
test_compact (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = make_store (path, 500);
  g_autofree char *all = export_plays (path);
  g_autofree char *compacted = NULL;
  g_autoptr (FootprintsHistory) history = test_history (store);
  g_autoptr (FootprintsSearch) search = NULL;
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autoptr (GError) error = NULL;
  gint64 id = test_add (store, "Removed", "For now", "Album of it", TEST_TIME - 100);

  g_assert_cmpint (footprints_store_remove_scrobbles (store, &id, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
  test_sql_run (database, "insert into artist (name) values ('Soon gone')");
  g_assert_true (footprints_store_compact (path, NULL, &error));
  g_assert_no_error (error);
  test_sql_check_ledger (path);
  compacted = export_plays (path);
  g_assert_cmpstr (compacted, ==, all);
  g_assert_cmpint (
      test_sql_int64 (database, "select count(*) from artist where name = 'Soon gone'"), ==, 0);
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from listen_change"), ==, 0);
  g_assert_cmpint (test_sql_int64 (database, "pragma freelist_count"), ==, 0);
  /* It gets the number of the artist that has gone. */
  test_add (store, "Newcomer", "First", NULL, TEST_TIME - 50);
  g_clear_object (&history);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 501);
  search = footprints_history_search (history, "newcomer", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (footprints_chart_get_total (
                        footprints_search_get_matches (search, FOOTPRINTS_ENTITY_KIND_ARTIST)),
                    ==, 1);
  test_sql_check_ledger (path);

  /* What was removed is still there to be brought back. */
  g_assert_cmpint (footprints_store_restore_scrobbles (store, &id, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
  test_sql_check_ledger (path);

  g_assert_false (footprints_store_compact ("/nowhere/history.db", NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
}

static void
add_many (FootprintsStore *store, guint n_plays)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_plays; i++)
    g_ptr_array_add (scrobbles, test_scrobble ("Artist", "Track", "Album", TEST_TIME + i, "local"));
  footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata, n_plays, NULL,
                                  &error);
  g_assert_no_error (error);
}

/* After an undo there may be as many names without a play as plays: looking for plays of each would
 * take hours. */
static void
test_compact_many_names (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autoptr (GError) error = NULL;
  clock_t began;

  add_many (store, 3000);
  test_sql_run (database,
                "with recursive number (n) as"
                " (select 1 union all select n + 1 from number where n < 100000)"
                " insert into track (artist_id, title) select 1, 'Unused ' || n from number");
  began = clock ();
  g_assert_true (footprints_store_compact (path, NULL, &error));
  g_assert_no_error (error);
  if (test_rounds (1, 0) == 1)
    g_assert_cmpfloat ((double) (clock () - began) / CLOCKS_PER_SEC, <, 1.5);
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from track"), ==, 1);
  test_sql_check_ledger (path);
}

static void
test_async (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *copy = test_path ("copy.db");
  g_autoptr (FootprintsStore) store = make_store (path, 10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (footprints_store_back_up (store, copy, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_left_alone (path);
  footprints_store_back_up_async (store, copy, NULL, on_backed_up, &done);
  test_wait (&done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/backup/round-trip", test_round_trip);
  g_test_add_func ("/store/backup/taken", test_taken);
  g_test_add_func ("/store/backup/while-writing", test_while_writing);
  g_test_add_func ("/store/backup/bad-backups", test_bad_backups);
  g_test_add_func ("/store/backup/damaged-history", test_damaged_history);
  g_test_add_func ("/store/backup/old-backup", test_old_backup);
  g_test_add_func ("/store/backup/log-without-ledger", test_log_without_ledger);
  g_test_add_func ("/store/backup/check", test_check);
  g_test_add_func ("/store/backup/compact", test_compact);
  g_test_add_func ("/store/backup/compact-many-names", test_compact_many_names);
  g_test_add_func ("/store/backup/async", test_async);

  return g_test_run ();
}
