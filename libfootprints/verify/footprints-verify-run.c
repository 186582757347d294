/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The run of a verification: it compares counts, walks through the ranges that differ, and, for a
 * repair, stores the plays that are missing. */

#include "libfootprints/verify/footprints-verify-run-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/import/footprints-import-writer-private.h"
#include "libfootprints/import/services/footprints-import-page-private.h"
#include "libfootprints/import/services/footprints-importer-private.h"
#include "libfootprints/store/footprints-store-private.h"

/* Plays of [since, until) that are to be fetched and compared. */
typedef struct
{
  gint64 since;
  gint64 until;
} Range;

/* First the ledger is counted, then the service if it can count, then what differs is walked. */
typedef struct
{
  FootprintsVerifyPlan plan; /* store and importer are references */
  GMainContext *context;
  GCancellable *cancellable; /* NULL: none */
  FootprintsVerifyDoneFunc done;
  gpointer done_data;

  FootprintsMonths months;
  gint64 n_here;
  gint64 n_there;           /* -1: not known */
  guint month;              /* the next to be counted */
  guint n_single;           /* months up to this one are counted one by one */
  GArray *ranges;           /* of Range */
  guint range;              /* the one that is walked */
  char *cursor;             /* in that range */
  GHashTable *seen_cursors; /* a set of char *: those of that range */
  gint64 n_walked;
  FootprintsImportWriter *sink; /* NULL: nothing is missing, or it is stored */
  GArray *repairing;            /* of gint64: the times of the plays on their way to the ledger */
  GArray *matched;              /* of gint64: the plays of the range that the service listed */
  GArray *vanished;             /* of gint64: plays that it no longer lists, the first ones */
  GError *error;
} Run;

static void fetch (Run *self);

static void
run_free (Run *self)
{
  g_clear_pointer (&self->sink, _footprints_import_writer_free);
  _footprints_months_clear (&self->months);
  g_array_unref (self->ranges);
  g_array_unref (self->repairing);
  g_array_unref (self->matched);
  g_array_unref (self->vanished);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_object_unref (self->plan.store);
  g_object_unref (self->plan.importer);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->seen_cursors);
  g_free (self->cursor);
  g_free (self);
}

static void
finish (Run *self)
{
  self->done (self->done_data, &self->months, self->vanished, self->error);
  run_free (self);
}

static const char *
get_source (Run *self)
{
  const char *source = footprints_importer_get_source (self->plan.importer);

  return source != NULL ? source : FOOTPRINTS_UNKNOWN_SOURCE;
}

static FootprintsAccount
verify_run_get_account (Run *self)
{
  return (FootprintsAccount){ get_source (self),
                              footprints_importer_get_account (self->plan.importer),
                              footprints_importer_get_base_url (self->plan.importer) };
}

static FootprintsMonthTally *
get_month (Run *self, guint index)
{
  return &g_array_index (self->months.tallies, FootprintsMonthTally, index);
}

/* Counting is the smaller half of the work if something must be walked. */
static void
tell_progress (Run *self)
{
  double counted =
      self->months.tallies->len > 0 ? (double) self->month / (double) self->months.tallies->len : 0;
  double walked = self->n_there > 0 && self->ranges->len == 1
                      ? (double) self->n_walked / (double) self->n_there
                      : (double) self->range / (double) MAX (1, self->ranges->len);
  double fraction = self->ranges->len > 0 && counted == 0 ? walked : (counted + walked) / 2;

  self->plan.on_progress (self->plan.data, CLAMP (fraction, 0, 1));
}

static void
add_range (Run *self, gint64 since, gint64 until)
{
  Range range = { since, until };

  g_array_append_val (self->ranges, range);
}

/* The ledger has stored them: they are part of the history now. */
static void
note_repaired (Run *self)
{
  for (guint i = 0; i < self->repairing->len; i++)
    _footprints_months_at (&self->months, g_array_index (self->repairing, gint64, i))->n_repaired++;
  g_array_set_size (self->repairing, 0);
}

static void
open_sink (Run *self)
{
  FootprintsImporter *importer = self->plan.importer;
  const char *account = footprints_importer_get_account (importer);
  gint64 now_s = _footprints_clock_now_s ();
  FootprintsImportRecord record = {
    .kind = FOOTPRINTS_ORIGIN_REPAIR,
    .fingerprint = g_strdup_printf ("repair:%s:%s:%" G_GINT64_FORMAT, get_source (self),
                                    account != NULL ? account : "", now_s),
    .label =
        g_strdup_printf ("Repair of %s: %s", get_source (self), account != NULL ? account : ""),
    .source = g_strdup (get_source (self)),
    .account = g_strdup (account),
    .base_url = g_strdup (footprints_importer_get_base_url (importer)),
    .state = FOOTPRINTS_IMPORT_STATE_FINISHED,
    .started_at = now_s,
    .updated_at = now_s,
  };

  self->sink = _footprints_import_writer_new (self->plan.store, &record);
  /* Plays that are stored before the walk of their range ends are in the ledger by then, and the
   * service lists them. */
  _footprints_import_writer_collect_ids (self->sink, self->matched);
}

static gboolean
written_cb (gpointer data)
{
  Run *self = data;
  g_autoptr (GError) error = NULL;

  if (_footprints_import_writer_finish (self->sink, &error))
    note_repaired (self);
  else if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  /* Each batch is an import of its own, so that one can be undone while the next is stored. */
  g_clear_pointer (&self->sink, _footprints_import_writer_free);
  if (self->error == NULL)
    fetch (self);
  else
    finish (self);
  return G_SOURCE_REMOVE;
}

/* On the writer's thread. */
static void
verify_run_on_written (gpointer data)
{
  Run *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, written_cb, self, NULL);
  g_source_set_static_name (source, "footprints-verify-run-written");
  g_source_attach (source, self->context);
}

/* Each batch leaves a complete import: one that was interrupted could not be resumed. */
static void
write_missing (Run *self, GCancellable *cancellable)
{
  FootprintsImportPlace place = { .state = FOOTPRINTS_IMPORT_STATE_FINISHED, .fraction = 1 };
  FootprintsRowBatch *batch = _footprints_import_writer_get_batch (self->sink);

  for (guint i = 0; i < batch->rows->len; i++)
    g_array_append_val (self->repairing, _footprints_row_batch_get_rows (batch)[i].listened_at);
  _footprints_import_writer_start (self->sink, &place, verify_run_on_written, self, cancellable);
}

/* Plays found before the failure are as good as any. */
static void
verify_run_fail (Run *self)
{
  if (self->sink != NULL)
    write_missing (self, NULL);
  else
    finish (self);
}

static void
take_missing (Run *self, const FootprintsScrobbleRow *play)
{
  FootprintsInputRow row = { .play = *play };

  if (!self->plan.repair)
    return;
  if (self->sink == NULL)
    open_sink (self);
  _footprints_import_progress_add_row (_footprints_import_writer_get_progress (self->sink), &row);
  _footprints_row_batch_add (_footprints_import_writer_get_batch (self->sink), play);
}

/* A time that no play can have belongs to no month either. */
static void
note_unusable (Run *self, gint64 time_s, gint64 now_s)
{
  if (time_s >= FOOTPRINTS_EARLIEST_LISTENED_AT && time_s <= now_s + FOOTPRINTS_FUTURE_TOLERANCE_S)
    _footprints_months_at (&self->months, time_s)->n_unusable++;
  else
    self->months.n_unusable++;
}

/* Keeps the rows of a page that belong to the range and can be plays; returns how many. */
static guint
pick_plays (Run *self, const Range *range, FootprintsRowBatch *batch)
{
  gint64 now_s = _footprints_clock_now_s ();
  guint n_plays = 0;

  for (guint i = 0; i < batch->rows->len; i++)
    {
      FootprintsScrobbleRow row = _footprints_row_batch_get_rows (batch)[i];

      if (row.listened_at < range->since || row.listened_at >= range->until)
        continue;
      if (row.source == NULL)
        row.source = get_source (self);
      if (!_footprints_scrobble_row_check (&row, now_s, NULL))
        note_unusable (self, row.listened_at, now_s);
      else if (_footprints_months_take (&self->months, &row))
        g_array_index (batch->rows, FootprintsScrobbleRow, n_plays++) = row;
    }
  return n_plays;
}

/* A play that the listener removed is here, and stays removed; one that the service renamed is here
 * under its new name. */
static void
judge_play (Run *self, const FootprintsScrobbleRow *play, const FootprintsVerdict *verdict)
{
  FootprintsMonthTally *tally = _footprints_months_at (&self->months, play->listened_at);

  if (verdict->listen_id != 0)
    {
      g_array_append_val (self->matched, verdict->listen_id);
      tally->n_matched++;
      return;
    }
  tally->n_missing++;
  take_missing (self, play);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static void
note_vanished (gpointer data, const FootprintsHeldPlay *play)
{
  Run *self = data;

  if (play->is_removed || g_array_binary_search (self->matched, &play->id, compare_ids, NULL))
    return;
  _footprints_months_at (&self->months, play->listened_at)->n_vanished++;
  if (self->vanished->len < FOOTPRINTS_MAX_VANISHED)
    g_array_append_val (self->vanished, play->id);
}

/* The imports that have brought plays of the account. */
static GArray *
list_origins (Run *self, FootprintsLedger *ledger, GError **error)
{
  const FootprintsAccount account = verify_run_get_account (self);

  return _footprints_import_records_list_account (_footprints_ledger_get_records (ledger, FALSE),
                                                  &account, error);
}

/* The range was walked to its end: any play that the account brought and that is not listed is gone
 * from the service. */
static gboolean
find_vanished (Run *self, const Range *range)
{
  g_autoptr (FootprintsLedger) ledger =
      _footprints_store_dup_ledger (self->plan.store, &self->error);
  g_autoptr (GArray) origins = ledger != NULL ? list_origins (self, ledger, &self->error) : NULL;
  FootprintsHeldQuery query = { .start = range->since, .end = range->until };

  g_array_sort (self->matched, compare_ids);
  if (origins == NULL)
    return FALSE;
  query.origins = _footprints_origins (origins);
  if (!FOOTPRINTS_LEDGER_GET_IFACE (ledger)->list_held (ledger, &query, note_vanished, self,
                                                        &self->error))
    return FALSE;
  g_array_set_size (self->matched, 0);
  return TRUE;
}

static gboolean
take_page (Run *self, FootprintsImportPage *page)
{
  const Range *range = &g_array_index (self->ranges, Range, self->range);
  g_autoptr (FootprintsLedger) ledger =
      _footprints_store_dup_ledger (self->plan.store, &self->error);
  FootprintsRowBatch *batch = _footprints_import_page_get_batch (page);
  guint n_rows = batch->rows->len;
  guint n_plays = pick_plays (self, range, batch);
  const FootprintsScrobbleRow *plays = _footprints_row_batch_get_rows (batch);
  g_autofree FootprintsVerdict *verdicts = g_new0 (FootprintsVerdict, n_plays + 1);

  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_known (
                            ledger, plays, n_plays, 0, verdicts, self->cancellable, &self->error))
    return FALSE;
  for (guint i = 0; i < n_plays; i++)
    judge_play (self, &plays[i], &verdicts[i]);
  if (n_plays > 0)
    _footprints_months_seal_after (&self->months, plays[0].listened_at);
  self->months.n_unusable += _footprints_import_page_get_rejections (page)->len;
  self->n_walked += n_rows;
  return TRUE;
}

static void
page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  g_autoptr (FootprintsImportPage) page =
      footprints_importer_fetch_page_finish (FOOTPRINTS_IMPORTER (object), result, &self->error);
  const Range *range = &g_array_index (self->ranges, Range, self->range);

  if (page == NULL || !take_page (self, page) ||
      !_footprints_import_page_check_next_cursor (page, self->seen_cursors, &self->error))
    {
      verify_run_fail (self);
      return;
    }
  g_free (self->cursor);
  self->cursor = g_strdup (footprints_import_page_get_next_cursor (page));
  if (self->cursor == NULL)
    {
      if (!find_vanished (self, range))
        {
          verify_run_fail (self);
          return;
        }
      _footprints_months_end_walk (&self->months, range->since, range->until);
      g_hash_table_remove_all (self->seen_cursors);
      self->range++;
    }
  tell_progress (self);
  fetch (self);
}

/* Fetches the next page of the walk. Before that, stores the missing plays that were found, if
 * there are many or the walk is complete. */
static void
fetch (Run *self)
{
  gboolean has_all = self->range == self->ranges->len;
  FootprintsRowBatch *missing =
      self->sink != NULL ? _footprints_import_writer_get_batch (self->sink) : NULL;
  const Range *range = has_all ? NULL : &g_array_index (self->ranges, Range, self->range);

  if (missing != NULL &&
      (_footprints_import_writer_is_full (self->sink) || (has_all && missing->rows->len > 0)))
    write_missing (self, self->cancellable);
  else if (has_all)
    finish (self);
  else
    footprints_importer_fetch_page_async (self->plan.importer, self->cursor, range->since,
                                          range->until, self->cancellable, page_cb, self);
}

static void
walk_all (Run *self)
{
  add_range (self, 0, G_MAXINT64);
  fetch (self);
}

static void count_month (Run *self);

static void
take_month_count (Run *self, FootprintsMonthTally *tally, gint64 n_plays)
{
  tally->n_there = n_plays;
  if (tally->n_there != tally->n_here)
    add_range (self, tally->start, tally->end);
}

static void
month_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  gint64 n_plays =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, &self->error);

  if (self->error != NULL)
    {
      finish (self);
      return;
    }
  take_month_count (self, get_month (self, self->month), n_plays);
  self->month++;
  tell_progress (self);
  count_month (self);
}

/* The end of the months from self->month on that have no play here: one count can show for all of
 * them that the service has none either. */
static guint
find_empty_end (Run *self)
{
  guint end = self->month;

  while (end < self->months.tallies->len && get_month (self, end)->n_here == 0)
    end++;
  return end;
}

static void
span_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  guint end = find_empty_end (self);
  gint64 n_plays =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, &self->error);

  if (self->error != NULL)
    {
      finish (self);
      return;
    }
  if (n_plays == 0)
    for (; self->month < end; self->month++)
      take_month_count (self, get_month (self, self->month), 0);
  else
    self->n_single = end;
  tell_progress (self);
  count_month (self);
}

static void
count_month (Run *self)
{
  FootprintsMonthTally *tally;
  guint end;

  if (self->month == self->months.tallies->len)
    {
      fetch (self);
      return;
    }
  tally = get_month (self, self->month);
  end = self->month < self->n_single ? self->month : find_empty_end (self);
  if (end > self->month + 1)
    footprints_importer_count_plays_async (self->plan.importer, tally->start,
                                           get_month (self, end - 1)->end, self->cancellable,
                                           span_counted_cb, self);
  else
    footprints_importer_count_plays_async (self->plan.importer, tally->start, tally->end,
                                           self->cancellable, month_counted_cb, self);
}

/* The service may have plays in months that have none here. */
static void
fill_months (Run *self)
{
  gint64 now_s = _footprints_clock_now_s ();

  for (gint64 at = get_month (self, 0)->end; at <= now_s;)
    at = _footprints_months_at (&self->months, at)->end;
}

/* The count of plays before the first month that is known here; it also shows whether the service
 * counts ranges. */
static void
before_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;
  gint64 n_before =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, &self->error);

  if (self->error != NULL ||
      (n_before < 0 && self->n_there == self->n_here && !self->plan.thorough))
    finish (self);
  else if (n_before < 0)
    walk_all (self);
  else
    {
      if (n_before > 0)
        add_range (self, 0, get_month (self, 0)->start);
      fill_months (self);
      count_month (self);
    }
}

static void
total_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;

  self->n_there =
      footprints_importer_count_plays_finish (FOOTPRINTS_IMPORTER (object), result, &self->error);
  if (self->error != NULL || (self->n_there == 0 && self->n_here == 0))
    finish (self);
  /* One walk through everything is shorter than one through each month. */
  else if (self->n_here == 0 || self->plan.thorough)
    walk_all (self);
  else
    footprints_importer_count_plays_async (self->plan.importer, 0, get_month (self, 0)->start,
                                           self->cancellable, before_counted_cb, self);
}

static void
count_here (gpointer data, gint64 listened_at)
{
  Run *self = data;

  _footprints_months_at (&self->months, listened_at)->n_here++;
  self->n_here++;
}

static void
count_here_thread (GTask *task, gpointer source_object, gpointer data, GCancellable *cancellable)
{
  Run *self = data;
  GError *error = NULL;
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self->plan.store, &error);
  g_autoptr (GArray) origins = ledger != NULL ? list_origins (self, ledger, &error) : NULL;

  if (origins == NULL ||
      !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->visit_times (
          ledger, get_source (self), _footprints_origins (origins), count_here, self, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
here_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *self = user_data;

  if (!g_task_propagate_boolean (G_TASK (result), &self->error))
    finish (self);
  else if (footprints_importer_can_count_plays (self->plan.importer))
    footprints_importer_count_plays_async (self->plan.importer, 0, G_MAXINT64, self->cancellable,
                                           total_counted_cb, self);
  else
    walk_all (self);
}

void
_footprints_verify_run_start (const FootprintsVerifyPlan *plan,
                              GCancellable *cancellable,
                              FootprintsVerifyDoneFunc done,
                              gpointer data)
{
  Run *self = g_new0 (Run, 1);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, here_counted_cb, self);

  self->plan = *plan;
  g_object_ref (plan->store);
  g_object_ref (plan->importer);
  /* An empty page where plays should be proves nothing. */
  _footprints_importer_set_accepts_doubt (plan->importer, FALSE);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->done = done;
  self->done_data = data;
  self->n_there = -1;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  self->seen_cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->repairing = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->matched = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->vanished = g_array_new (FALSE, FALSE, sizeof (gint64));
  _footprints_months_init (&self->months);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, count_here_thread);
}
