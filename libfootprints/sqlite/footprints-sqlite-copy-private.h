/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Writes everything that a database holds at one moment into a new file. */
gboolean _footprints_sqlite_back_up (FootprintsSqliteConnection *connection,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
/* Replaces the content of a database, or fills an empty file, with that of another. Other
 * connections see this as one commit; when it fails, nothing has changed. */
gboolean _footprints_sqlite_copy (const char *from_path, const char *to_path, GError **error);

G_END_DECLS
