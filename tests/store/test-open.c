/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Opening a store: making a file, refusing one, and never harming what is refused. */

#include "open-support.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_refused_always (const char *path, int code, const char *reason)
{
  assert_refused (path, FOOTPRINTS_STORE_OPEN_NONE, code, reason);
  assert_refused (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, code, reason);
  assert_refused (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, code, reason);
}

static void
test_create (void)
{
  g_autofree char *path = test_path ("new.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *mode = NULL;
  GStatBuf status;

  g_assert_cmpstr (footprints_store_get_path (store), ==, path);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_false (footprints_store_is_read_only (store));
  g_assert_cmpint (test_count (store), ==, 0);
  database = test_sql_open (path);
  g_assert_cmpint (test_sql_int64 (database, "pragma application_id"), ==,
                   FOOTPRINTS_APPLICATION_ID);
  g_assert_cmpint (test_sql_int64 (database, "pragma user_version"), ==, FOOTPRINTS_LEDGER_FORMAT);
  mode = test_sql_text (database, "pragma journal_mode");
  g_assert_cmpstr (mode, ==, "wal");
  test_release (store);
}

static void
test_properties (void)
{
  g_autofree char *path = test_path ("new.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autofree char *value = NULL;
  gboolean read_only = TRUE;

  g_object_get (store, "path", &value, "read-only", &read_only, NULL);
  g_assert_cmpstr (value, ==, path);
  g_assert_false (read_only);
}

static void
test_reopen (void)
{
  g_autofree char *path = make_ledger ("again.db");
  g_autoptr (FootprintsStore) store = test_open (path);

  g_assert_cmpint (test_count (store), ==, 3);
  footprints_store_close (store);
  footprints_store_close (store);
  test_release (store);
  test_sql_check_ledger (path);
}

static void
test_empty_file (void)
{
  g_autofree char *path = test_path ("empty.db");
  g_autoptr (FootprintsStore) store = NULL;

  test_write_file (path, "", 0);
  assert_refused (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, FOOTPRINTS_ERROR_NOT_FOUND, "is empty");
  store = test_open (path);
  g_assert_cmpint (test_count (store), ==, 0);
}

/* What means something in a URI means nothing in a path. */
static void
test_strange_names (void)
{
  const char *const names[] = {
    "a?mode=memory", "b#c.db",      "d%20e%00.db", "f g;h&i.db",
    "ünï ☃.db",      "\xff\xfe.db", ":memory:",    "file:x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = make_ledger (names[i]);
      g_autoptr (FootprintsStore) store = NULL;

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      store = test_open (path);
      g_assert_cmpint (test_count (store), ==, 3);
    }
}

/* A relative path is one place, wherever the program goes meanwhile. */
static void
test_relative_path (void)
{
  const char *const names[] = { "relative.db", ":memory:", "file:relative.db" };
  g_autofree char *before = g_get_current_dir ();
  g_autofree char *path = test_path ("relative.db");
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (FootprintsHistory) history = NULL;

      g_assert_cmpint (g_chdir (folder), ==, 0);
      store = test_open (names[i]);
      g_assert_true (g_file_test (names[i], G_FILE_TEST_IS_REGULAR));
      g_assert_cmpstr (footprints_store_get_path (store), ==, names[i]);
      g_assert_cmpint (g_chdir ("/"), ==, 0);
      test_add (store, "A", "T", NULL, TEST_TIME);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (test_count (store), ==, 1);
      history = test_history (store);
      g_assert_cmpint (footprints_history_get_n_plays (history), ==, 1);
    }
  g_assert_cmpint (g_chdir (before), ==, 0);
}

static void
test_missing (void)
{
  g_autofree char *path = test_path ("missing.db");

  assert_refused (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, FOOTPRINTS_ERROR_NOT_FOUND, "exist");
  assert_refused (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, FOOTPRINTS_ERROR_NOT_FOUND, "exist");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_missing_folder (void)
{
  g_autofree char *path = test_path ("no/such/folder.db");
  g_autoptr (GError) error = NULL;

  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
}

static void
test_no_name (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (footprints_store_open ("", FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, FOOTPRINTS_ERROR);
}

static void
test_plain_text (void)
{
  g_autofree char *path = test_path ("notes.txt");
  const char text[] = "artist,track,timestamp\nThese are notes and no ledger at all, line by line. "
                      "They are longer than the header of a database.\n";

  test_write_file (path, text, strlen (text));
  assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "not an SQLite database");
  test_write_file (path, "x", 1);
  assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "not an SQLite database");
}

static void
test_folder (void)
{
  g_autofree char *path = test_path ("folder");

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "folder");
}

static void
test_foreign_database (void)
{
  const char *const modes[] = { "pragma journal_mode = delete", "pragma journal_mode = wal" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = test_path (i == 0 ? "recipes.db" : "recipes-wal.db");
      sqlite3 *database = test_sql_open (path);

      test_sql_run (database, modes[i]);
      test_sql_run (database, "create table recipe (id integer primary key, name text)");
      test_sql_run (database, "insert into recipe (name) values ('Soup')");
      sqlite3_close (database);
      assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "another program");
    }
}

/* It is in use, so its log holds rows that are not in the file yet. */
static void
test_foreign_database_in_use (void)
{
  g_autofree char *path = test_path ("busy.db");
  g_autoptr (sqlite3) database = test_sql_open (path);

  test_sql_run (database, "pragma journal_mode = wal");
  test_sql_run (database, "create table recipe (id integer primary key, name text)");
  test_sql_run (database, "pragma wal_checkpoint");
  test_sql_run (database, "insert into recipe (name) values ('Soup')");
  assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "another program");
}

static void
test_earlier_database (void)
{
  const char *const modes[] = { "pragma journal_mode = delete", "pragma journal_mode = wal" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = test_path (i == 0 ? "earlier.db" : "earlier-wal.db");
      sqlite3 *database = test_sql_open (path);

      test_sql_run (database, modes[i]);
      test_sql_run (database, "create table scrobbles (id integer primary key autoincrement,"
                              " artist text not null, album text, track text not null,"
                              " timestamp integer not null, source text not null, source_id text,"
                              " unique (artist, track, timestamp, source))");
      test_sql_run (database, "insert into scrobbles (artist, track, timestamp, source)"
                              " values ('Ayla Venn', 'Slow Ferry', 1709251200, 'lastfm')");
      sqlite3_close (database);
      assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "earlier program");
    }
}

static void
test_newer_format (void)
{
  g_autofree char *path = make_ledger ("newer.db");
  sqlite3 *database = test_sql_open (path);

  test_sql_run (database, "pragma user_version = 99");
  test_sql_run (database, "create table rule (id integer primary key)");
  sqlite3_close (database);
  assert_refused_always (path, FOOTPRINTS_ERROR_NEWER_DATABASE, "format 99");
}

/* Whoever wrote it was killed: what it had committed is in the log, and must stay there. */
static void
test_newer_format_with_log (void)
{
  g_autofree char *path = make_ledger ("used.db");
  g_autofree char *copy = test_path ("killed.db");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (copy, "-wal", NULL);
  g_autofree char *log_before = NULL;
  g_autofree char *log_after = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *database = test_sql_open (path);

  test_sql_run (database, "pragma user_version = 99");
  test_sql_run (database, "create table rule (id integer primary key)");
  test_copy_file (path, copy);
  test_copy_file (log, log_copy);
  sqlite3_close (database);
  before = test_checksum (copy);
  log_before = test_checksum (log_copy);
  g_assert_cmpstr (log_before, !=, "none");

  g_assert_null (footprints_store_open (copy, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NEWER_DATABASE);
  after = test_checksum (copy);
  log_after = test_checksum (log_copy);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (log_before, ==, log_after);
}

static void
test_negative_format (void)
{
  g_autofree char *path = make_ledger ("negative.db");
  sqlite3 *database = test_sql_open (path);

  test_sql_run (database, "pragma user_version = -1");
  sqlite3_close (database);
  assert_refused_always (path, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "negative");
}

static void
test_truncated (void)
{
  g_autofree char *path = make_ledger ("whole.db");
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize part = 1; part < 8; part++)
    {
      g_autofree char *name = g_strdup_printf ("cut-%" G_GSIZE_FORMAT ".db", part);
      g_autofree char *cut = test_path (name);

      test_write_file (cut, data, length * part / 8);
      assert_refused_always (cut, FOOTPRINTS_ERROR_CORRUPT, "malformed");
    }
}

/* Rubbish anywhere: opening and reading may work, or say that the file is damaged, and no more. */
static void
test_damaged (void)
{
  g_autofree char *path = make_ledger ("whole.db");
  g_autofree char *data = NULL;
  guint n_rounds = test_rounds (300, 20);
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *name = g_strdup_printf ("damaged-%u.db", round);
      g_autofree char *damaged = test_path (name);
      g_autofree char *copy = g_memdup2 (data, length);
      gsize start = (gsize) g_test_rand_int_range (100, (gint32) length - 512);
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (FootprintsHistory) history = NULL;
      g_autoptr (FootprintsScrobblePage) page = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 512; i++)
        copy[start + i] = (char) g_test_rand_int ();
      test_write_file (damaged, copy, length);
      store = footprints_store_open (damaged, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
      if (store != NULL)
        history = footprints_store_get_history (store, NULL, &error);
      if (history != NULL)
        page = footprints_store_list_scrobbles (store, 0, 1000, NULL, &error);
      if (page == NULL && error->code != FOOTPRINTS_ERROR_CORRUPT &&
          error->code != FOOTPRINTS_ERROR_FAILED && error->code != FOOTPRINTS_ERROR_TOO_LARGE)
        g_error ("round %u: %s (%d)", round, error->message, error->code);
      g_unlink (damaged);
    }
}

static void
test_lost_table (void)
{
  g_autofree char *path = make_ledger ("lost.db");
  sqlite3 *database = test_sql_open (path);

  test_sql_run (database, "drop view scrobbles; drop table ledger");
  sqlite3_close (database);
  assert_refused (path, FOOTPRINTS_STORE_OPEN_NONE, FOOTPRINTS_ERROR_CORRUPT, "ledger");
}

static void
test_lost_state (void)
{
  const char *const damages[] = {
    "delete from ledger",
    "update ledger set uuid = 'somebody'",
    "update ledger set uuid = upper (hex (randomblob (17)))",
    "update ledger set uuid = cast (x'ff' as text)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strdup_printf ("lost-%u.db", i);
      g_autofree char *path = make_ledger (name);
      sqlite3 *database = test_sql_open (path);
      g_autoptr (GError) error = NULL;

      test_sql_run (database, damages[i]);
      sqlite3_close (database);
      g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
    }
}

static void
test_cancelled (void)
{
  g_autofree char *path = test_path ("cancelled.db");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_async (void)
{
  g_autofree char *path = test_path ("async.db");
  g_auto (TestResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = NULL;

  footprints_store_open_async (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, test_result_cb, &result);
  store = footprints_store_open_finish (test_result_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_true (result.thread == g_thread_self ());
  g_assert_cmpint (test_count (store), ==, 0);
  test_result_clear (&result);
  test_release (store);
}

static void
test_async_error (void)
{
  g_autofree char *path = test_path ("missing.db");
  g_auto (TestResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  footprints_store_open_async (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, NULL, test_result_cb,
                               &result);
  g_assert_null (footprints_store_open_finish (test_result_wait (&result), &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND);
}

static void
on_changed (FootprintsStore *store, gpointer data)
{
  GThread **thread = data;

  *thread = g_thread_self ();
}

typedef struct
{
  const char *path;
  GMainContext *context;
  GThread *signalled_in; /* written in the thread below, read after it was joined */
} ContextTest;

static gpointer
context_thread (gpointer data)
{
  ContextTest *test = data;
  g_auto (TestResult) result = { NULL };
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (test->context);
  footprints_store_open_async (test->path, FOOTPRINTS_STORE_OPEN_NONE, NULL, test_result_cb,
                               &result);
  while (!result.done)
    g_main_context_iteration (test->context, TRUE);
  store = footprints_store_open_finish (result.result, &error);
  g_assert_no_error (error);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), &test->signalled_in);
  test_add (store, "A", "T", NULL, TEST_TIME);
  while (test->signalled_in == NULL)
    g_main_context_iteration (test->context, TRUE);
  g_main_context_pop_thread_default (test->context);
  return g_thread_self ();
}

/* The signal comes in the context that asked to open the store, not in that of a worker. */
static void
test_context (void)
{
  g_autofree char *path = test_path ("context.db");
  g_autoptr (GMainContext) context = g_main_context_new ();
  ContextTest test = { path, context, NULL };
  GThread *thread = g_thread_new ("context", context_thread, &test);

  g_assert_true (g_thread_join (thread) == test.signalled_in);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/creates", test_create);
  g_test_add_func ("/store/open/has-properties", test_properties);
  g_test_add_func ("/store/open/reopens", test_reopen);
  g_test_add_func ("/store/open/fills-empty-file", test_empty_file);
  g_test_add_func ("/store/open/takes-strange-names", test_strange_names);
  g_test_add_func ("/store/open/keeps-relative-path", test_relative_path);
  g_test_add_func ("/store/open/refuses-missing", test_missing);
  g_test_add_func ("/store/open/refuses-missing-folder", test_missing_folder);
  g_test_add_func ("/store/open/refuses-no-name", test_no_name);
  g_test_add_func ("/store/open/refuses-plain-text", test_plain_text);
  g_test_add_func ("/store/open/refuses-folder", test_folder);
  g_test_add_func ("/store/open/refuses-foreign-database", test_foreign_database);
  g_test_add_func ("/store/open/refuses-foreign-database-in-use", test_foreign_database_in_use);
  g_test_add_func ("/store/open/refuses-earlier-database", test_earlier_database);
  g_test_add_func ("/store/open/refuses-newer-format", test_newer_format);
  g_test_add_func ("/store/open/refuses-newer-format-with-log", test_newer_format_with_log);
  g_test_add_func ("/store/open/refuses-negative-format", test_negative_format);
  g_test_add_func ("/store/open/refuses-truncated", test_truncated);
  g_test_add_func ("/store/open/survives-damage", test_damaged);
  g_test_add_func ("/store/open/refuses-lost-table", test_lost_table);
  g_test_add_func ("/store/open/refuses-lost-state", test_lost_state);
  g_test_add_func ("/store/open/cancelled", test_cancelled);
  g_test_add_func ("/store/open/async", test_async);
  g_test_add_func ("/store/open/async-error", test_async_error);
  g_test_add_func ("/store/open/signals-in-caller-context", test_context);
  return g_test_run ();
}
