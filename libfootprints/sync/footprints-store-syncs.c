/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The syncs of a ledger: the part of FootprintsStore that keeps them. */

#include "libfootprints/sync/footprints-store-syncs.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/http/footprints-http-request-private.h"
#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/secret/footprints-store-secrets-private.h"
#include "libfootprints/store/footprints-store-private.h"
#include "libfootprints/sync/footprints-sync-config-private.h"
#include "libfootprints/sync/footprints-sync-importer-private.h"
#include "libfootprints/sync/footprints-sync-records-private.h"
#include "libfootprints/sync/footprints-sync-run-private.h"

#define MIN_INTERVAL_MINUTES 5
#define MAX_INTERVAL_MINUTES (7 * 24 * 60)
#define MAX_OVERLAP_S (365 * 24 * 60 * 60)

static gboolean
check_config (const FootprintsSyncRecord *record, GError **error)
{
  g_autofree char *origin = NULL;
  g_autoptr (FootprintsImporter) importer = NULL;

  if (record->username == NULL || *record->username == '\0' ||
      !g_utf8_validate (record->username, -1, NULL))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "username: a sync needs an account name");
      return FALSE;
    }
  if (record->interval_minutes < MIN_INTERVAL_MINUTES ||
      record->interval_minutes > MAX_INTERVAL_MINUTES)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "sync_interval_minutes: %" G_GINT64_FORMAT " is not between %d and %d",
                   record->interval_minutes, MIN_INTERVAL_MINUTES, MAX_INTERVAL_MINUTES);
      return FALSE;
    }
  if (record->overlap_s < 0 || record->overlap_s > MAX_OVERLAP_S)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "overlap_s: %" G_GINT64_FORMAT " is not between 0 and %d", record->overlap_s,
                   MAX_OVERLAP_S);
      return FALSE;
    }
  if (record->base_url != NULL)
    {
      origin = _footprints_http_parse_origin (record->base_url, error);
      if (origin == NULL)
        {
          g_prefix_error (error, "base_url: ");
          return FALSE;
        }
    }
  importer = footprints_importer_create (record->source != NULL ? record->source : "",
                                         record->username, NULL, record->base_url, error);
  return importer != NULL;
}

static gboolean
save_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return _footprints_sync_records_save (_footprints_ledger_get_records (ledger, TRUE), data, error);
}

/**
 * footprints_store_save_sync_config:
 * @self: a store
 * @config: a sync, new or read from this store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Stores a sync, and gives a new one its id. A key or token that was set is sealed; see
 * [method@Store.set_key_file]. Changing the account or the address makes the next run fetch
 * everything; any change ends the pause after failures.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when the source is not known, the account is empty,
 * the interval or the overlap is out of range, the address is not valid, or the address changes
 * while the key or token stays the one that was given for the stored address;
 * %FOOTPRINTS_ERROR_EXISTS when another sync has this source and account;
 * %FOOTPRINTS_ERROR_NOT_FOUND when it was deleted meanwhile; %FOOTPRINTS_ERROR_LOCKED when the key
 * file cannot be used; those of writing the ledger.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: %TRUE on success
 *
 * Since: 0.1
 */
gboolean
footprints_store_save_sync_config (FootprintsStore *self,
                                   FootprintsSyncConfig *config,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_auto (FootprintsSyncRecord) record = { 0 };
  FootprintsSyncRecord *stored;
  const char *secret;
  char **place;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (config), FALSE);

  stored = _footprints_sync_config_get_record (config);
  if (!check_config (stored, error))
    return FALSE;
  _footprints_sync_record_copy (&record, stored);
  /* What was read with the sync may be out of date: its service may have replaced it since. */
  g_clear_pointer (&record.api_key, g_free);
  g_clear_pointer (&record.token, g_free);
  secret = _footprints_sync_config_get_new_secret (config);
  place = _footprints_sync_record_get_secret (&record);
  if (secret != NULL)
    {
      *place = _footprints_store_seal_text (self, secret, error);
      if (*place == NULL)
        return FALSE;
    }
  record.updated_at = _footprints_clock_now_s ();
  if (record.id == 0)
    record.created_at = record.updated_at;
  if (!_footprints_store_write (self, save_func, &record, cancellable, error))
    return FALSE;
  _footprints_sync_record_clear (stored);
  _footprints_sync_record_copy (stored, &record);
  footprints_sync_config_set_secret (config, NULL);
  return TRUE;
}

static gboolean
add_config (gpointer data, gconstpointer record)
{
  g_autoptr (FootprintsSyncConfig) config = _footprints_sync_config_new (record);

  g_list_store_append (data, config);
  return TRUE;
}

/**
 * footprints_store_list_sync_configs:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Lists the syncs, by id.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@SyncConfig]; %NULL with @error set
 *
 * Since: 0.1
 */
GListModel *
footprints_store_list_sync_configs (FootprintsStore *self,
                                    GCancellable *cancellable,
                                    GError **error)
{
  static const FootprintsRecordQuery all;
  g_autoptr (GListStore) list = g_list_store_new (FOOTPRINTS_TYPE_SYNC_CONFIG);
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL ||
      !_footprints_records_list (_footprints_ledger_get_records (ledger, FALSE),
                                 &_footprints_sync_record_type, &all, add_config, list, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&list));
}

static gboolean
fail_unknown (gint64 id, GError **error)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
               "no sync with id %" G_GINT64_FORMAT, id);
  return FALSE;
}

/**
 * footprints_store_get_sync_config:
 * @self: a store
 * @id: the id of a sync
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads one sync.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when the sync does not exist; those of
 * [method@Store.list_sync_configs].
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a sync; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSyncConfig *
footprints_store_get_sync_config (FootprintsStore *self,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (GListModel) list = footprints_store_list_sync_configs (self, cancellable, error);
  guint n_configs = list != NULL ? g_list_model_get_n_items (list) : 0;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (list, i);

      if (footprints_sync_config_get_id (config) == id)
        return g_steal_pointer (&config);
    }
  if (list != NULL)
    fail_unknown (id, error);
  return NULL;
}

/* Whose secret an importer has. */
typedef struct
{
  FootprintsStore *store;
  FootprintsSyncConfig *config;
} Owner;

static void
owner_free (gpointer data, GClosure *closure)
{
  Owner *owner = data;

  g_object_unref (owner->store);
  g_object_unref (owner->config);
  g_free (owner);
}

static void
on_secret_renewed (FootprintsImporter *importer, gpointer data)
{
  const Owner *owner = data;

  g_free (_footprints_sync_record_keep_secret (_footprints_sync_config_get_record (owner->config),
                                               owner->store, importer));
}

/**
 * footprints_store_create_sync_importer:
 * @self: a store
 * @id: the id of a sync
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Creates the importer that a sync fetches its plays with, including the key or token, for example
 * to verify what it brought.
 *
 * Errors: %FOOTPRINTS_ERROR_LOCKED when its key or token cannot be unsealed; those of
 * [method@Store.get_sync_config].
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): an importer; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsImporter *
footprints_store_create_sync_importer (FootprintsStore *self,
                                       gint64 id,
                                       GCancellable *cancellable,
                                       GError **error)
{
  g_autoptr (FootprintsSyncConfig) config =
      footprints_store_get_sync_config (self, id, cancellable, error);

  FootprintsImporter *importer;
  Owner *owner;

  if (config == NULL)
    return NULL;
  importer = _footprints_sync_record_create_importer (_footprints_sync_config_get_record (config),
                                                      self, error);
  if (importer == NULL)
    return NULL;
  owner = g_new0 (Owner, 1);
  owner->store = g_object_ref (self);
  owner->config = g_object_ref (config);
  g_signal_connect_data (importer, "secret-renewed", G_CALLBACK (on_secret_renewed), owner,
                         owner_free, 0);
  return importer;
}

typedef struct
{
  gint64 id;
  gboolean existed;
} Removal;

static gboolean
remove_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Removal *removal = data;

  return _footprints_sync_records_remove (_footprints_ledger_get_records (ledger, TRUE),
                                          removal->id, &removal->existed, error);
}

/**
 * footprints_store_delete_sync_config:
 * @self: a store
 * @id: the id of a sync
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Deletes a sync, its key or token, and the records of its runs. The plays that it brought stay.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when the sync does not exist; those of writing the ledger.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: %TRUE on success
 *
 * Since: 0.1
 */
gboolean
footprints_store_delete_sync_config (FootprintsStore *self,
                                     gint64 id,
                                     GCancellable *cancellable,
                                     GError **error)
{
  Removal removal = { .id = id };

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);

  if (!_footprints_store_write (self, remove_func, &removal, cancellable, error))
    return FALSE;
  return removal.existed || fail_unknown (id, error);
}

static gboolean
add_run (gpointer data, gconstpointer record)
{
  g_autoptr (FootprintsSyncRun) run = _footprints_sync_run_new (record);

  g_list_store_append (data, run);
  return TRUE;
}

/**
 * footprints_store_list_sync_runs:
 * @self: a store
 * @config_id: the id of a sync
 * @limit: how many at most, 1 to 1000
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Lists the runs of a sync, newest first. The last 1000 are kept. Runs that found nothing new are
 * not written one by one: [method@SyncScheduler.list_runs] lists them, too.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range;
 * %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@SyncRun]; %NULL with @error set
 *
 * Since: 0.1
 */
GListModel *
footprints_store_list_sync_runs (
    FootprintsStore *self, gint64 config_id, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (FOOTPRINTS_TYPE_SYNC_RUN);
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (!_footprints_check_limit (limit, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL ||
      !_footprints_import_records_list (_footprints_ledger_get_records (ledger, FALSE), config_id,
                                        limit, add_run, list, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&list));
}
