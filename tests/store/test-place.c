/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Somebody deletes, moves or replaces the files of an open ledger: what cannot be kept is not
 * acknowledged. */

#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *program;

static void
assert_replaced (FootprintsStore *store)
{
  g_autoptr (FootprintsScrobble) scrobble = test_scrobble ("A", "New", NULL, TEST_TIME + 60, "x");
  g_autoptr (GError) error = NULL;
  gint64 id = 1;

  g_assert_false (footprints_store_check_file (store, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED);
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_add_scrobbles (store, &scrobble, 1, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED);
  g_assert_nonnull (strstr (error->message, "put it back"));
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_remove_scrobbles (store, &id, 1, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED);
}

static void
assert_import_fails (FootprintsStore *store)
{
  g_autofree char *path = test_path ("plays.csv");
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "artist,track,time\nA,T,1700000000\n", -1, NULL));
  g_assert_false (footprints_import_job_run (job, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED);
}

static void
assert_history (FootprintsStore *store, gint64 n_plays)
{
  g_autoptr (FootprintsHistory) history = test_history (store);

  g_assert_cmpint (footprints_history_get_n_plays (history), ==, n_plays);
}

static FootprintsStore *
open_with_play (const char *path)
{
  FootprintsStore *store = test_open (path);

  test_add (store, "A", "T", NULL, TEST_TIME);
  assert_history (store, 1);
  g_assert_true (footprints_store_check_file (store, NULL));
  return store;
}

static void
test_deleted (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = open_with_play (path);

  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_replaced (store);
  assert_import_fails (store);
  assert_history (store, 1);
}

static void
test_replaced (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *other_path = test_path ("other.db");
  g_autoptr (FootprintsStore) store = open_with_play (path);
  g_autoptr (FootprintsStore) other = test_open (other_path);
  g_autoptr (FootprintsCursor) cursor = NULL;
  g_autoptr (GPtrArray) cursors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  test_add (other, "Other", "Other", NULL, TEST_TIME);
  footprints_store_close (other);
  g_assert_cmpint (g_rename (other_path, path), ==, 0);
  assert_replaced (store);
  assert_history (store, 1);
  /* Each cursor needs a connection; a new one would read the other ledger. */
  for (guint i = 0; i < 8 && error == NULL; i++)
    {
      cursor = footprints_store_read_scrobbles (store, NULL, FALSE, NULL, &error);
      if (cursor != NULL)
        g_ptr_array_add (cursors, g_steal_pointer (&cursor));
    }
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_REPLACED);
}

/* After a file is put back, its history continues. */
static void
test_moved_and_back (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *moved = test_path ("moved.db");
  g_autoptr (FootprintsStore) store = open_with_play (path);

  g_assert_cmpint (g_rename (path, moved), ==, 0);
  assert_replaced (store);
  g_assert_cmpint (g_rename (moved, path), ==, 0);
  g_assert_true (footprints_store_check_file (store, NULL));
  test_add (store, "A", "New", NULL, TEST_TIME + 1);
  assert_history (store, 2);
}

/* All that was acknowledged is in the log without a name, and comes into the file at the end. */
static void
test_log_deleted (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *log = test_path ("ledger.db-wal");
  g_autoptr (FootprintsStore) store = open_with_play (path);

  g_assert_cmpint (g_unlink (log), ==, 0);
  assert_replaced (store);
  assert_history (store, 1);
  test_release (store);
  store = test_open (path);
  assert_history (store, 1);
  test_add (store, "A", "New", NULL, TEST_TIME + 1);
  test_release (store);
  test_sql_check_ledger (path);
}

static void
test_log_replaced (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *log = test_path ("ledger.db-wal");
  g_autoptr (FootprintsStore) store = open_with_play (path);

  g_assert_cmpint (g_unlink (log), ==, 0);
  g_assert_true (g_file_set_contents (log, "", 0, NULL));
  assert_replaced (store);
}

static void
test_symbolic_link (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *target = test_path ("target.db");
  g_autoptr (FootprintsStore) store = NULL;
  GFile *link = g_file_new_for_path (path);

  g_assert_true (g_file_make_symbolic_link (link, target, NULL, NULL));
  g_object_unref (link);
  store = open_with_play (path);
  g_assert_cmpint (g_unlink (target), ==, 0);
  assert_replaced (store);
}

/* As a child: opens the ledger, looks at it, and ends. */
static int
child_main (const char *path)
{
  g_autoptr (FootprintsStore) store = test_open (path);

  g_print ("%d\n", (int) test_count (store));
  return 0;
}

/* Closing any descriptor of a file takes away all locks that a process has on it. Then another
 * process believes that it is the last one, and deletes the log that this one writes to. */
static void
test_locks_stay (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *log = test_path ("ledger.db-wal");
  g_autoptr (FootprintsStore) store = open_with_play (path);
  g_autoptr (FootprintsStore) second = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  second = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&second);
  child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--child", path, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  test_add (store, "A", "After", NULL, TEST_TIME + 1);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return child_main (argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/place/deleted", test_deleted);
  g_test_add_func ("/store/place/replaced", test_replaced);
  g_test_add_func ("/store/place/moved-and-back", test_moved_and_back);
  g_test_add_func ("/store/place/log-deleted", test_log_deleted);
  g_test_add_func ("/store/place/log-replaced", test_log_replaced);
  g_test_add_func ("/store/place/symbolic-link", test_symbolic_link);
  g_test_add_func ("/store/place/locks-stay", test_locks_stay);
  return g_test_run ();
}
