/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Brings what was written to the disk. FALSE with errno set. */

/* A file, or the names in a folder. */
gboolean _footprints_sync_path (const char *path);
/* The names in the folder of @path. TRUE also where that cannot be: in a folder that may be written
 * but not read, and on some file systems. */
gboolean _footprints_sync_folder_of (const char *path);

G_END_DECLS
