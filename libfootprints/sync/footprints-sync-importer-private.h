/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* The place in @record for the secret of its source: either the API key or the token. */
char **_footprints_sync_record_get_secret (FootprintsSyncRecord *record);

/* Creates an importer with the key or token of @record, which @store unseals (transfer full). Its
 * creator listens to secret-renewed, and calls the next function. */
FootprintsImporter *_footprints_sync_record_create_importer (FootprintsSyncRecord *record,
                                                             FootprintsStore *store,
                                                             GError **error);
/* Seals the secret that a service has given instead of the one of @record, whose former one may be
 * worth nothing already, and queues it to be stored. Returns it sealed (transfer full); NULL if it
 * cannot be sealed. */
char *_footprints_sync_record_keep_secret (const FootprintsSyncRecord *record,
                                           FootprintsStore *store,
                                           FootprintsImporter *importer);

G_END_DECLS
