/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Lets readers that know the ledger at @before_path notice that the one at @path is a different
 * one. */
gboolean _footprints_sqlite_succeed (const char *path, const char *before_path, GError **error);

/* Moves the content of the write-ahead log into the file. */
gboolean _footprints_sqlite_gather (const char *path, GError **error);

/* Deletes names that no play uses, and releases free pages. */
gboolean _footprints_sqlite_compact (const char *path, GCancellable *cancellable, GError **error);
/* Reads every page and every row. FALSE with FOOTPRINTS_ERROR_CORRUPT if the ledger is
 * inconsistent. */
gboolean _footprints_sqlite_check (FootprintsSqliteConnection *connection,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
