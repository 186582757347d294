/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Examines @path without writing to it: TRUE when it is a ledger of this or an older format, or
 * empty or missing (@exists is FALSE). */
gboolean _footprints_sqlite_probe (const char *path, gboolean *exists, GError **error);

/* Brings the ledger up to FOOTPRINTS_LEDGER_FORMAT, one transaction per step. */
gboolean _footprints_sqlite_migrate (FootprintsSqliteConnection *connection,
                                     const char *path,
                                     GError **error);

/* For a connection that may not write: lets it read an older ledger as if it had been brought to
 * this format. @is_older: whether that was needed. */
gboolean _footprints_sqlite_show_as_current (FootprintsSqliteConnection *connection,
                                             gboolean *is_older,
                                             GError **error);

/* Refuses a format that is newer than this version knows, or negative. */
gboolean _footprints_sqlite_check_format (FootprintsSqliteConnection *connection,
                                          const char *path,
                                          GError **error);

G_END_DECLS
