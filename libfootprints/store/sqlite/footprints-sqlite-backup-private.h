/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Writes all that the ledger holds at one moment into a new file. */
gboolean _footprints_sqlite_back_up (FootprintsSqliteConnection *connection,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
/* Puts the content of one ledger into the place of another's, or into an empty file. Other
 * connections see that as one commit; when it fails, nothing has changed. */
gboolean _footprints_sqlite_copy (const char *from_path, const char *to_path, GError **error);

/* Whoever knows the ledger at @before_path will see that the one at @path is another. */
gboolean _footprints_sqlite_succeed (const char *path, const char *before_path, GError **error);

/* Forgets names that no play has, and gives back free pages. */
gboolean _footprints_sqlite_compact (const char *path, GCancellable *cancellable, GError **error);
/* Reads every page and every row. FALSE with FOOTPRINTS_ERROR_CORRUPT when something does not fit.
 */
gboolean _footprints_sqlite_check (FootprintsSqliteConnection *connection,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
