/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file that is there as a whole or not at all. */

/* What it ends in until then. SQLite can only fill a file with a name, so a process that is killed
 * leaves it; a server removes those at its start. */
#define FOOTPRINTS_NEW_FILE_ENDING ".partial"

/* Makes an empty one that only its owner may read, with a name of its own beside @path (transfer
 * full); NULL with @error set. */
char *_footprints_new_file_begin (const char *path, GError **error);
/* Brings it to the disk and gives it its name, or deletes it where @path is NULL. Unless @replace
 * is set, the name must be free. FALSE with @error set; the file is gone then. */
gboolean _footprints_new_file_end (const char *temporary,
                                   const char *path,
                                   gboolean replace,
                                   GError **error);

G_END_DECLS
