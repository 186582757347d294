/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A toy ledger as the tables of an SQLite ledger, for tests that look behind the library with plain
 * SQL. It is for reading only: anything written to it is lost. */

/* NULL: there is no toy ledger at @path. */
sqlite3 *toy_mirror_open (const char *path);
/* Shows what is committed now. @database: any database; only mirrors change. */
void toy_mirror_refresh (sqlite3 *database);

G_END_DECLS
