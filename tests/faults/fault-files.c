/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The functions below replace those of the C library, which has two names for some of them: with
 * and without 64-bit offsets. The headers must not merge the two. */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include "fault-files.h"

#include "fault-disk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

typedef enum
{
  CALL_OPEN,
  CALL_WRITE,
  CALL_WRITE_AT,
  CALL_SYNC,
  CALL_SYNC_DATA,
  CALL_TRUNCATE,
  CALL_RENAME,
  CALL_LINK,
  CALL_UNLINK
} Call;

typedef enum
{
  VERDICT_PASS,
  VERDICT_FAIL,
  VERDICT_TEAR,
  VERDICT_CRASH /* after the call is done */
} Verdict;

/* The functions of the C library. */
static struct
{
  int (*open) (const char *path, int flags, ...);
  ssize_t (*write) (int descriptor, const void *data, size_t length);
  ssize_t (*pwrite) (int descriptor, const void *data, size_t length, off64_t offset);
  ssize_t (*writev) (int descriptor, const struct iovec *parts, int n_parts);
  int (*fsync) (int descriptor);
  int (*fdatasync) (int descriptor);
  int (*ftruncate) (int descriptor, off64_t size);
  int (*rename) (const char *path, const char *new_path);
  int (*link) (const char *path, const char *new_path);
  int (*unlink) (const char *path);
} real;

static FaultFilesControl *control; /* NULL: nothing is counted */
static const char *folder;
static GMutex mutex; /* for the control, the log of the disk, and the counted calls */

/* Calls of the disk itself do not count. */
static __thread gboolean is_inside;

static gpointer
find_next (const char *name)
{
  gpointer symbol = dlsym (RTLD_NEXT, name);

  if (symbol == NULL)
    abort ();
  return symbol;
}

/* Also called by code that runs before the constructor below. */
static void
find_real (void)
{
  if (real.unlink != NULL)
    return;
  real.open = find_next ("open64");
  real.write = find_next ("write");
  real.pwrite = find_next ("pwrite64");
  real.writev = find_next ("writev");
  real.fsync = find_next ("fsync");
  real.fdatasync = find_next ("fdatasync");
  real.ftruncate = find_next ("ftruncate64");
  real.rename = find_next ("rename");
  real.link = find_next ("link");
  real.unlink = find_next ("unlink");
}

static void __attribute__ ((constructor)) start (void)
{
  const char *path = getenv ("FOOTPRINTS_TEST_FILE_FAULTS");
  int descriptor;
  gpointer mapped;

  find_real ();
  folder = getenv ("FOOTPRINTS_TEST_FILE_FAULTS_IN");
  if (path == NULL || folder == NULL)
    return;
  descriptor = real.open (path, O_RDWR | O_CLOEXEC);
  mapped = mmap (NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (mapped == MAP_FAILED)
    abort ();
  close (descriptor);
  control = mapped;
}

/* Runs at the end of a process that did not crash at a call. */
static void __attribute__ ((destructor)) stop (void)
{
  if (!fault_disk_is_logging () || control->how != FAULT_FILES_CRASH)
    return;
  is_inside = TRUE;
  fault_disk_recover (control->seed);
}

static gboolean
is_of_sqlite (const char *path)
{
  static const char *const endings[] = { ".db", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_folder (const char *path)
{
  gsize length;

  if (control == NULL || is_inside)
    return FALSE;
  length = strlen (folder);
  return strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static gboolean
is_watched (const char *path)
{
  return is_in_folder (path) && !is_of_sqlite (path);
}

/* The name of an open file that is watched (transfer full); NULL: it is not watched. A file that
 * has lost its name is still watched. */
static char *
dup_watched (int descriptor)
{
  char link[32];
  char path[4096];
  ssize_t length;

  if (control == NULL || is_inside)
    return NULL;
  snprintf (link, sizeof link, "/proc/self/fd/%d", descriptor);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return NULL;
  path[length] = '\0';
  return is_watched (path) ? g_strdup (path) : NULL;
}

/* Whether this is SQLite filling a file under another name. */
static gboolean
is_for_vfs (const char *path, Call call)
{
  return g_str_has_suffix (path, ".partial") &&
         (call == CALL_WRITE_AT || call == CALL_TRUNCATE || call == CALL_SYNC_DATA);
}

static gboolean
is_counted (const char *path, Call call)
{
  if (is_for_vfs (path, call))
    return FALSE;
  switch ((FaultFilesHow) control->how)
    {
    case FAULT_FILES_FOR_GOOD:
      return call != CALL_UNLINK && call != CALL_TRUNCATE;
    case FAULT_FILES_TORN:
      return call == CALL_WRITE || call == CALL_WRITE_AT;
    case FAULT_FILES_NO_LINKS:
      return call == CALL_LINK;
    case FAULT_FILES_COUNT:
    case FAULT_FILES_ONCE:
    case FAULT_FILES_CRASH:
      break;
    }
  return TRUE;
}

static const char *const call_names[] = {
  [CALL_OPEN] = "open",     [CALL_WRITE] = "write",         [CALL_WRITE_AT] = "pwrite",
  [CALL_SYNC] = "fsync",    [CALL_SYNC_DATA] = "fdatasync", [CALL_TRUNCATE] = "ftruncate",
  [CALL_RENAME] = "rename", [CALL_LINK] = "link",           [CALL_UNLINK] = "unlink",
};

/* Decides what happens to a call. */
static Verdict
judge_counted (guint32 n)
{
  switch ((FaultFilesHow) control->how)
    {
    case FAULT_FILES_COUNT:
      break;
    case FAULT_FILES_ONCE:
      return n == control->n ? VERDICT_FAIL : VERDICT_PASS;
    case FAULT_FILES_FOR_GOOD:
    case FAULT_FILES_NO_LINKS:
      return VERDICT_FAIL;
    case FAULT_FILES_TORN:
      return n == control->n ? VERDICT_TEAR : VERDICT_PASS;
    case FAULT_FILES_CRASH:
      return VERDICT_CRASH;
    }
  return VERDICT_PASS;
}

static Verdict
judge (const char *path, Call call)
{
  Verdict verdict;
  guint32 n;

  if (!is_counted (path, call))
    return VERDICT_PASS;
  n = ++control->count;
  verdict = n >= control->n ? judge_counted (n) : VERDICT_PASS;
  if (verdict != VERDICT_PASS)
    dprintf (STDERR_FILENO, "fault: %s of %s\n", call_names[call], path);
  if (verdict == VERDICT_FAIL)
    errno = control->how == FAULT_FILES_NO_LINKS   ? EPERM
            : control->how == FAULT_FILES_FOR_GOOD ? ENOSPC
                                                   : EIO;
  return verdict;
}

/* Call this before a counted call. */
static Verdict
begin (const char *path, Call call)
{
  g_mutex_lock (&mutex);
  is_inside = TRUE;
  if (control->how == FAULT_FILES_CRASH && !fault_disk_is_logging ())
    fault_disk_start ();
  return judge (path, call);
}

/* Call this after a counted call. */
static void
end (Verdict verdict)
{
  int code = errno;

  if (verdict == VERDICT_CRASH)
    {
      fault_disk_recover (control->seed);
      _exit (FAULT_FILES_CRASH_STATUS);
    }
  is_inside = FALSE;
  g_mutex_unlock (&mutex);
  errno = code;
}

/* ---- Files ---- */

static int
open_watched (const char *path, int flags, mode_t mode)
{
  gboolean is_new = access (path, F_OK) != 0;
  Verdict verdict = begin (path, CALL_OPEN);
  int descriptor = -1;

  if (verdict == VERDICT_TEAR || verdict == VERDICT_FAIL)
    {
      end (verdict);
      return -1;
    }
  descriptor = real.open (path, flags, mode);
  if (descriptor >= 0 && is_new && fault_disk_is_logging ())
    fault_disk_log_create (path);
  end (verdict);
  return descriptor;
}

static int
open_any (const char *path, int flags, mode_t mode)
{
  gboolean changes = (flags & (O_ACCMODE | O_CREAT | O_TRUNC)) != O_RDONLY;

  find_real ();
  return changes && is_watched (path) ? open_watched (path, flags, mode)
                                      : real.open (path, flags, mode);
}

static mode_t
read_mode (int flags, va_list arguments)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (arguments, mode_t) : 0;
}

int
open (const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = read_mode (flags, arguments);
  va_end (arguments);
  return open_any (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list arguments;
  mode_t mode;

  va_start (arguments, flags);
  mode = read_mode (flags, arguments);
  va_end (arguments);
  return open_any (path, flags | O_LARGEFILE, mode);
}

int
creat (const char *path, mode_t mode)
{
  return open_any (path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int
creat64 (const char *path, mode_t mode)
{
  return open_any (path, O_CREAT | O_WRONLY | O_TRUNC | O_LARGEFILE, mode);
}

/* Reads at most @length bytes of the file from @offset on (transfer full). */
static char *
read_before (
    const char *path, gint64 offset, gsize length, gsize *length_before, gint64 *size_before)
{
  int descriptor = real.open (path, O_RDONLY | O_CLOEXEC);
  struct stat64 status = { 0 };
  char *before;

  if (descriptor >= 0)
    fstat64 (descriptor, &status);
  *size_before = status.st_size;
  *length_before = (gsize) CLAMP (*size_before - offset, 0, (gint64) length);
  before = g_malloc (*length_before + 1);
  if (*length_before > 0 &&
      pread64 (descriptor, before, *length_before, offset) != (ssize_t) *length_before)
    abort ();
  if (descriptor >= 0)
    close (descriptor);
  return before;
}

static void
log_write (const char *path, const void *data, gsize length, gint64 offset)
{
  g_autofree char *before = NULL;
  gsize length_before;
  gint64 size_before;

  if (!fault_disk_is_logging ())
    return;
  before = read_before (path, offset, length, &length_before, &size_before);
  fault_disk_log_write (path, offset, data, length, before, length_before, size_before);
}

/* The offset of the next write. */
static gint64
find_offset (int descriptor)
{
  gboolean appends = (fcntl (descriptor, F_GETFL) & O_APPEND) != 0;

  return lseek64 (descriptor, 0, appends ? SEEK_END : SEEK_CUR);
}

/* @offset: -1 for the position of the descriptor. */
static ssize_t
write_watched (int descriptor, const char *path, const void *data, gsize length, gint64 offset)
{
  Verdict verdict = begin (path, offset >= 0 ? CALL_WRITE_AT : CALL_WRITE);
  ssize_t n_written = -1;

  if (verdict == VERDICT_PASS || verdict == VERDICT_CRASH)
    log_write (path, data, length, offset >= 0 ? offset : find_offset (descriptor));
  if (verdict == VERDICT_TEAR)
    length /= 2;
  if (verdict != VERDICT_FAIL)
    n_written = offset >= 0 ? real.pwrite (descriptor, data, length, offset)
                            : real.write (descriptor, data, length);
  if (verdict == VERDICT_TEAR)
    {
      errno = EIO;
      n_written = -1;
    }
  end (verdict);
  return n_written;
}

ssize_t
write (int descriptor, const void *data, size_t length)
{
  g_autofree char *path = dup_watched (descriptor);

  find_real ();
  return path != NULL ? write_watched (descriptor, path, data, length, -1)
                      : real.write (descriptor, data, length);
}

ssize_t
pwrite64 (int descriptor, const void *data, size_t length, off64_t offset)
{
  g_autofree char *path = dup_watched (descriptor);

  find_real ();
  return path != NULL ? write_watched (descriptor, path, data, length, offset)
                      : real.pwrite (descriptor, data, length, offset);
}

ssize_t
pwrite (int descriptor, const void *data, size_t length, off_t offset)
{
  return pwrite64 (descriptor, data, length, offset);
}

ssize_t
writev (int descriptor, const struct iovec *parts, int n_parts)
{
  g_autofree char *path = dup_watched (descriptor);
  g_autoptr (GByteArray) data = NULL;

  find_real ();
  if (path == NULL)
    return real.writev (descriptor, parts, n_parts);
  data = g_byte_array_new ();
  for (int i = 0; i < n_parts; i++)
    g_byte_array_append (data, parts[i].iov_base, (guint) parts[i].iov_len);
  return write_watched (descriptor, path, data->data, data->len, -1);
}

int
ftruncate64 (int descriptor, off64_t size)
{
  g_autofree char *path = dup_watched (descriptor);
  g_autofree char *before = NULL;
  Verdict verdict;
  int result = -1;

  find_real ();
  if (path == NULL)
    return real.ftruncate (descriptor, size);
  verdict = begin (path, CALL_TRUNCATE);
  if (fault_disk_is_logging ())
    {
      gsize length_before;
      gint64 size_before;

      before = read_before (path, size, G_MAXINT, &length_before, &size_before);
      fault_disk_log_truncate (path, size, before, length_before, size_before);
    }
  if (verdict != VERDICT_FAIL)
    result = real.ftruncate (descriptor, size);
  end (verdict);
  return result;
}

int
ftruncate (int descriptor, off_t size)
{
  return ftruncate64 (descriptor, size);
}

static int
sync_watched (int descriptor, const char *path, Call call)
{
  Verdict verdict = begin (path, call);

  /* With VERDICT_CRASH, the power fails before the sync has taken effect. */
  if (verdict == VERDICT_PASS && fault_disk_is_logging ())
    fault_disk_log_sync_descriptor (descriptor);
  end (verdict);
  return verdict == VERDICT_FAIL ? -1 : 0;
}

int
fsync (int descriptor)
{
  g_autofree char *path = dup_watched (descriptor);

  find_real ();
  return path != NULL ? sync_watched (descriptor, path, CALL_SYNC) : real.fsync (descriptor);
}

int
fdatasync (int descriptor)
{
  g_autofree char *path = dup_watched (descriptor);

  find_real ();
  return path != NULL ? sync_watched (descriptor, path, CALL_SYNC_DATA)
                      : real.fdatasync (descriptor);
}

/* ---- Folders ---- */

/* SQLite never renames files, so this counts for all names. */
int
rename (const char *path, const char *new_path)
{
  Verdict verdict;
  int result = -1;

  find_real ();
  if (!is_in_folder (new_path))
    return real.rename (path, new_path);
  verdict = begin (path, CALL_RENAME);
  if (verdict != VERDICT_FAIL)
    {
      if (fault_disk_is_logging ())
        fault_disk_log_rename (path, new_path);
      result = real.rename (path, new_path);
    }
  end (verdict);
  return result;
}

int
link (const char *path, const char *new_path)
{
  Verdict verdict;
  int result = -1;

  find_real ();
  if (!is_in_folder (new_path))
    return real.link (path, new_path);
  verdict = begin (path, CALL_LINK);
  if (verdict != VERDICT_FAIL)
    result = real.link (path, new_path);
  if (result == 0 && fault_disk_is_logging ())
    fault_disk_log_link (path, new_path);
  end (verdict);
  return result;
}

int
unlink (const char *path)
{
  Verdict verdict;
  int result = -1;

  find_real ();
  if (!is_watched (path) || access (path, F_OK) != 0)
    return real.unlink (path);
  verdict = begin (path, CALL_UNLINK);
  if (verdict != VERDICT_FAIL)
    {
      if (fault_disk_is_logging ())
        fault_disk_log_delete (path);
      result = real.unlink (path);
    }
  end (verdict);
  return result;
}
