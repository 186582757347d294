/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* Which of the two places a secret of this source has in a record. */
char **_footprints_sync_record_get_secret (FootprintsSyncRecord *record);

/* With the key or token of @record, as @store opens it (transfer full). */
FootprintsImporter *_footprints_sync_record_create_importer (FootprintsSyncRecord *record,
                                                             FootprintsStore *store,
                                                             GError **error);

G_END_DECLS
