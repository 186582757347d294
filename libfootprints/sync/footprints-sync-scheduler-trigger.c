/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs on request: the part of the scheduler that starts them. */

#include "libfootprints/sync/footprints-sync-scheduler-private.h"

#include "libfootprints/core/footprints-error.h"

/* A second request waits for the same run. */
static void
add_trigger (FootprintsSyncScheduler *self, gint64 id, GTask *task)
{
  GPtrArray *tasks = g_hash_table_lookup (self->triggers, &id);

  if (tasks == NULL)
    {
      tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->triggers, g_memdup2 (&id, sizeof id), tasks);
    }
  g_ptr_array_add (tasks, task);
}

/**
 * footprints_sync_scheduler_trigger_async:
 * @self: a scheduler, started or not
 * @config_id: the id of a sync
 * @callback: (scope async): called when the run has ended
 * @user_data: data for @callback
 *
 * Runs a sync now, even while it pauses after failures. If it is already running, waits for that
 * run.
 *
 * Since: 0.1
 */
void
footprints_sync_scheduler_trigger_async (FootprintsSyncScheduler *self,
                                         gint64 config_id,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  FootprintsScheduledSync *entry;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_sync_scheduler_trigger_async);
  if (self->stopping != NULL || self->is_stopped)
    g_set_error_literal (&error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED,
                         "the scheduler is stopping");
  else
    _footprints_sync_scheduler_read_entries (self, &error);
  entry = g_hash_table_lookup (self->entries, &config_id);
  if (error == NULL && entry == NULL)
    g_set_error (&error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "no sync with id %" G_GINT64_FORMAT, config_id);
  else if (error == NULL && !_footprints_scheduled_sync_get_record (entry)->enabled)
    g_set_error_literal (&error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                         "the sync is disabled");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  add_trigger (self, config_id, task);
  if (!_footprints_scheduled_sync_is_running (entry))
    _footprints_sync_scheduler_queue_run (self, config_id);
  _footprints_sync_scheduler_pump (self);
}

/**
 * footprints_sync_scheduler_trigger_finish:
 * @self: a scheduler
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@SyncScheduler.trigger_async].
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when the sync does not exist;
 * %FOOTPRINTS_ERROR_INVALID_ARGUMENT when it is disabled; %FOOTPRINTS_ERROR_LOCKED when its key or
 * token cannot be unsealed; those of [method@Importer.fetch_page_finish] and of writing the ledger;
 * %G_IO_ERROR_CANCELLED when the scheduler was stopped or the sync changed.
 *
 * Returns: (transfer full): the run; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSyncRun *
footprints_sync_scheduler_trigger_finish (FootprintsSyncScheduler *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_sync_scheduler_trigger_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * footprints_sync_scheduler_is_running:
 * @self: a scheduler
 * @config_id: the id of a sync
 *
 * Tells whether a sync is running.
 *
 * Returns: %TRUE when it is
 *
 * Since: 0.1
 */
gboolean
footprints_sync_scheduler_is_running (FootprintsSyncScheduler *self, gint64 config_id)
{
  FootprintsScheduledSync *entry;

  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_SCHEDULER (self), FALSE);

  entry = g_hash_table_lookup (self->entries, &config_id);
  return entry != NULL && _footprints_scheduled_sync_is_running (entry);
}
