/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reading plays back: the reading half of FootprintsStore. */

#include "libfootprints/store/footprints-store-private.h"

#include "libfootprints/core/calendar/footprints-period.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/store/footprints-cursor-private.h"
#include "libfootprints/store/footprints-scrobble-page-private.h"

#define ALL_QUERY                                                                                  \
  {                                                                                                \
    .start = G_MININT64, .end = G_MAXINT64, .before_at = G_MAXINT64, .before_id = G_MAXINT64,      \
    .limit = -1,                                                                                   \
  }

/**
 * footprints_store_count_scrobbles:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Counts the plays in the ledger, including those that other processes have added.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; reads one row.
 *
 * Returns: the number of plays; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_count_scrobbles (FootprintsStore *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsLedgerState state;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), -1);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &state, error))
    return -1;
  return state.n_listens;
}

static gboolean
take_row (gpointer data, gint64 id, const FootprintsScrobbleRow *row)
{
  _footprints_scrobble_page_take (data, _footprints_scrobble_new_from_row (id, row));
  return TRUE;
}

/**
 * footprints_store_get_scrobbles:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads plays by their ids, in the order of @ids. Ids that do not exist are left out.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@Scrobble]; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobblePage *
footprints_store_get_scrobbles (FootprintsStore *self,
                                const gint64 *ids,
                                gsize n_ids,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (FootprintsScrobblePage) page = _footprints_scrobble_page_new ();
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL ||
      !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_rows (ledger, ids, n_ids, take_row, page, error))
    return NULL;
  return g_steal_pointer (&page);
}

/**
 * footprints_store_get_scrobble:
 * @self: a store
 * @id: the id of a play in the ledger
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads one play.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when the play does not exist; %FOOTPRINTS_ERROR_CLOSED; those
 * of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a play; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobble *
footprints_store_get_scrobble (FootprintsStore *self,
                               gint64 id,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (FootprintsScrobblePage) page =
      footprints_store_get_scrobbles (self, &id, 1, cancellable, error);
  FootprintsScrobble *scrobble;

  if (page == NULL)
    return NULL;
  scrobble = g_list_model_get_item (G_LIST_MODEL (page), 0);
  if (scrobble == NULL)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "no play with id %" G_GINT64_FORMAT, id);
  return scrobble;
}

/**
 * footprints_store_list_source_ids:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the ids that plays have at the services that reported them, in the order of @ids.
 *
 * A [class@Timeline] does not have these; reading them alone takes a fraction of the time of
 * [method@Store.get_scrobbles]. A text is empty if the service gave no id or the play does not
 * exist.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full) (array zero-terminated=1): a text for each id; %NULL with @error set
 *
 * Since: 0.1
 */
char **
footprints_store_list_source_ids (FootprintsStore *self,
                                  const gint64 *ids,
                                  gsize n_ids,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  g_autofree char **source_ids = NULL;
  gboolean done;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL)
    return NULL;
  source_ids = g_new0 (char *, n_ids + 1);
  done =
      FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_source_ids (ledger, ids, n_ids, source_ids, error);
  for (gsize i = 0; i < n_ids; i++)
    if (!done)
      g_free (source_ids[i]);
    else if (source_ids[i] == NULL)
      source_ids[i] = g_strdup ("");
  return done ? g_steal_pointer (&source_ids) : NULL;
}

static void
list_source_ids_thread (GTask *task,
                        gpointer source_object,
                        gpointer task_data,
                        GCancellable *cancellable)
{
  GArray *ids = task_data;
  GError *error = NULL;
  char **source_ids = footprints_store_list_source_ids (
      source_object, (const gint64 *) (gpointer) ids->data, ids->len, cancellable, &error);

  if (source_ids != NULL)
    g_task_return_pointer (task, source_ids, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

/**
 * footprints_store_list_source_ids_async:
 * @self: a store
 * @ids: (array length=n_ids): ids of plays in the ledger
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Reads the ids that plays have at their services. See [method@Store.list_source_ids].
 *
 * Since: 0.1
 */
void
footprints_store_list_source_ids_async (FootprintsStore *self,
                                        const gint64 *ids,
                                        gsize n_ids,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GArray *copy;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_list_source_ids_async);
  copy = g_array_sized_new (FALSE, FALSE, sizeof *ids, (guint) n_ids);
  g_array_append_vals (copy, ids, (guint) n_ids);
  g_task_set_task_data (task, copy, (GDestroyNotify) g_array_unref);
  g_task_run_in_thread (task, list_source_ids_thread);
}

/**
 * footprints_store_list_source_ids_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Store.list_source_ids_async].
 *
 * Errors: as [method@Store.list_source_ids].
 *
 * Returns: (transfer full) (array zero-terminated=1): a text for each id; %NULL with @error set
 *
 * Since: 0.1
 */
char **
footprints_store_list_source_ids_finish (FootprintsStore *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_list_source_ids_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Reads one row more than the page holds, to know whether there is a next page. */
static FootprintsScrobblePage *
read_page (FootprintsLedger *ledger,
           FootprintsLedgerQuery *query,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (FootprintsScrobblePage) page = _footprints_scrobble_page_new ();
  gint64 limit = query->limit++;
  FootprintsLedgerCursor *cursor =
      FOOTPRINTS_LEDGER_GET_IFACE (ledger)->open_cursor (ledger, query, cancellable, error);
  gint64 last_at = 0;
  gint64 last_id = 0;
  gint64 n_rows = 0;
  int result;

  if (cursor == NULL)
    return NULL;
  while ((result = cursor->next (cursor, error)) == 1 && n_rows < limit)
    {
      take_row (page, cursor->id, &cursor->row);
      last_at = cursor->row.listened_at;
      last_id = cursor->id;
      n_rows++;
    }
  cursor->free (cursor);
  if (result < 0)
    return NULL;
  if (result == 1)
    _footprints_scrobble_page_take_next_cursor (page,
                                                _footprints_list_cursor_format (last_at, last_id));
  return g_steal_pointer (&page);
}

/**
 * footprints_store_list_scrobbles:
 * @self: a store
 * @offset: how many plays to skip, 0 or more
 * @limit: how many to read at most, 1 to 1000
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads plays newest first; those of the same second by descending id.
 *
 * The time this takes grows with @offset. To walk through a long list, use
 * [method@Store.list_scrobbles_after]; to read everything, use [method@Store.read_scrobbles].
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit or @offset is out of range;
 * %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@Scrobble], possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobblePage *
footprints_store_list_scrobbles (
    FootprintsStore *self, gint64 offset, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsLedgerQuery query = ALL_QUERY;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  if (!_footprints_check_limit (limit, error) || !_footprints_check_offset (offset, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL)
    return NULL;
  query.offset = offset;
  query.limit = limit;
  return read_page (ledger, &query, cancellable, error);
}

/**
 * footprints_store_list_scrobbles_after:
 * @self: a store
 * @cursor: a cursor from [method@ScrobblePage.get_next_cursor]
 * @limit: how many to read at most, 1 to 1000
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the plays that follow a page, in the same order. The time this takes does not depend on the
 * position in the list, and plays that were added meanwhile do not shift it.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range or @cursor is not valid;
 * %FOOTPRINTS_ERROR_CLOSED; those of reading the file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a list model of [class@Scrobble], possibly empty; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobblePage *
footprints_store_list_scrobbles_after (FootprintsStore *self,
                                       const char *cursor,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  FootprintsLedgerQuery query = ALL_QUERY;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);
  g_return_val_if_fail (cursor != NULL, NULL);

  if (!_footprints_check_limit (limit, error) ||
      !_footprints_list_cursor_parse (cursor, &query.before_at, &query.before_id, error))
    return NULL;
  ledger = _footprints_store_dup_ledger (self, error);
  if (ledger == NULL)
    return NULL;
  query.limit = limit;
  return read_page (ledger, &query, cancellable, error);
}

typedef struct
{
  gint64 offset;
  guint limit;
} ListData;

static void
list_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  ListData *data = task_data;
  GError *error = NULL;
  FootprintsScrobblePage *page = footprints_store_list_scrobbles (source_object, data->offset,
                                                                  data->limit, cancellable, &error);

  if (page == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, page, g_object_unref);
}

/**
 * footprints_store_list_scrobbles_async:
 * @self: a store
 * @offset: how many plays to skip, 0 or more
 * @limit: how many to read at most, 1 to 1000
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Reads plays newest first. See [method@Store.list_scrobbles].
 *
 * Since: 0.1
 */
void
footprints_store_list_scrobbles_async (FootprintsStore *self,
                                       gint64 offset,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ListData *data;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  data = g_new0 (ListData, 1);
  data->offset = offset;
  data->limit = limit;
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_list_scrobbles_async);
  g_task_set_task_data (task, data, g_free);
  g_task_run_in_thread (task, list_thread);
}

/**
 * footprints_store_list_scrobbles_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Store.list_scrobbles_async].
 *
 * Errors: as [method@Store.list_scrobbles].
 *
 * Returns: (transfer full): a list model of [class@Scrobble]; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobblePage *
footprints_store_list_scrobbles_finish (FootprintsStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_store_list_scrobbles_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* @with_withdrawn: then also the withdrawn plays, all from one state of the ledger. */
static FootprintsCursor *
read_rows (FootprintsStore *self,
           FootprintsPeriod *period,
           gboolean oldest_first,
           gboolean with_withdrawn,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self, error);
  FootprintsLedgerQuery query = ALL_QUERY;
  FootprintsLedgerCursor *cursor;

  if (ledger == NULL)
    return NULL;
  query.oldest_first = oldest_first;
  query.withdrawn = with_withdrawn;
  if (period != NULL)
    {
      query.start = footprints_period_get_start (period);
      query.end = footprints_period_get_end (period);
    }
  cursor = FOOTPRINTS_LEDGER_GET_IFACE (ledger)->open_cursor (ledger, &query, cancellable, error);
  return cursor != NULL ? _footprints_cursor_new (ledger, cursor) : NULL;
}

FootprintsCursor *
_footprints_store_read_everything (FootprintsStore *self,
                                   FootprintsPeriod *period,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return read_rows (self, period, FALSE, TRUE, cancellable, error);
}

/**
 * footprints_store_read_scrobbles:
 * @self: a store
 * @period: (nullable): which plays, %NULL for all
 * @oldest_first: whether to begin with the oldest
 * @cancellable: (nullable): a cancellable, for the whole life of the cursor
 * @error: return location for an error
 *
 * Opens a cursor over plays by time; those of the same second are ordered by id.
 *
 * Errors: %FOOTPRINTS_ERROR_CLOSED; those of reading the file.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: (transfer full): a cursor before the first play; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsCursor *
footprints_store_read_scrobbles (FootprintsStore *self,
                                 FootprintsPeriod *period,
                                 gboolean oldest_first,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  return read_rows (self, period, oldest_first, FALSE, cancellable, error);
}
