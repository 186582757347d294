/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports from services: starting them; and of all imports the jobs, their history, and undoing
 * them. */

#include "footprintsd/config/fpd-config.h"
#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/handlers/fpd-import-common.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-json-body.h"
#include "libfootprints/protocol/footprints-service-private.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

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

  fpd_import_begin_outcome (&writer, FALSE, 0, why);
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

typedef struct
{
  FootprintsImporter *importer;
  gboolean dry_run;
  gboolean wait;
} ServiceOrder;

static void
service_order_free (gpointer data)
{
  ServiceOrder *order = data;

  g_clear_object (&order->importer);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServiceOrder, service_order_free)

static FpdResponse *
start_service (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  const ServiceOrder *order = data;

  return fpd_import_answer_started (
      fpd_jobs_start_service (context->jobs, order->importer, order->dry_run, error), order->wait,
      error);
}

FpdResponse *
fpd_handle_import (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = fpd_json_body_parse (request, error);
  g_autoptr (ServiceOrder) order = g_new0 (ServiceOrder, 1);
  g_autofree char *why = NULL;
  Wanted wanted = { 0 };

  if (body == NULL || !read_wanted (body, &wanted, error) ||
      !fpd_request_get_boolean (request, "wait", TRUE, &order->wait, error) ||
      !fpd_request_get_boolean (request, "dry_run", FALSE, &order->dry_run, error))
    return NULL;
  order->importer = make_importer (request, &wanted, &why, error);
  if (order->importer != NULL)
    return fpd_response_new_step (start_service, g_steal_pointer (&order), service_order_free);
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
  return fpd_import_describe_job (job, error);
}

FpdResponse *
fpd_handle_job (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (act_on_job, NULL, NULL);
}

/* Sends the file without reading it. */
static FpdResponse *
send_rejections (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  FpdJob *job = fpd_jobs_find (context->jobs, fpd_request_get_path (request, ":id"), error);
  const char *path = job != NULL ? fpd_job_get_rejections_path (job) : NULL;
  g_autoptr (GMappedFile) file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  FpdResponse *response;

  if (job == NULL)
    return NULL;
  if (file == NULL)
    {
      g_set_error_literal (
          error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND,
          "no row of this import was rejected, or it runs, or ended over an hour ago");
      return NULL;
    }
  response = fpd_response_new_bytes ("text/csv; charset=utf-8", g_mapped_file_get_bytes (file));
  response->is_file = TRUE;
  response->is_dynamic = TRUE;
  fpd_response_add_header (response, "Content-Disposition",
                           "attachment; filename=\"rejected.csv\"");
  return response;
}

FpdResponse *
fpd_handle_job_rejections (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (send_rejections, NULL, NULL);
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
  fpd_import_begin_outcome (&writer, TRUE, footprints_undo_summary_get_n_removed (summary), text);
  _footprints_json_writer_add_int64 (&writer, "kept", footprints_undo_summary_get_n_kept (summary));
  _footprints_json_writer_add_array (&writer, "kept_by");
  kept_by = footprints_undo_summary_dup_kept_by (summary);
  for (guint i = 0; kept_by[i] != NULL; i++)
    _footprints_json_writer_string (&writer, kept_by[i]);
  _footprints_json_writer_end_array (&writer);
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}
