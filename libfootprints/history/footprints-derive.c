/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* From the ledger to the history: footprints_store_get_history() and what it needs. */

#include "libfootprints/history/footprints-history-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/footprints-store-private.h"

/* What a store keeps between two calls: the last history and how far into the ledger it goes. */
typedef struct
{
  FootprintsHistory *history;
  FootprintsLedgerPosition position;
  char uuid[33];
} Derived;

static void
derived_free (gpointer data)
{
  Derived *derived = data;

  g_clear_object (&derived->history);
  g_free (derived);
}

/* A history under construction. */
typedef struct
{
  FootprintsHistoryParts parts;
  GArray *plays;    /* of FootprintsPlay, new since the last history */
  GArray *removals; /* of FootprintsPlay, of which only time and id are known */
  GString *scratch;
} Builder;

static void
builder_clear (Builder *builder)
{
  _footprints_names_clear (&builder->parts.names);
  _footprints_columns_clear (&builder->parts.columns);
  g_array_unref (builder->plays);
  g_array_unref (builder->removals);
  g_string_free (builder->scratch, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, builder_clear)

static void
builder_init (Builder *builder, FootprintsHistory *base)
{
  if (base != NULL)
    {
      _footprints_names_init_copy (&builder->parts.names, _footprints_history_get_names (base));
      _footprints_columns_init_copy (&builder->parts.columns,
                                     _footprints_history_get_columns (base));
    }
  else
    {
      _footprints_names_init (&builder->parts.names);
      _footprints_columns_init (&builder->parts.columns);
    }
  builder->plays = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay));
  builder->removals = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay));
  builder->scratch = g_string_new (NULL);
}

static gboolean
add_name (
    Builder *builder, guint table, gint64 id, gint64 artist_id, const char *name, GError **error)
{
  return _footprints_names_add (&builder->parts.names, table, id, artist_id, name, builder->scratch,
                                error);
}

static gboolean
on_artist (gpointer data, gint64 id, const char *name, GError **error)
{
  return add_name (data, FOOTPRINTS_ENTITY_KIND_ARTIST, id, 0, name, error);
}

static gboolean
on_album (gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error)
{
  return add_name (data, FOOTPRINTS_ENTITY_KIND_ALBUM, id, artist_id, title, error);
}

static gboolean
on_track (gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error)
{
  return add_name (data, FOOTPRINTS_ENTITY_KIND_TRACK, id, artist_id, title, error);
}

static gboolean
on_source (gpointer data, gint64 id, const char *name, GError **error)
{
  return add_name (data, FOOTPRINTS_NAMES_SOURCE, id, 0, name, error);
}

static gboolean
has_name (Builder *builder, guint table, gint64 id)
{
  return _footprints_name_table_has (&builder->parts.names.tables[table], id);
}

/* From 1970 to 2100, the years that calendars know. What is outside was not put there by us. */
static gboolean
is_time (gint64 listened_at)
{
  return listened_at >= 0 && listened_at < G_GINT64_CONSTANT (4133980800);
}

/* In whole seconds, of which a known length has at least one; what lasts longer than 18 hours is
 * taken to last that. */
static guint16
round_length (gint64 duration_ms)
{
  if (duration_ms <= 0)
    return 0;
  return (guint16) CLAMP (duration_ms / 1000 + (duration_ms % 1000 >= 500), 1, G_MAXUINT16);
}

static gboolean
on_listen (gpointer data,
           gint64 id,
           gint64 listened_at,
           gint64 track_id,
           gint64 album_id,
           gint64 source_id,
           gint64 duration_ms,
           GError **error)
{
  Builder *builder = data;
  FootprintsPlay play = {
    .listened_at = listened_at,
    .id = (guint32) id,
    .track = (guint32) track_id,
    .album = (guint32) album_id,
    .source = (guint16) source_id,
    .length_s = round_length (duration_ms),
  };

  if (id <= 0 || id > G_MAXUINT32 || source_id > G_MAXUINT16 || !is_time (listened_at) ||
      !has_name (builder, FOOTPRINTS_ENTITY_KIND_TRACK, track_id) ||
      (album_id != 0 && !has_name (builder, FOOTPRINTS_ENTITY_KIND_ALBUM, album_id)) ||
      !has_name (builder, FOOTPRINTS_NAMES_SOURCE, source_id))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                   "the ledger is damaged: play %" G_GINT64_FORMAT " is not possible", id);
      return FALSE;
    }
  g_array_append_val (builder->plays, play);
  return TRUE;
}

static gboolean
on_gone (gpointer data, gint64 id, gint64 listened_at, GError **error)
{
  Builder *builder = data;
  FootprintsPlay play = { .listened_at = listened_at, .id = (guint32) id };

  g_array_append_val (builder->removals, play);
  return TRUE;
}

static const FootprintsLedgerVisitor visitor = {
  on_artist, on_album, on_track, on_source, on_listen, on_gone,
};

/* TRUE when the new columns continue the old ones. */
static gboolean
builder_apply (Builder *builder)
{
  FootprintsPlay removed;
  gboolean continues;
  guint n_removed = 0;

  /* First what is gone: a play whose details changed goes, and comes again under the same id. */
  for (guint i = 0; i < builder->removals->len; i++)
    {
      const FootprintsPlay *removal = &g_array_index (builder->removals, FootprintsPlay, i);

      /* One that came back and went since the last history is not here. */
      n_removed += _footprints_columns_remove (&builder->parts.columns, removal->listened_at,
                                               removal->id, &removed);
    }
  _footprints_columns_add (&builder->parts.columns,
                           (FootprintsPlay *) (gpointer) builder->plays->data, builder->plays->len,
                           &continues);
  return continues && n_removed == 0;
}

/* Whether the log of changes reaches back to what was read. */
static gboolean
is_covered (const FootprintsLedgerPosition *position, const FootprintsLedgerState *state)
{
  return position->generation == 0 || position->generation >= state->oldest_generation;
}

/* Makes the history that follows @derived->history, which is NULL at first. */
static gboolean
derive (FootprintsLedger *ledger, Derived *derived, GCancellable *cancellable, GError **error)
{
  g_auto (Builder) builder = { 0 };
  g_autoptr (FootprintsHistory) old = g_steal_pointer (&derived->history);
  FootprintsLedgerPosition old_position = derived->position;
  g_autofree char *version_tag = NULL;
  FootprintsLedgerState state;
  gboolean continues;

  builder_init (&builder, old);
  if (!FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_changes (ledger, &derived->position, &state,
                                                           &visitor, &builder, cancellable, error))
    {
      derived->history = g_steal_pointer (&old);
      derived->position = old_position;
      return FALSE;
    }
  if (!is_covered (&old_position, &state))
    {
      derived->position = (FootprintsLedgerPosition){ 0 };
      return derive (ledger, derived, cancellable, error);
    }
  continues = builder_apply (&builder);
  if (old == NULL)
    _footprints_names_trim (&builder.parts.names);
  version_tag = g_strdup_printf ("%s-%" G_GINT64_FORMAT, state.uuid, state.generation);
  g_strlcpy (derived->uuid, state.uuid, sizeof derived->uuid);
  derived->history = _footprints_history_new (&builder.parts, version_tag, continues ? old : NULL);
  /* The new history owns the parts now. */
  _footprints_names_init (&builder.parts.names);
  _footprints_columns_init (&builder.parts.columns);
  return TRUE;
}

/* Whether what was read so far is a part of the ledger. It is not when somebody has put another
 * ledger in its place, or a backup of this one. */
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
         g_str_equal (derived->uuid, state->uuid);
}

/**
 * footprints_store_get_history:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Gets the history of all plays that are on the disk now.
 *
 * The first call reads the whole ledger, which takes some tenths of a second a million plays. Later
 * ones read what has changed since, also by other processes; when nothing has, they return the same
 * object.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; %FOOTPRINTS_ERROR_CORRUPT when the ledger is damaged;
 * %FOOTPRINTS_ERROR_TOO_LARGE beyond 4 GiB of names; those of reading the file;
 * %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O; one at a time reads, others wait for it.
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
          slot->free_value = derived_free;
        }
      if (derived->history != NULL && !is_past (derived, &state))
        {
          g_clear_object (&derived->history);
          derived->position = (FootprintsLedgerPosition){ 0 };
        }
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
 * Gets how much memory the history takes that the store holds for the next
 * [method@Store.get_history], so that a program with many stores can close one that nobody uses.
 *
 * Threading: any thread; does not wait.
 *
 * Returns: bytes; 0 when no history is held, and while one is being read
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
    n_bytes = footprints_history_get_memory_use (derived->history);
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
 * Ends [method@Store.get_history_async].
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
