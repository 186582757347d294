/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

G_BEGIN_DECLS

/* The free space available to us on the disk with the histories, in bytes; -1: unknown. */
gint64 fpd_disk_get_free_bytes (const FpdConfig *config);
/* Whether histories may grow; FALSE with a 507 error if too little space is free. */
gboolean fpd_disk_check (const FpdConfig *config, GError **error);
/* Whether @n_bytes more may be written into @folder, which may be on another disk. Any thread. */
gboolean
fpd_disk_check_room (const FpdConfig *config, const char *folder, gint64 n_bytes, GError **error);

/* Reserves room for an upload before it is used, so that several uploads that fit one by one do not
 * fill the disk together. Main thread. */
gboolean fpd_disk_reserve (const FpdConfig *config, gint64 n_bytes, GError **error);
void fpd_disk_release (gint64 n_bytes);

G_END_DECLS
