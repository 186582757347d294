/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the tests of the library share: folders, ledgers, plain SQL, and waiting. */

#include "test-support.h"

#include "toy-ledger.h"
#include "toy-mirror.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running test. G_TEST_OPTION_ISOLATE_DIRS is not used, because GLib leaks the
 * names of its folders, and recognizing that leak takes a slow stack walk for each allocation. */
static char *folder;
static char *folder_test;
static pid_t folder_owner;

static int
remove_entry (const char *path, const struct stat *status, int kind, struct FTW *where)
{
  return remove (path);
}

void
test_remove_folder (void)
{
  /* A forked child leaves its parent's folder alone. */
  if (folder != NULL && folder_owner == getpid ())
    nftw (folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&folder_test, g_free);
}

static void
make_folder (void)
{
  static gboolean is_removed_at_exit;
  g_autoptr (GError) error = NULL;

  test_remove_folder ();
  folder = g_dir_make_tmp ("footprints-test-XXXXXX", &error);
  g_assert_no_error (error);
  folder_test = g_strdup (g_test_get_path ());
  folder_owner = getpid ();
  if (!is_removed_at_exit)
    atexit (test_remove_folder);
  is_removed_at_exit = TRUE;
}

char *
test_path (const char *name)
{
  if (folder == NULL || !g_str_equal (folder_test, g_test_get_path ()))
    make_folder ();
  return g_build_filename (folder, name, NULL);
}

void
test_use_memory (void)
{
  const char *const folders[] = { g_getenv ("XDG_RUNTIME_DIR"), "/dev/shm" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (folders[i] != NULL && access (folders[i], R_OK | W_OK | X_OK) == 0)
      {
        g_setenv ("TMPDIR", folders[i], TRUE);
        return;
      }
}

gboolean
test_is_toy (void)
{
  return g_strcmp0 (g_getenv ("FOOTPRINTS_TEST_LEDGER"), "toy") == 0;
}

/* Runs before any program opens its first ledger. */
static void choose_ledger (void) __attribute__ ((constructor));

static void
choose_ledger (void)
{
  if (test_is_toy ())
    _footprints_ledger_set_path_backend (&toy_ledger_backend);
}

guint
test_rounds (guint normal, guint slow)
{
#ifdef __SANITIZE_ADDRESS__
  return slow;
#endif
  return g_getenv ("FOOTPRINTS_TEST_SLOW_MACHINE") != NULL ? slow : normal;
}

FootprintsCalendar *
test_calendar (const char *zone_name, guint day_start_hour)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);

  g_assert_nonnull (zone);
  return footprints_calendar_new (zone, day_start_hour);
}

FootprintsScrobble *
test_scrobble (const char *artist,
               const char *track,
               const char *album,
               gint64 listened_at,
               const char *source)
{
  return g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", artist, "track", track, "album", album,
                       "listened-at", listened_at, "source", source, NULL);
}

FootprintsStore *
test_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  FootprintsStore *store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

gint64
test_add (FootprintsStore *store,
          const char *artist,
          const char *track,
          const char *album,
          gint64 listened_at)
{
  g_autoptr (FootprintsScrobble) scrobble =
      test_scrobble (artist, track, album, listened_at, "local");
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;
  gint64 id = footprints_store_add_scrobble (store, scrobble, &added, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  g_assert_true (added);
  return id;
}

gint64
test_count (FootprintsStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 n_plays = footprints_store_count_scrobbles (store, NULL, &error);

  g_assert_no_error (error);
  return n_plays;
}

FootprintsHistory *
test_history (FootprintsStore *store)
{
  g_autoptr (GError) error = NULL;
  FootprintsHistory *history = footprints_store_get_history (store, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (history);
  return history;
}

sqlite3 *
test_sql_open (const char *path)
{
  sqlite3 *database = test_is_toy () ? toy_mirror_open (path) : NULL;

  if (database == NULL)
    g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  return database;
}

void
test_sql_refresh (sqlite3 *database)
{
  toy_mirror_refresh (database);
}

void
test_sql_run (sqlite3 *database, const char *sql)
{
  int result = sqlite3_exec (database, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
}

gint64
test_sql_int64 (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 value;

  test_sql_refresh (database);
  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

char *
test_sql_text (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *value;

  test_sql_refresh (database);
  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return value;
}

void
test_sql_check_ledger (const char *path)
{
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autofree char *integrity = test_sql_text (database, "pragma integrity_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from pragma_foreign_key_check"), ==,
                   0);
  g_assert_cmpint (test_sql_int64 (database, "select listen_count from ledger"), ==,
                   test_sql_int64 (database, "select count(*) from listen"));
  g_assert_cmpint (test_sql_int64 (database, "select last_listen_id from ledger"), >=,
                   test_sql_int64 (database, "select coalesce(max(id), 0) from listen"));
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from scrobbles"), ==,
                   test_sql_int64 (database, "select count(*) from listen"));
}

char *
test_checksum (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return g_strdup ("none");
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

void
test_write_file (const char *path, const void *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

void
test_copy_file (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  test_write_file (to, data, length);
}

void
test_wait (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

void
test_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TestResult *self = data;

  g_assert_null (self->result);
  self->result = g_object_ref (result);
  self->thread = g_thread_self ();
  self->done = TRUE;
}

GAsyncResult *
test_result_wait (TestResult *self)
{
  test_wait (&self->done);
  return self->result;
}

void
test_result_clear (TestResult *self)
{
  g_clear_object (&self->result);
}

void
test_assert_last_reference (gpointer object)
{
  gint64 give_up_at_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_atomic_int_get (&G_OBJECT (object)->ref_count) != 1 &&
         g_get_monotonic_time () < give_up_at_us)
    g_thread_yield ();
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
}
