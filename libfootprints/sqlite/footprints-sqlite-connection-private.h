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
  /* For a file in a folder that nobody may write to: takes no locks and does not look for
   * changes. */
  FOOTPRINTS_SQLITE_IMMUTABLE,
} FootprintsSqliteMode;

/* How to look into a file without leaving a trace. Reading a database that has a write-ahead log
 * creates the files of the log, unless it is certain that nobody has the database open. */
FootprintsSqliteMode _footprints_sqlite_peek_mode (const char *path);

/* Reads the first bytes of a file of any kind, @size at most. Uses SQLite for it: closing any other
 * descriptor of a file drops the locks that other connections of this process have on it, and
 * another process would then delete the log that they use. */
gboolean _footprints_sqlite_peek_header (
    const char *path, guint8 *header, gsize size, gsize *length, GError **error);

FootprintsSqliteConnection *
_footprints_sqlite_connection_open (const char *path, FootprintsSqliteMode mode, GError **error);
/* Without the settings of the other: reads nothing from the file. */
FootprintsSqliteConnection *_footprints_sqlite_connection_open_bare (const char *path,
                                                                     FootprintsSqliteMode mode,
                                                                     GError **error);
void _footprints_sqlite_connection_free (FootprintsSqliteConnection *self);

/* For what only functions of SQLite can do. */
sqlite3 *_footprints_sqlite_connection_get_database (FootprintsSqliteConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsSqliteConnection, _footprints_sqlite_connection_free)

gboolean
_footprints_sqlite_exec (FootprintsSqliteConnection *self, const char *sql, GError **error);

/* Begins a write transaction. Waits for its turn as everything here does, five seconds at most, and
 * lets other processes know that it waits. */
gboolean _footprints_sqlite_begin (FootprintsSqliteConnection *self, GError **error);
/* Outside a transaction: lets another process begin that waits to do so. */
void _footprints_sqlite_give_way (FootprintsSqliteConnection *self);
/* In a transaction: whether another process waits to begin one. */
gboolean _footprints_sqlite_is_awaited (FootprintsSqliteConnection *self);

/* For statements that fail at once when the file is locked, without calling the busy handler: a
 * change of the journal mode. */
gboolean _footprints_sqlite_exec_patiently (FootprintsSqliteConnection *self,
                                            const char *sql,
                                            GError **error);

/* @sql must be a literal: the statement is cached by its address. Give it back with
 * _footprints_sqlite_reset(), even after a failure. */
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

/* Sets @text, to NULL when the column is null; FALSE when it is not UTF-8. Other programs, or a
 * failing disk, may have put anything there: code that reads names relies on UTF-8, and a NUL
 * inside would make two names one. */
gboolean _footprints_sqlite_read_text (sqlite3_stmt *statement, int column, const char **text);

gint64 _footprints_sqlite_n_changes (FootprintsSqliteConnection *self);
/* The id of the row that was inserted last. */
gint64 _footprints_sqlite_last_id (FootprintsSqliteConnection *self);
gboolean _footprints_sqlite_in_transaction (FootprintsSqliteConnection *self);
/* Whether the file has lost the name under which it was opened. */
gboolean _footprints_sqlite_has_moved (FootprintsSqliteConnection *self);
/* Sets @error from the state of the connection; the only place where result codes become errors. */
void _footprints_sqlite_set_error (FootprintsSqliteConnection *self, int result, GError **error);

/* Lets @cancellable interrupt the connection; pair it with unwatch(). */
gulong _footprints_sqlite_watch (FootprintsSqliteConnection *self, GCancellable *cancellable);
void _footprints_sqlite_unwatch (GCancellable *cancellable, gulong watch);

G_END_DECLS
