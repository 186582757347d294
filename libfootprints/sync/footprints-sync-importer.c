/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The importer that fetches the plays of a sync, with its key or token. */

#include "libfootprints/sync/footprints-sync-importer-private.h"

#include "libfootprints/protocol/footprints-service-private.h"
#include "libfootprints/secret/footprints-store-secrets-private.h"

char **
_footprints_sync_record_get_secret (FootprintsSyncRecord *record)
{
  const FootprintsService *service = _footprints_service_find (record->source);

  return service->secret_kind == FOOTPRINTS_SECRET_API_KEY ? &record->api_key : &record->token;
}

FootprintsImporter *
_footprints_sync_record_create_importer (FootprintsSyncRecord *record,
                                         FootprintsStore *store,
                                         GError **error)
{
  const char *sealed = *_footprints_sync_record_get_secret (record);
  g_autofree char *secret = _footprints_store_unseal_text (store, sealed, error);
  g_autoptr (FootprintsReach) reach = footprints_store_dup_reach (store);
  FootprintsImporter *importer;

  if (sealed != NULL && secret == NULL)
    return NULL;
  importer = footprints_importer_create (record->source, record->username, secret, record->base_url,
                                         error);
  if (importer != NULL)
    footprints_importer_set_reach (importer, reach);
  return importer;
}
