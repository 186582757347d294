/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-service-run-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/footprints-import-page-private.h"
#include "libfootprints/import/footprints-import-sink-private.h"
#include "libfootprints/secret/footprints-store-secrets-private.h"

#include <string.h>

/* How far before the newest play known an import looks that goes on after a break. */
#define TOP_UP_S (3 * 24 * 60 * 60)
#define MAX_DEPTH 4

struct _FootprintsServiceRun
{
  FootprintsServicePlan plan; /* store and importer are references */
  GMainContext *context;
  GCancellable *cancellable; /* ours; follows the caller's, and ends what is on its way */
  GCancellable *outer;
  gulong watch;
  FootprintsServiceDoneFunc done;
  gpointer done_data;

  FootprintsImportSink *sink;
  char *cursor;               /* of the next page */
  GHashTable *seen_cursors;   /* a set of char *: those of this walk */
  char *writing_cursor;       /* what it was when the batch was handed to the writer */
  char *stored_cursor;        /* what it was for the last batch that the ledger took */
  FootprintsImportPage *page; /* came, and is not taken yet; cursor is behind it already */
  gint64 since;
  gint64 newest_at;
  gint64 expected_total;
  gint64 n_future;
  GError *error;
  gboolean was_broken_off : 1; /* goes on with an import of before */
  gboolean is_topping_up : 1;
  gboolean is_fetching : 1;
  gboolean is_paused : 1;
  gboolean has_all : 1;    /* the last page came */
  gboolean is_dirty : 1;   /* more is read than was handed to the writer */
  gboolean is_closing : 1; /* the last write, which tells the end, is on its way or done */
  gboolean is_lost : 1;    /* the ledger took a batch not: what came after has no place */
  gboolean has_ended : 1;
};

static void step (FootprintsServiceRun *self);
static void fetch (FootprintsServiceRun *self);
static gboolean may_fetch (FootprintsServiceRun *self);
static void invoke (FootprintsServiceRun *self, GSourceFunc func, const char *name);

static void
service_run_clear (gpointer data)
{
  FootprintsServiceRun *self = data;

  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->watch);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->sink, _footprints_import_sink_free);
  g_clear_error (&self->error);
  g_clear_object (&self->page);
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

char *
_footprints_service_run_make_sync_fingerprint (gint64 sync_config_id,
                                               const char *account,
                                               const char *base_url)
{
  return g_strdup_printf ("sync:%" G_GINT64_FORMAT ":%s:%s", sync_config_id, account,
                          base_url != NULL ? base_url : "");
}

static gboolean
is_sync (FootprintsServiceRun *self)
{
  return self->plan.sync_config_id != 0;
}

static char *
make_fingerprint (FootprintsServiceRun *self)
{
  FootprintsImporter *importer = self->plan.importer;
  const char *account = footprints_importer_get_account (importer);
  const char *base_url = footprints_importer_get_base_url (importer);

  if (is_sync (self))
    return _footprints_service_run_make_sync_fingerprint (self->plan.sync_config_id, account,
                                                          base_url);
  return g_strdup_printf ("service:%s:%s:%s:%" G_GINT64_FORMAT,
                          footprints_importer_get_source (importer), account,
                          base_url != NULL ? base_url : "", self->plan.since);
}

/* The progress's own checkpoint, and where to go on. */
static char *
make_checkpoint (FootprintsServiceRun *self)
{
  g_autofree char *text =
      _footprints_import_progress_to_checkpoint (_footprints_import_sink_get_progress (self->sink));
  g_autoptr (json_object) object = json_tokener_parse (text);

  _footprints_json_add_string (object, "cursor", self->cursor);
  _footprints_json_add_int64 (object, "newest", self->newest_at);
  _footprints_json_add_int64 (object, "expected", self->expected_total);
  return _footprints_json_to_string (object);
}

/* FALSE: the record holds no place to go on from. */
static gboolean
restore_place (FootprintsServiceRun *self, const FootprintsImportRecord *record)
{
  const char *text = record->checkpoint;
  g_autoptr (json_object) object =
      text != NULL ? _footprints_json_parse (text, strlen (text), MAX_DEPTH, NULL) : NULL;
  const char *cursor = _footprints_json_get_string (object, "cursor");

  if (cursor == NULL)
    return FALSE;
  self->cursor = g_strdup (cursor);
  self->stored_cursor = g_strdup (cursor);
  self->since = record->since;
  _footprints_json_get_int64 (object, "newest", &self->newest_at);
  _footprints_json_get_int64 (object, "expected", &self->expected_total);
  return TRUE;
}

static gboolean
make_record (FootprintsServiceRun *self, FootprintsImportRecord *record, GError **error)
{
  FootprintsImporter *importer = self->plan.importer;
  const char *secret = footprints_importer_get_secret (importer);
  gint64 now_s = _footprints_clock_now_s ();

  *record = (FootprintsImportRecord){
    .fingerprint = make_fingerprint (self),
    .label = g_strdup_printf ("%s: %s", footprints_importer_get_source (importer),
                              footprints_importer_get_account (importer)),
    .source = g_strdup (footprints_importer_get_source (importer)),
    .account = g_strdup (footprints_importer_get_account (importer)),
    .base_url = g_strdup (footprints_importer_get_base_url (importer)),
    .state = "running",
    .started_at = now_s,
    .updated_at = now_s,
    .since = self->since,
    .sync_config_id = self->plan.sync_config_id,
  };
  /* So that the program can go on by itself after a crash. A sync has its own. */
  if (secret == NULL || is_sync (self) || self->plan.dry_run)
    return TRUE;
  record->secret = _footprints_store_seal_text (self->plan.store, secret, error);
  return record->secret != NULL;
}

static gboolean
note_end_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->save_import (ledger, data, error);
}

/* A run of a sync that the program did not live to end is a run of its own. */
static gboolean
note_broken_run (FootprintsServiceRun *self, FootprintsImportRecord *record, GError **error)
{
  if (!g_str_equal (record->state, "running"))
    return TRUE;
  record->state = "failed";
  g_free (record->error);
  record->error = g_strdup ("the program ended before the run did; the next run goes on there");
  return _footprints_store_write (self->plan.store, note_end_func, record, NULL, error);
}

/* Makes the sink: for an import that was broken off with what it had counted, else afresh. */
static gboolean
open_sink (FootprintsServiceRun *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self->plan.store, error);
  g_autofree char *fingerprint = make_fingerprint (self);
  g_auto (FootprintsImportRecord) record = { 0 };
  FootprintsImportProgress stored;

  if (ledger == NULL)
    return FALSE;
  if (!self->plan.dry_run && !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_unfinished_import (
                                 ledger, fingerprint, &record, error))
    return FALSE;
  _footprints_import_progress_init (&stored);
  if (record.id != 0 && restore_place (self, &record))
    self->was_broken_off = !is_sync (self) && _footprints_import_progress_restore (
                                                  &stored, record.checkpoint, record.summary);
  if (self->was_broken_off)
    stored.n_resumed = stored.n_rows;
  else
    {
      g_auto (FootprintsImportRecord) old = record;

      record = (FootprintsImportRecord){ 0 };
      if ((is_sync (self) && old.id != 0 && !note_broken_run (self, &old, error)) ||
          !make_record (self, &record, error))
        {
          _footprints_import_progress_clear (&stored);
          return FALSE;
        }
    }
  self->sink = _footprints_import_sink_new (self->plan.store, &record);
  _footprints_import_sink_restore (self->sink, &stored, 0);
  return TRUE;
}

static void
publish (FootprintsServiceRun *self)
{
  if (self->plan.on_stored != NULL)
    self->plan.on_stored (self->plan.data, _footprints_import_sink_get_stored (self->sink),
                          self->expected_total);
}

static double
get_fraction (FootprintsServiceRun *self)
{
  gint64 n_rows = _footprints_import_sink_get_progress (self->sink)->n_rows;

  return self->expected_total > 0 ? MIN (1, (double) n_rows / (double) self->expected_total) : 0;
}

static void
name_source (FootprintsServiceRun *self, FootprintsInputRow *row)
{
  if (row->problem == NULL && row->play.source == NULL)
    row->play.source =
        _footprints_row_batch_copy (_footprints_import_sink_get_batch (self->sink),
                                    footprints_importer_get_source (self->plan.importer));
}

/* @is_checked: the texts are as they must be. Those of a play are shared by the batch. */
static void
take_row (FootprintsServiceRun *self, FootprintsInputRow *row, gboolean is_checked, gint64 now_s)
{
  FootprintsImportProgress *progress = _footprints_import_sink_get_progress (self->sink);
  g_autoptr (GError) error = NULL;

  row->number = progress->n_rows + 1;
  name_source (self, row);
  if (row->problem == NULL &&
      ((!is_checked && !_footprints_scrobble_row_check_texts (&row->play, &error)) ||
       !_footprints_scrobble_row_check_numbers (&row->play, now_s, &error)))
    row->problem = error->message;
  _footprints_import_progress_add_row (progress, row);
  self->n_future += row->play.listened_at > now_s + FOOTPRINTS_FUTURE_TOLERANCE_S;
  if (row->problem != NULL)
    return;
  self->newest_at = MAX (self->newest_at, row->play.listened_at);
  _footprints_row_batch_add_shared (_footprints_import_sink_get_batch (self->sink), &row->play);
}

/* Moves the place to go on from behind @page. */
static void
move_on (FootprintsServiceRun *self, FootprintsImportPage *page)
{
  if (!_footprints_import_page_check_next_cursor (page, self->seen_cursors, &self->error))
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (footprints_import_page_get_next_cursor (page));
  self->has_all = self->cursor == NULL;
}

static void
take_page (FootprintsServiceRun *self, FootprintsImportPage *page)
{
  FootprintsRowBatch *batch = _footprints_import_page_get_batch (page);
  GPtrArray *rejections = _footprints_import_page_get_rejections (page);
  gboolean is_checked = _footprints_import_page_is_checked (page);
  gint64 now_s = _footprints_clock_now_s ();

  _footprints_row_batch_share (_footprints_import_sink_get_batch (self->sink), batch);
  for (guint i = 0; i < batch->rows->len; i++)
    {
      FootprintsInputRow row = { .play = _footprints_row_batch_get_rows (batch)[i] };

      take_row (self, &row, is_checked, now_s);
    }
  for (guint i = 0; i < rejections->len; i++)
    {
      FootprintsInputRow row = { .problem = g_ptr_array_index (rejections, i) };

      take_row (self, &row, TRUE, now_s);
    }
  if (self->expected_total < 0)
    self->expected_total = footprints_import_page_get_expected_total (page);
  self->is_dirty = TRUE;
  if (!self->has_all || !self->was_broken_off || self->is_topping_up || self->newest_at == 0)
    return;
  /* What was played since the walk began lies above where it began. */
  self->is_topping_up = TRUE;
  self->has_all = FALSE;
  g_hash_table_remove_all (self->seen_cursors);
  self->since = MAX (self->since, self->newest_at - TOP_UP_S);
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
  step (self);
  return G_SOURCE_REMOVE;
}

static void
page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsServiceRun *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsImportPage) page =
      footprints_importer_fetch_page_finish (FOOTPRINTS_IMPORTER (object), result, &error);

  /* An importer that need not wait may be faster than we are. */
  take_waiting (self);
  self->is_fetching = FALSE;
  if (page == NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  if (page != NULL && self->error == NULL)
    {
      move_on (self, page);
      self->page = g_steal_pointer (&page);
      /* The next page is on its way while this one is taken. */
      if (may_fetch (self))
        fetch (self);
      invoke (self, take_cb, "footprints-service-run-take");
    }
  else
    step (self);
  _footprints_service_run_unref (self);
}

static void
fetch (FootprintsServiceRun *self)
{
  self->is_fetching = TRUE;
  footprints_importer_fetch_page_async (self->plan.importer, self->cursor, self->since,
                                        self->plan.until, self->cancellable, page_cb,
                                        g_atomic_rc_box_acquire (self));
}

static gboolean
may_fetch (FootprintsServiceRun *self)
{
  return self->error == NULL && !self->has_all && !self->is_fetching && !self->is_paused &&
         !g_cancellable_is_cancelled (self->cancellable) &&
         (self->sink == NULL ||
          !_footprints_row_batch_is_full (_footprints_import_sink_get_batch (self->sink)));
}

static void
count_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  FootprintsServiceRun *self = user_data;
  gint64 total =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, NULL);

  /* It is for the progress only; what is wrong with the service, the pages will tell. */
  if (self->expected_total < 0)
    self->expected_total = total;
  _footprints_service_run_unref (self);
}

static void
count (FootprintsServiceRun *self)
{
  if (self->since == 0 && self->expected_total < 0 && !is_sync (self) &&
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

  if (_footprints_import_sink_finish (self->sink, &error))
    {
      g_free (self->stored_cursor);
      self->stored_cursor = g_steal_pointer (&self->writing_cursor);
      publish (self);
    }
  else
    {
      /* The run may have failed already, as when it was cancelled while the ledger wrote. */
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      self->is_lost = TRUE;
      g_cancellable_cancel (self->cancellable);
    }
  step (self);
  return G_SOURCE_REMOVE;
}

/* Takes the reference: the writer's thread must not be left with the last one, and with it the
 * store, when the run has ended. */
static void
invoke_take (FootprintsServiceRun *self, GSourceFunc func, const char *name)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, self, (GDestroyNotify) _footprints_service_run_unref);
  g_source_set_static_name (source, name);
  g_source_attach (source, self->context);
}

static void
invoke (FootprintsServiceRun *self, GSourceFunc func, const char *name)
{
  invoke_take (g_atomic_rc_box_acquire (self), func, name);
}

/* On the writer's thread. */
static void
on_written (gpointer data)
{
  invoke_take (data, written_cb, "footprints-service-run-written");
}

static void
start_write (FootprintsServiceRun *self, const char *state, GCancellable *cancellable)
{
  FootprintsImportPlace place = {
    .checkpoint = make_checkpoint (self),
    .state = state,
    .fraction = get_fraction (self),
  };

  self->is_dirty = FALSE;
  g_free (self->writing_cursor);
  self->writing_cursor = g_strdup (self->cursor);
  _footprints_import_sink_start (self->sink, &place, on_written, g_atomic_rc_box_acquire (self),
                                 cancellable);
}

/* Takes the plays out of the batch that the ledger has. */
static gboolean
drop_known (FootprintsServiceRun *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self->plan.store, error);
  FootprintsRowBatch *batch = _footprints_import_sink_get_batch (self->sink);
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (batch);
  guint n_rows = batch->rows->len;
  g_autofree gboolean *known = g_new0 (gboolean, n_rows + 1);
  guint n_unknown = 0;

  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_known (
                            ledger, rows, n_rows, known, self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    if (!known[i])
      g_array_index (batch->rows, FootprintsScrobbleRow, n_unknown++) = rows[i];
  g_array_set_size (batch->rows, n_unknown);
  _footprints_import_sink_get_progress (self->sink)->n_duplicate += n_rows - n_unknown;
  return TRUE;
}

/* Nothing is written of what is only looked at, nor of a sync that found nothing new. */
static gboolean
needs_write (FootprintsServiceRun *self)
{
  FootprintsRowBatch *batch = _footprints_import_sink_get_batch (self->sink);

  if (!self->is_dirty)
    return FALSE;
  if ((self->plan.dry_run || (is_sync (self) && self->since > 0)) &&
      !drop_known (self, &self->error))
    return FALSE;
  if (self->plan.dry_run)
    {
      _footprints_import_sink_get_progress (self->sink)->n_new += batch->rows->len;
      _footprints_row_batch_clear (batch);
      _footprints_import_sink_keep (self->sink);
      publish (self);
    }
  self->is_dirty = batch->rows->len > 0 || (!is_sync (self) && !self->plan.dry_run);
  return self->is_dirty;
}

static void
finish (FootprintsServiceRun *self)
{
  FootprintsServiceOutcome outcome = {
    .since = self->since,
    .newest_at = self->newest_at,
    .expected_total = self->expected_total,
    .n_future = self->n_future,
  };

  self->has_ended = TRUE;
  if (self->sink != NULL)
    {
      if (self->error == NULL && !self->is_closing)
        _footprints_import_sink_keep (self->sink);
      outcome.progress = _footprints_import_sink_get_stored (self->sink);
      outcome.is_written = _footprints_import_sink_get_record (self->sink)->id != 0;
    }
  self->done (self->done_data, &outcome, self->error);
}

static const char *
end_state (FootprintsServiceRun *self)
{
  if (self->error == NULL)
    return "finished";
  return g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" : "failed";
}

/* Whether how it ended is to be written: not for what has left no trace in the ledger. */
static gboolean
needs_closing (FootprintsServiceRun *self)
{
  if (self->is_closing || self->sink == NULL || self->plan.dry_run)
    return FALSE;
  return !is_sync (self) || self->error != NULL ||
         _footprints_import_sink_get_record (self->sink)->id != 0;
}

/* The ledger took a batch not: the place is that of the last one it took, and what came after is
 * fetched again by the next run. */
static void
go_back (FootprintsServiceRun *self)
{
  _footprints_import_sink_drop (self->sink);
  g_free (self->cursor);
  self->cursor = g_strdup (self->stored_cursor);
}

static void
close_record (FootprintsServiceRun *self)
{
  FootprintsImportRecord *record = _footprints_import_sink_get_record (self->sink);

  self->is_closing = TRUE;
  if (self->is_lost)
    {
      go_back (self);
      if (record->id == 0)
        {
          finish (self);
          return;
        }
    }
  g_clear_pointer (&record->error, g_free);
  if (self->error != NULL)
    {
      /* That somebody ended it is no fault. */
      if (!g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        record->error = g_strdup (self->error->message);
    }
  else
    g_clear_pointer (&record->secret, g_free);
  start_write (self, end_state (self), NULL);
}

/* Does what there is to do next. Called after everything that happens. */
static void
step (FootprintsServiceRun *self)
{
  gboolean is_busy = self->sink != NULL && _footprints_import_sink_is_busy (self->sink);

  /* A place behind a page that is not taken must not be written. */
  if (self->has_ended || self->page != NULL)
    return;
  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  if (self->error == NULL && !is_busy && needs_write (self))
    {
      start_write (self, "running", self->cancellable);
      is_busy = TRUE;
    }
  if (may_fetch (self))
    fetch (self);
  if (is_busy || self->is_fetching || (self->error == NULL && !self->has_all))
    return;
  if (self->error != NULL && self->sink != NULL && self->is_dirty && !self->is_closing &&
      !self->is_lost)
    {
      /* What came before the failure is as good as any. */
      start_write (self, "running", NULL);
      return;
    }
  if (needs_closing (self))
    close_record (self);
  else
    finish (self);
}

static gboolean
step_cb (gpointer data)
{
  step (data);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_cb (gpointer data)
{
  FootprintsServiceRun *self = data;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) &&
      open_sink (self, &self->error))
    {
      if (self->was_broken_off)
        publish (self);
      count (self);
    }
  step (self);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *outer, gpointer data)
{
  FootprintsServiceRun *self = data;

  g_cancellable_cancel (self->cancellable);
  /* It may be paused, with nothing on its way that would end. */
  invoke (self, step_cb, "footprints-service-run-cancelled");
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
  self->expected_total = -1;
  self->done = done;
  self->done_data = data;
  invoke (self, begin_cb, "footprints-service-run-begin");
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
    invoke (self, step_cb, "footprints-service-run-go-on");
}
