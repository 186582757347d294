/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Stores the batches of an import. The store's writer thread writes a batch in one or more
 * transactions (slices), each with the record's new checkpoint and summary, so an import can resume
 * after any of them. Meanwhile the importing thread fills the next batch; finish() adds up what the
 * ledger found about the one that was written. */

#include "libfootprints/import/footprints-import-writer-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/footprints-import-records-private.h"

/* Another import may get the ledger first, again and again. There is no hurry: each try waits for
 * five seconds. */
#define MAX_BUSY_TRIES 24

/* How long a transaction lasts if another writer waits for the ledger, and if none does. */
#define SLICE_US (10 * 1000)
#define LONG_SLICE_US (100 * 1000)
/* How many rows are written between two checks for waiting writers. */
#define LOOK_ROWS 250
/* The size of a batch of an account, which is stored in one transaction. */
#define ACCOUNT_ROWS 2000

static guint fixed_slice_rows; /* 0: as many as time allows */

struct _FootprintsImportWriter
{
  FootprintsStore *store;
  FootprintsImportRecord record; /* only the writer touches it while a batch is in progress */
  FootprintsImportProgress progress;
  FootprintsImportProgress stored;
  double fraction;           /* of stored */
  FootprintsRowBatch *batch; /* being filled */

  /* The batch in progress. */
  FootprintsRowBatch *writing;
  FootprintsImportProgress after; /* with it stored, but without its new, duplicate and so on */
  FootprintsVerdict *verdicts;    /* what the ledger found, one per row */
  guint n_written;                /* rows of it that are stored */
  guint n_slice;                  /* rows in the current transaction so far */
  FootprintsImportPlace place;
  GCancellable *cancellable;
  GDestroyNotify done;
  gpointer done_data;
  gint64 n_ascents;          /* by how many more rows the time went up than down, so far */
  gint64 precision_s;        /* of the times up to the end of the batch; 0: it is not a file */
  gint64 stored_precision_s; /* what the ledger knows about it; 0: nothing yet */
  gint64 id_before;          /* of the record; rolling back a batch also removes a new record */
  guint n_busy;
  GArray *ids; /* borrowed: takes the ids of plays that are stored; NULL: not wanted */
  FootprintsRenames renames; /* only the writer touches it while a batch is in progress */

  GMutex mutex;
  GCond finished;
  gboolean is_pending; /* under mutex */
  GError *error;       /* under mutex */
};

FootprintsImportWriter *
_footprints_import_writer_new (FootprintsStore *store, FootprintsImportRecord *record)
{
  FootprintsImportWriter *self = g_new0 (FootprintsImportWriter, 1);

  self->store = g_object_ref (store);
  self->record = *record;
  *record = (FootprintsImportRecord){ 0 };
  _footprints_import_progress_init (&self->progress);
  _footprints_import_progress_init (&self->stored);
  self->batch = _footprints_row_batch_new ();
  _footprints_renames_init (&self->renames);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->finished);
  return self;
}

void
_footprints_import_writer_free (FootprintsImportWriter *self)
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
  _footprints_renames_clear (&self->renames);
  g_free (self);
}

FootprintsImportProgress *
_footprints_import_writer_get_progress (FootprintsImportWriter *self)
{
  return &self->progress;
}

const FootprintsImportProgress *
_footprints_import_writer_get_stored (FootprintsImportWriter *self)
{
  return &self->stored;
}

FootprintsImportRecord *
_footprints_import_writer_get_record (FootprintsImportWriter *self)
{
  return &self->record;
}

FootprintsRowBatch *
_footprints_import_writer_get_batch (FootprintsImportWriter *self)
{
  return self->batch;
}

void
_footprints_import_writer_restore (FootprintsImportWriter *self,
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
_footprints_import_writer_keep (FootprintsImportWriter *self)
{
  _footprints_import_progress_clear (&self->stored);
  _footprints_import_progress_copy (&self->stored, &self->progress);
}

void
_footprints_import_writer_drop (FootprintsImportWriter *self)
{
  _footprints_row_batch_clear (self->batch);
  _footprints_import_progress_clear (&self->progress);
  _footprints_import_progress_copy (&self->progress, &self->stored);
}

double
_footprints_import_writer_get_fraction (FootprintsImportWriter *self)
{
  return self->fraction;
}

/* Counts what the ledger found about a row. */
static void
count_verdict (FootprintsImportProgress *progress, const FootprintsVerdict *verdict)
{
  progress->n_fresh += !verdict->was_held;
  switch (verdict->kind)
    {
    case FOOTPRINTS_VERDICT_NEW:
      progress->n_new++;
      break;
    case FOOTPRINTS_VERDICT_REMOVED_BEFORE:
      progress->n_removed_before++;
      break;
    case FOOTPRINTS_VERDICT_KNOWN:
    case FOOTPRINTS_VERDICT_RENAMED_BEFORE:
      progress->n_duplicate++;
      break;
    }
}

/* Counts what the ledger found about rows, except those that an earlier run stored ahead of its
 * checkpoint, and counted. Returns how many are counted now. */
static guint
count_verdicts (FootprintsImportProgress *progress,
                const FootprintsVerdict *verdicts,
                guint n_verdicts)
{
  guint n_counted = 0;

  for (guint i = 0; i < n_verdicts; i++)
    if (verdicts[i].was_held && progress->n_ahead > 0)
      progress->n_ahead--;
    else
      {
        count_verdict (progress, &verdicts[i]);
        n_counted++;
      }
  return n_counted;
}

void
_footprints_import_writer_count (FootprintsImportWriter *self,
                                 const FootprintsVerdict *verdicts,
                                 guint n_verdicts)
{
  count_verdicts (&self->progress, verdicts, n_verdicts);
}

gboolean
_footprints_import_writer_is_unsettled (FootprintsImportWriter *self)
{
  return !self->renames.is_off && self->renames.fresh->len > 0;
}

/* How far the import is once the first @n_rows rows of the batch are stored. The rejections are
 * borrowed. */
static FootprintsImportProgress
get_place (FootprintsImportWriter *self, guint n_rows)
{
  FootprintsImportProgress place = self->after;

  if (n_rows == self->writing->rows->len)
    {
      count_verdicts (&place, self->verdicts, n_rows);
      place.n_fresh -= self->renames.n_followed;
      return place;
    }
  place = self->stored;
  place.n_ahead = self->stored.n_ahead + count_verdicts (&place, self->verdicts, n_rows);
  return place;
}

static void
save_texts (FootprintsImportWriter *self)
{
  const FootprintsImportProgress place = get_place (self, self->n_written + self->n_slice);

  g_free (self->record.checkpoint);
  g_free (self->record.summary);
  self->record.checkpoint = self->place.checkpoint != NULL
                                ? g_strdup (self->place.checkpoint)
                                : _footprints_import_progress_to_checkpoint (&place);
  self->record.summary = _footprints_import_progress_to_summary (&place, self->place.format_name);
  self->record.state = self->place.state;
  self->record.updated_at = _footprints_clock_now_s ();
}

static FootprintsAccount
import_writer_get_account (FootprintsImportWriter *self)
{
  return (FootprintsAccount){ self->record.source, self->record.account, self->record.base_url };
}

static char *
make_account_fingerprint (const FootprintsAccount *account)
{
  return g_strdup_printf ("account:%s|%s|%s", account->source,
                          account->base_url != NULL ? account->base_url : "", account->name);
}

/* Finds the record of the account of a sync, which holds its plays; 0: nothing was imported from it
 * yet. */
static gboolean
find_account (FootprintsImportWriter *self,
              FootprintsLedger *ledger,
              gboolean in_transaction,
              gint64 *id,
              GError **error)
{
  const FootprintsAccount account = import_writer_get_account (self);
  g_autofree char *fingerprint = make_account_fingerprint (&account);

  return _footprints_import_records_find (_footprints_ledger_get_records (ledger, in_transaction),
                                          fingerprint, id, error);
}

static gboolean
add_account (FootprintsImportWriter *self, FootprintsLedger *ledger, gint64 *id, GError **error)
{
  const FootprintsAccount account = import_writer_get_account (self);
  g_auto (FootprintsImportRecord) record = {
    .kind = FOOTPRINTS_ORIGIN_ACCOUNT,
    .fingerprint = make_account_fingerprint (&account),
    .label = g_strdup (self->record.label),
    .state = FOOTPRINTS_IMPORT_STATE_FINISHED,
    .started_at = self->record.started_at,
    .updated_at = self->record.started_at,
    .source = g_strdup (account.source),
    .account = g_strdup (account.name),
    .base_url = g_strdup (account.base_url),
  };

  if (!_footprints_import_records_save (_footprints_ledger_get_records (ledger, TRUE), &record,
                                        error))
    return FALSE;
  *id = record.id;
  return TRUE;
}

/* Plays of an account that is imported for the first time cannot have been renamed since. */
static gboolean
begin_origin (FootprintsImportWriter *self,
              FootprintsLedger *ledger,
              gboolean is_new,
              GError **error)
{
  const FootprintsAccount account = import_writer_get_account (self);
  g_autoptr (GArray) imports = NULL;

  if (!is_new)
    return TRUE;
  imports = _footprints_import_records_list_account (_footprints_ledger_get_records (ledger, TRUE),
                                                     &account, error);
  if (imports == NULL)
    return FALSE;
  self->renames.is_off = imports->len <= 1;
  return TRUE;
}

/* Finds whose plays these are: those of the import, from a file or a service, or of an account. */
static gboolean
find_origin (FootprintsImportWriter *self,
             FootprintsLedger *ledger,
             gboolean is_new,
             gint64 *id,
             GError **error)
{
  *id = self->record.id;
  if (self->record.sync_config_id != 0)
    {
      if (!find_account (self, ledger, TRUE, id, error))
        return FALSE;
      is_new = *id == 0;
      if (is_new && !add_account (self, ledger, id, error))
        return FALSE;
    }
  return self->record.account == NULL || begin_origin (self, ledger, is_new, error);
}

/* Whether no row needs to be written: this account has imported all of them before, and none has
 * been renamed since. */
static gboolean
is_all_held (const FootprintsVerdict *verdicts, guint n_verdicts)
{
  for (guint i = 0; i < n_verdicts; i++)
    if (!verdicts[i].was_held || verdicts[i].kind == FOOTPRINTS_VERDICT_RENAMED_BEFORE)
      return FALSE;
  return TRUE;
}

gboolean
_footprints_import_writer_pass_over (FootprintsImportWriter *self,
                                     gboolean dry_run,
                                     gboolean *is_passed,
                                     GCancellable *cancellable,
                                     GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self->store, error);
  guint n_rows = self->batch->rows->len;
  g_autofree FootprintsVerdict *verdicts = g_new0 (FootprintsVerdict, n_rows + 1);
  gint64 account = 0;

  if (ledger == NULL ||
      (self->record.sync_config_id != 0 && !find_account (self, ledger, FALSE, &account, error)) ||
      !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_known (
          ledger, _footprints_row_batch_get_rows (self->batch), n_rows, account, verdicts,
          cancellable, error))
    return FALSE;
  *is_passed = dry_run || (account != 0 && is_all_held (verdicts, n_rows) &&
                           !_footprints_import_writer_is_unsettled (self));
  if (*is_passed)
    {
      count_verdicts (&self->progress, verdicts, n_rows);
      _footprints_row_batch_clear (self->batch);
    }
  return TRUE;
}

/* Stores the rows of an account, and follows renames: all at once, since a rename shows only among
 * all rows of a second. */
static gboolean
store_account (FootprintsImportWriter *self,
               FootprintsLedger *ledger,
               gboolean is_new,
               GCancellable *cancellable,
               GError **error)
{
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (self->writing);
  const FootprintsAccount account = import_writer_get_account (self);
  gint64 now_s = _footprints_clock_now_s ();
  gint64 origin, n_added;

  self->n_slice = self->writing->rows->len;
  return find_origin (self, ledger, is_new, &origin, error) &&
         FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (ledger, rows, self->n_slice, origin, now_s,
                                                       self->verdicts, &n_added, cancellable,
                                                       error) &&
         _footprints_renames_apply (&self->renames, ledger, &account, origin, rows, self->verdicts,
                                    self->n_slice, &self->place.listed, now_s, error);
}

static gboolean
is_slice_over (FootprintsImportWriter *self, gint64 start_us)
{
  gint64 spent_us = g_get_monotonic_time () - start_us;

  if (fixed_slice_rows != 0)
    return self->n_slice >= fixed_slice_rows;
  return spent_us >= LONG_SLICE_US ||
         (spent_us >= SLICE_US && _footprints_store_is_awaited (self->store));
}

/* Whether the rows may be plays that their service has renamed since they were fetched. */
static gboolean
may_rename (FootprintsImportWriter *self)
{
  return self->record.account != NULL && self->record.kind != FOOTPRINTS_ORIGIN_REPAIR;
}

/* Stores as many rows as there is time for. */
static gboolean
store_rows (FootprintsImportWriter *self,
            FootprintsLedger *ledger,
            GCancellable *cancellable,
            GError **error)
{
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (self->writing);
  guint most_rows = fixed_slice_rows != 0 ? fixed_slice_rows : LOOK_ROWS;
  gint64 start_us = g_get_monotonic_time ();
  gint64 now_s = _footprints_clock_now_s ();
  gint64 n_added;

  do
    {
      guint from = self->n_written + self->n_slice;
      guint n_rows = MIN (self->writing->rows->len - from, most_rows);

      if (!FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (
              ledger, rows + from, n_rows, self->record.id, now_s, self->verdicts + from, &n_added,
              cancellable, error))
        return FALSE;
      self->n_slice += n_rows;
    }
  while (self->n_written + self->n_slice < self->writing->rows->len &&
         !is_slice_over (self, start_us));
  return TRUE;
}

/* Says how exact the times of a file are, if that is news. */
static gboolean
store_precision (FootprintsImportWriter *self, FootprintsLedger *ledger, GError **error)
{
  if (self->precision_s == self->stored_precision_s)
    return TRUE;
  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->set_precision (ledger, self->record.id,
                                                              self->precision_s, error);
}

static gboolean
store_slice (FootprintsLedger *ledger,
             FootprintsImportWriter *self,
             GCancellable *cancellable,
             GError **error)
{
  FootprintsRecords *records = _footprints_ledger_get_records (ledger, TRUE);
  gboolean is_new = self->record.id == 0;
  gboolean has_rows = self->writing->rows->len > 0 || self->place.listed.ranges != NULL;

  /* The plays refer to their import, so it is stored first. */
  if ((is_new && !_footprints_import_records_save (records, &self->record, error)) ||
      !store_precision (self, ledger, error))
    return FALSE;
  if (has_rows && !(may_rename (self) ? store_account (self, ledger, is_new, cancellable, error)
                                      : store_rows (self, ledger, cancellable, error)))
    return FALSE;
  save_texts (self);
  return _footprints_import_records_save (records, &self->record, error);
}

static gboolean
write_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  FootprintsImportWriter *self = data;

  self->record.id = self->id_before;
  self->n_slice = 0;
  return store_slice (ledger, self, cancellable, error);
}

static void write_done (gpointer data, const GError *error);

static void
queue_write (FootprintsImportWriter *self)
{
  _footprints_store_queue_write (self->store, FOOTPRINTS_WRITE_BULK, write_func, write_done, self,
                                 self->cancellable);
}

static void
write_done (gpointer data, const GError *error)
{
  FootprintsImportWriter *self = data;
  GDestroyNotify done = self->done;
  gpointer done_data = self->done_data;

  if (g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BUSY) &&
      ++self->n_busy < MAX_BUSY_TRIES)
    {
      queue_write (self);
      return;
    }
  if (error == NULL)
    {
      self->id_before = self->record.id;
      self->stored_precision_s = self->precision_s;
      self->n_written += self->n_slice;
      self->n_busy = 0;
      if (self->n_written < self->writing->rows->len)
        {
          queue_write (self);
          return;
        }
    }
  g_mutex_lock (&self->mutex);
  self->is_pending = FALSE;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_signal (&self->finished);
  g_mutex_unlock (&self->mutex);
  /* The thread that waited may have freed us by now. */
  if (done != NULL)
    done (done_data);
}

void
_footprints_import_writer_start (FootprintsImportWriter *self,
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
  /* In order of time, so that the index of the ledger is written in one direction; and what comes
   * from one second was played in the order of the file, whichever end that begins with. */
  self->n_ascents += _footprints_row_batch_count_ascents (self->writing);
  if (!may_rename (self))
    _footprints_row_batch_sort (self->writing, self->n_ascents < 0);
  self->n_written = 0;
  self->verdicts = g_new0 (FootprintsVerdict, self->writing->rows->len + 1);
  self->batch = _footprints_row_batch_new ();
  self->done = done;
  self->done_data = data;
  self->id_before = self->record.id;
  if (self->record.kind == FOOTPRINTS_ORIGIN_FILE)
    self->precision_s = _footprints_import_progress_get_precision_s (&self->after);
  self->n_busy = 0;
  self->is_pending = TRUE;
  g_set_object (&self->cancellable, cancellable);
  queue_write (self);
}

void
_footprints_import_writer_collect_ids (FootprintsImportWriter *self, GArray *ids)
{
  self->ids = ids;
}

gboolean
_footprints_import_writer_is_full (FootprintsImportWriter *self)
{
  return _footprints_row_batch_is_full (self->batch) ||
         (may_rename (self) && self->batch->rows->len >= ACCOUNT_ROWS);
}

gboolean
_footprints_import_writer_is_busy (FootprintsImportWriter *self)
{
  return self->writing != NULL;
}

static void
clear_writing (FootprintsImportWriter *self)
{
  g_clear_pointer (&self->writing, _footprints_row_batch_free);
  g_clear_pointer (&self->verdicts, g_free);
  g_clear_pointer (&self->place.checkpoint, g_free);
  _footprints_listed_clear (&self->place.listed);
  g_clear_object (&self->cancellable);
}

/* Sets how far the import is stored to @place, whose rejections are borrowed. */
static void
set_stored (FootprintsImportWriter *self, const FootprintsImportProgress *place)
{
  FootprintsImportProgress before = self->stored;

  _footprints_import_progress_copy (&self->stored, place);
  _footprints_import_progress_clear (&before);
}

/* What slices have stored stays, even if the batch as a whole failed. */
static void
keep_slices (FootprintsImportWriter *self)
{
  gint64 n_before = self->stored.n_new;
  const FootprintsImportProgress place = get_place (self, self->n_written);

  if (self->n_written == 0)
    return;
  set_stored (self, &place);
  if (self->stored.n_new > n_before)
    _footprints_store_emit_changed (self->store);
}

/* The reader has continued meanwhile: the progress includes rows of the next batch. */
static void
keep_batch (FootprintsImportWriter *self)
{
  gint64 n_before = self->progress.n_new;
  const FootprintsImportProgress place = get_place (self, self->writing->rows->len);

  count_verdicts (&self->progress, self->verdicts, self->writing->rows->len);
  self->progress.n_fresh -= self->renames.n_followed;
  self->renames.n_followed = 0;
  _footprints_renames_keep (&self->renames);
  for (guint i = 0; self->ids != NULL && i < self->writing->rows->len; i++)
    g_array_append_val (self->ids, self->verdicts[i].listen_id);
  set_stored (self, &place);
  self->fraction = self->place.fraction;
  if (self->progress.n_new > n_before)
    _footprints_store_emit_changed (self->store);
}

gboolean
_footprints_import_writer_finish (FootprintsImportWriter *self, GError **error)
{
  gboolean is_stored;

  if (self->writing == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  while (self->is_pending)
    g_cond_wait (&self->finished, &self->mutex);
  g_mutex_unlock (&self->mutex);
  is_stored = self->error == NULL;
  if (is_stored)
    keep_batch (self);
  else
    {
      self->record.id = self->id_before;
      keep_slices (self);
      g_propagate_error (error, g_steal_pointer (&self->error));
    }
  clear_writing (self);
  return is_stored;
}

void
_footprints_import_writer_limit_slices (guint n_rows)
{
  fixed_slice_rows = n_rows;
}
