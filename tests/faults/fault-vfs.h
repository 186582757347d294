/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A disk that fails when a test says so.
 *
 * The disk is a VFS of SQLite's that wraps the real one and is the default once it is registered,
 * so everything that the program opens from then on goes through it. It counts operations by kind,
 * and does one of three things to them:
 *
 * - Nothing, until a test arms it.
 * - A fault (fault_vfs_arm()): the n-th operation of some kinds fails, once or from then on. A
 *   write can be torn: its first half reaches the file, and then it fails.
 * - A crash (fault_vfs_crash_at()): operation n and all after it fail, as if the power had gone.
 *   fault_vfs_recover() then makes the files what a real disk would hold. For this the disk logs
 *   each change to a file until a sync of that file makes it last; see fault-disk.h.
 *
 * The usual loop over every n:
 *
 *   for (guint n = 1, reached = TRUE; reached; n++)
 *     {
 *       fault_vfs_arm (FAULT_CHANGES, n, FAULT_MODE_ONCE, SQLITE_IOERR);
 *       ... do it; keep what is acknowledged ...
 *       reached = fault_vfs_count (FAULT_CHANGES) >= n;
 *       fault_vfs_disarm ();
 *       ... open it again and compare ...
 *     }
 *
 * and for a crash at a random place of a longer story:
 *
 *   fault_vfs_crash_at (n, seed, FAULT_CRASH_FAIL);
 *   ... calls; what fails after fault_vfs_has_crashed() may or may not have happened ...
 *   ... close everything: fault_vfs_n_open() is 0 ...
 *   fault_vfs_recover ();
 *   ... open it again ...
 *
 * fsync() of the program itself (of files that it makes with SQLite and renames) is a sync too, and
 * is counted and fails like those of SQLite. Other calls past SQLite (rename(), unlink()) are not
 * seen: after a crash they would still reach the folder. Where that matters, let a child process do
 * the work with %FAULT_CRASH_EXIT.
 *
 * No sync waits for the real disk. Threading: operations may come from any thread; the functions
 * below are called while no other thread uses SQLite. */

typedef enum
{
  FAULT_READ = 1 << 0,
  FAULT_WRITE = 1 << 1,
  FAULT_SYNC = 1 << 2,
  FAULT_TRUNCATE = 1 << 3,
  FAULT_DELETE = 1 << 4,
  FAULT_OPEN = 1 << 5,
  FAULT_LOCK = 1 << 6, /* taking a lock; giving it back never fails */
  FAULT_SHM_MAP = 1 << 7,
  FAULT_SHM_LOCK = 1 << 8,

  /* What changes the disk, and what a crash counts. */
  FAULT_CHANGES = FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE | FAULT_DELETE,
  /* What can find the disk full. */
  FAULT_SPACE = FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE,
  FAULT_LOCKS = FAULT_LOCK | FAULT_SHM_LOCK,
  FAULT_ANY = (1 << 9) - 1
} FaultKinds;

typedef enum
{
  FAULT_MODE_ONCE,
  FAULT_MODE_FOR_GOOD,
  FAULT_MODE_TORN /* once; half of a write is done */
} FaultMode;

typedef enum
{
  FAULT_CRASH_FAIL, /* everything fails until fault_vfs_recover() */
  FAULT_CRASH_EXIT  /* recovers, and ends the process at once with FAULT_CRASH_STATUS */
} FaultCrash;

/* The exit status of a process that has "crashed". */
#define FAULT_CRASH_STATUS 86

/* Makes the disk the default VFS; once, before SQLite opens anything. */
void fault_vfs_register (void);

/* Only files whose path begins with @prefix are counted and fail; %NULL: all, also SQLite's
 * temporary ones. */
void fault_vfs_watch (const char *prefix);

/* The @n-th operation of @kinds from now fails; 0: none does, they are only counted. @result is
 * SQLITE_IOERR, SQLITE_FULL (what is not of FAULT_SPACE fails with its own code and ENOSPC) or
 * SQLITE_BUSY (what is no lock fails with its own code). */
void fault_vfs_arm (FaultKinds kinds, guint n, FaultMode mode, int result);

/* The power goes at the @n-th of FAULT_CHANGES from now, which may still happen; 0: in
 * fault_vfs_recover(). What was not synced is lost with @seed 0, all there with 1, and lost, there
 * or torn at random with others. */
void fault_vfs_crash_at (guint n, guint64 seed, FaultCrash crash);
gboolean fault_vfs_has_crashed (void);

/* The files become what the disk holds after the crash, and the disk works again. Nothing is open.
 */
void fault_vfs_recover (void);

/* From now on nothing fails and nothing is logged; the counters stay. */
void fault_vfs_disarm (void);

/* How many operations of @kinds there were since the disk was armed last. */
guint fault_vfs_count (FaultKinds kinds);

/* How many files SQLite has open. */
guint fault_vfs_n_open (void);

/* For a program that is not a test: registers, watches and arms the disk as the environment says,
 * and returns whether it does. FOOTPRINTS_TEST_FAULTS is
 * "KINDS N once|for-good|torn RESULT" or "crash N SEED", with KINDS and RESULT as numbers;
 * FOOTPRINTS_TEST_FAULTS_IN the prefix; and FOOTPRINTS_TEST_FAULTS_COUNT a file that gets the
 * number of operations when the program ends. */
gboolean fault_vfs_start_from_environment (void);

G_END_DECLS
