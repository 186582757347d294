/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Derives the history from the ledger: footprints_store_get_history() and what it needs. */

#include "libfootprints/history/footprints-derivation-private.h"

#include "libfootprints/store/footprints-store-private.h"

/* What a store keeps between two calls: the last history and how far into the ledger it goes. */
typedef struct
{
  FootprintsHistory *history;
  FootprintsLedgerPosition position;
  FootprintsIdMap ids[FOOTPRINTS_NAMES_N_TABLES];
  FootprintsJoining joining;
  gint64 decisions; /* as in FootprintsLedgerState */
  char uuid[33];
} Derived;

static void
derived_free (gpointer data)
{
  Derived *derived = data;

  g_clear_object (&derived->history);
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    _footprints_id_map_clear (&derived->ids[i]);
  _footprints_joining_clear (&derived->joining);
  g_free (derived);
}

/* Makes the next derivation read the whole ledger. */
static void
begin_anew (Derived *derived)
{
  g_clear_object (&derived->history);
  derived->position = (FootprintsLedgerPosition){ 0 };
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    _footprints_id_map_clear (&derived->ids[i]);
  _footprints_joining_clear (&derived->joining);
  _footprints_joining_init (&derived->joining);
}

static void
take_ids (Derived *derived, FootprintsIdMap *ids)
{
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    {
      _footprints_id_map_clear (&derived->ids[i]);
      derived->ids[i] = ids[i];
      ids[i] = (FootprintsIdMap){ 0 };
    }
}

/* Whether the log of changes reaches back to the position that was read. */
static gboolean
is_covered (const FootprintsLedgerPosition *position, const FootprintsLedgerState *state)
{
  return position->generation == 0 || position->generation >= state->oldest_generation;
}

/* Makes the history that follows @derived->history, which is NULL at first. */
static gboolean
derive (FootprintsLedger *ledger, Derived *derived, GCancellable *cancellable, GError **error)
{
  g_auto (FootprintsDerivation) derivation = { 0 };
  g_autoptr (FootprintsHistory) old = g_steal_pointer (&derived->history);
  FootprintsLedgerPosition old_position = derived->position;
  g_autofree char *version_tag = NULL;
  FootprintsLedgerState state;
  gboolean continues;

  _footprints_derivation_init (&derivation, old, derived->ids);
  if (!FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_changes (ledger, &derived->position, &state,
                                                           &_footprints_derivation_visitor,
                                                           &derivation, cancellable, error))
    {
      derived->history = g_steal_pointer (&old);
      derived->position = old_position;
      return FALSE;
    }
  if (!is_covered (&old_position, &state) || (old != NULL && derived->decisions != state.decisions))
    {
      begin_anew (derived);
      return derive (ledger, derived, cancellable, error);
    }
  continues =
      _footprints_derivation_apply (&derivation, state.joins_reports ? &derived->joining : NULL);
  if (old == NULL)
    _footprints_names_trim (&derivation.parts.names);
  version_tag = _footprints_ledger_state_dup_tag (&state);
  g_strlcpy (derived->uuid, state.uuid, sizeof derived->uuid);
  derived->decisions = state.decisions;
  derived->history =
      _footprints_history_new (&derivation.parts, version_tag, continues ? old : NULL);
  take_ids (derived, derivation.ids);
  return TRUE;
}

/* Whether the ledger still contains what was read so far. It does not when someone has replaced it
 * with another ledger, or with a backup of this one. */
static gboolean
is_past (const Derived *derived, const FootprintsLedgerState *state)
{
  return g_str_equal (derived->uuid, state->uuid) &&
         derived->position.generation <= state->generation &&
         is_covered (&derived->position, state) &&
         FOOTPRINTS_LEDGER_EPOCH (derived->position.generation) ==
             FOOTPRINTS_LEDGER_EPOCH (state->generation);
}

static gboolean
is_current (const Derived *derived, const FootprintsLedgerState *state)
{
  return derived->history != NULL && derived->position.generation == state->generation &&
         derived->decisions == state->decisions && g_str_equal (derived->uuid, state->uuid);
}

/**
 * footprints_store_get_history:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Gets the history of all plays that are on disk now.
 *
 * The first call reads the whole ledger, which takes a few tenths of a second per million plays.
 * Later calls read only what has changed since, including changes by other processes; when nothing
 * has changed, they return the same object.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; %FOOTPRINTS_ERROR_CORRUPT when the ledger is damaged;
 * %FOOTPRINTS_ERROR_TOO_LARGE beyond 4 GiB of names; errors of reading the file;
 * %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O; one thread reads at a time, others wait for it.
 *
 * Returns: (transfer full): a history; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsHistory *
footprints_store_get_history (FootprintsStore *store, GCancellable *cancellable, GError **error)
{
  FootprintsDerivedSlot *slot;
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsHistory *history = NULL;
  FootprintsLedgerState state;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (store, error);
  if (ledger == NULL)
    return NULL;

  slot = _footprints_store_get_derived_slot (store);
  g_mutex_lock (&slot->mutex);
  if (FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &state, error))
    {
      Derived *derived = slot->value;

      if (derived == NULL)
        {
          derived = slot->value = g_new0 (Derived, 1);
          _footprints_joining_init (&derived->joining);
          slot->free_value = derived_free;
        }
      if (derived->history != NULL && !is_past (derived, &state))
        begin_anew (derived);
      if (is_current (derived, &state) || derive (ledger, derived, cancellable, error))
        history = g_object_ref (derived->history);
    }
  g_mutex_unlock (&slot->mutex);
  return history;
}

/**
 * footprints_store_get_memory_use:
 * @store: a store
 *
 * Gets the size of the history that the store keeps for the next [method@Store.get_history], so
 * that a program with many stores can close one that nobody uses.
 *
 * Threading: any thread; does not wait.
 *
 * Returns: bytes; 0 when no history is kept, and while one is being read
 *
 * Since: 0.1
 */
gsize
footprints_store_get_memory_use (FootprintsStore *store)
{
  FootprintsDerivedSlot *slot;
  Derived *derived;
  gsize n_bytes = 0;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), 0);

  slot = _footprints_store_get_derived_slot (store);
  if (!g_mutex_trylock (&slot->mutex))
    return 0;
  derived = slot->value;
  if (derived != NULL && derived->history != NULL)
    n_bytes = footprints_history_get_memory_use (derived->history) +
              _footprints_joining_get_memory_use_bytes (&derived->joining);
  g_mutex_unlock (&slot->mutex);
  return n_bytes;
}

static void
get_history_thread (GTask *task,
                    gpointer source_object,
                    gpointer task_data,
                    GCancellable *cancellable)
{
  GError *error = NULL;
  FootprintsHistory *history = footprints_store_get_history (source_object, cancellable, &error);

  if (history == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, history, g_object_unref);
}

/**
 * footprints_store_get_history_async:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Gets the history without waiting for the disk. See [method@Store.get_history].
 *
 * Since: 0.1
 */
void
footprints_store_get_history_async (FootprintsStore *store,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_get_history_async);
  g_task_run_in_thread (task, get_history_thread);
}

/**
 * footprints_store_get_history_finish:
 * @store: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Finishes [method@Store.get_history_async].
 *
 * Errors: as [method@Store.get_history].
 *
 * Returns: (transfer full): a history; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsHistory *
footprints_store_get_history_finish (FootprintsStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_get_history_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
