/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Lists of syncs and of their runs as they stand, including what is not written yet. */

#include "libfootprints/sync/footprints-sync-scheduler-private.h"

#include "libfootprints/sync/footprints-store-syncs.h"
#include "libfootprints/sync/footprints-sync-config-private.h"

static void
add_config (gpointer data, const FootprintsSyncRecord *record)
{
  g_autoptr (FootprintsSyncConfig) config = _footprints_sync_config_new (record);

  g_list_store_append (data, config);
}

/**
 * footprints_sync_scheduler_list_configs:
 * @self: a scheduler
 * @error: return location for an error
 *
 * Lists the syncs of the store, by id, as they stand: including what the scheduler knows but has
 * not written yet, such as when a run last found nothing new.
 *
 * Errors: as [method@Store.list_sync_configs].
 *
 * Returns: (transfer full): a list model of [class@SyncConfig]; %NULL with @error set
 *
 * Since: 0.1
 */
GListModel *
footprints_sync_scheduler_list_configs (FootprintsSyncScheduler *self, GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (FOOTPRINTS_TYPE_SYNC_CONFIG);
  g_autoptr (GList) ids = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), NULL);

  if (!_footprints_sync_scheduler_read_entries (self, error))
    return NULL;
  ids = g_list_sort (g_hash_table_get_keys (self->entries), _footprints_sync_scheduler_order_ids);
  for (GList *link = ids; link != NULL; link = link->next)
    add_config (list, _footprints_scheduled_sync_get_record (
                          g_hash_table_lookup (self->entries, link->data)));
  return G_LIST_MODEL (g_steal_pointer (&list));
}

/**
 * footprints_sync_scheduler_list_runs:
 * @self: a scheduler
 * @config_id: the id of a sync
 * @limit: how many at most, 1 to 1000
 * @error: return location for an error
 *
 * Lists the runs of a sync, newest first: those that the ledger has, and those that found nothing
 * new and are not written yet, which have the id 0.
 *
 * Errors: as [method@Store.list_sync_runs].
 *
 * Returns: (transfer full): a list model of [class@SyncRun]; %NULL with @error set
 *
 * Since: 0.1
 */
GListModel *
footprints_sync_scheduler_list_runs (FootprintsSyncScheduler *self,
                                     gint64 config_id,
                                     guint limit,
                                     GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (FOOTPRINTS_TYPE_SYNC_RUN);
  g_autoptr (GListModel) written = NULL;
  FootprintsScheduledSync *entry;

  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), NULL);

  written = footprints_store_list_sync_runs (self->store, config_id, limit, NULL, error);
  if (written == NULL)
    return NULL;
  entry = g_hash_table_lookup (self->entries, &config_id);
  if (entry != NULL)
    _footprints_scheduled_sync_append_runs (entry, list, limit);
  for (guint i = 0; i < g_list_model_get_n_items (written); i++)
    {
      g_autoptr (FootprintsSyncRun) run = g_list_model_get_item (written, i);

      if (g_list_model_get_n_items (G_LIST_MODEL (list)) < limit)
        g_list_store_append (list, run);
    }
  return G_LIST_MODEL (g_steal_pointer (&list));
}
