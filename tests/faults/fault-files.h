/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails when a test says so, for all files but SQLite's: the sibling of fault-vfs.h.
 *
 * The disk is a library that is preloaded into the real program. It stands before the calls of the
 * C library by which plain files change (opening one for writing, write, sync, truncate, rename,
 * link, unlink), counts those on files in one folder, and makes the n-th fail, or ends the process
 * after it as if the power had gone. What it leaves alone are reading, files elsewhere, and files
 * whose names end in .db, -wal, -shm or -journal; those are for the VFS. Where SQLite fills a file
 * under another name (.partial), what it writes, with calls that nobody else makes, is for the VFS;
 * how the file comes and goes, and gets its name, is for this disk.
 *
 * The environment says where:
 *
 *   FOOTPRINTS_TEST_FILE_FAULTS      a file that holds a FaultFilesControl
 *   FOOTPRINTS_TEST_FILE_FAULTS_IN   the folder; all below it counts
 *
 * The control is mapped by the test as well. So a test reads how many calls there were, also after
 * a crash, and can tell a server that runs which of its next calls shall fail: it sets @count to 0
 * and then @n and @how. The usual loop is in test_file_faults.py.
 *
 * Each fault is told on the standard error: "fault: rename of PATH".
 *
 * It can also be a file system without hard links.
 *
 * No sync waits for the real disk. Calls that the C library makes inside itself (fprintf(),
 * mkstemp()) are not seen; those of GLib and SQLite are. */

typedef enum
{
  FAULT_FILES_COUNT = 0,    /* none fails */
  FAULT_FILES_ONCE = 1,     /* call n fails with EIO and does nothing */
  FAULT_FILES_FOR_GOOD = 2, /* call n and all after it fail with ENOSPC; what only deletes or
                               shortens files still works, and does not count */
  FAULT_FILES_TORN = 3,     /* half of write n is done, then it fails with EIO; writes count */
  FAULT_FILES_CRASH = 4,    /* after call n, or as the process ends before it gets there, the power
                               goes, see fault_disk_recover() for @seed; the exit status is
                               FAULT_FILES_CRASH_STATUS if call n was reached */
  FAULT_FILES_NO_LINKS = 5  /* every link fails with EPERM; links count */
} FaultFilesHow;

#define FAULT_FILES_CRASH_STATUS 86

typedef struct
{
  guint32 how; /* FaultFilesHow */
  guint32 n;
  guint32 count; /* calls so far; of those that @how concerns */
  guint32 seed;
} FaultFilesControl;

G_END_DECLS
