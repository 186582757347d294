/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-scrobble-row-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The database of the earlier program: one table named scrobbles. Never written to. */
typedef struct _FootprintsSqliteEarlier FootprintsSqliteEarlier;

gboolean _footprints_sqlite_is_earlier_database (const char *path);

FootprintsSqliteEarlier *_footprints_sqlite_earlier_open (const char *path, GError **error);
void _footprints_sqlite_earlier_free (FootprintsSqliteEarlier *self);
/* How much of it has been read, 0 to 1. */
double _footprints_sqlite_earlier_get_progress (FootprintsSqliteEarlier *self);
/* 1: @row is set, until the next call, and @is_cut when one of its texts holds a NUL; 0: no more;
 * -1: @error is set. */
int _footprints_sqlite_earlier_next (FootprintsSqliteEarlier *self,
                                     FootprintsScrobbleRow *row,
                                     gboolean *is_cut,
                                     GError **error);

G_END_DECLS
