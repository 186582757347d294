/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Removing plays, bringing them back, and listing those that were removed. */

#include "libfootprints/store/footprints-store-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/store/footprints-scrobble-page-private.h"

/* One call to remove or to restore. */
typedef struct
{
  const gint64 *ids;
  const gint64 *leads; /* NULL: none */
  gsize n_ids;
  gint64 n_moved;
} Move;

static gboolean
move_remove (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Move *move = data;

  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->remove (ledger, move->ids, move->leads, move->n_ids,
                                                       _footprints_clock_now_s (), &move->n_moved,
                                                       cancellable, error);
}

static gboolean
move_back (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) undone =
      _footprints_import_records_list_undone (_footprints_ledger_get_records (ledger, TRUE), error);
  Move *move = data;

  return undone != NULL && FOOTPRINTS_LEDGER_GET_IFACE (ledger)->bring_back (
                               ledger, move->ids, move->n_ids, _footprints_origins (undone),
                               &move->n_moved, cancellable, error);
}

static gint64
move_run (FootprintsStore *self,
          FootprintsWriteFunc run,
          const gint64 *ids,
          const gint64 *leads,
          gsize n_ids,
          GCancellable *cancellable,
          GError **error)
{
  Move move = { ids, leads, n_ids, 0 };

  if (!_footprints_store_write (self, run, &move, cancellable, error))
    return -1;
  if (move.n_moved > 0)
    _footprints_store_emit_changed (self);
  return move.n_moved;
}

typedef struct
{
  FootprintsWriteFunc run;
  GArray *ids; /* of gint64 */
} MoveLater;

static void
move_later_free (gpointer data)
{
  MoveLater *later = data;

  g_array_unref (later->ids);
  g_free (later);
}

static void
move_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  MoveLater *later = task_data;
  GError *error = NULL;
  gint64 n_moved =
      move_run (source_object, later->run, (const gint64 *) (gpointer) later->ids->data, NULL,
                later->ids->len, cancellable, &error);

  if (n_moved < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) n_moved);
}

static void
move_async (GTask *task, FootprintsWriteFunc run, const gint64 *ids, gsize n_ids)
{
  MoveLater *later = g_new (MoveLater, 1);

  *later = (MoveLater){ run, g_array_sized_new (FALSE, FALSE, sizeof *ids, (guint) n_ids) };
  g_array_append_vals (later->ids, ids, (guint) n_ids);
  /* As for additions: a call that has done its work is not reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, later, move_later_free);
  g_task_run_in_thread (task, move_thread);
}

gint64
_footprints_store_remove_reports (FootprintsStore *self,
                                  const gint64 *ids,
                                  const gint64 *leads,
                                  gsize n_ids,
                                  GCancellable *cancellable,
                                  GError **error)
{
  return move_run (self, move_remove, ids, leads, n_ids, cancellable, error);
}

/**
 * footprints_store_remove_scrobbles:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Removes plays from the history, in one transaction.
 *
 * They are kept apart: no import or sync brings them back, only [method@Store.restore_scrobbles]
 * does. Ids that are not in the history are skipped.
 *
 * Errors: as [method@Store.add_scrobble]. After an error nothing was removed.
 *
 * Threading: any thread; waits for the disk.
 *
 * Returns: how many plays were removed; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_remove_scrobbles (FootprintsStore *self,
                                   const gint64 *ids,
                                   gsize n_ids,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), -1);
  g_return_val_if_fail (ids != NULL || n_ids == 0, -1);

  return move_run (self, move_remove, ids, NULL, n_ids, cancellable, error);
}

/**
 * footprints_store_remove_scrobbles_async:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Removes plays from the history. See [method@Store.remove_scrobbles].
 *
 * Since: 0.1
 */
void
footprints_store_remove_scrobbles_async (FootprintsStore *self,
                                         const gint64 *ids,
                                         gsize n_ids,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_remove_scrobbles_async);
  move_async (task, move_remove, ids, n_ids);
}

/**
 * footprints_store_remove_scrobbles_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Store.remove_scrobbles_async].
 *
 * Errors: as [method@Store.remove_scrobbles].
 *
 * Returns: how many plays were removed; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_remove_scrobbles_finish (FootprintsStore *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_remove_scrobbles_async),
                        -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * footprints_store_restore_scrobbles:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Brings removed plays back into the history, in one transaction.
 *
 * A play comes back as it was, with its id, and with the reports that
 * [method@Store.remove_plays] removed with it. If the imports that brought it have been undone
 * since, it stays for good. Ids of plays that were not removed are skipped.
 *
 * Errors: as [method@Store.add_scrobble]. After an error nothing was brought back.
 *
 * Threading: any thread; waits for the disk.
 *
 * Returns: how many plays were brought back; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_restore_scrobbles (FootprintsStore *self,
                                    const gint64 *ids,
                                    gsize n_ids,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), -1);
  g_return_val_if_fail (ids != NULL || n_ids == 0, -1);

  return move_run (self, move_back, ids, NULL, n_ids, cancellable, error);
}

/**
 * footprints_store_restore_scrobbles_async:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Brings removed plays back. See [method@Store.restore_scrobbles].
 *
 * Since: 0.1
 */
void
footprints_store_restore_scrobbles_async (FootprintsStore *self,
                                          const gint64 *ids,
                                          gsize n_ids,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_restore_scrobbles_async);
  move_async (task, move_back, ids, n_ids);
}

/**
 * footprints_store_restore_scrobbles_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Store.restore_scrobbles_async].
 *
 * Errors: as [method@Store.restore_scrobbles].
 *
 * Returns: how many plays were brought back; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_restore_scrobbles_finish (FootprintsStore *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_restore_scrobbles_async),
                        -1);

  return g_task_propagate_int (G_TASK (result), error);
}

static gboolean
take_removed (gpointer data, gint64 id, const FootprintsScrobbleRow *row)
{
  _footprints_scrobble_page_take (data, _footprints_scrobble_new_from_row (id, row));
  return TRUE;
}

/**
 * footprints_store_list_removed_scrobbles:
 * @self: a store
 * @offset: how many plays to skip, 0 or more
 * @limit: how many to read at most, 1 to 1000
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Lists the plays that were removed, most recently removed first; those that were removed with all
 * their reports, once.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @offset or @limit is out of range;
 * %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@Scrobble], possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobblePage *
footprints_store_list_removed_scrobbles (
    FootprintsStore *self, gint64 offset, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsScrobblePage) page = NULL;
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (!_footprints_check_offset (offset, error) || !_footprints_check_limit (limit, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  page = _footprints_scrobble_page_new ();
  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_withdrawn (
                            ledger, "removed", offset, limit, take_removed, page, error))
    return NULL;
  return g_steal_pointer (&page);
}
