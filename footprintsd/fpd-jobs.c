/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-jobs.h"

#include "footprintsd/fpd-problem.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_RUNNING 4
#define MAX_KEPT 100

struct _FpdJob
{
  FpdJobs *jobs; /* borrowed */
  gint64 id;
  FootprintsImportJob *import;
  GCancellable *cancellable;
  char *filename;
  char *spool_path;
  GError *error;
  gboolean has_ended;
  FpdJobDoneFunc done;
  gpointer done_data;
};

struct _FpdJobs
{
  FootprintsStore *store;
  GQueue jobs; /* of FpdJob, newest first */
  gint64 last_id;
  guint n_running;
};

FpdJobs *
fpd_jobs_new (FootprintsStore *store)
{
  FpdJobs *self = g_new0 (FpdJobs, 1);

  self->store = g_object_ref (store);
  return self;
}

static void
job_free (FpdJob *job)
{
  g_unlink (job->spool_path);
  g_clear_error (&job->error);
  g_object_unref (job->import);
  g_object_unref (job->cancellable);
  g_free (job->filename);
  g_free (job->spool_path);
  g_free (job);
}

void
fpd_jobs_cancel_all (FpdJobs *self)
{
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    fpd_job_cancel (link->data);
}

gboolean
fpd_jobs_is_idle (FpdJobs *self)
{
  return self->n_running == 0;
}

void
fpd_jobs_free (FpdJobs *self)
{
  g_assert (fpd_jobs_is_idle (self));
  g_queue_clear_full (&self->jobs, (GDestroyNotify) job_free);
  g_object_unref (self->store);
  g_free (self);
}

static void
forget_old (FpdJobs *self)
{
  while (self->jobs.length > MAX_KEPT && ((FpdJob *) self->jobs.tail->data)->has_ended)
    job_free (g_queue_pop_tail (&self->jobs));
}

static void
on_import_done (GObject *object, GAsyncResult *result, gpointer data)
{
  FpdJob *job = data;

  footprints_import_job_run_finish (FOOTPRINTS_IMPORT_JOB (object), result, &job->error);
  job->has_ended = TRUE;
  job->jobs->n_running--;
  g_unlink (job->spool_path);
  if (job->done != NULL)
    job->done (job, job->done_data);
  forget_old (job->jobs);
}

FpdJob *
fpd_jobs_start (
    FpdJobs *self, const FpdJobOptions *options, FpdJobDoneFunc done, gpointer data, GError **error)
{
  g_autoptr (FootprintsFileImporter) importer = NULL;
  FpdJob *job;

  if (self->n_running >= MAX_RUNNING)
    {
      g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_SERVICE_UNAVAILABLE,
                   "%d imports are running already: wait for one to end", MAX_RUNNING);
      return NULL;
    }
  importer = footprints_file_importer_new (options->spool_path);
  footprints_file_importer_set_zone (importer, options->zone);
  footprints_importer_set_source (FOOTPRINTS_IMPORTER (importer), options->source);

  job = g_new0 (FpdJob, 1);
  job->jobs = self;
  job->id = ++self->last_id;
  job->import = footprints_import_job_new (self->store, FOOTPRINTS_IMPORTER (importer));
  footprints_import_job_set_dry_run (job->import, options->dry_run);
  job->cancellable = g_cancellable_new ();
  job->filename = g_strdup (options->filename);
  job->spool_path = g_strdup (options->spool_path);
  job->done = done;
  job->done_data = data;
  g_queue_push_head (&self->jobs, job);
  self->n_running++;
  footprints_import_job_run_async (job->import, job->cancellable, on_import_done, job);
  return job;
}

FpdJob *
fpd_jobs_find (FpdJobs *self, const char *id, GError **error)
{
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    {
      FpdJob *job = link->data;
      g_autofree char *job_id = g_strdup_printf ("%" G_GINT64_FORMAT, job->id);

      if (g_str_equal (id, job_id))
        return job;
    }
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND, "there is no import job “%s”", id);
  return NULL;
}

void
fpd_job_cancel (FpdJob *self)
{
  g_cancellable_cancel (self->cancellable);
}

gint64
fpd_job_get_id (FpdJob *self)
{
  return self->id;
}

/* The sender knows the file by another name than the spool's. */
char *
fpd_job_dup_error_text (FpdJob *self)
{
  const char *message = self->error != NULL ? self->error->message : NULL;

  if (message == NULL || !g_str_has_prefix (message, self->spool_path))
    return g_strdup (message);
  return g_strconcat (self->filename != NULL ? self->filename : "the file",
                      message + strlen (self->spool_path), NULL);
}

gint64
fpd_job_get_n_new (FpdJob *self)
{
  g_autoptr (FootprintsImportSummary) summary = footprints_import_job_get_summary (self->import);

  return footprints_import_summary_get_n_new (summary);
}

/* A job is "running" until this thread has heard of its end. */
static const char *
state_name (FpdJob *self)
{
  if (!self->has_ended)
    return "running";
  if (self->error == NULL)
    return "finished";
  return g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" : "failed";
}

static json_object *
error_to_json (FpdJob *self)
{
  g_autofree char *detail = fpd_job_dup_error_text (self);
  g_autofree char *problem = NULL;

  if (detail == NULL)
    return NULL;
  problem = fpd_problem_to_json (fpd_problem_get_status (self->error), detail);
  return json_tokener_parse (problem);
}

json_object *
fpd_job_to_json (FpdJob *self)
{
  g_autoptr (FootprintsImportSummary) summary = footprints_import_job_get_summary (self->import);
  g_autofree char *summary_text = footprints_import_summary_to_json (summary);
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "id", json_object_new_int64 (self->id));
  json_object_object_add (object, "state", json_object_new_string (state_name (self)));
  json_object_object_add (
      object, "dry_run", json_object_new_boolean (footprints_import_job_is_dry_run (self->import)));
  json_object_object_add (object, "filename",
                          self->filename != NULL ? json_object_new_string (self->filename) : NULL);
  json_object_object_add (
      object, "progress",
      json_object_new_double (footprints_import_job_get_progress (self->import)));
  json_object_object_add (object, "rows",
                          json_object_new_int64 (footprints_import_job_get_n_rows (self->import)));
  json_object_object_add (
      object, "rows_per_s",
      json_object_new_int64 ((gint64) footprints_import_job_get_rows_per_second (self->import)));
  json_object_object_add (object, "summary", json_tokener_parse (summary_text));
  json_object_object_add (object, "error", error_to_json (self));
  return object;
}

json_object *
fpd_jobs_to_json (FpdJobs *self)
{
  json_object *list = json_object_new_array ();

  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    json_object_array_add (list, fpd_job_to_json (link->data));
  return list;
}
