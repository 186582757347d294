/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/footprints.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* 2024-03-01T00:00:00Z, a Friday: the time at which most tests start. */
#define TEST_TIME G_GINT64_CONSTANT (1709251200)
#define TEST_DAY_S G_GINT64_CONSTANT (86400)

/* The path of a file in a folder that belongs to the running test alone and is removed after it
 * (transfer full). */
char *test_path (const char *name);
/* Puts these folders into memory if the machine has a place for that, for tests that make thousands
 * of files. Call it before making the first file. */
void test_use_memory (void);
/* Removes that folder; this happens before the next test and when the program exits. */
void test_remove_folder (void);

/* Whether ledgers are toys of tests/support/toy-ledger.c instead of SQLite databases, because the
 * environment has FOOTPRINTS_TEST_LEDGER=toy. */
gboolean test_is_toy (void);

/* Under valgrind and the sanitizers, a test of many rounds may run fewer of them. */
guint test_rounds (guint normal, guint slow);

/* Days of a time zone that begin at @day_start_hour (transfer full). */
FootprintsCalendar *test_calendar (const char *zone_name, guint day_start_hour);
FootprintsScrobble *test_scrobble (const char *artist,
                                   const char *track,
                                   const char *album,
                                   gint64 listened_at,
                                   const char *source);
/* Opens or makes the ledger at @path; fails the test on errors. */
FootprintsStore *test_open (const char *path);
/* Adds a play, which must be new; returns its id. */
gint64 test_add (FootprintsStore *store,
                 const char *artist,
                 const char *track,
                 const char *album,
                 gint64 listened_at);
gint64 test_count (FootprintsStore *store);
FootprintsHistory *test_history (FootprintsStore *store);

/* Opens a ledger with plain SQLite, bypassing the library. For a toy ledger, this is a copy of its
 * content: anything written there is lost. */
sqlite3 *test_sql_open (const char *path);
/* Call this before reading with statements of your own; the functions below do so themselves. */
void test_sql_refresh (sqlite3 *database);
void test_sql_run (sqlite3 *database, const char *sql);
gint64 test_sql_int64 (sqlite3 *database, const char *sql);
char *test_sql_text (sqlite3 *database, const char *sql);
/* Checks integrity and foreign keys, and compares the counters of the ledger with its rows. */
void test_sql_check_ledger (const char *path);

/* The checksum of a file as text; "none" if there is no file. */
char *test_checksum (const char *path);
void test_write_file (const char *path, const void *data, gsize length);
void test_copy_file (const char *from, const char *to);

/* Runs the default main context until *@done. */
void test_wait (gboolean *done);

/* The result of an asynchronous call, for callbacks that only keep it. */
typedef struct
{
  GAsyncResult *result;
  gboolean done;
  GThread *thread;
} TestResult;

void test_result_cb (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *test_result_wait (TestResult *self);
void test_result_clear (TestResult *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestResult, test_result_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)

/* Fails the test unless this is the last reference. A worker thread that has answered may still be
 * about to release its own, so this waits for a short time. */
void test_assert_last_reference (gpointer object);

/* Releases the last reference to an object. */
#define test_release(object)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    test_assert_last_reference (object);                                                           \
    g_clear_object (&(object));                                                                    \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
