/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A part of the disk that no store may fill. */

#include "test-support.h"

/* More than any disk has. */
#define TOO_MUCH (G_GINT64_CONSTANT (1) << 60)

static void
test_adding (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsScrobble) scrobble = test_scrobble ("A", "New", NULL, TEST_TIME, "local");
  gint64 id = test_add (store, "A", "T", NULL, TEST_TIME);
  g_autoptr (GError) error = NULL;

  footprints_store_set_min_free_bytes (TOO_MUCH);
  g_assert_cmpint (footprints_store_add_scrobbles (store, &scrobble, 1, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  g_assert_nonnull (g_strstr_len (error->message, -1, "nearly full"));
  g_clear_error (&error);
  /* What makes room is done. */
  g_assert_cmpint (footprints_store_remove_scrobbles (store, &id, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
  footprints_store_set_min_free_bytes (0);
  g_assert_cmpint (footprints_store_add_scrobbles (store, &scrobble, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

static void
assert_not_migrated (const char *path, const char *before)
{
  g_autofree char *kept = g_strconcat (path, ".format-1", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *after = test_checksum (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_cmpstr (after, ==, before);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "ledger.db.format"));
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_migration (void)
{
  g_autofree char *original =
      g_test_build_filename (G_TEST_DIST, "data", "schema", "0001.db", NULL);
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *kept = g_strconcat (path, ".format-1", NULL);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = NULL;

  test_copy_file (original, path);
  before = test_checksum (path);
  footprints_store_set_min_free_bytes (TOO_MUCH);
  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  assert_not_migrated (path, before);
  footprints_store_set_min_free_bytes (0);
  store = test_open (path);
  g_assert_cmpint (test_count (store), >, 0);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/room/adding", test_adding);
  g_test_add_func ("/store/room/migration", test_migration);
  return g_test_run ();
}
