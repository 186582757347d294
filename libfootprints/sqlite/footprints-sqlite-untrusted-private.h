/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* How much work a database that somebody sent may cause until the next row. SQLite runs what the
 * schema of a database says (generated columns, views, triggers, virtual tables), and a damaged
 * B-tree may have no end. */
typedef struct
{
  guint n_looks;
  gint64 started_us;
  gboolean is_exceeded;
} FootprintsSqliteBudget;

/* Opens a file for reading one plain table of it. Nothing that the schema says is run, texts and
 * the schema itself are bounded, and whatever happens takes no more than @budget, which must
 * outlive the connection. No file is made beside it. */
FootprintsSqliteConnection *_footprints_sqlite_untrusted_open (const char *path,
                                                               FootprintsSqliteBudget *budget,
                                                               GError **error);
/* Lets statements read this one table and nothing else from now on. FALSE without an error when
 * there is none, or it is not plain: a view, a virtual table, one with columns that are computed or
 * without row ids. */
gboolean _footprints_sqlite_untrusted_restrict (FootprintsSqliteConnection *connection,
                                                const char *table);
/* Once a row is there. */
void _footprints_sqlite_budget_renew (FootprintsSqliteBudget *budget);
/* Whether that was why a statement failed; sets @error anew then. */
gboolean _footprints_sqlite_budget_explain (const FootprintsSqliteBudget *budget,
                                            const char *path,
                                            GError **error);

G_END_DECLS
