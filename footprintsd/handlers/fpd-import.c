/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports of uploaded files and from services: starting them, their jobs, their history, and
 * undoing them. */

#include "footprintsd/config/fpd-config.h"
#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-json-body.h"
#include "footprintsd/request/fpd-upload.h"
#include "libfootprints/protocol/footprints-service-private.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

/* Begins {success, count, message, …}, in which this API has always reported the outcome of an
 * import, errors included. */
static void
begin_outcome (FootprintsJsonWriter *writer, gboolean success, gint64 count, const char *text)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_boolean (writer, "success", success);
  _footprints_json_writer_add_int64 (writer, "count", count);
  _footprints_json_writer_add_string (writer, "message", text);
}

static void
on_waited_job_done (FpdJob *job, gpointer data)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  g_autofree char *error_text = fpd_job_dup_error_text (job);
  gint64 n_new = fpd_job_get_n_new (job);
  g_autofree char *text = error_text != NULL
                              ? g_strdup_printf ("Import failed: %s", error_text)
                              : g_strdup_printf ("Imported %" G_GINT64_FORMAT " %s", n_new,
                                                 n_new == 1 ? "play" : "plays");
  g_autoptr (GError) error = NULL;
  FpdResponse *response;

  begin_outcome (&writer, error_text == NULL, n_new, text);
  _footprints_json_writer_name (&writer, "job");
  fpd_job_write (job, &writer);
  _footprints_json_writer_end_object (&writer);
  response = fpd_response_take_json (&writer, &error);
  fpd_deferred_answer (data, response, error);
}

static FpdResponse *
describe_job (FpdJob *job, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  fpd_job_write (job, &writer);
  return fpd_response_take_json (&writer, error);
}

static FpdResponse *
tell_accepted (FpdJob *job, GError **error)
{
  FpdResponse *response = describe_job (job, error);
  g_autofree char *location =
      g_strdup_printf ("/api/import/jobs/%" G_GINT64_FORMAT, fpd_job_get_id (job));

  if (response == NULL)
    return NULL;
  response->status = SOUP_STATUS_ACCEPTED;
  fpd_response_add_header (response, "Location", location);
  return response;
}

/* Answers for a job that was started, at once or when it ends; NULL when @job is NULL. */
static FpdResponse *
answer_started (FpdJob *job, gboolean wait, GError **error)
{
  FpdDeferred *deferred;
  FpdResponse *response;

  if (job == NULL)
    return NULL;
  if (!wait)
    return tell_accepted (job, error);
  response = fpd_response_new_deferred (&deferred);
  fpd_job_set_done (job, on_waited_job_done, deferred);
  return response;
}

/* What to import, once everything is known about it; owns its texts. */
typedef struct
{
  FpdJobOptions options;
  FootprintsImporter *importer; /* NULL: a file is imported */
  gboolean wait;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  if (order->options.spool_path != NULL)
    remove (order->options.spool_path);
  g_clear_object (&order->importer);
  g_clear_pointer (&order->options.zone, g_time_zone_unref);
  g_free ((char *) order->options.spool_path);
  g_free ((char *) order->options.filename);
  g_free ((char *) order->options.source);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

static FpdResponse *
start (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  Order *order = data;
  FpdJob *job;

  if (order->importer != NULL)
    job = fpd_jobs_start_service (context->jobs, order->importer, order->options.dry_run, error);
  else
    job = fpd_jobs_start_file (context->jobs, &order->options, error);
  /* The job owns the file now. */
  if (job != NULL)
    g_clear_pointer ((char **) &order->options.spool_path, g_free);
  return answer_started (job, order->wait, error);
}

static gboolean
read_options (FpdRequest *request, Order *order, GError **error)
{
  FpdJobOptions *options = &order->options;

  /* The listener's, if they have chosen one. */
  options->zone = fpd_request_get_text (request, "timezone") != NULL || request->zone != NULL
                      ? fpd_request_get_zone (request, error)
                      : g_time_zone_new_local ();
  options->source = g_strdup (fpd_request_get_text (request, "source"));
  if (options->source != NULL && !fpd_is_source_name (options->source))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the parameter “source” must be a name of at most 256 bytes");
      return FALSE;
    }
  return options->zone != NULL &&
         fpd_request_get_boolean (request, "dry_run", FALSE, &options->dry_run, error) &&
         fpd_request_get_boolean (request, "wait", TRUE, &order->wait, error);
}

FpdResponse *
fpd_handle_import_file (FpdRequest *request, GError **error)
{
  g_autoptr (Order) order = g_new0 (Order, 1);
  g_autofree char *filename = NULL;
  const char *form_type =
      fpd_request_has_type (request, "multipart/form-data") ? request->content_type : NULL;

  if (fpd_request_get_text (request, "filename") != NULL)
    filename = g_utf8_make_valid (fpd_request_get_text (request, "filename"), -1);
  if (!read_options (request, order, error))
    return NULL;
  order->options.spool_path = fpd_upload_finish (request->upload, form_type, &filename, error);
  order->options.filename = g_steal_pointer (&filename);
  if (order->options.spool_path == NULL)
    return NULL;
  return fpd_response_new_step (start, g_steal_pointer (&order), order_free);
}

/* What the client wants to import; the body owns the texts. */
typedef struct
{
  const char *source;
  const char *username;
  const char *api_key;
  const char *token;
  const char *base_url;
} Wanted;

static gboolean
read_wanted (json_object *body, Wanted *wanted, GError **error)
{
  return fpd_json_body_get_text (body, "source", &wanted->source, error) &&
         fpd_json_body_get_text (body, "username", &wanted->username, error) &&
         fpd_json_body_get_text (body, "api_key", &wanted->api_key, error) &&
         fpd_json_body_get_text (body, "token", &wanted->token, error) &&
         fpd_json_body_get_text (body, "base_url", &wanted->base_url, error) &&
         fpd_json_body_need ("source", wanted->source, error) &&
         fpd_json_body_need ("username", wanted->username, error);
}

static FpdResponse *
import_refuse (const char *why, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  begin_outcome (&writer, FALSE, 0, why);
  _footprints_json_writer_add_null (&writer, "job");
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}

/* NULL without @error when the request is refused; @why then holds the reason (transfer full). */
static FootprintsImporter *
make_importer (FpdRequest *request, const Wanted *wanted, char **why, GError **error)
{
  FootprintsReach *reach = fpd_site_get_reach_of_scopes (request->site, request->identity.scopes);
  const FootprintsService *service = _footprints_service_find (wanted->source);
  const char *secret = _footprints_service_choose_secret (service, wanted->api_key, wanted->token);
  g_autoptr (GError) problem = NULL;
  FootprintsImporter *importer;

  if (service->needs_secret && (secret == NULL || *secret == '\0'))
    {
      *why = g_strdup_printf ("API key required for %s", service->name);
      return NULL;
    }
  if (reach != NULL && wanted->base_url != NULL &&
      !footprints_reach_check_url (reach, wanted->base_url, error))
    return NULL;
  importer = footprints_importer_create (wanted->source, wanted->username, secret, wanted->base_url,
                                         &problem);
  if (importer == NULL)
    *why = g_strdup (problem->message);
  else
    footprints_importer_set_reach (importer, reach);
  return importer;
}

FpdResponse *
fpd_handle_import (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = fpd_json_body_parse (request, error);
  g_autoptr (Order) order = g_new0 (Order, 1);
  g_autofree char *why = NULL;
  Wanted wanted = { 0 };

  if (body == NULL || !read_wanted (body, &wanted, error) ||
      !fpd_request_get_boolean (request, "wait", TRUE, &order->wait, error) ||
      !fpd_request_get_boolean (request, "dry_run", FALSE, &order->options.dry_run, error))
    return NULL;
  order->importer = make_importer (request, &wanted, &why, error);
  if (order->importer != NULL)
    return fpd_response_new_step (start, g_steal_pointer (&order), order_free);
  return why != NULL ? import_refuse (why, error) : NULL;
}

static FpdResponse *
list_jobs (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  fpd_jobs_write (context->jobs, &writer);
  return fpd_response_take_json (&writer, error);
}

FpdResponse *
fpd_handle_jobs (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (list_jobs, NULL, NULL);
}

typedef void (*JobFunc) (FpdJob *job);

/* Calls the function at @data on the job that the path names, and describes the job. */
static FpdResponse *
act_on_job (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  const JobFunc *act = data;
  FpdJob *job = fpd_jobs_find (context->jobs, fpd_request_get_path (request, ":id"), error);

  if (job == NULL)
    return NULL;
  if (act != NULL)
    (*act) (job);
  return describe_job (job, error);
}

FpdResponse *
fpd_handle_job (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (act_on_job, NULL, NULL);
}

FpdResponse *
fpd_handle_job_cancel (FpdRequest *request, GError **error)
{
  static JobFunc act = fpd_job_cancel;

  return fpd_response_new_step (act_on_job, &act, NULL);
}

FpdResponse *
fpd_handle_job_pause (FpdRequest *request, GError **error)
{
  static JobFunc act = fpd_job_pause;

  return fpd_response_new_step (act_on_job, &act, NULL);
}

FpdResponse *
fpd_handle_job_resume (FpdRequest *request, GError **error)
{
  static JobFunc act = fpd_job_resume;

  return fpd_response_new_step (act_on_job, &act, NULL);
}

FpdResponse *
fpd_handle_import_history (FpdRequest *request, GError **error)
{
  g_autoptr (GListModel) entries = NULL;
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  FpdResponse *response;
  gint64 limit;

  if (!fpd_request_get_int64 (request, "limit", 100, 1, 1000, &limit, error))
    return NULL;
  entries = footprints_store_list_imports (request->store, (guint) limit, NULL, error);
  if (entries == NULL)
    return NULL;
  _footprints_json_writer_begin_array (&writer);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (entries, i);
      g_autofree char *text = footprints_import_entry_to_json (entry);
      g_autofree char *shown = fpd_problem_hide_in_json (text);

      _footprints_json_writer_json (&writer, shown, strlen (shown));
    }
  _footprints_json_writer_end_array (&writer);
  response = fpd_response_take_json (&writer, error);
  if (response != NULL)
    response->is_dynamic = TRUE;
  return response;
}

FpdResponse *
fpd_handle_import_undo (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  g_autoptr (FootprintsUndoSummary) summary =
      id < 0 ? NULL : footprints_store_undo_import (request->store, id, NULL, error);
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  g_auto (GStrv) kept_by = NULL;
  g_autofree char *text = NULL;

  if (summary == NULL)
    return NULL;
  text = footprints_undo_summary_describe (summary);
  begin_outcome (&writer, TRUE, footprints_undo_summary_get_n_removed (summary), text);
  _footprints_json_writer_add_int64 (&writer, "kept", footprints_undo_summary_get_n_kept (summary));
  _footprints_json_writer_add_array (&writer, "kept_by");
  kept_by = footprints_undo_summary_dup_kept_by (summary);
  for (guint i = 0; kept_by[i] != NULL; i++)
    _footprints_json_writer_string (&writer, kept_by[i]);
  _footprints_json_writer_end_array (&writer);
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}
