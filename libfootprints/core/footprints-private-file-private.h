/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files that their owner alone may read: listening habits reveal a lot about a person. */

/* Makes an empty file for the owner alone, whatever the umask; nothing where there is one. FALSE
 * with errno set: none can be made. */
gboolean _footprints_private_file_make (const char *path);
/* Takes the rights of everyone else away from the file, where there is one and it is ours. Its
 * owner gets none that it did not have. */
void _footprints_private_file_narrow (const char *path);

G_END_DECLS
