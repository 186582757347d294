/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A disk that fails on demand.
 *
 * The disk is an SQLite VFS that wraps the real one and becomes the default once it is registered,
 * so everything that the program opens from then on goes through it. It counts operations by kind,
 * and does one of three things to them:
 *
 * - Nothing, until a test arms it.
 * - A fault (fault_vfs_arm()): the n-th operation of the given kinds fails, once or from then on. A
 *   write can be torn: its first half reaches the file, and then it fails.
 * - A crash (fault_vfs_crash_at()): operation n and all after it fail, as if the power had failed.
 *   fault_vfs_recover() then gives the files the content that a real disk would have. For this, the
 *   disk logs each change to a file until a sync of that file makes it durable; see fault-disk.h.
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
 * and for a crash at a random point of a longer story:
 *
 *   fault_vfs_crash_at (n, seed, FAULT_CRASH_FAIL);
 *   ... calls; what fails after fault_vfs_has_crashed() may or may not have happened ...
 *   ... close everything: fault_vfs_n_open() is 0 ...
 *   fault_vfs_recover ();
 *   ... open it again ...
 *
 * fsync() calls of the program itself (on files that it makes with SQLite and renames) are counted
 * and fail like those of SQLite. Other calls outside SQLite (rename(), unlink()) are not
 * intercepted: after a crash, they would still reach the folder. If that matters, let a child
 * process do the work with %FAULT_CRASH_EXIT.
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
  FAULT_LOCK = 1 << 6, /* taking a lock; releasing it never fails */
  FAULT_SHM_MAP = 1 << 7,
  FAULT_SHM_LOCK = 1 << 8,

  /* Operations that change the disk; a crash counts these. */
  FAULT_CHANGES = FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE | FAULT_DELETE,
  /* Operations that can find the disk full. */
  FAULT_SPACE = FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE,
  FAULT_LOCKS = FAULT_LOCK | FAULT_SHM_LOCK,
  FAULT_ANY = (1 << 9) - 1
} FaultKinds;

typedef enum
{
  FAULT_MODE_ONCE,
  FAULT_MODE_FOR_GOOD,
  FAULT_MODE_TORN /* once; half of the write is done */
} FaultMode;

typedef enum
{
  FAULT_CRASH_FAIL, /* everything fails until fault_vfs_recover() */
  FAULT_CRASH_EXIT  /* recovers, and immediately ends the process with FAULT_CRASH_STATUS */
} FaultCrash;

/* The exit status of a process that has "crashed". */
#define FAULT_CRASH_STATUS 86

/* Makes the disk the default VFS. Call this once, before SQLite opens anything. */
void fault_vfs_register (void);

/* Only files whose path begins with @prefix are counted and can fail; %NULL: all files, including
 * SQLite's temporary ones. */
void fault_vfs_watch (const char *prefix);

/* The @n-th operation of @kinds from now fails; 0: none fails, they are only counted. @result is
 * SQLITE_IOERR, SQLITE_FULL (operations outside FAULT_SPACE fail with their own code and ENOSPC) or
 * SQLITE_BUSY (operations other than locks fail with their own code). */
void fault_vfs_arm (FaultKinds kinds, guint n, FaultMode mode, int result);

/* The power fails at the @n-th operation of FAULT_CHANGES from now, which may still take effect; 0:
 * in fault_vfs_recover(). With @seed 0, unsynced changes are lost, with 1 they are all kept, and
 * with other seeds each is randomly lost, kept or torn. */
void fault_vfs_crash_at (guint n, guint64 seed, FaultCrash crash);
gboolean fault_vfs_has_crashed (void);

/* Gives the files the content that the disk has after the crash, and lets the disk work again. No
 * file may be open. */
void fault_vfs_recover (void);

/* From now on nothing fails and nothing is logged; the counters stay. */
void fault_vfs_disarm (void);

/* How many operations of @kinds there have been since the disk was last armed. */
guint fault_vfs_count (FaultKinds kinds);

/* How many files SQLite has open. */
guint fault_vfs_n_open (void);

/* For programs that are not tests: registers, watches and arms the disk as the environment says,
 * and returns whether the environment asks for that. FOOTPRINTS_TEST_FAULTS is
 * "KINDS N once|for-good|torn RESULT" or "crash N SEED", with KINDS and RESULT as numbers;
 * FOOTPRINTS_TEST_FAULTS_IN is the prefix; and FOOTPRINTS_TEST_FAULTS_COUNT is a file to which the
 * number of operations is written when the program ends. */
gboolean fault_vfs_start_from_environment (void);

G_END_DECLS
