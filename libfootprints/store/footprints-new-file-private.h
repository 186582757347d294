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
/* Gives a file another name, where it takes the place of what is there: the old file or the new one
 * has it at each moment, also when the power goes. FALSE with @error set; the file has the one name
 * or the other then. */
gboolean _footprints_new_file_rename (const char *from, const char *path, GError **error);
/* Brings a file to the disk. FALSE with @error set. */
gboolean _footprints_new_file_sync (const char *path, GError **error);
/* Makes names last that were given or taken in the folder of @path. FALSE with @error set. */
gboolean _footprints_new_file_sync_folder (const char *path, GError **error);

G_END_DECLS
