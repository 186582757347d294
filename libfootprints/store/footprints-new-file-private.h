/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files that appear as a whole or not at all. */

/* The ending of such a file until it is complete. SQLite can only fill a file that has a name, so a
 * process that is killed leaves it behind; a server removes leftovers when it starts. */
#define FOOTPRINTS_NEW_FILE_ENDING ".partial"

/* Creates an empty temporary file next to @path that only its owner may read, and returns its name
 * (transfer full); NULL with @error set. */
char *_footprints_new_file_begin (const char *path, GError **error);
/* Flushes it to disk and renames it to @path, or deletes it if @path is NULL. Unless @replace is
 * set, the name must be free. FALSE with @error set; the file is gone then. */
gboolean _footprints_new_file_end (const char *temporary,
                                   const char *path,
                                   gboolean replace,
                                   GError **error);
/* Renames a file, replacing any file at @path: at every moment, even across a power failure, the
 * name belongs to the old file or the new one. FALSE with @error set; the file then has one name or
 * the other. */
gboolean _footprints_new_file_rename (const char *from, const char *path, GError **error);
/* Flushes a file to disk. FALSE with @error set. */
gboolean _footprints_new_file_sync (const char *path, GError **error);
/* Flushes names that were added or removed in the folder of @path to disk. FALSE with @error
 * set. */
gboolean _footprints_new_file_sync_folder (const char *path, GError **error);

G_END_DECLS
