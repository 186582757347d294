/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files that only their owner may read: listening habits reveal a lot about a person. */

/* Creates an empty file for its owner only, whatever the umask; leaves an existing one alone. FALSE
 * with errno set when it cannot be created. */
gboolean _footprints_private_file_make (const char *path);
/* Removes the permissions of everyone else from the file, if it exists and is ours. Its owner gains
 * none. */
void _footprints_private_file_narrow (const char *path);

G_END_DECLS
