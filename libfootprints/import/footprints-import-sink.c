/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-sink-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"

/* Another import may hold the ledger again and again, and win each time. There is no hurry: each
 * try waits for five seconds. */
#define MAX_BUSY_TRIES 24

struct _FootprintsImportSink
{
  FootprintsStore *store;
  FootprintsImportRecord record; /* only the writer touches it while a batch is on its way */
  FootprintsImportProgress progress;
  FootprintsImportProgress stored;
  double fraction;           /* of stored */
  FootprintsRowBatch *batch; /* being filled */

  /* The batch on its way. */
  FootprintsRowBatch *writing;
  FootprintsImportProgress after; /* with it stored; the counts of new and duplicate before it */
  gint64 n_added;
  FootprintsImportPlace place;
  GCancellable *cancellable;
  GDestroyNotify done;
  gpointer done_data;
  guint n_busy;

  GMutex mutex;
  GCond finished;
  gboolean is_pending; /* under mutex */
  GError *error;       /* under mutex */
};

FootprintsImportSink *
_footprints_import_sink_new (FootprintsStore *store, FootprintsImportRecord *record)
{
  FootprintsImportSink *self = g_new0 (FootprintsImportSink, 1);

  self->store = g_object_ref (store);
  self->record = *record;
  *record = (FootprintsImportRecord){ 0 };
  _footprints_import_progress_init (&self->progress);
  _footprints_import_progress_init (&self->stored);
  self->batch = _footprints_row_batch_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->finished);
  return self;
}

void
_footprints_import_sink_free (FootprintsImportSink *self)
{
  g_assert (self->writing == NULL);
  _footprints_import_record_clear (&self->record);
  _footprints_import_progress_clear (&self->progress);
  _footprints_import_progress_clear (&self->stored);
  _footprints_import_progress_clear (&self->after);
  _footprints_row_batch_free (self->batch);
  g_object_unref (self->store);
  g_cond_clear (&self->finished);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

FootprintsImportProgress *
_footprints_import_sink_get_progress (FootprintsImportSink *self)
{
  return &self->progress;
}

const FootprintsImportProgress *
_footprints_import_sink_get_stored (FootprintsImportSink *self)
{
  return &self->stored;
}

FootprintsImportRecord *
_footprints_import_sink_get_record (FootprintsImportSink *self)
{
  return &self->record;
}

FootprintsRowBatch *
_footprints_import_sink_get_batch (FootprintsImportSink *self)
{
  return self->batch;
}

void
_footprints_import_sink_restore (FootprintsImportSink *self,
                                 FootprintsImportProgress *stored,
                                 double fraction)
{
  _footprints_import_progress_clear (&self->progress);
  _footprints_import_progress_clear (&self->stored);
  self->progress = *stored;
  _footprints_import_progress_copy (&self->stored, stored);
  self->fraction = fraction;
}

void
_footprints_import_sink_keep (FootprintsImportSink *self)
{
  _footprints_import_progress_clear (&self->stored);
  _footprints_import_progress_copy (&self->stored, &self->progress);
}

void
_footprints_import_sink_drop (FootprintsImportSink *self)
{
  _footprints_row_batch_clear (self->batch);
  _footprints_import_progress_clear (&self->progress);
  _footprints_import_progress_copy (&self->progress, &self->stored);
}

double
_footprints_import_sink_get_fraction (FootprintsImportSink *self)
{
  return self->fraction;
}

static void
save_texts (FootprintsImportSink *self)
{
  FootprintsImportProgress after = self->after; /* borrows its rejections */
  gint64 n_rows = self->writing->rows->len;

  after.n_new += self->n_added;
  after.n_duplicate += n_rows - self->n_added;
  g_free (self->record.checkpoint);
  g_free (self->record.summary);
  self->record.checkpoint = self->place.checkpoint != NULL
                                ? g_strdup (self->place.checkpoint)
                                : _footprints_import_progress_to_checkpoint (&after);
  self->record.summary = _footprints_import_progress_to_summary (&after, self->place.format_name);
  self->record.state = self->place.state;
  self->record.updated_at = _footprints_clock_now_s ();
}

static gboolean
store_batch (FootprintsLedger *ledger,
             FootprintsImportSink *self,
             GCancellable *cancellable,
             GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);
  guint n_rows = self->writing->rows->len;

  self->n_added = 0;
  /* The plays name their import, so it comes first. */
  if (self->record.id == 0 && !interface->save_import (ledger, &self->record, error))
    return FALSE;
  if (n_rows > 0 &&
      !interface->append (ledger, _footprints_row_batch_get_rows (self->writing), n_rows,
                          self->record.sync_config_id == 0 ? self->record.id : 0, NULL, NULL,
                          &self->n_added, cancellable, error))
    return FALSE;
  save_texts (self);
  return interface->save_import (ledger, &self->record, error);
}

static gboolean
write_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  FootprintsImportSink *self = data;
  gint64 old_id = self->record.id;

  if (store_batch (ledger, self, cancellable, error))
    return TRUE;
  /* The row of the import is rolled back with the rest. */
  self->record.id = old_id;
  return FALSE;
}

static void write_done (gpointer data, const GError *error);

static void
queue_write (FootprintsImportSink *self)
{
  _footprints_store_queue_write (self->store, write_func, write_done, self, self->cancellable);
}

static void
write_done (gpointer data, const GError *error)
{
  FootprintsImportSink *self = data;
  GDestroyNotify done = self->done;
  gpointer done_data = self->done_data;

  if (g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BUSY) &&
      ++self->n_busy < MAX_BUSY_TRIES)
    {
      queue_write (self);
      return;
    }
  g_mutex_lock (&self->mutex);
  self->is_pending = FALSE;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_signal (&self->finished);
  g_mutex_unlock (&self->mutex);
  /* Whoever waited may have freed us by now. */
  if (done != NULL)
    done (done_data);
}

void
_footprints_import_sink_start (FootprintsImportSink *self,
                               const FootprintsImportPlace *place,
                               GDestroyNotify done,
                               gpointer data,
                               GCancellable *cancellable)
{
  g_assert (self->writing == NULL);
  _footprints_import_progress_clear (&self->after);
  _footprints_import_progress_copy (&self->after, &self->progress);
  self->place = *place;
  self->writing = g_steal_pointer (&self->batch);
  self->batch = _footprints_row_batch_new ();
  self->done = done;
  self->done_data = data;
  self->n_busy = 0;
  self->is_pending = TRUE;
  g_set_object (&self->cancellable, cancellable);
  queue_write (self);
}

gboolean
_footprints_import_sink_is_busy (FootprintsImportSink *self)
{
  return self->writing != NULL;
}

gboolean
_footprints_import_sink_finish (FootprintsImportSink *self, GError **error)
{
  gint64 n_rows;

  if (self->writing == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  while (self->is_pending)
    g_cond_wait (&self->finished, &self->mutex);
  g_mutex_unlock (&self->mutex);
  n_rows = self->writing->rows->len;
  g_clear_pointer (&self->writing, _footprints_row_batch_free);
  g_clear_pointer (&self->place.checkpoint, g_free);
  g_clear_object (&self->cancellable);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  self->progress.n_new += self->n_added;
  self->progress.n_duplicate += n_rows - self->n_added;
  _footprints_import_progress_clear (&self->stored);
  _footprints_import_progress_copy (&self->stored, &self->after);
  self->stored.n_new = self->progress.n_new;
  self->stored.n_duplicate = self->progress.n_duplicate;
  self->fraction = self->place.fraction;
  if (self->n_added > 0)
    _footprints_store_emit_changed (self->store);
  return TRUE;
}
