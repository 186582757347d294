/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The disk fails below SQLite, at the n-th operation that changes a file, for every n, while plays
 * are added and deleted and while a ledger is made. Whatever happens, what was acknowledged is
 * there afterwards, nothing is half there, and the file is sound. What else writes is in
 * tests/faults/. */

#include "fault-vfs.h"
#include "test-support.h"

#include <glib/gstdio.h>

#define N_BATCHES 3
#define BATCH_SIZE 10
/* A play that is there from the start and is deleted on the way. */
#define N_BEFORE 2

/* What the store has acknowledged. */
typedef struct
{
  guint n; /* the operation that fails */
  gboolean batches[N_BATCHES];
  gboolean deleted;
  gboolean failed;
} Acknowledged;

static void
add_batch (FootprintsStore *store, guint batch, Acknowledged *acknowledged, int code)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *artist = g_strdup_printf ("Artist %u", batch);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < BATCH_SIZE; i++)
    {
      g_autofree char *track = g_strdup_printf ("A track with a long name, number %u", i);

      g_ptr_array_add (
          scrobbles, test_scrobble (artist, track, "Album", TEST_TIME + 1000 * batch + i, "local"));
    }
  if (footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata, BATCH_SIZE,
                                      NULL, &error) == BATCH_SIZE)
    {
      acknowledged->batches[batch] = TRUE;
      return;
    }
  acknowledged->failed = TRUE;
  if (!g_error_matches (error, FOOTPRINTS_ERROR, code))
    g_error ("operation %u: %s (%d)", acknowledged->n, error->message, error->code);
}

static void
run_script (const char *path, Acknowledged *acknowledged, int code)
{
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 1;

  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  if (store == NULL)
    {
      acknowledged->failed = TRUE;
      if (!g_error_matches (error, FOOTPRINTS_ERROR, code))
        g_error ("operation %u: %s (%d)", acknowledged->n, error->message, error->code);
      return;
    }
  for (guint batch = 0; batch < N_BATCHES; batch++)
    {
      add_batch (store, batch, acknowledged, code);
      if (batch == 1)
        acknowledged->deleted = footprints_store_remove_scrobbles (store, &id, 1, NULL, NULL) == 1;
    }
}

static void
check (const char *path, const Acknowledged *acknowledged)
{
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsHistory) history = test_history (store);
  g_autoptr (sqlite3) database = test_sql_open (path);

  for (guint batch = 0; batch < N_BATCHES; batch++)
    {
      g_autofree char *sql =
          g_strdup_printf ("select count(*) from scrobbles where artist = 'Artist %u'", batch);
      gint64 n_plays = test_sql_int64 (database, sql);

      if (n_plays != BATCH_SIZE && (n_plays != 0 || acknowledged->batches[batch]))
        g_error ("operation %u: batch %u has %d plays, acknowledged: %d", acknowledged->n, batch,
                 (int) n_plays, acknowledged->batches[batch]);
    }
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from scrobbles where id = 2"), ==, 1);
  if (acknowledged->deleted)
    g_assert_cmpint (test_sql_int64 (database, "select count(*) from scrobbles where id = 1"), ==,
                     0);
  g_assert_cmpint (footprints_history_get_n_plays (history) +
                       footprints_history_get_n_repeated_reports (history),
                   ==, test_count (store));
  test_sql_check_ledger (path);
}

static void
remove_database (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static void
make_ledger (const char *path)
{
  g_autoptr (FootprintsStore) store = test_open (path);

  for (guint i = 0; i < N_BEFORE; i++)
    test_add (store, "Before", "Before", NULL, TEST_TIME - 1 - i);
}

typedef struct
{
  FaultKinds kinds;
  FaultMode mode;
  int result;
  int code;
} Fault;

static const Fault faults[] = {
  { FAULT_CHANGES, FAULT_MODE_ONCE, SQLITE_IOERR, FOOTPRINTS_ERROR_FAILED },
  { FAULT_CHANGES, FAULT_MODE_FOR_GOOD, SQLITE_IOERR, FOOTPRINTS_ERROR_FAILED },
  { FAULT_SPACE, FAULT_MODE_ONCE, SQLITE_FULL, FOOTPRINTS_ERROR_DISK_FULL },
  { FAULT_SPACE, FAULT_MODE_FOR_GOOD, SQLITE_FULL, FOOTPRINTS_ERROR_DISK_FULL },
  { FAULT_WRITE, FAULT_MODE_TORN, SQLITE_IOERR, FOOTPRINTS_ERROR_FAILED },
};

/* Every operation of a normal life fails in turn. */
static void
test_every_operation (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *original = test_path ("original.db");
  g_autofree char *path = test_path ("ledger.db");
  guint step = test_rounds (1, 17);
  gboolean failed = TRUE;
  guint n = 1;

  make_ledger (original);
  for (; failed; n += step)
    {
      Acknowledged acknowledged = { .n = n };

      remove_database (path);
      test_copy_file (original, path);
      fault_vfs_arm (fault->kinds, n, fault->mode, fault->result);
      run_script (path, &acknowledged, fault->code);
      failed = fault_vfs_count (fault->kinds) >= n;
      fault_vfs_disarm ();
      check (path, &acknowledged);
      if (fault->mode != FAULT_MODE_FOR_GOOD && !acknowledged.failed)
        for (guint batch = 0; batch < N_BATCHES; batch++)
          g_assert_true (acknowledged.batches[batch]);
    }
  g_test_message ("%u operations", n - step);
  g_assert_cmpuint (n, >, 50);
}

/* The ledger is being made: afterwards there is one, or one can be made in its place. */
static void
test_creation (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *path = test_path ("ledger.db");
  gboolean failed = TRUE;
  guint n = 1;

  for (; failed; n++)
    {
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (GError) error = NULL;

      remove_database (path);
      fault_vfs_arm (fault->kinds, n, fault->mode, fault->result);
      store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
      if (store == NULL && !g_error_matches (error, FOOTPRINTS_ERROR, fault->code))
        g_error ("operation %u: %s (%d)", n, error->message, error->code);
      g_clear_object (&store);
      failed = fault_vfs_count (fault->kinds) >= n;
      fault_vfs_disarm ();
      make_ledger (path);
      test_sql_check_ledger (path);
    }
  g_test_message ("%u operations", n - 1);
  g_assert_cmpuint (n, >, 10);
}

/* The power goes at any of its operations. */
static void
test_crash (void)
{
  g_autofree char *original = test_path ("original.db");
  g_autofree char *path = test_path ("ledger.db");
  guint step = test_rounds (1, 23);
  gboolean crashed = TRUE;
  guint n = 1;

  make_ledger (original);
  for (; crashed; n += step)
    {
      Acknowledged acknowledged = { .n = n };

      remove_database (path);
      test_copy_file (original, path);
      fault_vfs_crash_at (n, n % 5, FAULT_CRASH_FAIL);
      run_script (path, &acknowledged, FOOTPRINTS_ERROR_FAILED);
      crashed = fault_vfs_has_crashed ();
      fault_vfs_recover ();
      check (path, &acknowledged);
    }
  g_test_message ("%u operations", n - step);
  g_assert_cmpuint (n, >, 50);
}

/* The power goes while the ledger is made. */
static void
test_crash_at_creation (void)
{
  g_autofree char *path = test_path ("ledger.db");
  gboolean crashed = TRUE;
  guint n = 1;

  for (; crashed; n++)
    for (guint64 seed = 0; seed < 3; seed++)
      {
        g_autoptr (FootprintsStore) store = NULL;

        remove_database (path);
        fault_vfs_crash_at (n, seed, FAULT_CRASH_FAIL);
        store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, NULL);
        g_clear_object (&store);
        crashed = fault_vfs_has_crashed ();
        fault_vfs_recover ();
        g_test_message ("crash at %u, seed %d", n, (int) seed);
        make_ledger (path);
        test_sql_check_ledger (path);
      }
  g_assert_cmpuint (n, >, 10);
}

/* What was wrong once is not what is wrong now. */
static void
test_error_is_not_remembered (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsScrobble) scrobble = footprints_scrobble_new ("A", "T", TEST_TIME);
  g_autoptr (sqlite3) database = test_sql_open (path);
  g_autoptr (GError) error = NULL;

  test_sql_run (database, "create trigger refuse before insert on listen"
                          " begin select raise (abort, 'refused'); end");
  fault_vfs_arm (FAULT_READ, 1, FAULT_MODE_FOR_GOOD, SQLITE_FULL);
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  g_clear_error (&error);
  fault_vfs_disarm ();
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  test_sql_run (database, "drop trigger refuse");
  test_add (store, "A", "T", NULL, TEST_TIME);
}

int
main (int argc, char **argv)
{
  test_use_memory ();
  g_test_init (&argc, &argv, NULL);
  fault_vfs_register ();
  g_test_add_data_func ("/store/faults/io-once", &faults[0], test_every_operation);
  g_test_add_data_func ("/store/faults/io-from-then-on", &faults[1], test_every_operation);
  g_test_add_data_func ("/store/faults/full-once", &faults[2], test_every_operation);
  g_test_add_data_func ("/store/faults/full-from-then-on", &faults[3], test_every_operation);
  g_test_add_data_func ("/store/faults/io-torn", &faults[4], test_every_operation);
  g_test_add_data_func ("/store/faults/creation-io-once", &faults[0], test_creation);
  g_test_add_data_func ("/store/faults/creation-io-from-then-on", &faults[1], test_creation);
  g_test_add_data_func ("/store/faults/creation-full-once", &faults[2], test_creation);
  g_test_add_data_func ("/store/faults/creation-full-from-then-on", &faults[3], test_creation);
  g_test_add_data_func ("/store/faults/creation-io-torn", &faults[4], test_creation);
  g_test_add_func ("/store/faults/crash", test_crash);
  g_test_add_func ("/store/faults/crash-at-creation", test_crash_at_creation);
  g_test_add_func ("/store/faults/error-is-not-remembered", test_error_is_not_remembered);
  return g_test_run ();
}
