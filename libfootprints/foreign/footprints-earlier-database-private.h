/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The database of the earlier program: one table named scrobbles. Never written to. */
typedef struct _FootprintsEarlierDatabase FootprintsEarlierDatabase;

gboolean _footprints_is_earlier_database (const char *path);

FootprintsEarlierDatabase *_footprints_earlier_database_open (const char *path, GError **error);
void _footprints_earlier_database_free (FootprintsEarlierDatabase *self);
/* How much of it has been read, 0 to 1. */
double _footprints_earlier_database_get_progress (FootprintsEarlierDatabase *self);
/* 1: @row is set and valid until the next call, and @is_cut is set when one of its texts contains a
 * NUL; 0: no more rows; -1: @error is set. */
int _footprints_earlier_database_next (FootprintsEarlierDatabase *self,
                                       FootprintsScrobbleRow *row,
                                       gboolean *is_cut,
                                       GError **error);

G_END_DECLS
