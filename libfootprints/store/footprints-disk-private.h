/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @n_bytes more may be written beside @path, so that what
 * footprints_store_set_min_free_bytes() asks for stays free; FALSE with FOOTPRINTS_ERROR_DISK_FULL
 * set. Where it is not known how much is free, that is enough. */
gboolean _footprints_disk_check (const char *path, gint64 n_bytes, GError **error);
/* Whether anything must stay free. */
gboolean _footprints_disk_has_floor (void);

G_END_DECLS
