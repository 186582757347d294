/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A VFS of SQLite that passes everything to the real one, except where a fault or a crash is
 * due. */

#include "fault-vfs.h"

#include "fault-disk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define N_KINDS 9

typedef enum
{
  VERDICT_PASS,
  VERDICT_FAIL,
  VERDICT_TEAR,
  VERDICT_CRASH, /* the power fails at this operation */
} Verdict;

static struct
{
  gboolean is_registered;
  sqlite3_vfs vfs;
  sqlite3_vfs *real;

  GMutex mutex; /* for everything below, and for the log of the disk */
  char *watched;
  guint n_open;
  guint counts[N_KINDS]; /* since the disk was armed */

  FaultKinds kinds;
  guint fail_at; /* 0: never */
  FaultMode mode;
  int result;

  guint crash_at; /* 0: never */
  guint64 seed;
  FaultCrash crash;
  gboolean has_crashed;
} fault;

/* What sqlite3_system_errno() returns for an injected failure; 0: ask the real VFS. */
static __thread int injected_errno;

typedef struct
{
  sqlite3_file base;
  const char *path; /* SQLite keeps it while the file is open; NULL: a temporary file */
  /* The real file follows this structure. */
} FaultFile;

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return (sqlite3_file *) (gpointer) ((FaultFile *) file + 1);
}

static const char *
path_of (sqlite3_file *file)
{
  return ((FaultFile *) file)->path;
}

static gboolean
is_watched (const char *path)
{
  return fault.watched == NULL || (path != NULL && g_str_has_prefix (path, fault.watched));
}

static guint
count_locked (FaultKinds kinds)
{
  guint n = 0;

  for (guint i = 0; i < N_KINDS; i++)
    if (kinds & (1u << i))
      n += fault.counts[i];
  return n;
}

/* Counts the operation, and decides what happens to it. */
static Verdict
judge (const char *path, FaultKinds kind)
{
  guint n;

  injected_errno = 0;
  if (!is_watched (path))
    return VERDICT_PASS;
  if (fault.has_crashed)
    return VERDICT_FAIL;
  fault.counts[g_bit_nth_lsf (kind, -1)]++;
  if (fault.crash_at > 0 && (kind & FAULT_CHANGES) != 0)
    {
      fault.has_crashed = count_locked (FAULT_CHANGES) >= fault.crash_at;
      return fault.has_crashed ? VERDICT_CRASH : VERDICT_PASS;
    }
  if (fault.fail_at == 0 || (kind & fault.kinds) == 0)
    return VERDICT_PASS;
  n = count_locked (fault.kinds);
  if (n == fault.fail_at && fault.mode == FAULT_MODE_TORN)
    return VERDICT_TEAR;
  return n == fault.fail_at || (n > fault.fail_at && fault.mode == FAULT_MODE_FOR_GOOD)
             ? VERDICT_FAIL
             : VERDICT_PASS;
}

/* Returns the code with which an operation fails. @io_result: the operation's own code. */
static int
failure (FaultKinds kind, int io_result)
{
  if (fault.has_crashed && fault.crash == FAULT_CRASH_EXIT)
    {
      fault_disk_recover (fault.seed);
      _exit (FAULT_CRASH_STATUS);
    }
  injected_errno = fault.result == SQLITE_FULL ? ENOSPC : EIO;
  if (fault.result == SQLITE_FULL && (kind & FAULT_SPACE) != 0)
    return SQLITE_FULL;
  if (fault.result == SQLITE_BUSY && (kind & FAULT_LOCKS) != 0)
    return SQLITE_BUSY;
  return io_result;
}

/* For an operation that only passes or fails. */
static gboolean
fails (const char *path, FaultKinds kind, int io_result, int *result)
{
  Verdict verdict;

  g_mutex_lock (&fault.mutex);
  verdict = judge (path, kind);
  if (verdict != VERDICT_PASS)
    *result = failure (kind, io_result);
  g_mutex_unlock (&fault.mutex);
  return verdict != VERDICT_PASS;
}

static gboolean
is_logged (const char *path)
{
  return fault_disk_is_logging () && path != NULL && is_watched (path);
}

static int
shim_close (sqlite3_file *file)
{
  g_mutex_lock (&fault.mutex);
  fault.n_open--;
  g_mutex_unlock (&fault.mutex);
  return real_file (file)->pMethods->xClose (real_file (file));
}

static int
shim_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  int result;

  if (fails (path_of (file), FAULT_READ, SQLITE_IOERR_READ, &result))
    return result;
  return real_file (file)->pMethods->xRead (real_file (file), data, length, offset);
}

/* Reads at most @length bytes of the file from @offset on. */
static char *
read_before (
    sqlite3_file *file, gint64 offset, gint64 length, gsize *length_before, gint64 *size_before)
{
  sqlite3_int64 size = 0;
  char *before;

  real_file (file)->pMethods->xFileSize (real_file (file), &size);
  *size_before = size;
  *length_before = (gsize) CLAMP (size - offset, 0, length);
  before = g_malloc (*length_before + 1);
  if (*length_before > 0)
    real_file (file)->pMethods->xRead (real_file (file), before, (int) *length_before, offset);
  return before;
}

static void
log_write (sqlite3_file *file, const void *data, int length, gint64 offset)
{
  g_autofree char *before = NULL;
  gsize length_before;
  gint64 size_before;

  if (!is_logged (path_of (file)))
    return;
  before = read_before (file, offset, length, &length_before, &size_before);
  fault_disk_log_write (path_of (file), offset, data, (gsize) length, before, length_before,
                        size_before);
}

static int
write_locked (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  switch (judge (path_of (file), FAULT_WRITE))
    {
    case VERDICT_PASS:
      log_write (file, data, length, offset);
      return real_file (file)->pMethods->xWrite (real_file (file), data, length, offset);
    case VERDICT_TEAR:
      real_file (file)->pMethods->xWrite (real_file (file), data, length / 2, offset);
      break;
    case VERDICT_CRASH:
      log_write (file, data, length, offset);
      break;
    case VERDICT_FAIL:
      break;
    }
  return failure (FAULT_WRITE, SQLITE_IOERR_WRITE);
}

static int
shim_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  int result;

  g_mutex_lock (&fault.mutex);
  result = write_locked (file, data, length, offset);
  g_mutex_unlock (&fault.mutex);
  return result;
}

static void
log_truncate (sqlite3_file *file, gint64 size)
{
  g_autofree char *before = NULL;
  gsize length_before;
  gint64 size_before;

  if (!is_logged (path_of (file)))
    return;
  before = read_before (file, size, G_MAXINT, &length_before, &size_before);
  fault_disk_log_truncate (path_of (file), size, before, length_before, size_before);
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  Verdict verdict;
  int result;

  g_mutex_lock (&fault.mutex);
  verdict = judge (path_of (file), FAULT_TRUNCATE);
  if (verdict == VERDICT_PASS || verdict == VERDICT_CRASH)
    log_truncate (file, size);
  if (verdict == VERDICT_PASS)
    result = real_file (file)->pMethods->xTruncate (real_file (file), size);
  else
    result = failure (FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE);
  g_mutex_unlock (&fault.mutex);
  return result;
}

static int
shim_sync (sqlite3_file *file, int flags)
{
  int result = SQLITE_OK;

  if (fails (path_of (file), FAULT_SYNC, SQLITE_IOERR_FSYNC, &result))
    return result;
  g_mutex_lock (&fault.mutex);
  if (is_logged (path_of (file)))
    fault_disk_log_sync (path_of (file));
  g_mutex_unlock (&fault.mutex);
  return result;
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), size);
}

static int
shim_lock (sqlite3_file *file, int lock)
{
  int result;

  if (fails (path_of (file), FAULT_LOCK, SQLITE_IOERR_LOCK, &result))
    return result;
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
  int result;

  if (fails (path_of (file), FAULT_SHM_MAP, SQLITE_IOERR_SHMMAP, &result))
    {
      *map = NULL;
      return result;
    }
  return real_file (file)->pMethods->xShmMap (real_file (file), page, size, extend, map);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  int result;

  if ((flags & SQLITE_SHM_LOCK) != 0 &&
      fails (path_of (file), FAULT_SHM_LOCK, SQLITE_IOERR_SHMLOCK, &result))
    return result;
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

/* Version 2 has no memory mapping, which would bypass reads and writes. */
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
open_locked (const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  gboolean is_new;
  int result;

  if (judge (path, FAULT_OPEN) != VERDICT_PASS)
    return failure (FAULT_OPEN, SQLITE_CANTOPEN);
  is_new = is_logged (path) && !g_file_test (path, G_FILE_TEST_EXISTS);
  result = fault.real->xOpen (fault.real, path, real_file (file), flags, out_flags);
  if (result == SQLITE_OK && is_new)
    fault_disk_log_create (path);
  return result;
}

static int
shim_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  int result;

  real_file (file)->pMethods = NULL;
  ((FaultFile *) file)->path = path;
  g_mutex_lock (&fault.mutex);
  result = open_locked (path, file, flags, out_flags);
  /* SQLite closes any file with methods, even if opening it failed. */
  file->pMethods = real_file (file)->pMethods != NULL ? &shim_methods : NULL;
  if (file->pMethods != NULL)
    fault.n_open++;
  g_mutex_unlock (&fault.mutex);
  return result;
}

static int
delete_locked (const char *path, int sync)
{
  Verdict verdict = judge (path, FAULT_DELETE);
  gboolean is_there = is_logged (path) && g_file_test (path, G_FILE_TEST_EXISTS);
  int result = SQLITE_OK;

  if (verdict == VERDICT_PASS || verdict == VERDICT_CRASH)
    {
      if (is_there)
        fault_disk_log_delete (path);
      result = fault.real->xDelete (fault.real, path, 0);
    }
  if (verdict != VERDICT_PASS)
    return failure (FAULT_DELETE, SQLITE_IOERR_DELETE);
  if (is_there && sync)
    fault_disk_log_sync_folders ();
  return result;
}

static int
shim_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  int result;

  g_mutex_lock (&fault.mutex);
  result = delete_locked (path, sync);
  g_mutex_unlock (&fault.mutex);
  return result;
}

static int
shim_last_error (sqlite3_vfs *vfs, int length, char *text)
{
  return injected_errno != 0 ? injected_errno
                             : fault.real->xGetLastError (fault.real, length, text);
}

static int
sync_descriptor_locked (int descriptor)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  g_autofree char *path = g_file_read_link (link, NULL);

  if (judge (path, FAULT_SYNC) != VERDICT_PASS)
    {
      failure (FAULT_SYNC, SQLITE_IOERR_FSYNC);
      errno = injected_errno;
      return -1;
    }
  if (fault_disk_is_logging ())
    fault_disk_log_sync_descriptor (descriptor);
  return 0;
}

/* Replaces fsync() of the C library. */
int
fsync (int descriptor)
{
  int result, code;

  if (!fault.is_registered)
    return (int) syscall (SYS_fsync, descriptor);
  g_mutex_lock (&fault.mutex);
  result = sync_descriptor_locked (descriptor);
  code = errno;
  g_mutex_unlock (&fault.mutex);
  errno = code;
  return result;
}

void
fault_vfs_register (void)
{
  g_assert (!fault.is_registered);
  fault.real = sqlite3_vfs_find (NULL);
  fault.vfs = *fault.real;
  fault.vfs.zName = "fault";
  fault.vfs.szOsFile += (int) sizeof (FaultFile);
  fault.vfs.xOpen = shim_open;
  fault.vfs.xDelete = shim_delete;
  fault.vfs.xGetLastError = shim_last_error;
  g_assert_cmpint (sqlite3_vfs_register (&fault.vfs, 1), ==, SQLITE_OK);
  fault.is_registered = TRUE;
}

void
fault_vfs_watch (const char *prefix)
{
  g_free (fault.watched);
  fault.watched = g_strdup (prefix);
}

static void
disarm_locked (void)
{
  fault.fail_at = 0;
  fault.crash_at = 0;
  fault.has_crashed = FALSE;
  fault_disk_stop ();
}

static void
arm_locked (FaultKinds kinds, guint n, FaultMode mode, int result)
{
  disarm_locked ();
  memset (fault.counts, 0, sizeof fault.counts);
  fault.kinds = kinds;
  fault.fail_at = n;
  fault.mode = mode;
  fault.result = result;
}

void
fault_vfs_arm (FaultKinds kinds, guint n, FaultMode mode, int result)
{
  g_mutex_lock (&fault.mutex);
  arm_locked (kinds, n, mode, result);
  g_mutex_unlock (&fault.mutex);
}

void
fault_vfs_crash_at (guint n, guint64 seed, FaultCrash crash)
{
  g_mutex_lock (&fault.mutex);
  arm_locked (0, 0, FAULT_MODE_ONCE, SQLITE_IOERR);
  fault_disk_start ();
  fault.crash_at = n;
  fault.seed = seed;
  fault.crash = crash;
  g_mutex_unlock (&fault.mutex);
}

gboolean
fault_vfs_has_crashed (void)
{
  gboolean has_crashed;

  g_mutex_lock (&fault.mutex);
  has_crashed = fault.has_crashed;
  g_mutex_unlock (&fault.mutex);
  return has_crashed;
}

void
fault_vfs_recover (void)
{
  g_assert_true (fault_disk_is_logging ());
  g_assert_cmpuint (fault.n_open, ==, 0);
  fault_disk_recover (fault.seed);
  fault_vfs_disarm ();
}

void
fault_vfs_disarm (void)
{
  g_mutex_lock (&fault.mutex);
  disarm_locked ();
  g_mutex_unlock (&fault.mutex);
}

guint
fault_vfs_count (FaultKinds kinds)
{
  guint n;

  g_mutex_lock (&fault.mutex);
  n = count_locked (kinds);
  g_mutex_unlock (&fault.mutex);
  return n;
}

guint
fault_vfs_n_open (void)
{
  guint n;

  g_mutex_lock (&fault.mutex);
  n = fault.n_open;
  g_mutex_unlock (&fault.mutex);
  return n;
}

/* Does not use GLib, since it runs when the program ends. */
static void
write_count (void)
{
  const char *path = getenv ("FOOTPRINTS_TEST_FAULTS_COUNT");
  FILE *file = path != NULL ? fopen (path, "we") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%u\n", count_locked (fault.kinds));
  fclose (file);
}

static FaultMode
parse_mode (const char *text)
{
  if (g_str_equal (text, "torn"))
    return FAULT_MODE_TORN;
  return g_str_equal (text, "for-good") ? FAULT_MODE_FOR_GOOD : FAULT_MODE_ONCE;
}

gboolean
fault_vfs_start_from_environment (void)
{
  const char *text = g_getenv ("FOOTPRINTS_TEST_FAULTS");
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, " ", -1) : NULL;
  guint n_words = words != NULL ? g_strv_length (words) : 0;

  if (n_words < 3)
    return FALSE;
  fault_vfs_register ();
  fault_vfs_watch (g_getenv ("FOOTPRINTS_TEST_FAULTS_IN"));
  if (g_str_equal (words[0], "crash"))
    {
      fault_vfs_crash_at ((guint) strtoul (words[1], NULL, 10), strtoull (words[2], NULL, 10),
                          FAULT_CRASH_EXIT);
      fault.kinds = FAULT_CHANGES;
    }
  else if (n_words == 4)
    fault_vfs_arm ((FaultKinds) strtoul (words[0], NULL, 10), (guint) strtoul (words[1], NULL, 10),
                   parse_mode (words[2]), (int) strtol (words[3], NULL, 10));
  atexit (write_count);
  return TRUE;
}
