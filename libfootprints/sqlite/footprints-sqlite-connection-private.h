/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* One connection to one file, used by one thread at a time. */
typedef struct _FootprintsSqliteConnection FootprintsSqliteConnection;

/* "FTPR" */
#define FOOTPRINTS_APPLICATION_ID 0x46545052

typedef enum
{
  FOOTPRINTS_SQLITE_READ_WRITE,
  FOOTPRINTS_SQLITE_CREATE,
  FOOTPRINTS_SQLITE_READ_ONLY,
  /* For a file in a folder nobody may write to: takes no locks and looks for no changes. */
  FOOTPRINTS_SQLITE_IMMUTABLE,
} FootprintsSqliteMode;

/* How to look into a file and leave no trace. Reading a database that keeps a write-ahead log makes
 * the files of the log, unless it is certain that nobody has the database open. */
FootprintsSqliteMode _footprints_sqlite_peek_mode (const char *path);

/* Reads the first bytes of a file, of whatever kind, as many as there are. By SQLite's own means:
 * to close any other descriptor of a file takes away the locks that other connections of this
 * process have on it, and another process would delete the log that they use. */
gboolean _footprints_sqlite_peek_header (
    const char *path, guint8 *header, gsize size, gsize *length, GError **error);

FootprintsSqliteConnection *
_footprints_sqlite_connection_open (const char *path, FootprintsSqliteMode mode, GError **error);
/* Without the settings of the other: nothing of the file is read. */
FootprintsSqliteConnection *_footprints_sqlite_connection_open_bare (const char *path,
                                                                     FootprintsSqliteMode mode,
                                                                     GError **error);
void _footprints_sqlite_connection_free (FootprintsSqliteConnection *self);

/* For what only SQLite's own functions do. */
sqlite3 *_footprints_sqlite_connection_get_database (FootprintsSqliteConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsSqliteConnection, _footprints_sqlite_connection_free)

gboolean
_footprints_sqlite_exec (FootprintsSqliteConnection *self, const char *sql, GError **error);

/* Begins a transaction that writes. Waits for its turn as everything here waits, five seconds at
 * most, and says so to other processes. */
gboolean _footprints_sqlite_begin (FootprintsSqliteConnection *self, GError **error);
/* Outside a transaction: lets another process begin that waits for that. */
void _footprints_sqlite_give_way (FootprintsSqliteConnection *self);
/* In one: whether another process waits to begin. */
gboolean _footprints_sqlite_is_awaited (FootprintsSqliteConnection *self);

/* For what SQLite fails at once when the file is locked, without asking the busy handler: a change
 * of the journal mode. */
gboolean _footprints_sqlite_exec_patiently (FootprintsSqliteConnection *self,
                                            const char *sql,
                                            GError **error);

/* @sql must be a literal: the statement is kept under its address. Give it back with
 * _footprints_sqlite_reset(), also after a failure. */
sqlite3_stmt *
_footprints_sqlite_prepare (FootprintsSqliteConnection *self, const char *sql, GError **error);
void _footprints_sqlite_reset (sqlite3_stmt *statement);

/* 1: a row; 0: done; -1: @error is set. */
int
_footprints_sqlite_step (FootprintsSqliteConnection *self, sqlite3_stmt *statement, GError **error);
/* Steps to the end and resets. */
gboolean
_footprints_sqlite_run (FootprintsSqliteConnection *self, sqlite3_stmt *statement, GError **error);
/* The first column of the first row. */
gboolean _footprints_sqlite_get_int64 (FootprintsSqliteConnection *self,
                                       const char *sql,
                                       gint64 *value,
                                       GError **error);

/* Bind null for NULL and for 0. */
void _footprints_sqlite_bind_optional_text (sqlite3_stmt *statement, int index, const char *text);
void _footprints_sqlite_bind_optional_int64 (sqlite3_stmt *statement, int index, gint64 value);

/* Sets @text, to NULL when the column is null; FALSE when it is not UTF-8. Other hands, or a
 * failing disk, may have put anything there: who reads names relies on UTF-8, and a NUL inside
 * would make two names one. */
gboolean _footprints_sqlite_read_text (sqlite3_stmt *statement, int column, const char **text);

gint64 _footprints_sqlite_n_changes (FootprintsSqliteConnection *self);
/* The id of the row that was inserted last. */
gint64 _footprints_sqlite_last_id (FootprintsSqliteConnection *self);
gboolean _footprints_sqlite_in_transaction (FootprintsSqliteConnection *self);
/* Whether the file has lost the name by which it was opened. */
gboolean _footprints_sqlite_has_moved (FootprintsSqliteConnection *self);
/* Sets @error from the state of the connection; the one place where result codes become errors. */
void _footprints_sqlite_set_error (FootprintsSqliteConnection *self, int result, GError **error);

/* Lets @cancellable interrupt what the connection does; pair with unwatch, which forgets it. */
gulong _footprints_sqlite_watch (FootprintsSqliteConnection *self, GCancellable *cancellable);
void _footprints_sqlite_unwatch (GCancellable *cancellable, gulong watch);

G_END_DECLS
