/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports a file: reads rows into one batch while the previous one is stored. An interrupted import
 * of the same file is resumed; the rows that it stored are read again, and compared by their
 * digest. A dry run writes nothing to the store: it looks rows up there, and stores the new ones in
 * a scratch ledger, which finds those that the file has twice. */

#include "libfootprints/import/job/footprints-file-run-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/import/files/footprints-file-importer-private.h"
#include "libfootprints/import/footprints-import-records-private.h"
#include "libfootprints/import/footprints-import-writer-private.h"
#include "libfootprints/import/footprints-rejection-file-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib/gstdio.h>

#define SCRATCH_LEDGER "scratch.db"

/* The state of one run of a job, on its own thread. */
typedef struct
{
  const FootprintsImportOrder *order;
  FootprintsFileImporter *importer;
  GCancellable *cancellable;
  FootprintsImportPlan *plan; /* how to read the file */
  FootprintsFileReading *reading;
  FootprintsImportWriter
      *writer; /* NULL until it is known where to begin; a dry run's stores nothing */
  FootprintsRejectionFile *rejections; /* NULL: rejected rows are only counted */
  FootprintsStore *scratch;            /* where a dry run stores what would be new */
  char *scratch_folder;
} Run;

/* Publishes what is stored now. */
static void
publish (Run *run)
{
  run->order->on_stored (run->order->data, _footprints_import_writer_get_stored (run->writer),
                         _footprints_import_writer_get_fraction (run->writer), -1);
}

/* Waits for the batch in progress. */
static gboolean
finish_write (Run *run, GError **error)
{
  if (!_footprints_import_writer_is_busy (run->writer))
    return TRUE;
  if (!_footprints_import_writer_finish (run->writer, error))
    return FALSE;
  publish (run);
  return TRUE;
}

/* Hands the filled batch to the writer, once the previous one is stored. */
static gboolean
start_write (Run *run, FootprintsImportState state, GCancellable *cancellable, GError **error)
{
  FootprintsImportPlace place = {
    .state = state,
    .format_name = _footprints_file_reading_get_format_name (run->reading),
    .fraction = _footprints_file_reading_get_progress (run->reading),
  };

  if (!finish_write (run, error))
    return FALSE;
  _footprints_import_writer_start (run->writer, &place, NULL, NULL, cancellable);
  return TRUE;
}

typedef struct
{
  FootprintsRowBatch *batch;
  FootprintsVerdict *verdicts;
} Trial;

static gboolean
trial_func (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Trial *trial = data;
  gint64 n_added;

  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->append (
      ledger, _footprints_row_batch_get_rows (trial->batch), trial->batch->rows->len, 0,
      _footprints_clock_now_s (), trial->verdicts, &n_added, cancellable, error);
}

/* Looks up which rows the ledger already has, and stores the others in the scratch ledger, to find
 * those that are there twice. */
static gboolean
try_batch (Run *run, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (run->order->store, error);
  FootprintsImportWriter *writer = run->writer;
  FootprintsRowBatch *batch = _footprints_import_writer_get_batch (writer);
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (batch);
  guint n_rows = batch->rows->len;
  g_autofree FootprintsVerdict *verdicts = g_new0 (FootprintsVerdict, n_rows + 1);
  Trial trial = { batch, verdicts };
  guint n_unknown = 0;
  guint n_known = 0;

  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->find_known (
                            ledger, rows, n_rows, 0, verdicts, run->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    if (verdicts[i].kind == FOOTPRINTS_VERDICT_NEW)
      g_array_index (batch->rows, FootprintsScrobbleRow, n_unknown++) = rows[i];
    else
      verdicts[n_known++] = verdicts[i];
  _footprints_import_writer_count (writer, verdicts, n_known);
  g_array_set_size (batch->rows, n_unknown);
  if (n_unknown > 0 &&
      !_footprints_store_write (run->scratch, trial_func, &trial, run->cancellable, error))
    return FALSE;
  _footprints_import_writer_count (writer, verdicts, n_unknown);
  run->order->on_stored (run->order->data, _footprints_import_writer_get_progress (writer),
                         _footprints_file_reading_get_progress (run->reading), -1);
  _footprints_row_batch_clear (batch);
  return TRUE;
}

static gboolean
flush (Run *run, GError **error)
{
  if (run->order->dry_run)
    return try_batch (run, error);
  return start_write (run, FOOTPRINTS_IMPORT_STATE_RUNNING, run->cancellable, error);
}

/* Rejected rows take no room in a batch, but a file full of them must make progress, too. */
#define MAX_REJECTED 200000

/* Of a row that may be rejected. */
static gboolean
write_rejection (Run *run, const FootprintsInputRow *row, GError **error)
{
  return run->rejections == NULL || row->problem == NULL ||
         _footprints_rejection_file_add (run->rejections, row, error);
}

static gboolean
read_rows (Run *run, GError **error)
{
  FootprintsInputRow row;
  gint64 n_since_flush = 0;
  int result;

  while ((result = _footprints_file_reading_next (run->reading, &row, error)) == 1)
    {
      gint64 time = row.problem == NULL ? row.play.listened_at : G_MININT64;

      if (n_since_flush >= MAX_REJECTED ||
          _footprints_row_batch_ends_before (_footprints_import_writer_get_batch (run->writer),
                                             time))
        {
          n_since_flush = 0;
          if (!flush (run, error))
            return FALSE;
        }
      _footprints_import_progress_add_row (_footprints_import_writer_get_progress (run->writer),
                                           &row);
      if (!write_rejection (run, &row, error))
        return FALSE;
      if (row.problem == NULL)
        _footprints_row_batch_add (_footprints_import_writer_get_batch (run->writer), &row.play);
      if ((++n_since_flush & 0xff) == 0 &&
          g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
    }
  /* The rows before the point where a file is cut off are as good as any. */
  if (result < 0 && !run->order->dry_run)
    start_write (run, FOOTPRINTS_IMPORT_STATE_RUNNING, run->cancellable, NULL);
  return result == 0;
}

static gboolean
open_reading (Run *run, GError **error)
{
  g_clear_pointer (&run->reading, _footprints_file_reading_free);
  if (run->rejections != NULL && !_footprints_rejection_file_restart (run->rejections, error))
    return FALSE;
  run->reading = _footprints_file_reading_new (run->importer, run->plan, run->cancellable, error);
  return run->reading != NULL;
}

/* Reads again what an earlier run stored. Sets @is_same to whether it is what that run read. */
static gboolean
skip_stored (Run *run, FootprintsImportProgress *stored, gboolean *is_same, GError **error)
{
  FootprintsImportProgress again;
  FootprintsInputRow row;
  int result = 1;

  _footprints_import_progress_init (&again);
  while (again.n_rows < stored->n_rows &&
         (result = _footprints_file_reading_next (run->reading, &row, error)) == 1)
    {
      _footprints_import_progress_add_row (&again, &row);
      if (!write_rejection (run, &row, error) ||
          ((again.n_rows & 0xff) == 0 &&
           g_cancellable_set_error_if_cancelled (run->cancellable, error)))
        {
          result = -1;
          break;
        }
    }
  *is_same = again.n_rows == stored->n_rows && again.digest == stored->digest;
  stored->n_times = again.n_times;
  stored->n_exact_times = again.n_exact_times;
  stored->n_minute_times = again.n_minute_times;
  stored->n_dates = again.n_dates;
  _footprints_import_progress_clear (&again);
  return result >= 0;
}

static char *
make_label (FootprintsFileImporter *importer)
{
  const char *label = footprints_file_importer_get_label (importer);

  return label != NULL ? g_strdup (label)
                       : g_filename_display_basename (footprints_file_importer_get_path (importer));
}

/* Finds the unfinished import of the same file, and what it had stored; otherwise makes a new
 * one. */
static gboolean
find_unfinished (Run *run,
                 FootprintsImportRecord *record,
                 FootprintsImportProgress *stored,
                 GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (run->order->store, error);
  g_autofree char *fingerprint = NULL;
  gboolean is_same = FALSE;

  if (ledger == NULL)
    return FALSE;
  fingerprint = _footprints_file_importer_make_fingerprint (run->importer, error);
  if (fingerprint == NULL ||
      !_footprints_import_records_find_unfinished (_footprints_ledger_get_records (ledger, FALSE),
                                                   fingerprint, record, error))
    return FALSE;
  if (record->id != 0 &&
      _footprints_import_progress_restore (stored, record->checkpoint, record->summary) &&
      !skip_stored (run, stored, &is_same, error))
    return FALSE;
  if (is_same)
    return TRUE;
  _footprints_import_progress_clear (stored);
  _footprints_import_progress_init (stored);
  _footprints_import_record_clear (record);
  *record = (FootprintsImportRecord){
    .kind = FOOTPRINTS_ORIGIN_FILE,
    .fingerprint = g_steal_pointer (&fingerprint),
    .label = make_label (run->importer),
    .state = FOOTPRINTS_IMPORT_STATE_RUNNING,
    .started_at = _footprints_clock_now_s (),
    .updated_at = _footprints_clock_now_s (),
  };
  return open_reading (run, error);
}

/* Resumes an unfinished import of the same file, or begins a new one. */
static gboolean
resume (Run *run, GError **error)
{
  g_auto (FootprintsImportRecord) record = { 0 };
  FootprintsImportProgress stored;

  _footprints_import_progress_init (&stored);
  if (!find_unfinished (run, &record, &stored, error))
    {
      _footprints_import_progress_clear (&stored);
      return FALSE;
    }
  stored.n_resumed = stored.n_rows;
  run->writer = _footprints_import_writer_new (run->order->store, &record);
  _footprints_import_writer_restore (run->writer, &stored,
                                     _footprints_file_reading_get_progress (run->reading));
  if (stored.n_resumed > 0)
    publish (run);
  return TRUE;
}

static gboolean
open_scratch (Run *run, GError **error)
{
  g_auto (FootprintsImportRecord) none = { 0 };
  g_autofree char *path = NULL;

  run->writer = _footprints_import_writer_new (run->order->store, &none);
  run->scratch_folder = g_dir_make_tmp ("footprints-dry-run-XXXXXX", error);
  if (run->scratch_folder == NULL)
    return FALSE;
  path = g_build_filename (run->scratch_folder, SCRATCH_LEDGER, NULL);
  run->scratch = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, run->cancellable, error);
  return run->scratch != NULL;
}

static void
remove_scratch (Run *run)
{
  g_autofree char *path = NULL;

  if (run->scratch_folder == NULL)
    return;
  if (run->scratch != NULL)
    footprints_store_close (run->scratch);
  g_clear_object (&run->scratch);
  path = g_build_filename (run->scratch_folder, SCRATCH_LEDGER, NULL);
  _footprints_ledger_files_remove (path, FOOTPRINTS_LEDGER_FILES_ALL);
  g_rmdir (run->scratch_folder);
  g_clear_pointer (&run->scratch_folder, g_free);
}

static gboolean
flush_rejections (Run *run, GError **error)
{
  return run->rejections == NULL || _footprints_rejection_file_flush (run->rejections, error);
}

/* FALSE with @error set if the file has rows, but no play. */
static gboolean
check_plays (Run *run, GError **error)
{
  const FootprintsImportProgress *progress = _footprints_import_writer_get_progress (run->writer);
  g_autoptr (GPtrArray) rejections = NULL;
  g_autofree char *name = NULL;
  FootprintsRejection *first;

  if (progress->n_rows == 0 || progress->n_rejected < progress->n_rows)
    return TRUE;
  rejections = _footprints_rejections_dup_listed (&progress->rejections);
  first = g_ptr_array_index (rejections, 0);
  name = g_filename_display_name (footprints_file_importer_get_path (run->importer));
  _footprints_set_error (error, FOOTPRINTS_ERROR_NO_PLAYS,
                         "%s: none of its %" G_GINT64_FORMAT
                         " rows is a play; row %" G_GINT64_FORMAT ": %s",
                         name, progress->n_rows, footprints_rejection_get_row (first),
                         footprints_rejection_get_reason (first));
  return FALSE;
}

static gboolean
run_import (Run *run, GError **error)
{
  run->plan = _footprints_file_importer_survey (run->importer, run->cancellable, error);
  if (run->plan == NULL || !open_reading (run, error) ||
      !(run->order->dry_run ? open_scratch (run, error) : resume (run, error)) ||
      !read_rows (run, error) || !flush (run, error) || !flush_rejections (run, error) ||
      !check_plays (run, error))
    return FALSE;
  if (run->order->dry_run)
    return TRUE;
  /* An empty last batch marks the end. */
  return start_write (run, FOOTPRINTS_IMPORT_STATE_FINISHED, run->cancellable, error) &&
         finish_write (run, error);
}

/* Records in the ledger how the run ended. That is for people to read: the checkpoint is already
 * there, so a failure here is not reported. */
static void
note_end (Run *run, FootprintsImportState state)
{
  if (run->order->dry_run || run->writer == NULL ||
      _footprints_import_writer_get_record (run->writer)->id == 0)
    return;
  _footprints_import_writer_drop (run->writer);
  if (start_write (run, state, NULL, NULL))
    finish_write (run, NULL);
}

static void
run_clear (Run *run)
{
  remove_scratch (run);
  g_clear_pointer (&run->writer, _footprints_import_writer_free);
  g_clear_pointer (&run->reading, _footprints_file_reading_free);
  g_clear_pointer (&run->rejections, _footprints_rejection_file_free);
  g_clear_object (&run->plan);
}

gboolean
_footprints_file_run (const FootprintsImportOrder *order,
                      FootprintsImportOutcome *outcome,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Run run = {
    .order = order,
    .importer = FOOTPRINTS_FILE_IMPORTER (order->source),
    .cancellable = cancellable,
  };

  *outcome = (FootprintsImportOutcome){ 0 };
  if (order->rejections_path != NULL)
    {
      g_autofree char *label = make_label (run.importer);

      run.rejections = _footprints_rejection_file_new (order->rejections_path, label);
    }
  run_import (&run, &local_error);
  if (run.writer != NULL)
    finish_write (&run, NULL);
  if (local_error != NULL)
    note_end (&run, g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                        ? FOOTPRINTS_IMPORT_STATE_CANCELLED
                        : FOOTPRINTS_IMPORT_STATE_FAILED);
  if (run.writer != NULL && !order->dry_run)
    outcome->import_id = _footprints_import_writer_get_record (run.writer)->id;
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
