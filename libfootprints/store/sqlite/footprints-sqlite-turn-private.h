/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whose turn it is to write, among processes. SQLite lets in whoever asks at the right moment, and
 * a process with much to write asks again as soon as it is done: whoever looks once a millisecond
 * loses against it for seconds. So who waits says so, by a lock on a file beside the database
 * ("-turn", which is there while somebody waits), and who has much to write looks for that between
 * two transactions.
 *
 * Where the file cannot be made, all goes on without. Not for two threads at once. */
typedef struct
{
  char *path; /* of the file; NULL: the database is in none */
  int file;   /* -1: nobody waits here */
  gboolean is_locked;
} FootprintsSqliteTurn;

/* @database_path: empty for one in memory. */
void _footprints_sqlite_turn_init (FootprintsSqliteTurn *self, const char *database_path);
void _footprints_sqlite_turn_clear (FootprintsSqliteTurn *self);
/* Says that this process waits. May be called again and again. */
void _footprints_sqlite_turn_ask (FootprintsSqliteTurn *self);
/* It waits no longer. */
void _footprints_sqlite_turn_end (FootprintsSqliteTurn *self);
/* Whether another process waits. */
gboolean _footprints_sqlite_turn_is_awaited (const FootprintsSqliteTurn *self);
/* While another process waits, waits too, so that it can begin; a few hundredths of a second at
 * most, since it may be stopped. */
void _footprints_sqlite_turn_give_way (const FootprintsSqliteTurn *self);

G_END_DECLS
