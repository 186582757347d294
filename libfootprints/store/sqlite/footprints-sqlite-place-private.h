/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include <sys/types.h>

G_BEGIN_DECLS

/* Where the files of an open ledger are, so that a writer notices when somebody deletes, moves or
 * replaces them. SQLite goes on writing to a file without a name, and what is acknowledged then is
 * gone with the process. Immutable once it is made: any thread may ask. */
typedef struct _FootprintsSqlitePlace FootprintsSqlitePlace;

/* Of the file at @path that @connection has open; of its write-ahead log, too, when @with_log is
 * set. NULL with @error set when the file has gone already. */
FootprintsSqlitePlace *_footprints_sqlite_place_new (FootprintsSqliteConnection *connection,
                                                     const char *path,
                                                     gboolean with_log,
                                                     GError **error);
void _footprints_sqlite_place_free (FootprintsSqlitePlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsSqlitePlace, _footprints_sqlite_place_free)

/* Whether each file is still the one at its path: two system calls. FALSE with
 * FOOTPRINTS_ERROR_REPLACED set. */
gboolean _footprints_sqlite_place_check (const FootprintsSqlitePlace *self, GError **error);
/* Whether there is another log where ours was: then ours must not be copied into the file any more,
 * as somebody else may have changed it since. */
gboolean _footprints_sqlite_place_has_other_log (const FootprintsSqlitePlace *self);
/* Whether the file may grow. What is in the log has its room in the file still before it. */
gboolean _footprints_sqlite_place_check_room (const FootprintsSqlitePlace *self, GError **error);

G_END_DECLS
