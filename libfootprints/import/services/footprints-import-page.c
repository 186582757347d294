/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/services/footprints-import-page-private.h"

#include "libfootprints/core/plays/footprints-scrobble-private.h"

/**
 * FootprintsImportPage:
 *
 * One page of plays that an importer fetches.
 *
 * A page works in both directions. It tells the importer what to fetch: the plays of a time range,
 * [method@ImportPage.get_since] to [method@ImportPage.get_until], from the place that
 * [method@ImportPage.get_cursor] identifies. The importer adds what it received, sets the place of
 * the next page, and ends with [method@ImportPage.complete] or [method@ImportPage.fail], now or
 * later. A page that is dropped before that counts as failed.
 *
 * Plays may be added in any order; those outside the range are stored, too.
 *
 * Threading: the thread of the main context on which the page was requested.
 *
 * Source: doc/writing-an-importer.md.
 *
 * Since: 0.1
 */
struct _FootprintsImportPage
{
  GObject parent_instance;

  char *cursor;
  char *source; /* of plays that name none */
  gint64 since;
  gint64 until;
  GTask *task;     /* NULL once it has returned */
  GSource *cancel; /* ends the page when it is no longer wanted; NULL: nothing can */
  gboolean is_cancelled;
  gboolean is_unchecked; /* it has a play whose texts were not checked */

  FootprintsRowBatch *batch;
  FootprintsListed listed;
  guint n_repeated;
  GPtrArray *rejections; /* of char * */
  char *next_cursor;
  gint64 expected_total;
};

G_DEFINE_FINAL_TYPE (FootprintsImportPage, footprints_import_page, G_TYPE_OBJECT)

static void
clear_cancel (FootprintsImportPage *self)
{
  if (self->cancel == NULL)
    return;
  g_source_destroy (self->cancel);
  g_clear_pointer (&self->cancel, g_source_unref);
}

static void
footprints_import_page_finalize (GObject *object)
{
  FootprintsImportPage *self = FOOTPRINTS_IMPORT_PAGE (object);

  clear_cancel (self);
  if (self->task != NULL)
    {
      g_task_return_new_error (self->task, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED,
                               "the importer dropped a page without ending it");
      g_object_unref (self->task);
    }
  g_free (self->cursor);
  g_free (self->source);
  g_free (self->next_cursor);
  _footprints_row_batch_free (self->batch);
  _footprints_listed_clear (&self->listed);
  g_ptr_array_unref (self->rejections);

  G_OBJECT_CLASS (footprints_import_page_parent_class)->finalize (object);
}

static void
footprints_import_page_class_init (FootprintsImportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_import_page_finalize;
}

static void
footprints_import_page_init (FootprintsImportPage *self)
{
  self->batch = _footprints_row_batch_new ();
  self->rejections = g_ptr_array_new_with_free_func (g_free);
  self->expected_total = -1;
}

/* An importer need not know how to stop: nothing waits for it any more. */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  FootprintsImportPage *self = data;
  GError *error = NULL;

  self->is_cancelled = TRUE;
  g_cancellable_set_error_if_cancelled (cancellable, &error);
  _footprints_import_page_take_error (self, error);
  return G_SOURCE_REMOVE;
}

FootprintsImportPage *
_footprints_import_page_new (const FootprintsImportWindow *window, GTask *task)
{
  FootprintsImportPage *self = g_object_new (FOOTPRINTS_TYPE_IMPORT_PAGE, NULL);

  self->source = g_strdup (window->source != NULL ? window->source : FOOTPRINTS_UNKNOWN_SOURCE);
  self->cursor = g_strdup (window->cursor);
  self->since = window->since;
  self->until = window->until;
  self->task = task;
  if (g_task_get_cancellable (task) != NULL)
    {
      self->cancel = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_set_static_name (self->cancel, "footprints-import-page-cancel");
      g_source_attach (self->cancel, g_task_get_context (task));
    }
  return self;
}

/**
 * footprints_import_page_get_cursor:
 * @self: a page
 *
 * Gets the place to fetch from: what an earlier page passed to [method@ImportPage.set_next_cursor].
 * It may come from an earlier run of the program.
 *
 * Returns: (nullable) (transfer none): a text, %NULL for the first page
 *
 * Since: 0.1
 */
const char *
footprints_import_page_get_cursor (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), NULL);

  return self->cursor;
}

/**
 * footprints_import_page_get_since:
 * @self: a page
 *
 * Gets the time from which plays are wanted.
 *
 * Returns: seconds since 1970-01-01 UTC, inclusive; 0 for all
 *
 * Since: 0.1
 */
gint64
footprints_import_page_get_since (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), 0);

  return self->since;
}

/**
 * footprints_import_page_get_until:
 * @self: a page
 *
 * Gets the time up to which plays are wanted.
 *
 * Returns: seconds since 1970-01-01 UTC, exclusive; %G_MAXINT64 for no end
 *
 * Since: 0.1
 */
gint64
footprints_import_page_get_until (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), 0);

  return self->until;
}

/**
 * footprints_import_page_get_cancellable:
 * @self: a page
 *
 * Gets the cancellable that is cancelled when the page is no longer wanted. Nothing waits for the
 * page then, and ending it does nothing.
 *
 * Returns: (nullable) (transfer none): a cancellable
 *
 * Since: 0.1
 */
GCancellable *
footprints_import_page_get_cancellable (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), NULL);

  return self->task != NULL ? g_task_get_cancellable (self->task) : NULL;
}

/**
 * footprints_import_page_add_scrobble:
 * @self: a page that has not ended
 * @scrobble: (transfer none): a play; if it names no source, it gets that of the importer
 *
 * Adds a play.
 *
 * Since: 0.1
 */
void
footprints_import_page_add_scrobble (FootprintsImportPage *self, FootprintsScrobble *scrobble)
{
  FootprintsScrobbleRow row;

  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self));
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE (scrobble));

  self->is_unchecked = TRUE;
  row = _footprints_scrobble_get_row (scrobble);
  if (!_footprints_scrobble_has_source (scrobble))
    row.source = self->source;
  _footprints_row_batch_add (self->batch, &row);
}

/**
 * footprints_import_page_add_rejection:
 * @self: a page that has not ended
 * @reason: what is wrong with it, for people to read
 *
 * Reports an entry of the service that is not an acceptable play.
 *
 * Since: 0.1
 */
void
footprints_import_page_add_rejection (FootprintsImportPage *self, const char *reason)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self));
  g_return_if_fail (reason != NULL);

  g_ptr_array_add (self->rejections, g_strdup (reason));
}

void
_footprints_import_page_add_row (FootprintsImportPage *self, const FootprintsInputRow *row)
{
  g_autoptr (GError) error = NULL;

  if (row->problem != NULL)
    footprints_import_page_add_rejection (self, row->problem);
  else if (!_footprints_scrobble_row_check_texts (&row->play, &error))
    footprints_import_page_add_rejection (self, error->message);
  else
    _footprints_row_batch_add (self->batch, &row->play);
}

void
_footprints_import_page_forget_rows (FootprintsImportPage *self)
{
  _footprints_row_batch_clear (self->batch);
  _footprints_listed_clear (&self->listed);
  self->n_repeated = 0;
  g_ptr_array_set_size (self->rejections, 0);
}

void
_footprints_import_page_set_listed (FootprintsImportPage *self,
                                    const FootprintsListedRange *range,
                                    const FootprintsRowBatch *again)
{
  _footprints_listed_add (&self->listed, range, again);
}

FootprintsListed *
_footprints_import_page_get_listed (FootprintsImportPage *self)
{
  return &self->listed;
}

void
_footprints_import_page_set_n_repeated (FootprintsImportPage *self, guint n_repeated)
{
  self->n_repeated = n_repeated;
}

guint
_footprints_import_page_get_n_repeated (FootprintsImportPage *self)
{
  return self->n_repeated;
}

/**
 * footprints_import_page_set_next_cursor:
 * @self: a page that has not ended
 * @cursor: (nullable): the place of the next page, %NULL when this is the last
 *
 * Sets where the next page begins. The text is kept in the ledger together with the plays, so that
 * an import that was interrupted resumes there.
 *
 * Each page of a walk needs its own cursor. A page that names the same one as an earlier page ends
 * the walk with %FOOTPRINTS_ERROR_BAD_REPLY, since it would never end otherwise.
 *
 * Since: 0.1
 */
void
footprints_import_page_set_next_cursor (FootprintsImportPage *self, const char *cursor)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self));

  g_free (self->next_cursor);
  self->next_cursor = g_strdup (cursor);
}

/**
 * footprints_import_page_set_expected_total:
 * @self: a page that has not ended
 * @total: how many plays the service has in the whole range; -1 when it does not say
 *
 * Sets how many plays there are in all, so that progress can be shown.
 *
 * Since: 0.1
 */
void
footprints_import_page_set_expected_total (FootprintsImportPage *self, gint64 total)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self));

  self->expected_total = MAX (total, -1);
}

/**
 * footprints_import_page_complete:
 * @self: a page that has not ended
 *
 * Ends the page and hands it over.
 *
 * Since: 0.1
 */
void
footprints_import_page_complete (FootprintsImportPage *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self));
  g_return_if_fail (self->task != NULL || self->is_cancelled);

  if (self->is_cancelled)
    return;
  clear_cancel (self);
  task = g_steal_pointer (&self->task);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
_footprints_import_page_take_error (FootprintsImportPage *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  clear_cancel (self);
  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

/**
 * footprints_import_page_fail:
 * @self: a page that has not ended
 * @code: what kind of failure; %FOOTPRINTS_ERROR_NETWORK, %FOOTPRINTS_ERROR_UNAVAILABLE and
 *   %FOOTPRINTS_ERROR_RATE_LIMITED are worth trying again later
 * @message: what failed, on what, why, and what to do; without secrets
 *
 * Ends the page without plays.
 *
 * Since: 0.1
 */
void
footprints_import_page_fail (FootprintsImportPage *self, FootprintsError code, const char *message)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self));
  g_return_if_fail (self->task != NULL || self->is_cancelled);
  g_return_if_fail (message != NULL);

  _footprints_import_page_take_error (self, g_error_new_literal (FOOTPRINTS_ERROR, code, message));
}

/**
 * footprints_import_page_get_n_plays:
 * @self: a page
 *
 * Gets how many plays were added.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
guint
footprints_import_page_get_n_plays (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), 0);

  return self->batch->rows->len;
}

/**
 * footprints_import_page_get_scrobbles:
 * @self: a page
 *
 * Gets the plays that were added.
 *
 * Returns: (transfer full): a list model of [class@Scrobble]
 *
 * Since: 0.1
 */
GListModel *
footprints_import_page_get_scrobbles (FootprintsImportPage *self)
{
  GListStore *list = g_list_store_new (FOOTPRINTS_TYPE_SCROBBLE);

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), NULL);

  for (guint i = 0; i < self->batch->rows->len; i++)
    {
      g_autoptr (FootprintsScrobble) scrobble =
          _footprints_scrobble_new_from_row (0, &_footprints_row_batch_get_rows (self->batch)[i]);

      g_list_store_append (list, scrobble);
    }
  return G_LIST_MODEL (list);
}

/**
 * footprints_import_page_get_next_cursor:
 * @self: a page
 *
 * Gets the place of the next page.
 *
 * Returns: (nullable) (transfer none): a text, %NULL when this is the last
 *
 * Since: 0.1
 */
const char *
footprints_import_page_get_next_cursor (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), NULL);

  return self->next_cursor;
}

/**
 * footprints_import_page_get_expected_total:
 * @self: a page
 *
 * Gets how many plays the service has in the whole range.
 *
 * Returns: a number of plays; -1 when it is not known
 *
 * Since: 0.1
 */
gint64
footprints_import_page_get_expected_total (FootprintsImportPage *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PAGE (self), -1);

  return self->expected_total;
}

gboolean
_footprints_import_page_check_next_cursor (FootprintsImportPage *self,
                                           GHashTable *seen,
                                           GError **error)
{
  if (self->next_cursor == NULL || g_hash_table_add (seen, g_strdup (self->next_cursor)))
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
               "the pages of “%s” never end: a page named the same next cursor as an earlier one; "
               "the importer must give each page its own cursor",
               self->source);
  return FALSE;
}

gboolean
_footprints_import_page_is_checked (FootprintsImportPage *self)
{
  return !self->is_unchecked;
}

FootprintsRowBatch *
_footprints_import_page_get_batch (FootprintsImportPage *self)
{
  return self->batch;
}

GPtrArray *
_footprints_import_page_get_rejections (FootprintsImportPage *self)
{
  return self->rejections;
}
