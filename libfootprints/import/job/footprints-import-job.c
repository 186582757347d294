/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/job/footprints-import-job-private.h"

#include "libfootprints/core/footprints-emission-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/job/footprints-import-run-private.h"

#define NOTIFY_INTERVAL_US (100 * 1000)

/**
 * FootprintsImportJob:
 *
 * Imports the plays of a source into a store.
 *
 * Rows are stored in batches, together with the place in the input up to which everything is
 * stored. So a job that is cancelled, or whose program or machine dies, loses nothing: another job
 * for the same input resumes where it stopped, and stores nothing twice.
 *
 * A row that is not an acceptable play is counted and kept with its reason, and does not affect any
 * other row.
 *
 * A job runs once. While it runs, its properties show its progress; [signal@GObject.Object::notify]
 * for `progress` and `state` is emitted at most ten times a second, in the main context that was
 * the thread default when the job was made. While that context does not run, changes are combined
 * into one emission, and the job can be freed without it. A job that has ended does not keep its
 * store open.
 *
 * Threading: any thread may read properties; one runs the job.
 *
 * Source: doc/importing.md.
 *
 * Since: 0.1
 */
enum
{
  PROP_0,
  PROP_DRY_RUN,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_N_ROWS,
  PROP_ROWS_PER_SECOND,
  PROP_SUMMARY,
  PROP_SINCE,
  PROP_EXPECTED_TOTAL,
  PROP_SECONDS_LEFT,
  PROP_IMPORT_SOURCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsImportJob, footprints_import_job, G_TYPE_OBJECT)

static void
footprints_import_job_finalize (GObject *object)
{
  FootprintsImportJob *self = FOOTPRINTS_IMPORT_JOB (object);

  _footprints_emission_clear (&self->emission);
  _footprints_import_progress_clear (&self->progress);
  g_clear_object (&self->store);
  g_clear_object (&self->import_source);
  g_free (self->source);
  g_free (self->rejections_path);
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
    case PROP_SINCE:
      g_value_set_int64 (value, self->since);
      break;
    case PROP_EXPECTED_TOTAL:
      g_value_set_int64 (value, footprints_import_job_get_expected_total (self));
      break;
    case PROP_SECONDS_LEFT:
      g_value_set_int64 (value, footprints_import_job_get_seconds_left (self));
      break;
    case PROP_IMPORT_SOURCE:
      g_value_set_object (value, self->import_source);
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
    case PROP_SINCE:
      footprints_import_job_set_since (FOOTPRINTS_IMPORT_JOB (object), g_value_get_int64 (value));
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
   * Whether the job only reports what it would do.
   *
   * Since: 0.1
   */
  properties[PROP_DRY_RUN] =
      g_param_spec_boolean ("dry-run", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsImportJob:state: (getter get_state)
   *
   * The state of the job.
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
   * How many rows have been processed.
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

  /**
   * FootprintsImportJob:since: (getter get_since) (setter set_since)
   *
   * The time from which plays of a service are imported, in seconds since 1970-01-01 UTC; 0 for
   * all.
   *
   * Since: 0.1
   */
  properties[PROP_SINCE] =
      g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsImportJob:expected-total: (getter get_expected_total)
   *
   * How many plays the service says it has; -1 when it is not known.
   *
   * Since: 0.1
   */
  properties[PROP_EXPECTED_TOTAL] =
      g_param_spec_int64 ("expected-total", NULL, NULL, -1, G_MAXINT64, -1, read_only);

  /**
   * FootprintsImportJob:seconds-left: (getter get_seconds_left)
   *
   * How long the job will still take, in seconds; -1 if that is not known.
   *
   * Since: 0.1
   */
  properties[PROP_SECONDS_LEFT] =
      g_param_spec_int64 ("seconds-left", NULL, NULL, -1, G_MAXINT64, -1, read_only);

  /**
   * FootprintsImportJob:import-source: (getter get_import_source)
   *
   * Where the plays come from.
   *
   * Since: 0.1
   */
  properties[PROP_IMPORT_SOURCE] =
      g_param_spec_object ("import-source", NULL, NULL, FOOTPRINTS_TYPE_IMPORT_SOURCE, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_import_job_init (FootprintsImportJob *self)
{
  g_mutex_init (&self->mutex);
  _footprints_emission_init (&self->emission);
  self->context = g_main_context_ref_thread_default ();
  self->expected_total = -1;
  _footprints_import_progress_init (&self->progress);
}

/**
 * footprints_import_job_new:
 * @store: where the plays go
 * @import_source: where they come from
 *
 * Makes a job. Nothing is read yet.
 *
 * Returns: (transfer full): a job
 *
 * Since: 0.1
 */
FootprintsImportJob *
footprints_import_job_new (FootprintsStore *store, FootprintsImportSource *import_source)
{
  FootprintsImportJob *self;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), NULL);
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_SOURCE (import_source), NULL);

  self = g_object_new (FOOTPRINTS_TYPE_IMPORT_JOB, NULL);
  self->store = g_object_ref (store);
  self->import_source = g_object_ref (import_source);
  return self;
}

/**
 * footprints_import_job_is_dry_run: (get-property dry-run)
 * @self: a job
 *
 * Gets whether the job only reports what it would do.
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
 * Sets whether the job only reports what it would do. The summary is the same as that of a real
 * run, but nothing is written to the store.
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

static void
emit_notify (gpointer object)
{
  g_object_notify_by_pspec (object, properties[PROP_STATE]);
  g_object_notify_by_pspec (object, properties[PROP_PROGRESS]);
}

static void
queue_notify (FootprintsImportJob *self)
{
  guint notify = g_signal_lookup ("notify", G_TYPE_OBJECT);

  /* Without a signal handler there is nobody to wake up. */
  if (g_signal_handler_find (self, G_SIGNAL_MATCH_ID, notify, 0, NULL, NULL, NULL) != 0)
    _footprints_emission_queue (&self->emission, self, self->context, emit_notify,
                                "footprints-import-job-notify");
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

/* Releases the store before it reports the end: a caller that waits for that end may be about to
 * remove the files of the store, while the thread of the job still holds the job. */
static void
end (FootprintsImportJob *self, FootprintsImportState state)
{
  g_clear_object (&self->store);
  set_state (self, state);
}

/* Publishes what is stored now. Runs on the thread of the job. */
static void
on_stored (gpointer data,
           const FootprintsImportProgress *progress,
           double fraction,
           gint64 expected_total)
{
  FootprintsImportJob *self = data;
  gboolean is_due;

  g_mutex_lock (&self->mutex);
  _footprints_import_progress_clear (&self->progress);
  _footprints_import_progress_copy (&self->progress, progress);
  self->fraction = fraction;
  self->expected_total = expected_total;
  is_due = g_get_monotonic_time () - self->notified_us >= NOTIFY_INTERVAL_US;
  if (is_due)
    self->notified_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
  if (is_due)
    queue_notify (self);
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

/* FALSE if the job has already begun. */
static gboolean
begin (FootprintsImportJob *self, GError **error)
{
  gboolean is_queued;

  g_mutex_lock (&self->mutex);
  is_queued = self->state == FOOTPRINTS_IMPORT_STATE_QUEUED;
  g_mutex_unlock (&self->mutex);
  if (is_queued)
    set_state (self, FOOTPRINTS_IMPORT_STATE_RUNNING);
  else
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                         "the job has already run");
  return is_queued;
}

static FootprintsImportOrder
make_order (FootprintsImportJob *self)
{
  return (FootprintsImportOrder){
    .store = self->store,
    .source = self->import_source,
    .since = self->since,
    .dry_run = self->dry_run,
    .rejections_path = self->rejections_path,
    .on_stored = on_stored,
    .data = self,
  };
}

/* Runs on the thread that ran the job. */
static void
take_outcome (FootprintsImportJob *self,
              const FootprintsImportOutcome *outcome,
              const GError *error)
{
  g_mutex_lock (&self->mutex);
  self->format_name = outcome->format_name;
  self->source = g_strdup (outcome->source);
  self->import_id = outcome->import_id;
  g_mutex_unlock (&self->mutex);
  end (self, end_state (error));
}

/**
 * footprints_import_job_run:
 * @self: a job that has not started
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Runs a job that reads a file, to its end. A job of a service needs [method@ImportJob.run_async].
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND when there is no such file; %FOOTPRINTS_ERROR_UNKNOWN_FORMAT;
 * %FOOTPRINTS_ERROR_CORRUPT when the file is truncated or damaged; %FOOTPRINTS_ERROR_TOO_LARGE when
 * it expands to more than allowed; those of [method@Store.add_scrobbles];
 * %FOOTPRINTS_ERROR_INVALID_ARGUMENT when the job has already run, or is of a service;
 * %G_IO_ERROR_CANCELLED. What was stored before an error stays, see [method@ImportJob.get_summary],
 * and the next job on the same file does not store it again.
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
  g_auto (FootprintsImportOutcome) outcome = { 0 };
  FootprintsImportOrder order;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), FALSE);

  if (!_footprints_import_run_can_wait (self->import_source))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "an import from a service needs a main loop: use run_async()");
      return FALSE;
    }
  if (!begin (self, error))
    return FALSE;
  order = make_order (self);
  _footprints_import_run_and_wait (&order, &outcome, cancellable, &local_error);
  take_outcome (self, &outcome, local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
import_job_on_done (gpointer data, const FootprintsImportOutcome *outcome, const GError *error)
{
  g_autoptr (GTask) task = data;
  FootprintsImportJob *self = g_task_get_source_object (task);

  g_clear_pointer (&self->run, _footprints_service_run_unref);
  take_outcome (self, outcome, error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_error_copy (error));
}

/* FALSE if it could not be started. */
static gboolean
start (FootprintsImportJob *self, GTask *task, GCancellable *cancellable, GError **error)
{
  FootprintsImportOrder order;
  FootprintsServiceRun *run;

  /* A job that has ended has no store, and begin() reports why it does not run. */
  if (self->store != NULL &&
      !_footprints_import_run_claim (self->store, self->import_source, error))
    return FALSE;
  if (!begin (self, error))
    return FALSE;
  order = make_order (self);
  run = _footprints_import_run_start (&order, cancellable, import_job_on_done, g_object_ref (task));
  /* The thread of a file may have ended the job by now. */
  if (run != NULL)
    self->run = run;
  return TRUE;
}

/**
 * footprints_import_job_run_async:
 * @self: a job that has not started
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Runs the job to its end: a file on a thread of its own, a service on the main context. See
 * [method@ImportJob.run].
 *
 * A job of a service resumes where an earlier one of the same account was interrupted, for whatever
 * reason. A program can run only one at a time for an account.
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
  GError *error = NULL;

  g_return_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  /* Whether the job was cancelled shows in how it ended, not in the state of the cancellable by
   * then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_import_job_run_async);
  if (!start (self, task, cancellable, &error))
    g_task_return_error (task, error);
}

/**
 * footprints_import_job_set_paused:
 * @self: a running job of a service
 * @paused: whether to pause
 *
 * Pauses the job, or resumes it. What it has fetched is stored; nothing more is fetched while it is
 * paused. Does nothing if the job is not running, or reads a file.
 *
 * Threading: the context on which the job runs.
 *
 * Since: 0.1
 */
void
footprints_import_job_set_paused (FootprintsImportJob *self, gboolean paused)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self));

  if (self->run == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->state = paused ? FOOTPRINTS_IMPORT_STATE_PAUSED : FOOTPRINTS_IMPORT_STATE_RUNNING;
  g_mutex_unlock (&self->mutex);
  queue_notify (self);
  _footprints_service_run_set_paused (self->run, paused);
}

/**
 * footprints_import_job_run_finish:
 * @self: a job
 * @result: what the callback got
 * @error: return location for an error
 *
 * Finishes [method@ImportJob.run_async].
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
 * footprints_import_job_get_since: (get-property since)
 * @self: a job
 *
 * Gets the time from which plays are imported.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 for all
 *
 * Since: 0.1
 */
gint64
footprints_import_job_get_since (FootprintsImportJob *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), 0);

  return self->since;
}

/**
 * footprints_import_job_set_since: (set-property since)
 * @self: a job of a service that has not started
 * @since: seconds since 1970-01-01 UTC; 0 for all
 *
 * Sets the time from which plays are imported. A file is always read whole.
 *
 * Since: 0.1
 */
void
footprints_import_job_set_since (FootprintsImportJob *self, gint64 since)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self));
  g_return_if_fail (since >= 0);
  g_return_if_fail (self->state == FOOTPRINTS_IMPORT_STATE_QUEUED);

  if (since == self->since)
    return;
  self->since = since;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SINCE]);
}

/**
 * footprints_import_job_get_import_source: (get-property import-source)
 * @self: a job
 *
 * Gets where the plays come from.
 *
 * Returns: (transfer none): an importer
 *
 * Since: 0.1
 */
FootprintsImportSource *
footprints_import_job_get_import_source (FootprintsImportJob *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), NULL);

  return self->import_source;
}
