/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/sync/footprints-sync-config.h"

G_BEGIN_DECLS

/* Copies @record. */
FootprintsSyncConfig *_footprints_sync_config_new (const FootprintsSyncRecord *record);
FootprintsSyncRecord *_footprints_sync_config_get_record (FootprintsSyncConfig *self);
/* The secret that was set since the sync was read, in the clear; NULL: none. */
const char *_footprints_sync_config_get_new_secret (FootprintsSyncConfig *self);

G_END_DECLS
