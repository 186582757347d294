/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include <sys/types.h>

G_BEGIN_DECLS

/* Where the files of an open ledger are, so that a writer notices when they are deleted, moved or
 * replaced. SQLite keeps writing to a file that has lost its name, and what is acknowledged then is
 * lost with the process. Immutable: any thread may use it. */
typedef struct _FootprintsSqlitePlace FootprintsSqlitePlace;

/* For the file at @path that @connection has open, and for its write-ahead log if @with_log is set.
 * NULL with @error set if the file is already gone. */
FootprintsSqlitePlace *_footprints_sqlite_place_new (FootprintsSqliteConnection *connection,
                                                     const char *path,
                                                     gboolean with_log,
                                                     GError **error);
void _footprints_sqlite_place_free (FootprintsSqlitePlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsSqlitePlace, _footprints_sqlite_place_free)

/* Whether each file is still the one at its path: two system calls. FALSE with
 * FOOTPRINTS_ERROR_REPLACED set. */
gboolean _footprints_sqlite_place_check (const FootprintsSqlitePlace *self, GError **error);
/* Whether another log is where ours was: ours must then no longer be copied into the file, since
 * another process may have changed the file meanwhile. */
gboolean _footprints_sqlite_place_has_other_log (const FootprintsSqlitePlace *self);
/* Whether the file may grow. The content of the log still needs its space in the file. */
gboolean _footprints_sqlite_place_check_room (const FootprintsSqlitePlace *self, GError **error);

G_END_DECLS
