/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The disk fails below SQLite: a VFS that wraps the real one and lets the n-th operation that
 * changes a file fail, for every n. Whatever happens, what was acknowledged is there afterwards,
 * nothing is half there, and the file is sound. */

#include "test-support.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef enum
{
  FAIL_ONCE,
  FAIL_FROM_THEN_ON,
} FaultMode;

/* The shim's state; tests arm it while no thread writes. */
static struct
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  int n_operations; /* atomic */
  int fail_at;      /* 0: never */
  int fail_reads;   /* whether reading fails, atomic */
  FaultMode mode;
  int result; /* SQLITE_IOERR or SQLITE_FULL */
  int error_number;
  void (*before_operation) (void); /* NULL, or what happens before each */
} shim;

typedef struct
{
  sqlite3_file base;
  /* The real file follows. */
} ShimFile;

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return (sqlite3_file *) (gpointer) ((ShimFile *) file + 1);
}

/* Whether the operation that is about to happen fails. */
static gboolean
fails (void)
{
  int n;

  if (shim.before_operation != NULL)
    shim.before_operation ();
  n = g_atomic_int_add (&shim.n_operations, 1) + 1;
  if (shim.fail_at == 0)
    return FALSE;
  return shim.mode == FAIL_ONCE ? n == shim.fail_at : n >= shim.fail_at;
}

static int
failure (int io_result)
{
  return shim.result == SQLITE_FULL ? SQLITE_FULL : io_result;
}

static int
shim_close (sqlite3_file *file)
{
  return real_file (file)->pMethods->xClose (real_file (file));
}

static int
shim_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  if (g_atomic_int_get (&shim.fail_reads))
    return SQLITE_IOERR_READ;
  return real_file (file)->pMethods->xRead (real_file (file), data, length, offset);
}

static int
shim_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  if (!fails ())
    return real_file (file)->pMethods->xWrite (real_file (file), data, length, offset);
  /* A write that fails may have been done in part. */
  real_file (file)->pMethods->xWrite (real_file (file), data, length / 2, offset);
  return failure (SQLITE_IOERR_WRITE);
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (fails ())
    return failure (SQLITE_IOERR_TRUNCATE);
  return real_file (file)->pMethods->xTruncate (real_file (file), size);
}

static int
shim_sync (sqlite3_file *file, int flags)
{
  /* Not done for real: the test is about what SQLite does with the answer. */
  return fails () ? failure (SQLITE_IOERR_FSYNC) : SQLITE_OK;
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), size);
}

static int
shim_lock (sqlite3_file *file, int lock)
{
  return real_file (file)->pMethods->xLock (real_file (file), lock);
}

static int
shim_unlock (sqlite3_file *file, int lock)
{
  return real_file (file)->pMethods->xUnlock (real_file (file), lock);
}

static int
shim_check_lock (sqlite3_file *file, int *result)
{
  return real_file (file)->pMethods->xCheckReservedLock (real_file (file), result);
}

static int
shim_control (sqlite3_file *file, int operation, void *argument)
{
  return real_file (file)->pMethods->xFileControl (real_file (file), operation, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return real_file (file)->pMethods->xSectorSize (real_file (file));
}

static int
shim_characteristics (sqlite3_file *file)
{
  return real_file (file)->pMethods->xDeviceCharacteristics (real_file (file));
}

static int
shim_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **map)
{
  return real_file (file)->pMethods->xShmMap (real_file (file), page, size, extend, map);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_file (file)->pMethods->xShmLock (real_file (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  real_file (file)->pMethods->xShmBarrier (real_file (file));
}

static int
shim_shm_unmap (sqlite3_file *file, int remove)
{
  return real_file (file)->pMethods->xShmUnmap (real_file (file), remove);
}

static const sqlite3_io_methods shim_methods = {
  .iVersion = 2,
  .xClose = shim_close,
  .xRead = shim_read,
  .xWrite = shim_write,
  .xTruncate = shim_truncate,
  .xSync = shim_sync,
  .xFileSize = shim_file_size,
  .xLock = shim_lock,
  .xUnlock = shim_unlock,
  .xCheckReservedLock = shim_check_lock,
  .xFileControl = shim_control,
  .xSectorSize = shim_sector_size,
  .xDeviceCharacteristics = shim_characteristics,
  .xShmMap = shim_shm_map,
  .xShmLock = shim_shm_lock,
  .xShmBarrier = shim_shm_barrier,
  .xShmUnmap = shim_shm_unmap,
};

static int
shim_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  int result = shim.real->xOpen (shim.real, name, real_file (file), flags, out_flags);

  file->pMethods = real_file (file)->pMethods != NULL ? &shim_methods : NULL;
  return result;
}

static int
shim_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  if (fails ())
    return failure (SQLITE_IOERR_DELETE);
  return shim.real->xDelete (shim.real, name, 0);
}

static int
shim_last_error (sqlite3_vfs *vfs, int length, char *text)
{
  return shim.error_number;
}

static void
shim_register (void)
{
  shim.real = sqlite3_vfs_find (NULL);
  shim.vfs = *shim.real;
  shim.vfs.zName = "faulty";
  shim.vfs.szOsFile += (int) sizeof (ShimFile);
  shim.vfs.xOpen = shim_open;
  shim.vfs.xDelete = shim_delete;
  shim.vfs.xGetLastError = shim_last_error;
  g_assert_cmpint (sqlite3_vfs_register (&shim.vfs, 1), ==, SQLITE_OK);
}

static void
shim_arm (int fail_at, FaultMode mode, int result, int error_number)
{
  shim.n_operations = 0;
  shim.fail_at = fail_at;
  shim.mode = mode;
  shim.result = result;
  shim.error_number = error_number;
}

static void
shim_disarm (void)
{
  shim_arm (0, FAIL_ONCE, 0, 0);
}

#define N_BATCHES 5
#define BATCH_SIZE 40
/* A play that is there from the start and is deleted on the way. */
#define N_BEFORE 2

/* What the store has acknowledged. */
typedef struct
{
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
    g_error ("operation %d: %s (%d)", shim.fail_at, error->message, error->code);
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
        g_error ("operation %d: %s (%d)", shim.fail_at, error->message, error->code);
      return;
    }
  for (guint batch = 0; batch < N_BATCHES; batch++)
    {
      add_batch (store, batch, acknowledged, code);
      if (batch == 2)
        acknowledged->deleted = footprints_store_delete_scrobbles (store, &id, 1, NULL, NULL) == 1;
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
        g_error ("operation %d: batch %u has %d plays, acknowledged: %d", shim.fail_at, batch,
                 (int) n_plays, acknowledged->batches[batch]);
    }
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from scrobbles where id = 2"), ==, 1);
  if (acknowledged->deleted)
    g_assert_cmpint (test_sql_int64 (database, "select count(*) from scrobbles where id = 1"), ==,
                     0);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, test_count (store));
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
  FaultMode mode;
  int result;
  int error_number;
  int code;
} Fault;

static const Fault faults[] = {
  { FAIL_ONCE, SQLITE_IOERR, EIO, FOOTPRINTS_ERROR_FAILED },
  { FAIL_FROM_THEN_ON, SQLITE_IOERR, EIO, FOOTPRINTS_ERROR_FAILED },
  { FAIL_ONCE, SQLITE_FULL, ENOSPC, FOOTPRINTS_ERROR_DISK_FULL },
  { FAIL_FROM_THEN_ON, SQLITE_FULL, ENOSPC, FOOTPRINTS_ERROR_DISK_FULL },
};

/* Every operation of a normal life fails in turn. */
static void
test_every_operation (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *original = test_path ("original.db");
  g_autofree char *path = test_path ("ledger.db");
  int step = (int) test_rounds (1, 17);
  gboolean failed = TRUE;
  int n = 1;

  make_ledger (original);
  for (; failed; n += step)
    {
      Acknowledged acknowledged = { { FALSE } };

      remove_database (path);
      test_copy_file (original, path);
      shim_arm (n, fault->mode, fault->result, fault->error_number);
      run_script (path, &acknowledged, fault->code);
      failed = shim.n_operations >= n;
      shim_disarm ();
      check (path, &acknowledged);
      if (fault->mode == FAIL_ONCE && !acknowledged.failed)
        for (guint batch = 0; batch < N_BATCHES; batch++)
          g_assert_true (acknowledged.batches[batch]);
    }
  g_test_message ("%d operations", n);
  g_assert_cmpint (n, >, 50);
}

/* The ledger is being made: afterwards there is one, or one can be made in its place. */
static void
test_creation (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *path = test_path ("ledger.db");
  gboolean failed = TRUE;
  int n = 1;

  for (; failed; n++)
    {
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (GError) error = NULL;

      remove_database (path);
      shim_arm (n, fault->mode, fault->result, fault->error_number);
      store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
      if (store == NULL && !g_error_matches (error, FOOTPRINTS_ERROR, fault->code))
        g_error ("operation %d: %s (%d)", n, error->message, error->code);
      g_clear_object (&store);
      failed = shim.n_operations >= n;
      shim_disarm ();
      make_ledger (path);
      test_sql_check_ledger (path);
    }
  g_test_message ("%d operations", n);
  g_assert_cmpint (n, >, 10);
}

/* A crash is a copy of the files at some moment. */
static struct
{
  const char *path;
  GPtrArray *copies; /* of the folder's file names: path of a copy */
  GArray *states;    /* of Acknowledged, as of the copy */
  Acknowledged acknowledged;
} crash;

static void
copy_files (void)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };
  char *copy = g_strdup_printf ("%s.crash-%u", crash.path, crash.copies->len);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (crash.path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (copy, suffixes[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS))
        test_copy_file (from, to);
    }
  g_ptr_array_add (crash.copies, copy);
  g_array_append_val (crash.states, crash.acknowledged);
}

/* The process is killed before any of its operations. */
static void
test_crash (void)
{
  g_autofree char *path = test_path ("ledger.db");
  guint step = test_rounds (1, 23);

  make_ledger (path);
  crash.path = path;
  crash.copies = g_ptr_array_new_with_free_func (g_free);
  crash.states = g_array_new (FALSE, FALSE, sizeof (Acknowledged));
  shim.before_operation = copy_files;
  run_script (path, &crash.acknowledged, FOOTPRINTS_ERROR_FAILED);
  shim.before_operation = NULL;
  g_assert_cmpuint (crash.copies->len, >, 50);
  for (guint i = 0; i < crash.copies->len; i += step)
    {
      const char *copy = g_ptr_array_index (crash.copies, i);

      check (copy, &g_array_index (crash.states, Acknowledged, i));
    }
  g_ptr_array_unref (crash.copies);
  g_array_unref (crash.states);
}

/* The process is killed while it makes the ledger. */
static void
test_crash_at_creation (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = NULL;

  crash.path = path;
  crash.copies = g_ptr_array_new_with_free_func (g_free);
  crash.states = g_array_new (FALSE, FALSE, sizeof (Acknowledged));
  shim.before_operation = copy_files;
  store = test_open (path);
  g_clear_object (&store);
  shim.before_operation = NULL;
  g_assert_cmpuint (crash.copies->len, >, 10);
  for (guint i = 0; i < crash.copies->len; i++)
    {
      const char *copy = g_ptr_array_index (crash.copies, i);

      g_test_message ("%s", copy);
      make_ledger (copy);
      test_sql_check_ledger (copy);
    }
  g_ptr_array_unref (crash.copies);
  g_array_unref (crash.states);
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
  shim_arm (0, FAIL_ONCE, SQLITE_IOERR, ENOSPC);
  g_atomic_int_set (&shim.fail_reads, TRUE);
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_atomic_int_set (&shim.fail_reads, FALSE);
  shim_disarm ();
  g_assert_cmpint (footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error), ==, 0);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  test_sql_run (database, "drop trigger refuse");
  test_add (store, "A", "T", NULL, TEST_TIME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shim_register ();
  g_test_add_data_func ("/store/faults/io-once", &faults[0], test_every_operation);
  g_test_add_data_func ("/store/faults/io-from-then-on", &faults[1], test_every_operation);
  g_test_add_data_func ("/store/faults/full-once", &faults[2], test_every_operation);
  g_test_add_data_func ("/store/faults/full-from-then-on", &faults[3], test_every_operation);
  g_test_add_data_func ("/store/faults/creation-io-once", &faults[0], test_creation);
  g_test_add_data_func ("/store/faults/creation-io-from-then-on", &faults[1], test_creation);
  g_test_add_data_func ("/store/faults/creation-full-once", &faults[2], test_creation);
  g_test_add_data_func ("/store/faults/creation-full-from-then-on", &faults[3], test_creation);
  g_test_add_func ("/store/faults/crash", test_crash);
  g_test_add_func ("/store/faults/crash-at-creation", test_crash_at_creation);
  g_test_add_func ("/store/faults/error-is-not-remembered", test_error_is_not_remembered);
  return g_test_run ();
}
