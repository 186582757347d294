/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The progress of a job: what it publishes under its mutex, and what follows from that. */

#include "libfootprints/import/job/footprints-import-job-private.h"

#include "libfootprints/import/footprints-rejection.h"
#include "libfootprints/import/job/footprints-import-run-private.h"

/**
 * footprints_import_job_get_state: (get-property state)
 * @self: a job
 *
 * Gets the state of the job.
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
 * Gets how many rows have been processed, including those of an earlier run of the same import.
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
  n_rows = _footprints_import_progress_count_rows (&self->progress);
  g_mutex_unlock (&self->mutex);
  return n_rows;
}

/**
 * footprints_import_job_get_import_id:
 * @self: a job
 *
 * Gets the id of the import in the list of past imports, see [method@ImportEntry.get_id].
 *
 * Returns: an id; 0 while the job runs, after a dry run, and if nothing was stored
 *
 * Since: 0.1
 */
gint64
footprints_import_job_get_import_id (FootprintsImportJob *self)
{
  gint64 import_id;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), 0);

  g_mutex_lock (&self->mutex);
  import_id = self->import_id;
  g_mutex_unlock (&self->mutex);
  return import_id;
}

/**
 * footprints_import_job_get_rejections_path:
 * @self: a job
 *
 * Gets where all rejected rows are written.
 *
 * Returns: (nullable) (type filename) (transfer none): a path, %NULL when not set
 *
 * Since: 0.1
 */
const char *
footprints_import_job_get_rejections_path (FootprintsImportJob *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), NULL);

  return self->rejections_path;
}

/**
 * footprints_import_job_set_rejections_path:
 * @self: a job that has not started, of a file
 * @path: (nullable) (type filename): a path
 *
 * Sets where all rejected rows are written, as CSV with the columns `file`, `row`, `artist`,
 * `track` and `reason`; a summary lists only some of very many. The file is made when the first row
 * is rejected; an existing one is continued. What the disk has no room for is left out, see
 * footprints_store_set_min_free_bytes(); if the file cannot be written otherwise, the job fails.
 *
 * Since: 0.1
 */
void
footprints_import_job_set_rejections_path (FootprintsImportJob *self, const char *path)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self));

  g_free (self->rejections_path);
  self->rejections_path = g_strdup (path);
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
 * Returns: rows per second
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
  n_rows = _footprints_import_progress_count_rows (&self->progress) - self->progress.n_resumed;
  g_mutex_unlock (&self->mutex);
  return duration_us > 0 ? (double) n_rows * G_USEC_PER_SEC / (double) duration_us : 0;
}

/**
 * footprints_import_job_get_summary: (get-property summary)
 * @self: a job
 *
 * Gets what the job has done so far, and after its end what it did in all. A job that resumed an
 * interrupted import includes the rows of that import.
 *
 * Returns: (transfer full): a summary
 *
 * Since: 0.1
 */
FootprintsImportSummary *
footprints_import_job_get_summary (FootprintsImportJob *self)
{
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GListStore) rejections = g_list_store_new (FOOTPRINTS_TYPE_REJECTION);
  FootprintsImportSummary *summary;
  const FootprintsImportProgress *progress = &self->progress;
  GTimeZone *zone;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), NULL);

  g_mutex_lock (&self->mutex);
  zone = _footprints_import_run_get_zone (self->import_source);
  listed = _footprints_rejections_dup_listed (&progress->rejections);
  g_list_store_splice (rejections, 0, 0, listed->pdata, listed->len);
  summary = _footprints_import_summary_new (
      self->format_name, self->source,
      progress->used_zone && zone != NULL ? g_time_zone_get_identifier (zone) : NULL,
      _footprints_import_progress_count_rows (progress), progress->n_new, progress->n_duplicate,
      progress->n_removed_before, progress->n_missing, progress->n_rejected, progress->n_repaired,
      progress->n_resumed, get_duration_us (self) / 1000, G_LIST_MODEL (rejections));
  g_mutex_unlock (&self->mutex);
  return summary;
}

/**
 * footprints_import_job_get_expected_total: (get-property expected-total)
 * @self: a job
 *
 * Gets how many plays the service says it has.
 *
 * Returns: a number of plays; -1 when it is not known
 *
 * Since: 0.1
 */
gint64
footprints_import_job_get_expected_total (FootprintsImportJob *self)
{
  gint64 total;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), -1);

  g_mutex_lock (&self->mutex);
  total = self->expected_total;
  g_mutex_unlock (&self->mutex);
  return total;
}

/**
 * footprints_import_job_get_seconds_left: (get-property seconds-left)
 * @self: a job
 *
 * Estimates how long the job will still take, at its average speed so far.
 *
 * Returns: seconds; -1 if that is not known
 *
 * Since: 0.1
 */
gint64
footprints_import_job_get_seconds_left (FootprintsImportJob *self)
{
  double rows_per_s;
  double n_left = -1;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_JOB (self), -1);

  rows_per_s = footprints_import_job_get_rows_per_second (self);
  g_mutex_lock (&self->mutex);
  if (self->expected_total >= 0)
    n_left = (double) (self->expected_total - self->progress.n_rows);
  else if (self->fraction > 0)
    n_left = (double) self->progress.n_rows * (1 - self->fraction) / self->fraction;
  if (self->ended_us != 0)
    n_left = 0;
  g_mutex_unlock (&self->mutex);
  if (n_left == 0)
    return 0;
  return n_left > 0 && rows_per_s > 0 ? (gint64) (n_left / rows_per_s) + 1 : -1;
}
