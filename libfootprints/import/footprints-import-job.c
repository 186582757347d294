/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-job.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/footprints-file-importer-private.h"
#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/footprints-rejection.h"
#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/store/footprints-store-private.h"

#include <glib/gstdio.h>

#define NOTIFY_INTERVAL_US (100 * 1000)

/**
 * FootprintsImportJob:
 *
 * Brings the plays of an importer into a store.
 *
 * Rows are stored in batches, each in one transaction together with the place in the input up to
 * which all is stored. So a job that is cancelled, or whose program or machine dies, has lost
 * nothing: run again on the same file it goes on where it stood, and stores nothing twice.
 *
 * A row that is no acceptable play is counted and kept with its reason, and keeps no other row out.
 *
 * A job runs once. While it runs its properties tell how far it is; [signal@GObject.Object::notify]
 * for `progress` and `state` is emitted at most ten times a second, in the main context that was
 * the thread default when the job was made.
 *
 * Threading: any thread may ask for properties; one runs the job.
 *
 * Source: doc/importing.md.
 *
 * Since: 0.1
 */
struct _FootprintsImportJob
{
  GObject parent_instance;

  FootprintsStore *store;
  FootprintsFileImporter *importer;
  GMainContext *context; /* where notifications are emitted */
  gboolean dry_run;

  GMutex mutex;
  FootprintsImportState state;       /* under mutex, as all below */
  FootprintsImportProgress progress; /* of rows that are stored */
  double fraction;
  const char *format_name;
  char *source;         /* NULL: several, or not known yet */
  gint64 n_rows_before; /* stored by an earlier run of the same import */
  gint64 started_us;
  gint64 ended_us;
  gint64 notified_us;
};

enum
{
  PROP_0,
  PROP_DRY_RUN,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_N_ROWS,
  PROP_ROWS_PER_SECOND,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsImportJob, footprints_import_job, G_TYPE_OBJECT)

static void
footprints_import_job_finalize (GObject *object)
{
  FootprintsImportJob *self = FOOTPRINTS_IMPORT_JOB (object);

  _footprints_import_progress_clear (&self->progress);
  g_clear_object (&self->store);
  g_clear_object (&self->importer);
  g_free (self->source);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (footprints_import_job_parent_class)->finalize (object);
}

static void
footprints_import_job_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  FootprintsImportJob *self = FOOTPRINTS_IMPORT_JOB (object);

  switch (property_id)
    {
    case PROP_DRY_RUN:
      g_value_set_boolean (value, self->dry_run);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) footprints_import_job_get_state (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, footprints_import_job_get_progress (self));
      break;
    case PROP_N_ROWS:
      g_value_set_int64 (value, footprints_import_job_get_n_rows (self));
      break;
    case PROP_ROWS_PER_SECOND:
      g_value_set_double (value, footprints_import_job_get_rows_per_second (self));
      break;
    case PROP_SUMMARY:
      g_value_take_object (value, footprints_import_job_get_summary (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_import_job_set_property (GObject *object,
                                    guint property_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_DRY_RUN:
      footprints_import_job_set_dry_run (FOOTPRINTS_IMPORT_JOB (object),
                                         g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_import_job_class_init (FootprintsImportJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_import_job_finalize;
  object_class->get_property = footprints_import_job_get_property;
  object_class->set_property = footprints_import_job_set_property;

  /**
   * FootprintsImportJob:dry-run: (getter is_dry_run) (setter set_dry_run)
   *
   * Whether the job only says what it would do.
   *
   * Since: 0.1
   */
  properties[PROP_DRY_RUN] =
      g_param_spec_boolean ("dry-run", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsImportJob:state: (getter get_state)
   *
   * Where the job stands.
   *
   * Since: 0.1
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FOOTPRINTS_TYPE_IMPORT_STATE,
                                              FOOTPRINTS_IMPORT_STATE_QUEUED, read_only);

  /**
   * FootprintsImportJob:progress: (getter get_progress)
   *
   * How much of the input has been read, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsImportJob:n-rows: (getter get_n_rows)
   *
   * How many rows are done with.
   *
   * Since: 0.1
   */
  properties[PROP_N_ROWS] = g_param_spec_int64 ("n-rows", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsImportJob:rows-per-second: (getter get_rows_per_second)
   *
   * How fast the job is, on average since it started.
   *
   * Since: 0.1
   */
  properties[PROP_ROWS_PER_SECOND] =
      g_param_spec_double ("rows-per-second", NULL, NULL, 0, G_MAXDOUBLE, 0, read_only);

  /**
   * FootprintsImportJob:summary: (getter get_summary)
   *
   * What the job has done so far.
   *
   * Since: 0.1
   */
  properties[PROP_SUMMARY] =
      g_param_spec_object ("summary", NULL, NULL, FOOTPRINTS_TYPE_IMPORT_SUMMARY, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_import_job_init (FootprintsImportJob *self)
{
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  _footprints_import_progress_init (&self->progress);
}

/**
 * footprints_import_job_new:
 * @store: where the plays go
 * @importer: where they come from
 *
 * Makes a job. Nothing is read yet.
 *
 * Returns: (transfer full): a job
 *
 * Since: 0.1
 */
FootprintsImportJob *
footprints_import_job_new (FootprintsStore *store, FootprintsFileImporter *importer)
{
  FootprintsImportJob *self;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), NULL);
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (importer), NULL);

  self = g_object_new (FOOTPRINTS_TYPE_IMPORT_JOB, NULL);
  self->store = g_object_ref (store);
  self->importer = g_object_ref (importer);
  return self;
}

/**
 * footprints_import_job_is_dry_run: (get-property dry-run)
 * @self: a job
 *
 * Tells whether the job only says what it would do.
 *
 * Returns: %TRUE when nothing will be written
 *
 * Since: 0.1
 */
gboolean
footprints_import_job_is_dry_run (FootprintsImportJob *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), FALSE);

  return self->dry_run;
}

/**
 * footprints_import_job_set_dry_run: (set-property dry-run)
 * @self: a job that has not started
 * @dry_run: whether to write nothing
 *
 * Sets whether the job only says what it would do. The summary is the same as that of a real run,
 * but the store stays as it is.
 *
 * Since: 0.1
 */
void
footprints_import_job_set_dry_run (FootprintsImportJob *self, gboolean dry_run)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self));
  g_return_if_fail (self->state == FOOTPRINTS_IMPORT_STATE_QUEUED);

  dry_run = !!dry_run;
  if (dry_run == self->dry_run)
    return;
  self->dry_run = dry_run;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRY_RUN]);
}

static gboolean
notify_cb (gpointer data)
{
  g_object_notify_by_pspec (data, properties[PROP_STATE]);
  g_object_notify_by_pspec (data, properties[PROP_PROGRESS]);
  return G_SOURCE_REMOVE;
}

static void
queue_notify (FootprintsImportJob *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, notify_cb, g_object_ref (self), g_object_unref);
  g_source_set_static_name (source, "footprints-import-job-notify");
  g_source_attach (source, self->context);
}

static void
set_state (FootprintsImportJob *self, FootprintsImportState state)
{
  g_mutex_lock (&self->mutex);
  self->state = state;
  if (state == FOOTPRINTS_IMPORT_STATE_RUNNING)
    self->started_us = g_get_monotonic_time ();
  else
    self->ended_us = g_get_monotonic_time ();
  if (state == FOOTPRINTS_IMPORT_STATE_FINISHED)
    self->fraction = 1;
  g_mutex_unlock (&self->mutex);
  queue_notify (self);
}

/* Shows what is stored now. */
static void
publish (FootprintsImportJob *self, const FootprintsImportProgress *progress, double fraction)
{
  gboolean is_due;

  g_mutex_lock (&self->mutex);
  _footprints_import_progress_clear (&self->progress);
  _footprints_import_progress_copy (&self->progress, progress);
  self->fraction = fraction;
  is_due = g_get_monotonic_time () - self->notified_us >= NOTIFY_INTERVAL_US;
  if (is_due)
    self->notified_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
  if (is_due)
    queue_notify (self);
}

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
  FootprintsImportJob *job;
  GCancellable *cancellable;
  FootprintsFileReading *reading;
  FootprintsImportRecord record;
  FootprintsImportProgress
      progress;              /* of rows that were read; new and duplicate: of those stored */
  FootprintsRowBatch *batch; /* being filled */
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
  publish (run->job, &write->after, write->fraction);
  _footprints_store_emit_changed (run->job->store);
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
  _footprints_store_queue_write (run->job->store, write_func, write_done, write, cancellable);
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
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (run->job->store, error);
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
  publish (run->job, &run->progress, _footprints_file_reading_get_progress (run->reading));
  _footprints_row_batch_clear (run->batch);
  return TRUE;
}

static gboolean
flush (Run *run, GError **error)
{
  if (run->job->dry_run)
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
  if (result < 0 && !run->job->dry_run)
    start_write (run, "running", run->cancellable, NULL);
  return result == 0;
}

static gboolean
open_reading (Run *run, GError **error)
{
  g_clear_pointer (&run->reading, _footprints_file_reading_free);
  run->reading = _footprints_file_reading_new (run->job->importer, error);
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
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (run->job->store, error);
  g_autofree char *fingerprint =
      ledger != NULL ? _footprints_file_importer_make_fingerprint (run->job->importer, error)
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
      run->job->n_rows_before = stored.n_rows;
      publish (run->job, &stored, _footprints_file_reading_get_progress (run->reading));
      return TRUE;
    }
  _footprints_import_progress_clear (&stored);
  _footprints_import_record_clear (&run->record);
  run->record = (FootprintsImportRecord){
    .fingerprint = g_steal_pointer (&fingerprint),
    .label = g_filename_display_basename (footprints_file_importer_get_path (run->job->importer)),
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
      !(run->job->dry_run ? open_scratch (run, error) : resume (run, error)) ||
      !read_rows (run, error) || !flush (run, error))
    return FALSE;
  if (run->job->dry_run)
    return TRUE;
  /* An empty last batch marks the end. */
  return start_write (run, "finished", run->cancellable, error) && finish_write (run, error);
}

/* Notes in the ledger how the run ended. That is for people to read: the checkpoint is already
 * there, so a failure here is not told. */
static void
note_end (Run *run, const char *state)
{
  if (run->job->dry_run || run->reading == NULL || run->record.id == 0)
    return;
  _footprints_import_progress_clear (&run->progress);
  g_mutex_lock (&run->job->mutex);
  _footprints_import_progress_copy (&run->progress, &run->job->progress);
  g_mutex_unlock (&run->job->mutex);
  _footprints_row_batch_clear (run->batch);
  if (start_write (run, state, NULL, NULL))
    finish_write (run, NULL);
}

static void
run_init (Run *run, FootprintsImportJob *job, GCancellable *cancellable)
{
  *run = (Run){ .job = job, .cancellable = cancellable };
  run->batch = _footprints_row_batch_new ();
  _footprints_import_progress_init (&run->progress);
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
  _footprints_import_progress_clear (&run->write.after);
  _footprints_import_record_clear (&run->record);
  g_cond_clear (&run->write.finished);
  g_mutex_clear (&run->write.mutex);
}

static FootprintsImportState
end_state (const GError *error)
{
  if (error == NULL)
    return FOOTPRINTS_IMPORT_STATE_FINISHED;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
             ? FOOTPRINTS_IMPORT_STATE_CANCELLED
             : FOOTPRINTS_IMPORT_STATE_FAILED;
}

/**
 * footprints_import_job_run:
 * @self: a job that has not started
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Runs the job to its end.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when there is no such file; %FOOTPRINTS_ERROR_UNKNOWN_FORMAT;
 * %FOOTPRINTS_ERROR_CORRUPT when the file is cut off or damaged; %FOOTPRINTS_ERROR_TOO_LARGE when
 * more comes out of it than allowed; those of [method@Store.add_scrobbles];
 * %FOOTPRINTS_ERROR_INVALID_ARGUMENT when the job has run before; %G_IO_ERROR_CANCELLED. What was
 * stored before an error stays, see [method@ImportJob.get_summary], and is not read into the store
 * again by the next job on the same file.
 *
 * Threading: any thread; does I/O; may take long.
 *
 * Returns: %TRUE when all of the input was read
 *
 * Since: 0.1
 */
gboolean
footprints_import_job_run (FootprintsImportJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  FootprintsImportState state;
  Run run;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), FALSE);

  if (footprints_import_job_get_state (self) != FOOTPRINTS_IMPORT_STATE_QUEUED)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the job has run before");
      return FALSE;
    }
  set_state (self, FOOTPRINTS_IMPORT_STATE_RUNNING);
  run_init (&run, self, cancellable);
  run_import (&run, &local_error);
  finish_write (&run, NULL);
  state = end_state (local_error);
  if (state == FOOTPRINTS_IMPORT_STATE_FAILED)
    note_end (&run, "failed");
  else if (state == FOOTPRINTS_IMPORT_STATE_CANCELLED)
    note_end (&run, "cancelled");
  g_mutex_lock (&self->mutex);
  if (run.reading != NULL)
    {
      self->format_name = _footprints_file_reading_get_format_name (run.reading);
      self->source = g_strdup (_footprints_file_reading_get_source (run.reading));
    }
  g_mutex_unlock (&self->mutex);
  run_clear (&run);
  set_state (self, state);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
run_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (footprints_import_job_run (source_object, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * footprints_import_job_run_async:
 * @self: a job that has not started
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Runs the job in a thread of its own. See [method@ImportJob.run].
 *
 * Since: 0.1
 */
void
footprints_import_job_run_async (FootprintsImportJob *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  /* The end of the job says whether it was cancelled, not the state of the cancellable then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_import_job_run_async);
  g_task_run_in_thread (task, run_thread);
}

/**
 * footprints_import_job_run_finish:
 * @self: a job
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@ImportJob.run_async].
 *
 * Errors: as [method@ImportJob.run].
 *
 * Returns: %TRUE when all of the input was read
 *
 * Since: 0.1
 */
gboolean
footprints_import_job_run_finish (FootprintsImportJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_import_job_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * footprints_import_job_get_state: (get-property state)
 * @self: a job
 *
 * Gets where the job stands.
 *
 * Returns: the state
 *
 * Since: 0.1
 */
FootprintsImportState
footprints_import_job_get_state (FootprintsImportJob *self)
{
  FootprintsImportState state;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), FOOTPRINTS_IMPORT_STATE_FAILED);

  g_mutex_lock (&self->mutex);
  state = self->state;
  g_mutex_unlock (&self->mutex);
  return state;
}

/**
 * footprints_import_job_get_progress: (get-property progress)
 * @self: a job
 *
 * Gets how much of the input has been read.
 *
 * Returns: 0 to 1
 *
 * Since: 0.1
 */
double
footprints_import_job_get_progress (FootprintsImportJob *self)
{
  double fraction;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), 0);

  g_mutex_lock (&self->mutex);
  fraction = self->fraction;
  g_mutex_unlock (&self->mutex);
  return fraction;
}

/**
 * footprints_import_job_get_n_rows: (get-property n-rows)
 * @self: a job
 *
 * Gets how many rows are done with, also by an earlier run of the same import.
 *
 * Returns: the number of rows
 *
 * Since: 0.1
 */
gint64
footprints_import_job_get_n_rows (FootprintsImportJob *self)
{
  gint64 n_rows;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), 0);

  g_mutex_lock (&self->mutex);
  n_rows = self->progress.n_rows;
  g_mutex_unlock (&self->mutex);
  return n_rows;
}

/* Under the job's mutex. */
static gint64
get_duration_us (FootprintsImportJob *self)
{
  if (self->started_us == 0)
    return 0;
  return (self->ended_us != 0 ? self->ended_us : g_get_monotonic_time ()) - self->started_us;
}

/**
 * footprints_import_job_get_rows_per_second: (get-property rows-per-second)
 * @self: a job
 *
 * Gets how fast the job is, on average since it started.
 *
 * Returns: rows a second
 *
 * Since: 0.1
 */
double
footprints_import_job_get_rows_per_second (FootprintsImportJob *self)
{
  gint64 duration_us;
  gint64 n_rows;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), 0);

  g_mutex_lock (&self->mutex);
  duration_us = get_duration_us (self);
  n_rows = self->progress.n_rows - self->n_rows_before;
  g_mutex_unlock (&self->mutex);
  return duration_us > 0 ? (double) n_rows * G_USEC_PER_SEC / (double) duration_us : 0;
}

/**
 * footprints_import_job_get_summary: (get-property summary)
 * @self: a job
 *
 * Gets what the job has done so far, and after its end what it did in all. A job that went on with
 * an import that was broken off counts that one's rows too.
 *
 * Returns: (transfer full): a summary
 *
 * Since: 0.1
 */
FootprintsImportSummary *
footprints_import_job_get_summary (FootprintsImportJob *self)
{
  g_autoptr (GListStore) rejections = g_list_store_new (FOOTPRINTS_TYPE_REJECTION);
  FootprintsImportSummary *summary;
  const FootprintsImportProgress *progress = &self->progress;
  GTimeZone *zone;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), NULL);

  g_mutex_lock (&self->mutex);
  zone = footprints_file_importer_get_zone (self->importer);
  g_list_store_splice (rejections, 0, 0, progress->rejections->pdata, progress->rejections->len);
  summary = _footprints_import_summary_new (
      self->format_name, self->source,
      progress->used_zone ? g_time_zone_get_identifier (zone) : NULL, progress->n_rows,
      progress->n_new, progress->n_duplicate, progress->n_rejected, progress->n_repaired,
      get_duration_us (self) / 1000, G_LIST_MODEL (rejections));
  g_mutex_unlock (&self->mutex);
  return summary;
}
