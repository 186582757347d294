/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-config.h"
#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-upload.h"
#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/handlers/fpd-main-handlers.h"

#include <stdio.h>

/* {success, count, message}: errors of an import are told as they always were in this API. */
static json_object *
describe_outcome (gboolean success, gint64 count, const char *text)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "success", json_object_new_boolean (success));
  json_object_object_add (object, "count", json_object_new_int64 (count));
  json_object_object_add (object, "message", json_object_new_string (text));
  return object;
}

static void
on_waited_job_done (FpdJob *job, gpointer data)
{
  g_autoptr (SoupServerMessage) message = data;
  g_autofree char *error_text = fpd_job_dup_error_text (job);
  gint64 n_new = fpd_job_get_n_new (job);
  g_autofree char *text =
      error_text != NULL
          ? g_strdup_printf ("Import failed: %s", error_text)
          : g_strdup_printf ("Successfully imported %" G_GINT64_FORMAT " scrobbles", n_new);
  json_object *object = describe_outcome (error_text == NULL, n_new, text);

  json_object_object_add (object, "job", fpd_job_to_json (job));
  fpd_reply_send_json (message, SOUP_STATUS_OK, object);
  soup_server_message_unpause (message);
}

static void
send_accepted (SoupServerMessage *message, FpdJob *job)
{
  g_autoptr (FpdResponse) response = fpd_response_new_json (fpd_job_to_json (job));
  g_autofree char *location =
      g_strdup_printf ("/api/import/jobs/%" G_GINT64_FORMAT, fpd_job_get_id (job));

  response->status = SOUP_STATUS_ACCEPTED;
  fpd_response_add_header (response, "Location", location);
  fpd_reply_send (message, response);
}

/* Answers for a job that was started, at once or at its end; @job: NULL with @error. */
static void
answer_started (SoupServerMessage *message, FpdJob *job, gboolean wait, const GError *error)
{
  if (job == NULL)
    fpd_reply_send_error (message, error);
  else if (!wait)
    send_accepted (message, job);
  else
    {
      fpd_job_set_done (job, on_waited_job_done, g_object_ref (message));
      soup_server_message_pause (message);
    }
}

static gboolean
get_job_options (FpdRequest *request, FpdJobOptions *options, gboolean *wait, GError **error)
{
  options->zone = fpd_request_get_text (request, "timezone") != NULL
                      ? fpd_request_get_zone (request, error)
                      : g_time_zone_new_local ();
  options->source = fpd_request_get_text (request, "source");
  if (options->source != NULL && !fpd_is_source_name (options->source))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the parameter “source” must be a name of at most 256 bytes");
      return FALSE;
    }
  return options->zone != NULL &&
         fpd_request_get_boolean (request, "dry_run", FALSE, &options->dry_run, error) &&
         fpd_request_get_boolean (request, "wait", TRUE, wait, error);
}

void
fpd_handle_import_file (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autofree char *filename = NULL;
  g_autofree char *spool_path = NULL;
  g_autoptr (GError) error = NULL;
  FpdJobOptions options = { 0 };
  gboolean wait = TRUE;
  FpdJob *job = NULL;

  if (fpd_request_get_text (request, "filename") != NULL)
    filename = g_utf8_make_valid (fpd_request_get_text (request, "filename"), -1);
  if (get_job_options (request, &options, &wait, &error))
    spool_path = fpd_upload_finish (message, &filename, &error);
  if (spool_path != NULL)
    {
      options.spool_path = spool_path;
      options.filename = filename;
      job = fpd_jobs_start_file (context->jobs, &options, &error);
      if (job == NULL)
        remove (spool_path);
    }
  g_clear_pointer (&options.zone, g_time_zone_unref);
  answer_started (message, job, wait, error);
}

/* What somebody asks to be fetched; texts live in the body. */
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

static void
refuse (SoupServerMessage *message, const char *why)
{
  json_object *object = describe_outcome (FALSE, 0, why);

  json_object_object_add (object, "job", NULL);
  fpd_reply_send_json (message, SOUP_STATUS_OK, object);
}

void
fpd_handle_import (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  json_object *body = fpd_json_body_parse (message, &error);
  g_autoptr (FootprintsImporter) importer = NULL;
  g_autoptr (GError) source_error = NULL;
  FootprintsReach *reach = fpd_site_get_reach_of_scopes (context->site, request->identity.scopes);
  Wanted wanted = { 0 };
  gboolean wait = TRUE;
  gboolean dry_run = FALSE;

  if (body == NULL || !read_wanted (body, &wanted, &error) ||
      !fpd_request_get_boolean (request, "wait", TRUE, &wait, &error) ||
      !fpd_request_get_boolean (request, "dry_run", FALSE, &dry_run, &error))
    fpd_reply_send_error (message, error);
  else if (g_str_equal (wanted.source, "lastfm") &&
           (wanted.api_key == NULL || *wanted.api_key == '\0'))
    refuse (message, "API key required for Last.fm");
  else if (reach != NULL && wanted.base_url != NULL &&
           !footprints_reach_check_url (reach, wanted.base_url, &error))
    fpd_reply_send_error (message, error);
  else if ((importer = footprints_importer_create (
                wanted.source, wanted.username,
                g_str_equal (wanted.source, "lastfm") ? wanted.api_key : wanted.token,
                wanted.base_url, &source_error)) == NULL)
    refuse (message, source_error->message);
  else
    {
      FpdJob *job;

      footprints_importer_set_reach (importer, reach);
      job = fpd_jobs_start_service (context->jobs, importer, dry_run, &error);
      answer_started (message, job, wait, error);
    }
  json_object_put (body);
}

void
fpd_handle_jobs (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  fpd_reply_send_json (message, SOUP_STATUS_OK, fpd_jobs_to_json (context->jobs));
}

/* Does @act, which may be NULL, to the job that the path names, and describes it. */
static void
act_on_job (const FpdContext *context,
            SoupServerMessage *message,
            FpdRequest *request,
            void (*act) (FpdJob *job))
{
  g_autoptr (GError) error = NULL;
  FpdJob *job = fpd_jobs_find (context->jobs, fpd_request_get_path (request, ":id"), &error);

  if (job == NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  if (act != NULL)
    act (job);
  fpd_reply_send_json (message, SOUP_STATUS_OK, fpd_job_to_json (job));
}

void
fpd_handle_job (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  act_on_job (context, message, request, NULL);
}

void
fpd_handle_job_cancel (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  act_on_job (context, message, request, fpd_job_cancel);
}

void
fpd_handle_job_pause (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  act_on_job (context, message, request, fpd_job_pause);
}

void
fpd_handle_job_resume (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  act_on_job (context, message, request, fpd_job_resume);
}

FpdResponse *
fpd_handle_import_history (FpdRequest *request, GError **error)
{
  g_autoptr (GListModel) entries = NULL;
  json_object *list;
  FpdResponse *response;
  gint64 limit;

  if (!fpd_request_get_int64 (request, "limit", 100, 1, 1000, &limit, error))
    return NULL;
  entries = footprints_store_list_imports (request->store, (guint) limit, NULL, error);
  if (entries == NULL)
    return NULL;
  list = json_object_new_array ();
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (entries, i);
      g_autofree char *text = footprints_import_entry_to_json (entry);

      json_object *object = json_tokener_parse (text);

      fpd_problem_hide_in (object, "error");
      json_object_array_add (list, object);
    }
  response = fpd_response_new_json (list);
  response->is_dynamic = TRUE;
  return response;
}

FpdResponse *
fpd_handle_import_undo (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  g_autoptr (FootprintsUndoSummary) summary =
      id < 0 ? NULL : footprints_store_undo_import (request->store, id, NULL, error);
  g_auto (GStrv) kept_by = NULL;
  g_autofree char *text = NULL;
  json_object *object;
  json_object *list;
  FpdResponse *response;

  if (summary == NULL)
    return NULL;
  text = footprints_undo_summary_describe (summary);
  object = describe_outcome (TRUE, footprints_undo_summary_get_n_removed (summary), text);
  list = json_object_new_array ();
  kept_by = footprints_undo_summary_dup_kept_by (summary);
  for (guint i = 0; kept_by[i] != NULL; i++)
    json_object_array_add (list, json_object_new_string (kept_by[i]));
  json_object_object_add (object, "kept",
                          json_object_new_int64 (footprints_undo_summary_get_n_kept (summary)));
  json_object_object_add (object, "kept_by", list);
  response = fpd_response_new_json (object);
  response->is_dynamic = TRUE;
  return response;
}
