/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lets processes take turns at writing. A process that imports asks for SQLite's lock again as soon
 * as it has committed, and one that polls for the lock once a millisecond loses against it for
 * seconds. So a process that waits holds a lock on a file next to the database ("-turn", which
 * exists only while a process waits), and the importer checks for that between two transactions.
 *
 * Where the file cannot be created, writing works as without it. Not thread-safe. */
typedef struct
{
  char *path; /* of the file; NULL for a database in memory */
  int file;   /* -1: not waiting */
  gboolean is_locked;
} FootprintsSqliteTurn;

/* @database_path: empty for one in memory. */
void _footprints_sqlite_turn_init (FootprintsSqliteTurn *self, const char *database_path);
void _footprints_sqlite_turn_clear (FootprintsSqliteTurn *self);
/* Lets others know that this process waits. May be called repeatedly. */
void _footprints_sqlite_turn_ask (FootprintsSqliteTurn *self);
/* Stops waiting. */
void _footprints_sqlite_turn_end (FootprintsSqliteTurn *self);
/* Whether another process waits. */
gboolean _footprints_sqlite_turn_is_awaited (const FootprintsSqliteTurn *self);
/* While another process waits, waits too, so that it can begin; a few hundredths of a second at
 * most, since the other may be suspended. */
void _footprints_sqlite_turn_give_way (const FootprintsSqliteTurn *self);

G_END_DECLS
