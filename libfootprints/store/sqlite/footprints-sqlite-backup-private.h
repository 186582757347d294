/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Whoever knows the ledger at @before_path will see that the one at @path is another. */
gboolean _footprints_sqlite_succeed (const char *path, const char *before_path, GError **error);

/* Puts the write-ahead log into the file. */
gboolean _footprints_sqlite_gather (const char *path, GError **error);

/* Forgets names that no play has, and gives back free pages. */
gboolean _footprints_sqlite_compact (const char *path, GCancellable *cancellable, GError **error);
/* Reads every page and every row. FALSE with FOOTPRINTS_ERROR_CORRUPT when something does not fit.
 */
gboolean _footprints_sqlite_check (FootprintsSqliteConnection *connection,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
