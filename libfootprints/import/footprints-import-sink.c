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
  FootprintsVerdict *verdicts;    /* what the ledger found, a row of it each */
  FootprintsImportPlace place;
  GCancellable *cancellable;
  GDestroyNotify done;
  gpointer done_data;
  gint64 id_before; /* of the record; a batch that is rolled back takes its row along */
  guint n_busy;
  FootprintsRenames renames; /* only the writer touches it while a batch is on its way */

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
  _footprints_renames_init (&self->renames);
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
  _footprints_renames_clear (&self->renames);
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

/* Adds what the ledger found about the rows of a batch. */
static void
count_verdicts (FootprintsImportProgress *progress,
                const FootprintsVerdict *verdicts,
                guint n_verdicts)
{
  for (guint i = 0; i < n_verdicts; i++)
    {
      progress->n_fresh += !verdicts[i].was_held;
      switch (verdicts[i].kind)
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
}

void
_footprints_import_sink_count (FootprintsImportSink *self,
                               const FootprintsVerdict *verdicts,
                               guint n_verdicts)
{
  count_verdicts (&self->progress, verdicts, n_verdicts);
}

gboolean
_footprints_import_sink_is_unsettled (FootprintsImportSink *self)
{
  return !self->renames.is_off && self->renames.fresh->len > 0;
}

static void
save_texts (FootprintsImportSink *self)
{
  FootprintsImportProgress after = self->after; /* borrows its rejections */

  count_verdicts (&after, self->verdicts, self->writing->rows->len);
  after.n_fresh -= self->renames.n_followed;
  g_free (self->record.checkpoint);
  g_free (self->record.summary);
  self->record.checkpoint = self->place.checkpoint != NULL
                                ? g_strdup (self->place.checkpoint)
                                : _footprints_import_progress_to_checkpoint (&after);
  self->record.summary = _footprints_import_progress_to_summary (&after, self->place.format_name);
  self->record.state = self->place.state;
  self->record.updated_at = _footprints_clock_now_s ();
}

static FootprintsLedgerAccount
get_account (FootprintsImportSink *self)
{
  return (FootprintsLedgerAccount){ self->record.source, self->record.account,
                                    self->record.base_url };
}

static char *
make_account_fingerprint (const FootprintsLedgerAccount *account)
{
  return g_strdup_printf ("account:%s|%s|%s", account->source,
                          account->base_url != NULL ? account->base_url : "", account->name);
}

/* The record of the account of a sync, which holds its plays; 0: it has brought nothing yet. */
static gboolean
find_account (FootprintsImportSink *self,
              FootprintsLedger *ledger,
              gboolean in_transaction,
              gint64 *id,
              GError **error)
{
  const FootprintsLedgerAccount account = get_account (self);
  g_autofree char *fingerprint = make_account_fingerprint (&account);

  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_import (ledger, fingerprint, in_transaction, id,
                                                            error);
}

static gboolean
add_account (FootprintsImportSink *self, FootprintsLedger *ledger, gint64 *id, GError **error)
{
  const FootprintsLedgerAccount account = get_account (self);
  g_auto (FootprintsImportRecord) record = {
    .kind = FOOTPRINTS_ORIGIN_ACCOUNT,
    .fingerprint = make_account_fingerprint (&account),
    .label = g_strdup (self->record.label),
    .state = "finished",
    .started_at = self->record.started_at,
    .updated_at = self->record.started_at,
    .source = g_strdup (account.source),
    .account = g_strdup (account.name),
    .base_url = g_strdup (account.base_url),
  };

  if (!FOOTPRINTS_LEDGER_GET_IFACE (ledger)->save_import (ledger, &record, error))
    return FALSE;
  *id = record.id;
  return TRUE;
}

/* What an account has just begun to bring cannot have got another name since. */
static gboolean
begin_origin (FootprintsImportSink *self, FootprintsLedger *ledger, gboolean is_new, GError **error)
{
  const FootprintsLedgerAccount account = get_account (self);
  gint64 n_imports;

  if (!is_new)
    return TRUE;
  if (!FOOTPRINTS_LEDGER_GET_IFACE (ledger)->count_account (ledger, &account, &n_imports, error))
    return FALSE;
  self->renames.is_off = n_imports <= 1;
  return TRUE;
}

/* Whose plays these are: a file's, an import's from a service, or an account's. */
static gboolean
find_origin (FootprintsImportSink *self,
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

/* Whether there is nothing to write about any row: this account has brought it before, and it has
 * no other name since. */
static gboolean
is_all_held (const FootprintsVerdict *verdicts, guint n_verdicts)
{
  for (guint i = 0; i < n_verdicts; i++)
    if (!verdicts[i].was_held || verdicts[i].kind == FOOTPRINTS_VERDICT_RENAMED_BEFORE)
      return FALSE;
  return TRUE;
}

gboolean
_footprints_import_sink_pass_over (FootprintsImportSink *self,
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
                           !_footprints_import_sink_is_unsettled (self));
  if (*is_passed)
    {
      count_verdicts (&self->progress, verdicts, n_rows);
      _footprints_row_batch_clear (self->batch);
    }
  return TRUE;
}

static gboolean
store_rows (FootprintsImportSink *self,
            FootprintsLedger *ledger,
            gboolean is_new,
            GCancellable *cancellable,
            GError **error)
{
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (self->writing);
  const FootprintsLedgerAccount account = get_account (self);
  guint n_rows = self->writing->rows->len;
  gint64 now_s = _footprints_clock_now_s ();
  gint64 origin, n_added;

  return find_origin (self, ledger, is_new, &origin, error) &&
         FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (
             ledger, rows, n_rows, origin, now_s, self->verdicts, &n_added, cancellable, error) &&
         (account.name == NULL ||
          _footprints_renames_apply (&self->renames, ledger, &account, origin, rows, self->verdicts,
                                     n_rows, &self->place.listed, now_s, error));
}

static gboolean
store_batch (FootprintsLedger *ledger,
             FootprintsImportSink *self,
             GCancellable *cancellable,
             GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);

  gboolean is_new = self->record.id == 0;

  /* The plays name their import, so it comes first. */
  if ((is_new && !interface->save_import (ledger, &self->record, error)) ||
      ((self->writing->rows->len > 0 || self->place.listed.ranges != NULL) &&
       !store_rows (self, ledger, is_new, cancellable, error)))
    return FALSE;
  save_texts (self);
  return interface->save_import (ledger, &self->record, error);
}

static gboolean
write_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  FootprintsImportSink *self = data;

  self->record.id = self->id_before;
  return store_batch (ledger, self, cancellable, error);
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
  self->verdicts = g_new0 (FootprintsVerdict, self->writing->rows->len + 1);
  self->batch = _footprints_row_batch_new ();
  self->done = done;
  self->done_data = data;
  self->id_before = self->record.id;
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

static void
clear_writing (FootprintsImportSink *self)
{
  g_clear_pointer (&self->writing, _footprints_row_batch_free);
  g_clear_pointer (&self->verdicts, g_free);
  g_clear_pointer (&self->place.checkpoint, g_free);
  _footprints_listed_clear (&self->place.listed);
  g_clear_object (&self->cancellable);
}

gboolean
_footprints_import_sink_finish (FootprintsImportSink *self, GError **error)
{
  gint64 n_before = self->progress.n_new;

  if (self->writing == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  while (self->is_pending)
    g_cond_wait (&self->finished, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->error != NULL)
    {
      self->record.id = self->id_before;
      clear_writing (self);
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  count_verdicts (&self->progress, self->verdicts, self->writing->rows->len);
  count_verdicts (&self->after, self->verdicts, self->writing->rows->len);
  self->progress.n_fresh -= self->renames.n_followed;
  self->after.n_fresh -= self->renames.n_followed;
  self->renames.n_followed = 0;
  _footprints_renames_keep (&self->renames);
  clear_writing (self);
  _footprints_import_progress_clear (&self->stored);
  _footprints_import_progress_copy (&self->stored, &self->after);
  self->fraction = self->place.fraction;
  if (self->progress.n_new > n_before)
    _footprints_store_emit_changed (self->store);
  return TRUE;
}
