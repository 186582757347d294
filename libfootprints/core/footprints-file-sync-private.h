/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Flush written data to the disk. FALSE with errno set. */

/* A file, or the entries of a folder. */
gboolean _footprints_sync_path (const char *path);
/* The entries of the folder of @path. TRUE also where this is not possible: in a folder that may be
 * written but not read, and on some file systems. */
gboolean _footprints_sync_folder_of (const char *path);

G_END_DECLS
