/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-config.h"

G_BEGIN_DECLS

/* What is free for us where the histories are, bytes; -1: nobody knows. */
gint64 fpd_disk_get_free_bytes (const FpdConfig *config);
/* Whether histories may grow; FALSE with an error of 507 set when too little is free. */
gboolean fpd_disk_check (const FpdConfig *config, GError **error);

G_END_DECLS
