/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "open-support.h"

#include <string.h>

void
assert_refused (const char *path, FootprintsStoreOpenFlags flags, int code, const char *reason)
{
  g_autofree char *before = test_checksum (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  g_autofree char *log_before = test_checksum (log);
  gboolean had_shared = g_file_test (shared, G_FILE_TEST_EXISTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = footprints_store_open (path, flags, NULL, &error);
  g_autofree char *after = test_checksum (path);
  g_autofree char *log_after = test_checksum (log);

  g_assert_error (error, FOOTPRINTS_ERROR, code);
  g_assert_null (store);
  if (strstr (error->message, reason) == NULL || strstr (error->message, path) == NULL)
    g_error ("“%s” does not say “%s” of %s", error->message, reason, path);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (log_before, ==, log_after);
  g_assert_cmpint (g_file_test (shared, G_FILE_TEST_EXISTS), ==, had_shared);
}

char *
make_ledger (const char *name)
{
  char *path = test_path (name);
  g_autoptr (FootprintsStore) store = test_open (path);

  test_add (store, "Ayla Venn", "Harbour Lights", "Tides", TEST_TIME);
  test_add (store, "Ayla Venn", "Slow Ferry", "Tides", TEST_TIME + 240);
  test_add (store, "Kólmur", "Frost", NULL, TEST_TIME + 480);
  test_release (store);
  return path;
}
