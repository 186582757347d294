/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @n_bytes more can be written next to @path while what
 * footprints_store_set_min_free_bytes() asks for stays free; FALSE with FOOTPRINTS_ERROR_DISK_FULL
 * set. TRUE if the free space is not known. */
gboolean _footprints_disk_check (const char *path, gint64 n_bytes, GError **error);
/* Whether a minimum of free space is set. */
gboolean _footprints_disk_has_floor (void);

G_END_DECLS
