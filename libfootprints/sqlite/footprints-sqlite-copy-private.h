/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Writes all that a database holds at one moment into a new file. */
gboolean _footprints_sqlite_back_up (FootprintsSqliteConnection *connection,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
/* Puts the content of one database into the place of another's, or into an empty file. Other
 * connections see that as one commit; when it fails, nothing has changed. */
gboolean _footprints_sqlite_copy (const char *from_path, const char *to_path, GError **error);

G_END_DECLS
