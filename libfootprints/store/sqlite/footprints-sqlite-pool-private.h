/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/sqlite/footprints-sqlite-place-private.h"

G_BEGIN_DECLS

/* A few connections for readers. Any thread may take one, and gives it back. */
typedef struct _FootprintsSqlitePool FootprintsSqlitePool;

FootprintsSqlitePool *_footprints_sqlite_pool_new (const char *path, FootprintsSqliteMode mode);
/* Where the file must be for new connections to be opened; @place must outlive the pool. */
void _footprints_sqlite_pool_set_place (FootprintsSqlitePool *self,
                                        const FootprintsSqlitePlace *place);
/* Every connection must have been given back. */
void _footprints_sqlite_pool_free (FootprintsSqlitePool *self);

/* Opens another when all are in use. */
FootprintsSqliteConnection *_footprints_sqlite_pool_take (FootprintsSqlitePool *self,
                                                          GError **error);
void _footprints_sqlite_pool_give (FootprintsSqlitePool *self,
                                   FootprintsSqliteConnection *connection);

G_END_DECLS
