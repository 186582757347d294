/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails on demand, for all files except SQLite's: the counterpart of fault-vfs.h.
 *
 * The disk is a library that is preloaded into the real program. It intercepts the calls of the C
 * library that change plain files (opening one for writing, write, sync, truncate, rename, link,
 * unlink), counts those on files in one folder, and makes the n-th fail, or ends the process after
 * it as if the power had failed. It leaves alone reads, files elsewhere, and files whose names end
 * in .db, -wal, -shm or -journal, which belong to the VFS. If SQLite fills a file under another
 * name (.partial), the VFS handles its writes, which use calls that nothing else makes; this disk
 * handles creating, deleting and renaming the file.
 *
 * The environment says where:
 *
 *   FOOTPRINTS_TEST_FILE_FAULTS      a file that contains a FaultFilesControl
 *   FOOTPRINTS_TEST_FILE_FAULTS_IN   the folder; everything below it counts
 *
 * The test maps the control too. It can read how many calls there were, even after a crash, and can
 * choose which of the next calls of a running server fails: it sets @count to 0 and then @n and
 * @how. The usual loop is in test_file_faults.py.
 *
 * Each fault is reported on standard error: "fault: rename of PATH".
 *
 * It can also act as a file system without hard links.
 *
 * No sync waits for the real disk. Internal calls of the C library (fprintf(), mkstemp()) are not
 * intercepted; those of GLib and SQLite are. */

typedef enum
{
  FAULT_FILES_COUNT = 0,    /* no call fails */
  FAULT_FILES_ONCE = 1,     /* call n fails with EIO and does nothing */
  FAULT_FILES_FOR_GOOD = 2, /* call n and all after it fail with ENOSPC; calls that only delete or
                               shorten files still work, and do not count */
  FAULT_FILES_TORN = 3,     /* half of write n is done, then it fails with EIO; writes count */
  FAULT_FILES_CRASH = 4,    /* the power fails after call n, or when the process ends before it; see
                               fault_disk_recover() for @seed; the exit status is
                               FAULT_FILES_CRASH_STATUS if call n was reached */
  FAULT_FILES_NO_LINKS = 5  /* every link fails with EPERM; links count */
} FaultFilesHow;

#define FAULT_FILES_CRASH_STATUS 86

typedef struct
{
  guint32 how; /* FaultFilesHow */
  guint32 n;
  guint32 count; /* calls so far, only of the kinds that @how applies to */
  guint32 seed;
} FaultFilesControl;

G_END_DECLS
