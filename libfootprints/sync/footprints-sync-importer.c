/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The importer that fetches the plays of a sync, with its key or token. */

#include "libfootprints/sync/footprints-sync-importer-private.h"

#include "libfootprints/protocol/footprints-service-private.h"
#include "libfootprints/secret/footprints-store-secrets-private.h"
#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/store/footprints-store-private.h"
#include "libfootprints/sync/footprints-sync-records-private.h"

char **
_footprints_sync_record_get_secret (FootprintsSyncRecord *record)
{
  const FootprintsService *service = _footprints_service_find (record->source);

  return service->secret_kind == FOOTPRINTS_SECRET_API_KEY ? &record->api_key : &record->token;
}

static void
renewal_free (FootprintsSyncRecord *renewed)
{
  _footprints_sync_record_clear (renewed);
  g_free (renewed);
}

static gboolean
save_secret (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return _footprints_sync_records_save_secret (_footprints_ledger_get_records (ledger, TRUE), data,
                                               error);
}

static void
tell_loss (const GError *error)
{
  g_message ("sync: the key that the service replaced cannot be stored, so the account has to be "
             "connected again: %s",
             error->message);
}

static void
save_done (gpointer data, const GError *error)
{
  if (error != NULL)
    tell_loss (error);
  renewal_free (data);
}

char *
_footprints_sync_record_keep_secret (const FootprintsSyncRecord *record,
                                     FootprintsStore *store,
                                     FootprintsImporter *importer)
{
  g_autoptr (GError) error = NULL;
  char *sealed =
      _footprints_store_seal_text (store, footprints_importer_get_secret (importer), &error);
  FootprintsSyncRecord *renewed;
  char **place;

  if (sealed == NULL)
    {
      tell_loss (error);
      return NULL;
    }
  renewed = g_new0 (FootprintsSyncRecord, 1);
  _footprints_sync_record_copy (renewed, record);
  place = _footprints_sync_record_get_secret (renewed);
  g_free (*place);
  *place = g_strdup (sealed);
  _footprints_store_queue_write (store, FOOTPRINTS_WRITE_NOW, save_secret, save_done, renewed,
                                 NULL);
  return sealed;
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
