/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Adding plays: half of what FootprintsStore writes; the other half is in
 * footprints-store-removal.c. */

#include "libfootprints/store/footprints-store-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/plays/footprints-scrobble-private.h"

/* One request to add plays, from the call to its answer. */
typedef struct
{
  FootprintsStore *store;
  GPtrArray *scrobbles; /* of FootprintsScrobble; keeps the strings of rows alive */
  GArray *rows;         /* of FootprintsScrobbleRow */
  GTask *task;          /* NULL: the caller waits */
  FootprintsVerdict first;
  gint64 n_added;
} Addition;

static void
addition_free (Addition *addition)
{
  g_clear_object (&addition->task);
  g_clear_pointer (&addition->scrobbles, g_ptr_array_unref);
  g_clear_pointer (&addition->rows, g_array_unref);
  g_clear_object (&addition->store);
  g_free (addition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Addition, addition_free)

/* Checks every play before any is stored: a call stores all or nothing. */
static Addition *
addition_new (FootprintsStore *store,
              FootprintsScrobble *const *scrobbles,
              gsize n_scrobbles,
              GError **error)
{
  g_autoptr (Addition) addition = g_new0 (Addition, 1);

  addition->store = g_object_ref (store);
  addition->scrobbles = g_ptr_array_new_full ((guint) n_scrobbles, g_object_unref);
  addition->rows =
      g_array_sized_new (FALSE, FALSE, sizeof (FootprintsScrobbleRow), (guint) n_scrobbles);
  for (gsize i = 0; i < n_scrobbles; i++)
    {
      FootprintsScrobbleRow row = _footprints_scrobble_get_row (scrobbles[i]);

      if (!footprints_scrobble_validate (scrobbles[i], error))
        {
          if (n_scrobbles > 1)
            g_prefix_error (error, "play %" G_GSIZE_FORMAT ": ", i);
          return NULL;
        }
      g_ptr_array_add (addition->scrobbles, g_object_ref (scrobbles[i]));
      g_array_append_val (addition->rows, row);
    }
  return g_steal_pointer (&addition);
}

static gboolean
addition_run (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Addition *addition = data;
  gboolean single = addition->rows->len == 1;

  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (
      ledger, (const FootprintsScrobbleRow *) (gpointer) addition->rows->data, addition->rows->len,
      0, _footprints_clock_now_s (), single ? &addition->first : NULL, &addition->n_added,
      cancellable, error);
}

static void
addition_done (gpointer data, const GError *error)
{
  Addition *addition = data;
  g_autoptr (GTask) task = g_steal_pointer (&addition->task);

  if (error == NULL && addition->n_added > 0)
    _footprints_store_emit_changed (addition->store);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
addition_wait (Addition *addition, GCancellable *cancellable, GError **error)
{
  if (addition->rows->len == 0)
    return TRUE;
  if (!_footprints_store_write (addition->store, addition_run, addition, cancellable, error))
    return FALSE;
  if (addition->n_added > 0)
    _footprints_store_emit_changed (addition->store);
  return TRUE;
}

/**
 * footprints_store_add_scrobble:
 * @self: a store
 * @scrobble: a play
 * @added: (out) (optional): return location for whether the play is new
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Adds a play and waits until it is on the disk.
 *
 * A play that was removed stays removed; [method@Store.restore_scrobbles] brings it back.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_SCROBBLE, see [method@Scrobble.validate];
 * %FOOTPRINTS_ERROR_READ_ONLY; %FOOTPRINTS_ERROR_DISK_FULL; %FOOTPRINTS_ERROR_BUSY when another
 * process holds the file for more than five seconds; %FOOTPRINTS_ERROR_TOO_LARGE when it would add
 * a 65,536th source; %FOOTPRINTS_ERROR_CLOSED; %G_IO_ERROR_CANCELLED. After an error nothing was
 * added.
 *
 * Threading: any thread; waits for the disk. Calls from several threads share commits.
 *
 * Returns: the id of the play in the ledger, also if it was there before; 0 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_add_scrobble (FootprintsStore *self,
                               FootprintsScrobble *scrobble,
                               gboolean *added,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (Addition) addition = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), 0);
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (scrobble), 0);

  addition = addition_new (self, &scrobble, 1, error);
  if (addition == NULL || !addition_wait (addition, cancellable, error))
    return 0;
  if (added != NULL)
    *added = addition->first.kind == FOOTPRINTS_VERDICT_NEW;
  return addition->first.listen_id;
}

static void
add_async (FootprintsStore *self,
           FootprintsScrobble *const *scrobbles,
           gsize n_scrobbles,
           GTask *task,
           GCancellable *cancellable)
{
  GError *error = NULL;
  Addition *addition = addition_new (self, scrobbles, n_scrobbles, &error);

  if (addition == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, addition, (GDestroyNotify) addition_free);
  if (n_scrobbles == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* A stored play stays stored, even if the call is cancelled before the answer arrives. */
  g_task_set_check_cancellable (task, FALSE);
  /* A reference cycle that addition_done() breaks. */
  addition->task = g_object_ref (task);
  _footprints_store_queue_write (self, FOOTPRINTS_WRITE_NOW, addition_run, addition_done, addition,
                                 cancellable);
}

static Addition *
add_finish (GTask *task, GError **error)
{
  Addition *addition = g_task_get_task_data (task);

  return g_task_propagate_boolean (task, error) ? addition : NULL;
}

/**
 * footprints_store_add_scrobble_async:
 * @self: a store
 * @scrobble: a play
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the play is on the disk, in the main context that is the
 *   thread default now
 * @user_data: data for @callback
 *
 * Adds a play. See [method@Store.add_scrobble].
 *
 * Since: 0.1
 */
void
footprints_store_add_scrobble_async (FootprintsStore *self,
                                     FootprintsScrobble *scrobble,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE (scrobble));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_add_scrobble_async);
  add_async (self, &scrobble, 1, task, cancellable);
}

/**
 * footprints_store_add_scrobble_finish:
 * @self: a store
 * @result: what the callback got
 * @added: (out) (optional): return location for whether the play is new
 * @error: return location for an error
 *
 * Ends [method@Store.add_scrobble_async].
 *
 * Errors: as [method@Store.add_scrobble].
 *
 * Returns: the id of the play in the ledger; 0 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_add_scrobble_finish (FootprintsStore *self,
                                      GAsyncResult *result,
                                      gboolean *added,
                                      GError **error)
{
  Addition *addition;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_add_scrobble_async), 0);

  addition = add_finish (G_TASK (result), error);
  if (addition == NULL)
    return 0;
  if (added != NULL)
    *added = addition->first.kind == FOOTPRINTS_VERDICT_NEW;
  return addition->first.listen_id;
}

/**
 * footprints_store_add_scrobbles:
 * @self: a store
 * @scrobbles: (array length=n_scrobbles): plays, in any order
 * @n_scrobbles: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Adds plays in one transaction and waits until they are on the disk.
 *
 * All are checked first: if one is not acceptable, none is added.
 *
 * Errors: as [method@Store.add_scrobble]. After an error nothing was added.
 *
 * Threading: any thread; waits for the disk.
 *
 * Returns: how many were new; the rest were there already; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_add_scrobbles (FootprintsStore *self,
                                FootprintsScrobble **scrobbles,
                                gsize n_scrobbles,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (Addition) addition = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), -1);
  g_return_val_if_fail (scrobbles != NULL || n_scrobbles == 0, -1);

  addition = addition_new (self, scrobbles, n_scrobbles, error);
  if (addition == NULL || !addition_wait (addition, cancellable, error))
    return -1;
  return addition->n_added;
}

/**
 * footprints_store_add_scrobbles_async:
 * @self: a store
 * @scrobbles: (array length=n_scrobbles): plays, in any order
 * @n_scrobbles: how many
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the plays are on the disk, in the main context that is the
 *   thread default now
 * @user_data: data for @callback
 *
 * Adds plays in one transaction. See [method@Store.add_scrobbles].
 *
 * Since: 0.1
 */
void
footprints_store_add_scrobbles_async (FootprintsStore *self,
                                      FootprintsScrobble **scrobbles,
                                      gsize n_scrobbles,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (scrobbles != NULL || n_scrobbles == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_add_scrobbles_async);
  add_async (self, scrobbles, n_scrobbles, task, cancellable);
}

/**
 * footprints_store_add_scrobbles_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Store.add_scrobbles_async].
 *
 * Errors: as [method@Store.add_scrobbles].
 *
 * Returns: how many were new; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_add_scrobbles_finish (FootprintsStore *self, GAsyncResult *result, GError **error)
{
  Addition *addition;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_add_scrobbles_async),
                        -1);

  addition = add_finish (G_TASK (result), error);
  return addition != NULL ? addition->n_added : -1;
}
