/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The table of a database that looks most like one of plays, as CSV with a header: its columns, and
 * the names in other tables that its numbers point to. Which column is what is for others to find
 * out. */
typedef struct _FootprintsForeignDump FootprintsForeignDump;

/* NULL with @error set on failure, and without it if no table has a column that may be a time. */
FootprintsForeignDump *_footprints_foreign_dump_open (const char *path, GError **error);
void _footprints_foreign_dump_free (FootprintsForeignDump *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsForeignDump, _footprints_foreign_dump_free)

/* Appends the next lines. FALSE with @error set on failure, and without it at the end. */
gboolean
_footprints_foreign_dump_read (FootprintsForeignDump *self, GByteArray *bytes, GError **error);
/* 0 to 1. */
double _footprints_foreign_dump_get_progress (FootprintsForeignDump *self);

G_END_DECLS
