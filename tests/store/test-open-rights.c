/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Who may open a store: its files are for their owner alone, locks are kept, and what may only be
 * read is only read. */

#include "open-support.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static guint
get_mode (const char *path, const char *ending)
{
  g_autofree char *file = g_strconcat (path, ending, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (file, &status), ==, 0);
  return status.st_mode & 07777;
}

/* The files of a ledger in use are for their owner alone, whatever the umask, and so are those that
 * an earlier version has left for all to read. */
static void
test_private (void)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  static const mode_t masks[] = { 0, 022, 0277, 0777 };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *name = g_strdup_printf ("mask-%u.db", i);
      g_autofree char *path = test_path (name);
      mode_t mask = umask (masks[i]);
      g_autoptr (FootprintsStore) store = test_open (path);
      g_autoptr (FootprintsStore) second = NULL;

      test_add (store, "Ayla Venn", "Harbour Lights", "Tides", TEST_TIME);
      umask (mask);
      for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
        {
          g_autofree char *file = g_strconcat (path, endings[k], NULL);

          g_assert_cmphex (get_mode (path, endings[k]), ==, 0600);
          g_chmod (file, 0644);
        }
      second = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, NULL);
      g_assert_nonnull (second);
      g_assert_cmphex (get_mode (path, ""), ==, 0644);
      test_release (second);
      second = test_open (path);
      for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
        g_assert_cmphex (get_mode (path, endings[k]), ==, 0600);
      test_release (second);
      test_release (store);
      /* The owner gets no right that was taken from it, and what is refused stays as it is. */
      g_chmod (path, 0444);
      if (geteuid () == 0)
        {
          store = test_open (path);
          g_assert_cmphex (get_mode (path, ""), ==, 0400);
          test_release (store);
        }
    }
}

/* As another process sees it. */
static gboolean
is_locked (const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      /* SQLite's bytes for those who have a database open. */
      struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510
      };
      int descriptor = g_open (path, O_RDWR, 0);

      /* Told by a signal: a checker of memory has a say in the status with which a process ends. */
      raise (fcntl (descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? SIGKILL : SIGTERM);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  return WTERMSIG (status) == SIGKILL;
}

/* A process that closes the file ends its own locks on it; a backup opens a ledger that is open. */
static void
test_keeps_locks (void)
{
  g_autofree char *path = test_path ("locked.db");
  g_autofree char *copy_path = test_path ("copy.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsStore) second = NULL;

  test_add (store, "Ayla Venn", "Harbour Lights", "Tides", TEST_TIME);
  g_assert_true (is_locked (path));
  second = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, NULL);
  g_assert_cmpint (footprints_store_back_up (second, copy_path, NULL, NULL), ==, 1);
  test_release (second);
  g_assert_true (is_locked (path));
  second = test_open (path);
  test_release (second);
  g_assert_true (is_locked (path));
  test_release (store);
  g_assert_false (is_locked (path));
}

static void
test_private_refused (void)
{
  g_autofree char *path = test_path ("others.db");

  sqlite3 *database = test_sql_open (path);

  test_sql_run (database, "create table a (b)");
  sqlite3_close (database);
  g_chmod (path, 0644);
  assert_refused (path, FOOTPRINTS_STORE_OPEN_NONE, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "another");
  g_assert_cmphex (get_mode (path, ""), ==, 0644);
}

static void
test_read_only_flag (void)
{
  g_autofree char *path = make_ledger ("kept.db");
  g_autofree char *before = test_checksum (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME + 999);
  g_autoptr (FootprintsHistory) history = NULL;
  gint64 id = 1;

  g_assert_no_error (error);
  g_assert_true (footprints_store_is_read_only (store));
  g_assert_cmpint (test_count (store), ==, 3);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 3);
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_cmpint (footprints_store_remove_scrobbles (store, &id, 1, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
  test_release (store);
  after = test_checksum (path);
  g_assert_cmpstr (before, ==, after);
}

/* A read-only store follows what another one writes. */
static void
test_read_only_follows (void)
{
  g_autofree char *path = make_ledger ("followed.db");
  g_autoptr (FootprintsStore) writer = test_open (path);
  g_autoptr (FootprintsStore) reader =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, NULL);
  g_autoptr (FootprintsHistory) history = NULL;

  test_add (writer, "A", "T", NULL, TEST_TIME + 9999);
  g_assert_cmpint (test_count (reader), ==, 4);
  history = test_history (reader);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 4);
}

/* Runs @func as a user who owns nothing; a child process, because one cannot come back. */
static void
run_as_nobody (void (*func) (const char *path), const char *path)
{
  struct passwd *nobody = getpwnam ("nobody");
  pid_t child;
  int status;

  g_assert_nonnull (nobody);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (nobody->pw_gid) != 0 || setuid (nobody->pw_uid) != 0))
        _exit (99);
      func (path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* Makes every folder down to @path passable for others. */
static void
open_folders (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  while (strlen (folder) > 1)
    {
      char *parent = g_path_get_dirname (folder);
      struct stat info;

      if (g_stat (folder, &info) == 0 && (info.st_mode & 0055) != 0055)
        g_chmod (folder, info.st_mode | 0055);
      g_free (folder);
      folder = parent;
    }
}

static void
open_in_locked_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) read_error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  g_autoptr (FootprintsHistory) history = NULL;

  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
  g_assert_null (store);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &read_error);
  g_assert_no_error (read_error);
  g_assert_cmpint (test_count (store), ==, 3);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 3);
}

static void
create_in_locked_folder (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
}

static void
open_unreadable (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY);
}

static void
test_read_only_folder (void)
{
  /* Where valgrind finds them in a child that does not come back here. */
  static char *path, *missing, *folder;
  g_autofree char *made = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  path = test_path ("locked/ledger.db");
  missing = test_path ("locked/new.db");
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  made = make_ledger ("locked/ledger.db");
  open_folders (path);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  before = test_checksum (path);
  run_as_nobody (open_in_locked_folder, path);
  run_as_nobody (create_in_locked_folder, missing);
  after = test_checksum (path);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_chmod (path, 0200), ==, 0);
  run_as_nobody (open_unreadable, path);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_clear_pointer (&path, g_free);
  g_clear_pointer (&missing, g_free);
  g_clear_pointer (&folder, g_free);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/keeps-locks", test_keeps_locks);
  g_test_add_func ("/store/open/private", test_private);
  g_test_add_func ("/store/open/private-refused", test_private_refused);
  g_test_add_func ("/store/open/read-only-flag", test_read_only_flag);
  g_test_add_func ("/store/open/read-only-follows", test_read_only_follows);
  g_test_add_func ("/store/open/read-only-folder", test_read_only_folder);
  return g_test_run ();
}
