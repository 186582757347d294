/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The disk that fails on demand does what its header says, with plain SQLite on top of it. */

#include "fault-vfs.h"
#include "test-support.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int
try_run (sqlite3 *database, const char *sql)
{
  return sqlite3_exec (database, sql, NULL, NULL, NULL);
}

static sqlite3 *
make_database (const char *path, const char *pragmas)
{
  sqlite3 *database = test_sql_open (path);

  sqlite3_extended_result_codes (database, 1);
  test_sql_run (database, pragmas);
  test_sql_run (database, "create table if not exists t (x)");
  return database;
}

static void
test_counts (void)
{
  g_autofree char *path = test_path ("counts.db");
  g_autoptr (sqlite3) database = make_database (path, "pragma journal_mode = wal");

  fault_vfs_arm (0, 0, FAULT_MODE_ONCE, SQLITE_IOERR);
  g_assert_cmpuint (fault_vfs_count (FAULT_ANY), ==, 0);
  test_sql_run (database, "insert into t values (1)");
  /* A frame is a header and a page; it is synced once. */
  g_assert_cmpuint (fault_vfs_count (FAULT_WRITE), ==, 2);
  g_assert_cmpuint (fault_vfs_count (FAULT_SYNC), ==, 1);
  g_assert_cmpuint (fault_vfs_count (FAULT_SHM_LOCK), >=, 2);
  g_assert_cmpuint (fault_vfs_count (FAULT_OPEN | FAULT_DELETE | FAULT_TRUNCATE), ==, 0);
  g_assert_cmpuint (fault_vfs_count (FAULT_CHANGES), ==, 3);
  fault_vfs_disarm ();
  g_assert_cmpuint (fault_vfs_n_open (), ==, 2);
  g_clear_pointer (&database, sqlite3_close);
  g_assert_cmpuint (fault_vfs_n_open (), ==, 0);
}

typedef struct
{
  FaultKinds kinds;
  int result;
  int expected;
  int expected_errno;
} Failure;

/* Each kind fails once, with its own code, and then works. */
static void
test_each_kind (void)
{
  static const Failure failures[] = {
    { FAULT_WRITE, SQLITE_IOERR, SQLITE_IOERR_WRITE, EIO },
    { FAULT_WRITE, SQLITE_FULL, SQLITE_FULL, ENOSPC },
    { FAULT_SYNC, SQLITE_IOERR, SQLITE_IOERR_FSYNC, EIO },
    { FAULT_LOCK, SQLITE_BUSY, SQLITE_BUSY, 0 },
    { FAULT_LOCK, SQLITE_IOERR, SQLITE_IOERR_LOCK, EIO },
    { FAULT_OPEN, SQLITE_IOERR, SQLITE_CANTOPEN, EIO },
    { FAULT_OPEN, SQLITE_FULL, SQLITE_CANTOPEN, ENOSPC },
    { FAULT_DELETE, SQLITE_IOERR, SQLITE_IOERR_DELETE, 0 },
    { FAULT_READ, SQLITE_FULL, SQLITE_IOERR_READ, ENOSPC },
  };
  g_autofree char *path = test_path ("kinds.db");
  g_autoptr (sqlite3) database = make_database (path, "pragma cache_size = 0");

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      int result;

      fault_vfs_arm (failures[i].kinds, 1, FAULT_MODE_ONCE, failures[i].result);
      result = try_run (database, "insert into t values (1)");
      if ((result & 0xff) != (failures[i].expected & 0xff) ||
          (result != failures[i].expected && failures[i].kinds != FAULT_OPEN))
        g_error ("%u: %d, not %d", i, result, failures[i].expected);
      if (failures[i].expected_errno != 0 && result != SQLITE_FULL)
        g_assert_cmpint (sqlite3_system_errno (database), ==, failures[i].expected_errno);
      if (!sqlite3_get_autocommit (database))
        test_sql_run (database, "rollback");
      fault_vfs_disarm ();
      test_sql_run (database, "insert into t values (1)");
    }
}

static void
test_for_good (void)
{
  g_autofree char *path = test_path ("good.db");
  g_autoptr (sqlite3) database = make_database (path, "pragma journal_mode = wal");

  fault_vfs_arm (FAULT_SYNC, 2, FAULT_MODE_FOR_GOOD, SQLITE_FULL);
  g_assert_cmpint (try_run (database, "insert into t values (1)"), ==, SQLITE_OK);
  g_assert_cmpint (try_run (database, "insert into t values (2)"), ==, SQLITE_FULL);
  g_assert_cmpint (try_run (database, "insert into t values (3)"), ==, SQLITE_FULL);
  fault_vfs_disarm ();
  g_assert_cmpint (try_run (database, "insert into t values (4)"), ==, SQLITE_OK);
  g_assert_cmpint (test_sql_int64 (database, "select sum (x) from t"), ==, 5);
}

/* Half of a page reaches the file when a write is torn, and nothing when it fails as a whole. */
static void
test_torn (gconstpointer data)
{
  FaultMode mode = (FaultMode) GPOINTER_TO_INT (data);
  g_autofree char *path = test_path ("torn.db");
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  g_autoptr (sqlite3) database = make_database (path, "pragma journal_mode = wal");
  GStatBuf before, after;

  g_assert_cmpint (g_stat (journal, &before), ==, 0);
  fault_vfs_arm (FAULT_WRITE, 2, mode, SQLITE_IOERR);
  g_assert_cmpint (try_run (database, "insert into t values (1)"), ==, SQLITE_IOERR_WRITE);
  g_assert_cmpint (g_stat (journal, &after), ==, 0);
  fault_vfs_disarm ();
  g_assert_cmpint (after.st_size - before.st_size, ==, 24 + (mode == FAULT_MODE_TORN ? 2048 : 0));
}

static void
test_watch (void)
{
  g_autofree char *watched = test_path ("watched.db");
  g_autofree char *other = test_path ("other.db");
  g_autoptr (sqlite3) a = make_database (watched, "pragma journal_mode = wal");
  g_autoptr (sqlite3) b = make_database (other, "pragma journal_mode = wal");

  fault_vfs_watch (watched);
  fault_vfs_arm (FAULT_WRITE, 1, FAULT_MODE_FOR_GOOD, SQLITE_IOERR);
  g_assert_cmpint (try_run (b, "insert into t values (1)"), ==, SQLITE_OK);
  g_assert_cmpuint (fault_vfs_count (FAULT_ANY), ==, 0);
  g_assert_cmpint (try_run (a, "insert into t values (1)"), ==, SQLITE_IOERR_WRITE);
  fault_vfs_disarm ();
  fault_vfs_watch (NULL);
}

/* Tries ten transactions; returns the number of the last acknowledged one. */
static int
write_rows (const char *path, const char *pragmas)
{
  g_autoptr (sqlite3) database = NULL;
  int n_acknowledged = 0;

  if (sqlite3_open (path, &database) != SQLITE_OK || try_run (database, pragmas) != SQLITE_OK)
    return 0;
  for (int i = 1; i <= 10; i++)
    {
      g_autofree char *sql = g_strdup_printf ("insert into t values (%d), (randomblob (3000))", i);

      if (try_run (database, sql) != SQLITE_OK)
        break;
      n_acknowledged = i;
    }
  return n_acknowledged;
}

static int
count_rows (const char *path)
{
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autofree char *integrity = test_sql_text (database, "pragma integrity_check");

  g_assert_cmpstr (integrity, ==, "ok");
  return (int) test_sql_int64 (database, "select count(*) from t where typeof (x) = 'integer'");
}

/* Crashes at each operation in turn; returns how many acknowledged transactions were lost. */
static guint
crash_everywhere (const char *pragmas)
{
  g_autofree char *path = test_path ("crash.db");
  gboolean reached = TRUE;
  guint n_lost = 0;

  for (guint n = 1; reached; n++)
    for (guint64 seed = 0; seed < 4; seed++)
      {
        g_autoptr (sqlite3) database = NULL;
        g_autofree char *journal = g_strconcat (path, "-journal", NULL);
        int n_acknowledged, n_kept;

        g_unlink (path);
        g_unlink (journal);
        database = make_database (path, pragmas);
        g_clear_pointer (&database, sqlite3_close);
        fault_vfs_crash_at (n, seed * 1000 + (seed == 1 ? -999 : 0), FAULT_CRASH_FAIL);
        n_acknowledged = write_rows (path, pragmas);
        reached = fault_vfs_has_crashed ();
        fault_vfs_recover ();
        n_kept = count_rows (path);
        /* The transaction interrupted by the crash may be there. */
        g_assert_cmpint (n_kept, <=, n_acknowledged + 1);
        n_lost += (guint) MAX (n_acknowledged - n_kept, 0);
      }
  return n_lost;
}

static void
test_crash (gconstpointer data)
{
  g_assert_cmpuint (crash_everywhere (data), ==, 0);
}

/* A crash does lose unsynced changes: without syncs by SQLite, some transactions are lost. */
static void
test_crash_finds_missing_sync (void)
{
  g_assert_cmpuint (crash_everywhere ("pragma journal_mode = wal; pragma synchronous = normal"), >,
                    0);
}

static void
write_unsynced (const char *path)
{
  g_autoptr (sqlite3) G_GNUC_UNUSED database = make_database (path, "pragma synchronous = off");
}

/* The program's own syncs count too, and a file that it renames is found. */
static void
test_own_sync (void)
{
  g_autofree char *path = test_path ("own.db");
  g_autofree char *renamed = test_path ("renamed.db");

  for (guint is_synced = 0; is_synced < 2; is_synced++)
    {
      GStatBuf status;

      fault_vfs_crash_at (0, 0, FAULT_CRASH_FAIL);
      close (g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600));
      write_unsynced (path);
      if (is_synced)
        {
          int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);

          g_assert_cmpint (fsync (descriptor), ==, 0);
          close (descriptor);
        }
      g_assert_cmpint (g_rename (path, renamed), ==, 0);
      fault_vfs_recover ();
      g_assert_cmpint (g_stat (renamed, &status), ==, 0);
      g_assert_cmpint (status.st_size > 0, ==, is_synced);
      g_unlink (renamed);
    }
  fault_vfs_arm (FAULT_SYNC, 1, FAULT_MODE_ONCE, SQLITE_FULL);
  g_assert_cmpint (fsync (STDIN_FILENO), ==, -1);
  g_assert_cmpint (errno, ==, ENOSPC);
  fault_vfs_disarm ();
}

/* A child ends at the crash, and leaves the files as they are on the disk. */
static void
test_crash_exits (void)
{
  g_autofree char *path = test_path ("exit.db");
  g_autoptr (sqlite3) database = make_database (path, "pragma journal_mode = wal");
  int status;
  pid_t child;

  g_clear_pointer (&database, sqlite3_close);
  child = fork ();
  if (child == 0)
    {
      fault_vfs_crash_at (10, 0, FAULT_CRASH_EXIT);
      write_rows (path, "pragma synchronous = full");
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, FAULT_CRASH_STATUS);
  g_assert_cmpint (count_rows (path), ==, 1);
}

int
main (int argc, char **argv)
{
  test_use_memory ();
  g_test_init (&argc, &argv, NULL);
  fault_vfs_register ();
  g_test_add_func ("/faults/fault-vfs/counts", test_counts);
  g_test_add_func ("/faults/fault-vfs/each-kind", test_each_kind);
  g_test_add_func ("/faults/fault-vfs/for-good", test_for_good);
  g_test_add_data_func ("/faults/fault-vfs/torn", GINT_TO_POINTER (FAULT_MODE_TORN), test_torn);
  g_test_add_data_func ("/faults/fault-vfs/not-torn", GINT_TO_POINTER (FAULT_MODE_ONCE), test_torn);
  g_test_add_func ("/faults/fault-vfs/watch", test_watch);
  g_test_add_data_func ("/faults/fault-vfs/crash-log", "pragma journal_mode = wal", test_crash);
  g_test_add_data_func ("/faults/fault-vfs/crash-journal", "pragma synchronous = extra",
                        test_crash);
  g_test_add_func ("/faults/fault-vfs/crash-finds-missing-sync", test_crash_finds_missing_sync);
  g_test_add_func ("/faults/fault-vfs/own-sync", test_own_sync);
  g_test_add_func ("/faults/fault-vfs/crash-exits", test_crash_exits);
  return g_test_run ();
}
