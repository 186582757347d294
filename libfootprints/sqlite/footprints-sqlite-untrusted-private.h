/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* How much work a database from outside may cause until the next row. SQLite runs what the schema
 * of a database says (generated columns, views, triggers, virtual tables), and a damaged B-tree may
 * have no end. */
typedef struct
{
  guint n_looks;
  gint64 started_us;
  gboolean is_exceeded;
} FootprintsSqliteBudget;

/* Opens a file to read one plain table of it. Nothing in the schema is run, texts and the schema
 * itself are limited, and no operation takes more than @budget, which must outlive the connection.
 * No file is created next to it. */
FootprintsSqliteConnection *_footprints_sqlite_untrusted_open (const char *path,
                                                               FootprintsSqliteBudget *budget,
                                                               GError **error);
/* From now on, lets statements read only this table. FALSE without an error when there is none, or
 * it is not plain: a view, a virtual table, or a table with computed columns or without row ids. */
gboolean _footprints_sqlite_untrusted_restrict (FootprintsSqliteConnection *connection,
                                                const char *table);
/* Call it when a row has been read. */
void _footprints_sqlite_budget_renew (FootprintsSqliteBudget *budget);
/* Whether the budget is why a statement failed; if so, replaces @error. */
gboolean _footprints_sqlite_budget_explain (const FootprintsSqliteBudget *budget,
                                            const char *path,
                                            GError **error);

G_END_DECLS
