/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/foreign/footprints-foreign-table-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* The database of another program that keeps plays: a table of plays, and tables of names. Never
 * written to. */
typedef struct _FootprintsForeignDatabase FootprintsForeignDatabase;

/* NULL with @error set on failure, and without it if the database is of no known program. */
FootprintsForeignDatabase *_footprints_foreign_database_open (const char *path, GError **error);
void _footprints_foreign_database_free (FootprintsForeignDatabase *self);

const char *_footprints_foreign_database_get_format_name (FootprintsForeignDatabase *self);
/* Whether several people can use the program, so that each row says whose play it is. */
gboolean _footprints_foreign_database_has_listeners (FootprintsForeignDatabase *self);
/* Sets @row, which was begun, from the next play. 1: it is set; 0: there are no more; -1: @error is
 * set. */
int _footprints_foreign_database_next (FootprintsForeignDatabase *self,
                                       FootprintsInputRow *row,
                                       GError **error);
/* How much of it has been read, 0 to 1. */
double _footprints_foreign_database_get_progress (FootprintsForeignDatabase *self);

G_END_DECLS
