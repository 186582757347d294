/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-run-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/import/footprints-file-importer-private.h"
#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/store/footprints-store-private.h"

#include <glib/gstdio.h>

/* A batch on its way to the disk. */
typedef struct
{
  FootprintsRowBatch *batch;
  FootprintsImportProgress after; /* with this batch stored */
  double fraction;
  FootprintsImportRecord *record; /* of the run; only the writer touches it meanwhile */
  const char *format_name;
  const char *state;

  GMutex mutex;
  GCond finished;
  gboolean is_pending; /* under mutex */
  GError *error;       /* under mutex */
} Write;

/* What one run of a job works with, on its own thread. */
typedef struct
{
  const FootprintsImportPlan *plan;
  GCancellable *cancellable;
  FootprintsFileReading *reading;
  FootprintsImportRecord record;
  /* Of rows that were read; new and duplicate: of those that were stored. */
  FootprintsImportProgress progress;
  FootprintsImportProgress stored; /* what was told last */
  FootprintsRowBatch *batch;       /* being filled */
  Write write;
  FootprintsStore *scratch; /* a dry run keeps there what would be new */
  char *scratch_folder;
} Run;

static void
save_texts (FootprintsImportRecord *record, const Write *write)
{
  g_free (record->checkpoint);
  g_free (record->summary);
  record->checkpoint = _footprints_import_progress_to_checkpoint (&write->after);
  record->summary = _footprints_import_progress_to_summary (&write->after, write->format_name);
  record->state = write->state;
  record->updated_at = _footprints_clock_now_s ();
}

static gboolean
store_batch (FootprintsLedger *ledger, Write *write, GCancellable *cancellable, GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);
  guint n_rows = write->batch->rows->len;
  gint64 n_added = 0;

  /* The plays name their import, so it comes first. */
  if (write->record->id == 0 && !interface->save_import (ledger, write->record, error))
    return FALSE;
  if (n_rows > 0 &&
      !interface->append (ledger, _footprints_row_batch_get_rows (write->batch), n_rows,
                          write->record->id, NULL, NULL, &n_added, cancellable, error))
    return FALSE;
  write->after.n_new += n_added;
  write->after.n_duplicate += n_rows - n_added;
  save_texts (write->record, write);
  return interface->save_import (ledger, write->record, error);
}

static gboolean
write_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Write *write = data;
  gint64 old_id = write->record->id;

  if (store_batch (ledger, write, cancellable, error))
    return TRUE;
  /* The row of the import is rolled back with the rest. */
  write->record->id = old_id;
  return FALSE;
}

static void
write_done (gpointer data, const GError *error)
{
  Write *write = data;

  g_mutex_lock (&write->mutex);
  write->is_pending = FALSE;
  write->error = error != NULL ? g_error_copy (error) : NULL;
  g_cond_signal (&write->finished);
  g_mutex_unlock (&write->mutex);
}

/* Shows what is stored now. */
static void
publish (Run *run, const FootprintsImportProgress *progress, double fraction)
{
  _footprints_import_progress_clear (&run->stored);
  _footprints_import_progress_copy (&run->stored, progress);
  run->plan->on_stored (run->plan->data, progress, fraction);
}

/* Waits for the batch that is on its way. */
static gboolean
finish_write (Run *run, GError **error)
{
  Write *write = &run->write;

  if (write->batch == NULL)
    return TRUE;
  g_mutex_lock (&write->mutex);
  while (write->is_pending)
    g_cond_wait (&write->finished, &write->mutex);
  g_mutex_unlock (&write->mutex);
  g_clear_pointer (&write->batch, _footprints_row_batch_free);
  if (write->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&write->error));
      return FALSE;
    }
  run->progress.n_new = write->after.n_new;
  run->progress.n_duplicate = write->after.n_duplicate;
  publish (run, &write->after, write->fraction);
  _footprints_store_emit_changed (run->plan->store);
  return TRUE;
}

/* Hands the filled batch to the writer, once the one before is stored. */
static gboolean
start_write (Run *run, const char *state, GCancellable *cancellable, GError **error)
{
  Write *write = &run->write;

  if (!finish_write (run, error))
    return FALSE;
  _footprints_import_progress_clear (&write->after);
  _footprints_import_progress_copy (&write->after, &run->progress);
  write->fraction = _footprints_file_reading_get_progress (run->reading);
  write->batch = g_steal_pointer (&run->batch);
  write->record = &run->record;
  write->format_name = _footprints_file_reading_get_format_name (run->reading);
  write->state = state;
  write->is_pending = TRUE;
  run->batch = _footprints_row_batch_new ();
  _footprints_store_queue_write (run->plan->store, write_func, write_done, write, cancellable);
  return TRUE;
}

typedef struct
{
  FootprintsRowBatch *batch;
  gint64 n_added;
} Trial;

static gboolean
trial_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Trial *trial = data;

  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (
      ledger, _footprints_row_batch_get_rows (trial->batch), trial->batch->rows->len, 0, NULL, NULL,
      &trial->n_added, cancellable, error);
}

/* Which rows the ledger has already is asked of it; which of the rest are there twice shows in a
 * store of their own. */
static gboolean
try_batch (Run *run, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (run->plan->store, error);
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (run->batch);
  guint n_rows = run->batch->rows->len;
  g_autofree gboolean *known = g_new0 (gboolean, n_rows + 1);
  Trial trial = { .batch = run->batch };
  guint n_unknown = 0;

  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_known (
                            ledger, rows, n_rows, known, run->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    if (!known[i])
      g_array_index (run->batch->rows, FootprintsScrobbleRow, n_unknown++) = rows[i];
  g_array_set_size (run->batch->rows, n_unknown);
  if (n_unknown > 0 &&
      !_footprints_store_write (run->scratch, trial_func, &trial, run->cancellable, error))
    return FALSE;
  run->progress.n_new += trial.n_added;
  run->progress.n_duplicate += n_rows - trial.n_added;
  publish (run, &run->progress, _footprints_file_reading_get_progress (run->reading));
  _footprints_row_batch_clear (run->batch);
  return TRUE;
}

static gboolean
flush (Run *run, GError **error)
{
  if (run->plan->dry_run)
    return try_batch (run, error);
  return start_write (run, "running", run->cancellable, error);
}

/* Rejected rows take no room in a batch, but a file full of them must move on too. */
static gboolean
read_rows (Run *run, GError **error)
{
  FootprintsInputRow row;
  gint64 n_since_flush = 0;
  int result;

  while ((result = _footprints_file_reading_next (run->reading, &row, error)) == 1)
    {
      _footprints_import_progress_add_row (&run->progress, &row);
      if (row.problem == NULL)
        _footprints_row_batch_add (run->batch, &row.play);
      if ((++n_since_flush & 0xff) == 0 &&
          g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (!_footprints_row_batch_is_full (run->batch) && n_since_flush < 200000)
        continue;
      n_since_flush = 0;
      if (!flush (run, error))
        return FALSE;
    }
  /* The rows before a cut in the file are as good as any. */
  if (result < 0 && !run->plan->dry_run)
    start_write (run, "running", run->cancellable, NULL);
  return result == 0;
}

static gboolean
open_reading (Run *run, GError **error)
{
  g_clear_pointer (&run->reading, _footprints_file_reading_free);
  run->reading = _footprints_file_reading_new (run->plan->importer, error);
  return run->reading != NULL;
}

/* Reads again what an earlier run has stored. Sets @is_same to whether it is what that run read. */
static gboolean
skip_stored (Run *run, const FootprintsImportProgress *stored, gboolean *is_same, GError **error)
{
  FootprintsImportProgress again;
  FootprintsInputRow row;
  int result = 1;

  _footprints_import_progress_init (&again);
  while (again.n_rows < stored->n_rows &&
         (result = _footprints_file_reading_next (run->reading, &row, error)) == 1)
    {
      _footprints_import_progress_add_row (&again, &row);
      if ((again.n_rows & 0xff) == 0 &&
          g_cancellable_set_error_if_cancelled (run->cancellable, error))
        {
          result = -1;
          break;
        }
    }
  *is_same = again.n_rows == stored->n_rows && again.digest == stored->digest;
  _footprints_import_progress_clear (&again);
  return result >= 0;
}

/* Goes on with an import of the same file that was not finished, or begins a new one. */
static gboolean
resume (Run *run, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (run->plan->store, error);
  g_autofree char *fingerprint =
      ledger != NULL ? _footprints_file_importer_make_fingerprint (run->plan->importer, error)
                     : NULL;
  FootprintsImportProgress stored;
  gboolean is_same = FALSE;

  if (fingerprint == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_unfinished_import (
                                 ledger, fingerprint, &run->record, error))
    return FALSE;
  _footprints_import_progress_init (&stored);
  if (run->record.id != 0 &&
      _footprints_import_progress_restore (&stored, run->record.checkpoint, run->record.summary) &&
      !skip_stored (run, &stored, &is_same, error))
    {
      _footprints_import_progress_clear (&stored);
      return FALSE;
    }
  if (is_same)
    {
      _footprints_import_progress_clear (&run->progress);
      run->progress = stored;
      run->progress.n_resumed = stored.n_rows;
      publish (run, &run->progress, _footprints_file_reading_get_progress (run->reading));
      return TRUE;
    }
  _footprints_import_progress_clear (&stored);
  _footprints_import_record_clear (&run->record);
  run->record = (FootprintsImportRecord){
    .fingerprint = g_steal_pointer (&fingerprint),
    .label = g_filename_display_basename (footprints_file_importer_get_path (run->plan->importer)),
    .state = "running",
    .started_at = _footprints_clock_now_s (),
    .updated_at = _footprints_clock_now_s (),
  };
  return open_reading (run, error);
}

static gboolean
open_scratch (Run *run, GError **error)
{
  g_autofree char *path = NULL;

  run->scratch_folder = g_dir_make_tmp ("footprints-dry-run-XXXXXX", error);
  if (run->scratch_folder == NULL)
    return FALSE;
  path = g_build_filename (run->scratch_folder, "scratch.db", NULL);
  run->scratch = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, run->cancellable, error);
  return run->scratch != NULL;
}

static void
remove_scratch (Run *run)
{
  static const char *const names[] = { "scratch.db", "scratch.db-wal", "scratch.db-shm" };

  if (run->scratch_folder == NULL)
    return;
  if (run->scratch != NULL)
    footprints_store_close (run->scratch);
  g_clear_object (&run->scratch);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (run->scratch_folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (run->scratch_folder);
  g_clear_pointer (&run->scratch_folder, g_free);
}

static gboolean
run_import (Run *run, GError **error)
{
  if (!open_reading (run, error) ||
      !(run->plan->dry_run ? open_scratch (run, error) : resume (run, error)) ||
      !read_rows (run, error) || !flush (run, error))
    return FALSE;
  if (run->plan->dry_run)
    return TRUE;
  /* An empty last batch marks the end. */
  return start_write (run, "finished", run->cancellable, error) && finish_write (run, error);
}

/* Notes in the ledger how the run ended. That is for people to read: the checkpoint is already
 * there, so a failure here is not told. */
static void
note_end (Run *run, const char *state)
{
  if (run->plan->dry_run || run->reading == NULL || run->record.id == 0)
    return;
  _footprints_import_progress_clear (&run->progress);
  _footprints_import_progress_copy (&run->progress, &run->stored);
  _footprints_row_batch_clear (run->batch);
  if (start_write (run, state, NULL, NULL))
    finish_write (run, NULL);
}

static void
run_init (Run *run, const FootprintsImportPlan *plan, GCancellable *cancellable)
{
  *run = (Run){ .plan = plan, .cancellable = cancellable };
  run->batch = _footprints_row_batch_new ();
  _footprints_import_progress_init (&run->progress);
  _footprints_import_progress_init (&run->stored);
  g_mutex_init (&run->write.mutex);
  g_cond_init (&run->write.finished);
}

static void
run_clear (Run *run)
{
  remove_scratch (run);
  g_clear_pointer (&run->reading, _footprints_file_reading_free);
  g_clear_pointer (&run->batch, _footprints_row_batch_free);
  _footprints_import_progress_clear (&run->progress);
  _footprints_import_progress_clear (&run->stored);
  _footprints_import_progress_clear (&run->write.after);
  _footprints_import_record_clear (&run->record);
  g_cond_clear (&run->write.finished);
  g_mutex_clear (&run->write.mutex);
}

gboolean
_footprints_import_run (const FootprintsImportPlan *plan,
                        FootprintsImportOutcome *outcome,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Run run;

  *outcome = (FootprintsImportOutcome){ 0 };
  run_init (&run, plan, cancellable);
  run_import (&run, &local_error);
  finish_write (&run, NULL);
  if (local_error != NULL)
    note_end (&run, g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled"
                                                                                    : "failed");
  if (run.reading != NULL)
    {
      outcome->format_name = _footprints_file_reading_get_format_name (run.reading);
      outcome->source = g_strdup (_footprints_file_reading_get_source (run.reading));
    }
  run_clear (&run);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
