/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* An import from a service, or one run of a sync.
 *
 * A run goes through these states:
 *
 *   OPENING ──► WALKING ──► DRAINING ──► CLOSING ──► ENDED
 *
 * service_run_step() does what is due in a state and moves on to the next one; it is called after
 * every event. All of this happens on the context that the run was started on; only on_written()
 * runs on the writer's thread.
 *
 * Each batch is stored together with the place after it (cursor), in one transaction, so what the
 * ledger holds and where the next run resumes always match. If the ledger rejects a batch
 * (is_lost), later rows have nothing to resume from: the place goes back to that of the last batch
 * that was stored.
 *
 * A run of a sync writes nothing if the ledger has all rows of a batch already, as plays of this
 * account. */

#include "libfootprints/import/services/footprints-service-run-state-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/services/footprints-import-page-private.h"
#include "libfootprints/import/services/footprints-importer-private.h"

/* How far before its newest play an import looks when it resumes after an interruption. */
#define TOP_UP_S (3 * 24 * 60 * 60)
/* How far our clock may be behind; the time of a play further ahead is wrong itself. */
#define CLOCK_ERROR_S (400 * 24 * 60 * 60)

static void service_run_step (FootprintsServiceRun *self);
static void service_run_fetch (FootprintsServiceRun *self);
static gboolean service_run_may_fetch (FootprintsServiceRun *self);
static void service_run_invoke (FootprintsServiceRun *self, GSourceFunc func, const char *name);

static void
service_run_clear (gpointer data)
{
  FootprintsServiceRun *self = data;

  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->watch);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->writer, _footprints_import_writer_free);
  g_clear_error (&self->error);
  g_clear_object (&self->page);
  _footprints_listed_clear (&self->listed);
  g_object_unref (self->plan.store);
  g_object_unref (self->plan.importer);
  g_hash_table_unref (self->seen_cursors);
  g_free (self->cursor);
  g_free (self->writing_cursor);
  g_free (self->stored_cursor);
  g_main_context_unref (self->context);
}

void
_footprints_service_run_unref (FootprintsServiceRun *self)
{
  g_atomic_rc_box_release_full (self, service_run_clear);
}

static void
publish (FootprintsServiceRun *self)
{
  if (self->plan.on_stored != NULL)
    self->plan.on_stored (self->plan.data, _footprints_import_writer_get_stored (self->writer),
                          self->expected_total);
}

static double
get_fraction (FootprintsServiceRun *self)
{
  gint64 n_rows = _footprints_import_writer_get_progress (self->writer)->n_rows;

  return self->expected_total > 0 ? MIN (1, (double) n_rows / (double) self->expected_total) : 0;
}

static void
name_source (FootprintsServiceRun *self, FootprintsInputRow *row)
{
  if (row->problem == NULL && row->play.source == NULL)
    row->play.source =
        _footprints_row_batch_copy (_footprints_import_writer_get_batch (self->writer),
                                    footprints_importer_get_source (self->plan.importer));
}

/* @is_checked: the texts have been checked. Those of a play are shared by the batch. */
static void
take_row (FootprintsServiceRun *self, FootprintsInputRow *row, gboolean is_checked, gint64 now_s)
{
  FootprintsImportProgress *progress = _footprints_import_writer_get_progress (self->writer);
  g_autoptr (GError) error = NULL;

  row->number = progress->n_rows + 1;
  name_source (self, row);
  if (row->problem == NULL &&
      ((!is_checked && !_footprints_scrobble_row_check_texts (&row->play, &error)) ||
       !_footprints_scrobble_row_check_numbers (&row->play, now_s, &error)))
    row->problem = error->message;
  _footprints_import_progress_add_row (progress, row);
  self->n_future += row->play.listened_at > now_s + FOOTPRINTS_FUTURE_TOLERANCE_S &&
                    row->play.listened_at <= now_s + CLOCK_ERROR_S;
  if (row->problem != NULL)
    return;
  self->newest_at = MAX (self->newest_at, row->play.listened_at);
  _footprints_row_batch_add_shared (_footprints_import_writer_get_batch (self->writer), &row->play);
}

/* Moves the place to resume from past @page. */
static void
move_on (FootprintsServiceRun *self, FootprintsImportPage *page)
{
  const char *cursor = footprints_import_page_get_next_cursor (page);

  if (!_footprints_import_page_check_next_cursor (page, self->seen_cursors, &self->error))
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (cursor);
  self->has_all = cursor == NULL;
}

static void
take_listed (FootprintsServiceRun *self, FootprintsListed *listed)
{
  for (guint i = 0; listed->ranges != NULL && i < listed->ranges->len; i++)
    _footprints_listed_add (&self->listed,
                            &g_array_index (listed->ranges, FootprintsListedRange, i),
                            i == 0 ? listed->again : NULL);
}

static void
take_page (FootprintsServiceRun *self, FootprintsImportPage *page)
{
  FootprintsRowBatch *batch = _footprints_import_page_get_batch (page);
  GPtrArray *rejections = _footprints_import_page_get_rejections (page);
  gboolean is_checked = _footprints_import_page_is_checked (page);
  gint64 now_s = _footprints_clock_now_s ();

  _footprints_row_batch_share (_footprints_import_writer_get_batch (self->writer), batch);
  for (guint i = 0; i < batch->rows->len; i++)
    {
      FootprintsInputRow row = { .play = _footprints_row_batch_get_rows (batch)[i] };

      self->n_listed += !self->is_topping_up || row.play.listened_at > self->walked_from;
      take_row (self, &row, is_checked, now_s);
    }
  for (guint i = 0; i < rejections->len; i++)
    {
      FootprintsInputRow row = { .problem = g_ptr_array_index (rejections, i) };

      take_row (self, &row, TRUE, now_s);
    }
  self->n_listed -= _footprints_import_page_get_n_repeated (page);
  take_listed (self, _footprints_import_page_get_listed (page));
  if (self->expected_total < 0)
    self->expected_total = footprints_import_page_get_expected_total (page);
  self->is_dirty = TRUE;
  if (!self->has_all || !self->is_resumed || self->is_topping_up || self->newest_at == 0)
    return;
  /* What was played since the walk began is newer than where it began. */
  self->is_topping_up = TRUE;
  self->has_all = FALSE;
  g_hash_table_remove_all (self->seen_cursors);
  /* What was uploaded late is left to the next run of a sync; an import has none. Starts a second
   * earlier, so that the page lists the second of the newest play completely. */
  self->from =
      MAX (self->since, self->newest_at - (_footprints_service_run_is_sync (self) ? 1 : TOP_UP_S));
}

static void
take_waiting (FootprintsServiceRun *self)
{
  g_autoptr (FootprintsImportPage) page = g_steal_pointer (&self->page);

  if (page != NULL)
    take_page (self, page);
}

static gboolean
take_cb (gpointer data)
{
  FootprintsServiceRun *self = data;

  take_waiting (self);
  service_run_step (self);
  return G_SOURCE_REMOVE;
}

static void
page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsServiceRun *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsImportPage) page =
      footprints_importer_fetch_page_finish (FOOTPRINTS_IMPORTER (object), result, &error);

  /* An importer that need not wait may deliver a page before the previous one is taken. */
  take_waiting (self);
  self->is_fetching = FALSE;
  if (page == NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  if (page != NULL && self->error == NULL)
    {
      move_on (self, page);
      self->page = g_steal_pointer (&page);
      /* The next page is fetched while this one is taken. */
      if (service_run_may_fetch (self))
        service_run_fetch (self);
      service_run_invoke (self, take_cb, "footprints-service-run-take");
    }
  else
    service_run_step (self);
  _footprints_service_run_unref (self);
}

static void
service_run_fetch (FootprintsServiceRun *self)
{
  self->is_fetching = TRUE;
  footprints_importer_fetch_page_async (self->plan.importer, self->cursor, self->from,
                                        self->plan.until, self->cancellable, page_cb,
                                        g_atomic_rc_box_acquire (self));
}

static gboolean
service_run_may_fetch (FootprintsServiceRun *self)
{
  return self->state == STATE_WALKING && self->error == NULL && !self->has_all &&
         !self->is_fetching && !self->is_paused &&
         !g_cancellable_is_cancelled (self->cancellable) &&
         !_footprints_import_writer_is_full (self->writer);
}

static void
count_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsServiceRun *self = user_data;
  gint64 total =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, NULL);

  /* If something is wrong with the service, the pages will show it. */
  if (self->expected_total < 0)
    self->expected_total = total;
  _footprints_service_run_unref (self);
}

static void
count (FootprintsServiceRun *self)
{
  if (self->since == 0 && self->expected_total < 0 && !_footprints_service_run_is_sync (self) &&
      footprints_importer_can_count_plays (self->plan.importer))
    footprints_importer_count_plays_async (self->plan.importer, 0, self->plan.until,
                                           self->cancellable, count_cb,
                                           g_atomic_rc_box_acquire (self));
}

static gboolean
written_cb (gpointer data)
{
  FootprintsServiceRun *self = data;
  g_autoptr (GError) error = NULL;

  if (_footprints_import_writer_finish (self->writer, &error))
    {
      g_free (self->stored_cursor);
      self->stored_cursor = g_steal_pointer (&self->writing_cursor);
      self->n_listed_stored = self->n_listed_writing;
      publish (self);
    }
  else
    {
      /* The run may have failed already, for example because it was cancelled while the ledger
       * wrote. */
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      self->is_lost = TRUE;
      g_cancellable_cancel (self->cancellable);
    }
  service_run_step (self);
  return G_SOURCE_REMOVE;
}

/* Takes the reference: when the run has ended, the thread of the writer must not be left with the
 * last one, and with it the store. */
static void
service_run_invoke_take (FootprintsServiceRun *self, GSourceFunc func, const char *name)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, self, (GDestroyNotify) _footprints_service_run_unref);
  g_source_set_static_name (source, name);
  g_source_attach (source, self->context);
}

static void
service_run_invoke (FootprintsServiceRun *self, GSourceFunc func, const char *name)
{
  service_run_invoke_take (g_atomic_rc_box_acquire (self), func, name);
}

/* On the writer's thread. */
static void
service_run_on_written (gpointer data)
{
  service_run_invoke_take (data, written_cb, "footprints-service-run-written");
}

static void
start_write (FootprintsServiceRun *self, FootprintsImportState state, GCancellable *cancellable)
{
  FootprintsImportPlace place = {
    .checkpoint = _footprints_service_run_make_checkpoint (self),
    .state = state,
    .fraction = get_fraction (self),
  };

  _footprints_listed_take (&place.listed, &self->listed);
  self->is_dirty = FALSE;
  g_free (self->writing_cursor);
  self->writing_cursor = g_strdup (self->cursor);
  self->n_listed_writing = self->n_listed;
  _footprints_import_writer_start (self->writer, &place, service_run_on_written,
                                   g_atomic_rc_box_acquire (self), cancellable);
}

/* Only counts the rows if nothing is to be written of them. */
static gboolean
pass_over (FootprintsServiceRun *self, GError **error)
{
  gboolean is_passed = FALSE;

  if (!_footprints_import_writer_pass_over (self->writer, self->plan.dry_run, &is_passed,
                                            self->cancellable, error))
    return FALSE;
  if (is_passed)
    _footprints_listed_clear (&self->listed);
  return TRUE;
}

/* Nothing is written by a dry run, nor by a sync that found nothing new. */
static gboolean
needs_write (FootprintsServiceRun *self)
{
  gboolean may_be_quiet = self->plan.dry_run || _footprints_service_run_is_sync (self);

  if (!self->is_dirty || (may_be_quiet && !pass_over (self, &self->error)))
    return FALSE;
  if (self->plan.dry_run)
    {
      _footprints_import_writer_keep (self->writer);
      publish (self);
    }
  /* Rows that an earlier page had may settle what that page left open. */
  self->is_dirty = !may_be_quiet ||
                   _footprints_import_writer_get_batch (self->writer)->rows->len > 0 ||
                   (self->listed.ranges != NULL && !self->plan.dry_run &&
                    _footprints_import_writer_is_unsettled (self->writer));
  return self->is_dirty;
}

static void
service_run_end (FootprintsServiceRun *self)
{
  gboolean was_closed = self->state == STATE_CLOSING;
  FootprintsServiceOutcome outcome = {
    .since = self->since,
    .newest_at = self->newest_at,
    .expected_total = self->expected_total,
    .n_listed = self->n_listed,
    .n_future = self->n_future,
    .is_resumed = self->is_resumed,
  };

  self->state = STATE_ENDED;
  if (self->writer != NULL)
    {
      if (self->error == NULL && !was_closed)
        _footprints_import_writer_keep (self->writer);
      outcome.progress = _footprints_import_writer_get_stored (self->writer);
      outcome.import_id = _footprints_import_writer_get_record (self->writer)->id;
    }
  self->done (self->done_data, &outcome, self->error);
}

static FootprintsImportState
end_state (FootprintsServiceRun *self)
{
  if (self->error == NULL)
    return FOOTPRINTS_IMPORT_STATE_FINISHED;
  return g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
             ? FOOTPRINTS_IMPORT_STATE_CANCELLED
             : FOOTPRINTS_IMPORT_STATE_FAILED;
}

/* Whether to store how the run ended: not if it has left no trace in the ledger. */
static gboolean
needs_closing (FootprintsServiceRun *self)
{
  gboolean has_record;

  if (self->writer == NULL || self->plan.dry_run)
    return FALSE;
  has_record = _footprints_import_writer_get_record (self->writer)->id != 0;
  if (self->is_lost && !has_record)
    return FALSE;
  /* An interrupted run would be resumed again unless one that ended follows it. */
  return !_footprints_service_run_is_sync (self) || self->error != NULL || self->is_successor ||
         has_record;
}

/* Goes back to the place of the last batch that was stored. The next run fetches what came after it
 * again, and counts that as listed again. */
static void
go_back (FootprintsServiceRun *self)
{
  _footprints_import_writer_drop (self->writer);
  g_free (self->cursor);
  self->cursor = g_strdup (self->stored_cursor);
  self->n_listed = self->n_listed_stored;
}

/* Notes how many plays the service counts beyond those that it listed. New plays may be added
 * during the walk, so a lower count means nothing. */
static void
note_missing (FootprintsServiceRun *self)
{
  FootprintsImportProgress *progress = _footprints_import_writer_get_progress (self->writer);

  if (self->error == NULL && self->expected_total >= 0 &&
      (!_footprints_service_run_is_sync (self) || self->since == 0))
    progress->n_missing = MAX (0, self->expected_total - self->n_listed);
}

static void
close_record (FootprintsServiceRun *self)
{
  FootprintsImportRecord *record = _footprints_import_writer_get_record (self->writer);

  g_clear_pointer (&record->error, g_free);
  if (self->error == NULL)
    g_clear_pointer (&record->secret, g_free);
  /* Cancelling a run is not an error. */
  else if (!g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    record->error = g_strdup (self->error->message);
  start_write (self, end_state (self), NULL);
}

static void
step_walking (FootprintsServiceRun *self)
{
  gboolean is_busy = _footprints_import_writer_is_busy (self->writer);

  if (self->error == NULL && !is_busy && needs_write (self))
    start_write (self, FOOTPRINTS_IMPORT_STATE_RUNNING, self->cancellable);
  if (service_run_may_fetch (self))
    service_run_fetch (self);
  if (self->error != NULL || self->has_all)
    self->state = STATE_DRAINING;
}

static void
step_draining (FootprintsServiceRun *self)
{
  if (self->is_fetching ||
      (self->writer != NULL && _footprints_import_writer_is_busy (self->writer)))
    return;
  if (self->writer != NULL && !self->is_lost)
    {
      gboolean is_due =
          self->error == NULL ? needs_write (self) : self->is_dirty && !self->plan.dry_run;

      if (is_due)
        {
          start_write (self, FOOTPRINTS_IMPORT_STATE_RUNNING, NULL);
          return;
        }
      note_missing (self);
    }
  if (self->is_lost)
    go_back (self);
  if (!needs_closing (self))
    {
      service_run_end (self);
      return;
    }
  self->state = STATE_CLOSING;
  close_record (self);
}

/* Does what is due next. Called after every event. */
static void
service_run_step (FootprintsServiceRun *self)
{
  /* A place past a page that is not taken must not be stored. */
  if (self->state == STATE_ENDED || self->page != NULL)
    return;
  if (self->error == NULL && self->state != STATE_CLOSING)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  if (self->state == STATE_OPENING && self->error != NULL)
    self->state = STATE_DRAINING;
  if (self->state == STATE_WALKING)
    step_walking (self);
  if (self->state == STATE_DRAINING)
    step_draining (self);
  else if (self->state == STATE_CLOSING && !_footprints_import_writer_is_busy (self->writer))
    service_run_end (self);
}

static gboolean
step_cb (gpointer data)
{
  service_run_step (data);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_cb (gpointer data)
{
  FootprintsServiceRun *self = data;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) &&
      _footprints_service_run_open_sink (self, &self->error))
    {
      self->state = STATE_WALKING;
      /* A page that was empty when the import failed, and still is when it is resumed, is really
       * empty. */
      if (!_footprints_service_run_is_sync (self))
        _footprints_importer_set_accepts_doubt (self->plan.importer, self->is_resumed);
      if (self->has_old_counts)
        publish (self);
      count (self);
    }
  service_run_step (self);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *outer, gpointer data)
{
  FootprintsServiceRun *self = data;

  g_cancellable_cancel (self->cancellable);
  /* It may be paused, with nothing in progress that would lead to a step. */
  service_run_invoke (self, step_cb, "footprints-service-run-cancelled");
}

FootprintsServiceRun *
_footprints_service_run_start (const FootprintsServicePlan *plan,
                               GCancellable *cancellable,
                               FootprintsServiceDoneFunc done,
                               gpointer data)
{
  FootprintsServiceRun *self = g_atomic_rc_box_new0 (FootprintsServiceRun);

  self->plan = *plan;
  g_object_ref (plan->store);
  g_object_ref (plan->importer);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->seen_cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->since = plan->since;
  self->from = plan->since;
  self->expected_total = plan->expected_total;
  self->done = done;
  self->done_data = data;
  service_run_invoke (self, begin_cb, "footprints-service-run-begin");
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->watch = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
    }
  return self;
}

void
_footprints_service_run_set_paused (FootprintsServiceRun *self, gboolean paused)
{
  self->is_paused = paused;
  if (!paused)
    service_run_invoke (self, step_cb, "footprints-service-run-resume");
}
