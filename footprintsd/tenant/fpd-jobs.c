/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports as jobs: starts, resumes, finds and describes them, and reports their progress as
 * events. */

#include "footprintsd/tenant/fpd-jobs.h"

#include "footprintsd/http/fpd-problem.h"

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
  char *plan;            /* JSON; NULL: none, as for a service */
  char *rejections_path; /* all rejected rows, as CSV; NULL: none, as for a service */
  guint rejections_timer;
  GError *error;
  gboolean has_ended;
  FpdJobDoneFunc done;
  gpointer done_data;
};

struct _FpdJobs
{
  FootprintsStore *store;
  FpdEvents *events;
  GQueue jobs; /* of FpdJob, newest first */
  gint64 last_id;
  guint n_running;       /* jobs and plans */
  GCancellable *closing; /* of plans */
};

FpdJobs *
fpd_jobs_new (FootprintsStore *store, FpdEvents *events)
{
  FpdJobs *self = g_new0 (FpdJobs, 1);

  self->store = g_object_ref (store);
  self->events = events;
  self->closing = g_cancellable_new ();
  return self;
}

static void
forget_rejections (FpdJob *job)
{
  g_clear_handle_id (&job->rejections_timer, g_source_remove);
  if (job->rejections_path != NULL)
    g_unlink (job->rejections_path);
  g_clear_pointer (&job->rejections_path, g_free);
}

static gboolean
on_rejections_timer (gpointer data)
{
  FpdJob *job = data;

  job->rejections_timer = 0;
  forget_rejections (job);
  return G_SOURCE_REMOVE;
}

static void
job_free (FpdJob *job)
{
  if (job->spool_path != NULL)
    g_unlink (job->spool_path);
  forget_rejections (job);
  g_clear_error (&job->error);
  g_signal_handlers_disconnect_by_data (job->import, job);
  g_object_unref (job->import);
  g_object_unref (job->cancellable);
  g_free (job->filename);
  g_free (job->spool_path);
  g_free (job->plan);
  g_free (job);
}

void
fpd_jobs_cancel_all (FpdJobs *self)
{
  g_cancellable_cancel (self->closing);
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
  g_object_unref (self->closing);
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
tell (FpdJob *job)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  if (!fpd_events_has_clients (job->jobs->events))
    return;
  fpd_job_write (job, &writer);
  fpd_events_send (job->jobs->events, "job", writer.text->str);
}

/* on_import_done() reports the end. */
static void
on_import_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  FpdJob *job = data;

  if (!job->has_ended)
    tell (job);
}

static void
on_import_done (GObject *object, GAsyncResult *result, gpointer data)
{
  FpdJob *job = data;

  footprints_import_job_run_finish (FOOTPRINTS_IMPORT_JOB (object), result, &job->error);
  job->has_ended = TRUE;
  job->jobs->n_running--;
  if (job->spool_path != NULL)
    g_unlink (job->spool_path);
  if (job->rejections_path != NULL)
    job->rejections_timer = g_timeout_add_seconds (FPD_REJECTIONS_KEPT_S, on_rejections_timer, job);
  tell (job);
  if (job->done != NULL)
    job->done (job, job->done_data);
  forget_old (job->jobs);
}

static gboolean
check_running (FpdJobs *self, GError **error)
{
  if (self->n_running < MAX_RUNNING)
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_SERVICE_UNAVAILABLE,
               "%d imports are already running; wait for one to end", MAX_RUNNING);
  return FALSE;
}

/* Takes @import. */
static FpdJob *
start (FpdJobs *self, FootprintsImportJob *import)
{
  FpdJob *job = g_new0 (FpdJob, 1);

  job->jobs = self;
  job->id = ++self->last_id;
  job->import = import;
  job->cancellable = g_cancellable_new ();
  g_queue_push_head (&self->jobs, job);
  self->n_running++;
  g_signal_connect (import, "notify::progress", G_CALLBACK (on_import_progress), job);
  footprints_import_job_run_async (import, job->cancellable, on_import_done, job);
  return job;
}

typedef struct
{
  FpdJobs *jobs;
  FpdPlanDoneFunc done;
  gpointer data;
} Planning;

static void
on_planned (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Planning *planning = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsImportPlan) plan =
      footprints_file_importer_plan_finish (FOOTPRINTS_FILE_IMPORTER (object), result, &error);

  planning->jobs->n_running--;
  planning->done (plan, error, planning->data);
}

gboolean
fpd_jobs_plan (FpdJobs *self,
               FootprintsFileImporter *importer,
               FpdPlanDoneFunc done,
               gpointer data,
               GError **error)
{
  Planning *planning;

  if (!check_running (self, error))
    return FALSE;
  planning = g_new0 (Planning, 1);
  *planning = (Planning){ self, done, data };
  self->n_running++;
  footprints_file_importer_plan_async (importer, self->closing, on_planned, planning);
  return TRUE;
}

FpdJob *
fpd_jobs_start_file (FpdJobs *self, const FpdJobOptions *options, GError **error)
{
  FootprintsImportJob *import;
  g_autofree char *path = NULL;
  FpdJob *job;

  if (!check_running (self, error))
    return NULL;
  footprints_file_importer_set_label (options->importer,
                                      options->filename != NULL ? options->filename : "upload");
  import = footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (options->importer));
  footprints_import_job_set_dry_run (import, options->dry_run);
  path = g_strconcat (footprints_file_importer_get_path (options->importer), "-rejected", NULL);
  footprints_import_job_set_rejections_path (import, path);
  job = start (self, import);
  job->filename = g_strdup (options->filename);
  job->spool_path = g_strdup (footprints_file_importer_get_path (options->importer));
  job->plan = g_strdup (options->plan);
  job->rejections_path = g_strdup (footprints_import_job_get_rejections_path (import));
  return job;
}

static gboolean
is_of_account (FpdJob *job, FootprintsImporter *importer)
{
  FootprintsImportSource *source = footprints_import_job_get_import_source (job->import);
  FootprintsImporter *other;

  if (!FOOTPRINTS_IS_IMPORTER (source))
    return FALSE;
  other = FOOTPRINTS_IMPORTER (source);
  return g_strcmp0 (footprints_importer_get_source (importer),
                    footprints_importer_get_source (other)) == 0 &&
         g_strcmp0 (footprints_importer_get_account (importer),
                    footprints_importer_get_account (other)) == 0;
}

FpdJob *
fpd_jobs_start_service (FpdJobs *self,
                        FootprintsImporter *importer,
                        gboolean dry_run,
                        GError **error)
{
  FootprintsImportJob *import;

  if (!check_running (self, error))
    return NULL;
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    if (!((FpdJob *) link->data)->has_ended && is_of_account (link->data, importer))
      {
        g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS,
                     "plays of “%s” are already being imported from %s",
                     footprints_importer_get_account (importer),
                     footprints_importer_get_source (importer));
        return NULL;
      }
  import = footprints_import_job_new (self->store, FOOTPRINTS_IMPORT_SOURCE (importer));
  footprints_import_job_set_dry_run (import, dry_run);
  return start (self, import);
}

void
fpd_jobs_go_on (FpdJobs *self, FootprintsReach *reach)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) imports =
      footprints_store_list_unfinished_imports (self->store, NULL, &error);
  guint n_imports = imports != NULL ? g_list_model_get_n_items (imports) : 0;

  if (imports == NULL)
    g_warning ("Cannot resume interrupted imports: %s", error->message);
  for (guint i = 0; i < n_imports && i < MAX_RUNNING; i++)
    {
      FootprintsImportJob *job = g_list_model_get_item (imports, i);

      /* Only imports from services are resumed, so that each has an importer. */
      footprints_importer_set_reach (
          FOOTPRINTS_IMPORTER (footprints_import_job_get_import_source (job)), reach);
      start (self, job);
    }
}

void
fpd_job_set_done (FpdJob *self, FpdJobDoneFunc done, gpointer data)
{
  self->done = done;
  self->done_data = data;
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
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND, "no import job with the id “%s”", id);
  return NULL;
}

void
fpd_job_cancel (FpdJob *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
fpd_job_pause (FpdJob *self)
{
  footprints_import_job_set_paused (self->import, TRUE);
}

void
fpd_job_resume (FpdJob *self)
{
  footprints_import_job_set_paused (self->import, FALSE);
}

gint64
fpd_job_get_id (FpdJob *self)
{
  return self->id;
}

const char *
fpd_job_get_rejections_path (FpdJob *self)
{
  return self->has_ended ? self->rejections_path : NULL;
}

const GError *
fpd_job_get_error (FpdJob *self)
{
  return self->error;
}

/* The sender does not know the file by the name of the spool. */
char *
fpd_job_dup_message (const char *message, const char *path, const char *filename)
{
  if (message == NULL || path == NULL || !g_str_has_prefix (message, path))
    return fpd_problem_hide (message);
  return g_strconcat (filename != NULL ? filename : "the file", message + strlen (path), NULL);
}

char *
fpd_job_dup_error_text (FpdJob *self)
{
  return fpd_job_dup_message (self->error != NULL ? self->error->message : NULL, self->spool_path,
                              self->filename);
}

gint64
fpd_job_get_n_new (FpdJob *self)
{
  g_autoptr (FootprintsImportSummary) summary = footprints_import_job_get_summary (self->import);

  return footprints_import_summary_get_n_new (summary);
}

/* A job is "running" until this thread has been notified of its end. */
static const char *
state_name (FpdJob *self)
{
  if (!self->has_ended)
    return footprints_import_job_get_state (self->import) == FOOTPRINTS_IMPORT_STATE_PAUSED
               ? "paused"
               : "running";
  if (self->error == NULL)
    return "finished";
  return g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" : "failed";
}

static void
write_error (FpdJob *self, FootprintsJsonWriter *writer)
{
  g_autofree char *detail = fpd_job_dup_error_text (self);

  _footprints_json_writer_name (writer, "error");
  if (detail != NULL)
    fpd_problem_write (writer, fpd_problem_get_status (self->error), detail);
  else
    _footprints_json_writer_null (writer);
}

/* Null for a number below 0, which means that it is unknown. */
static void
write_number (FootprintsJsonWriter *writer, const char *name, gint64 number)
{
  if (number >= 0)
    _footprints_json_writer_add_int64 (writer, name, number);
  else
    _footprints_json_writer_add_null (writer, name);
}

static void
write_origin (FpdJob *self, FootprintsJsonWriter *writer)
{
  FootprintsImportSource *source = footprints_import_job_get_import_source (self->import);
  FootprintsImporter *importer =
      FOOTPRINTS_IS_IMPORTER (source) ? FOOTPRINTS_IMPORTER (source) : NULL;

  _footprints_json_writer_add_string (writer, "kind", importer == NULL ? "file" : "service");
  _footprints_json_writer_add_string (writer, "filename", self->filename);
  _footprints_json_writer_add_string (
      writer, "source", importer != NULL ? footprints_importer_get_source (importer) : NULL);
  _footprints_json_writer_add_string (
      writer, "account", importer != NULL ? footprints_importer_get_account (importer) : NULL);
}

static void
write_import_id (FpdJob *self, FootprintsJsonWriter *writer)
{
  gint64 import_id = footprints_import_job_get_import_id (self->import);

  write_number (writer, "import_id", import_id != 0 ? import_id : -1);
}

static void
jobs_write_summary (FpdJob *self, FootprintsJsonWriter *writer)
{
  g_autoptr (FootprintsImportSummary) summary = footprints_import_job_get_summary (self->import);
  g_autofree char *text = footprints_import_summary_to_json (summary);

  _footprints_json_writer_name (writer, "summary");
  _footprints_json_writer_json (writer, text, strlen (text));
}

void
fpd_job_write (FpdJob *self, FootprintsJsonWriter *writer)
{
  FootprintsImportJob *import = self->import;

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "id", self->id);
  write_import_id (self, writer);
  _footprints_json_writer_add_string (writer, "state", state_name (self));
  _footprints_json_writer_add_boolean (writer, "dry_run",
                                       footprints_import_job_is_dry_run (import));
  write_origin (self, writer);
  _footprints_json_writer_add_double (writer, "progress",
                                      footprints_import_job_get_progress (import));
  _footprints_json_writer_add_int64 (writer, "rows", footprints_import_job_get_n_rows (import));
  write_number (writer, "expected_total", footprints_import_job_get_expected_total (import));
  write_number (writer, "seconds_left", footprints_import_job_get_seconds_left (import));
  _footprints_json_writer_add_int64 (writer, "rows_per_s",
                                     (gint64) footprints_import_job_get_rows_per_second (import));
  _footprints_json_writer_name (writer, "plan");
  if (self->plan != NULL)
    _footprints_json_writer_json (writer, self->plan, strlen (self->plan));
  else
    _footprints_json_writer_null (writer);
  jobs_write_summary (self, writer);
  write_error (self, writer);
  _footprints_json_writer_end_object (writer);
}

void
fpd_jobs_write (FpdJobs *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    fpd_job_write (link->data, writer);
  _footprints_json_writer_end_array (writer);
}
