/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-server.h"

#include "footprintsd/fpd-export-stream.h"
#include "footprintsd/fpd-jobs.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-router.h"
#include "footprintsd/fpd-upload.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* What requests other than an upload may send. */
#define MAX_BODY_BYTES (1024 * 1024)
/* How much of a refused body is read, so that who sends a little too much still sees the reason. */
#define MAX_DRAINED_BYTES (16 * 1024 * 1024)
#define MAX_UPLOAD_BYTES (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define STOP_TIMEOUT_MS 4000

#define UPLOAD_PATH "/api/import/file"

/* Nothing but our own files, nothing inline, no frame around us. */
#define CONTENT_SECURITY_POLICY                                                                    \
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none';"             \
  " form-action 'self'"

struct _FpdServer
{
  SoupServer *soup;
  FootprintsStore *store;
  FpdJobs *jobs;
  char *spool_folder;
  guint n_pending; /* requests that a thread is answering */
};

static void
add_common_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
}

static void
send_response (SoupServerMessage *message, FpdResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (response->headers, i),
                                  g_ptr_array_index (response->headers, i + 1));
  if (soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "private, no-cache");
  soup_server_message_set_status (message, response->status, NULL);
  if (response->status == SOUP_STATUS_NOT_MODIFIED)
    return;
  soup_message_headers_set_content_type (headers, response->content_type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

static void
send_error (SoupServerMessage *message, const GError *error)
{
  g_autoptr (FpdResponse) response = fpd_response_new_error (error);

  send_response (message, response);
}

static void
send_problem (SoupServerMessage *message, guint status, const char *detail)
{
  g_autoptr (GError) error = g_error_new_literal (FPD_HTTP_ERROR, (int) status, detail);

  send_error (message, error);
}

/* One plain request on its way through a thread. */
typedef struct
{
  FpdServer *server;
  SoupServerMessage *message;
  FpdHandler handler;
  FpdRequest *request;
  char *if_none_match;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_object_unref (exchange->message);
  fpd_request_free (exchange->request);
  g_free (exchange->if_none_match);
  g_free (exchange);
}

static FpdResponse *
not_modified (const char *entity_tag)
{
  FpdResponse *response =
      fpd_response_new_text (SOUP_STATUS_NOT_MODIFIED, "application/json", g_strdup (""));

  fpd_response_add_header (response, "ETag", entity_tag);
  return response;
}

static gboolean
has_tag (const char *if_none_match, const char *entity_tag)
{
  return if_none_match != NULL && strstr (if_none_match, entity_tag) != NULL;
}

/* An answer follows from the ledger and the URL alone, so the ledger's tag names it; one that
 * depends on the time of day is named by its content as well. */
static char *
make_entity_tag (const char *version_tag, FpdResponse *response)
{
  g_autofree char *digest =
      response != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, response->body) : NULL;

  return digest != NULL
             ? g_strdup_printf ("\"%s-%s.%.16s\"", FOOTPRINTS_VERSION_STRING, version_tag, digest)
             : g_strdup_printf ("\"%s-%s\"", FOOTPRINTS_VERSION_STRING, version_tag);
}

static FpdResponse *
answer (Exchange *exchange, GError **error)
{
  g_autofree char *version_tag = footprints_store_dup_version_tag (exchange->request->store, error);
  g_autofree char *plain_tag = NULL;
  g_autofree char *entity_tag = NULL;
  g_autoptr (FpdResponse) response = NULL;

  if (version_tag == NULL)
    return NULL;
  plain_tag = make_entity_tag (version_tag, NULL);
  if (has_tag (exchange->if_none_match, plain_tag))
    return not_modified (plain_tag);
  response = exchange->handler (exchange->request, error);
  if (response == NULL || response->is_dynamic)
    return g_steal_pointer (&response);
  entity_tag = make_entity_tag (version_tag, exchange->request->is_relative ? response : NULL);
  if (has_tag (exchange->if_none_match, entity_tag))
    return not_modified (entity_tag);
  fpd_response_add_header (response, "ETag", entity_tag);
  return g_steal_pointer (&response);
}

static void
answer_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  FpdResponse *response = answer (task_data, &error);

  if (response == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, response, (GDestroyNotify) fpd_response_free);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdResponse) response = g_task_propagate_pointer (G_TASK (result), &error);

  if (response != NULL)
    send_response (exchange->message, response);
  else
    send_error (exchange->message, error);
  soup_server_message_unpause (exchange->message);
  exchange->server->n_pending--;
}

static void
handle_plain (FpdServer *self, SoupServerMessage *message, FpdRequest *request, FpdHandler handler)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_answered, NULL);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->server = self;
  exchange->message = g_object_ref (message);
  exchange->handler = handler;
  exchange->request = request;
  exchange->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  self->n_pending++;
  soup_server_message_pause (message);
  g_task_run_in_thread (task, answer_thread);
}

static void
handle_export (FpdServer *self, SoupServerMessage *message, FpdRequest *request)
{
  const char *name = fpd_request_get_text (request, "format");
  g_autoptr (FootprintsExporter) exporter = NULL;
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (GError) error = NULL;
  FootprintsExportFormat format;

  period = fpd_request_get_period (request, &error);
  if (period == NULL ||
      !footprints_export_format_parse (name != NULL ? name : "json", &format, &error))
    {
      send_error (message, error);
      return;
    }
  exporter = footprints_exporter_new (self->store, format);
  if (!footprints_period_is_all_time (period))
    footprints_exporter_set_period (exporter, period);
  fpd_export_stream_start (message, exporter);
}

/* {success, count, message, job}: errors of an import are told as they always were in this API. */
static void
on_waited_job_done (FpdJob *job, gpointer data)
{
  g_autoptr (SoupServerMessage) message = data;
  g_autofree char *error_text = fpd_job_dup_error_text (job);
  json_object *object = json_object_new_object ();
  g_autoptr (FpdResponse) response = NULL;
  g_autofree char *text =
      error_text != NULL ? g_strdup_printf ("Import failed: %s", error_text)
                         : g_strdup_printf ("Successfully imported %" G_GINT64_FORMAT " scrobbles",
                                            fpd_job_get_n_new (job));

  json_object_object_add (object, "success", json_object_new_boolean (error_text == NULL));
  json_object_object_add (object, "count", json_object_new_int64 (fpd_job_get_n_new (job)));
  json_object_object_add (object, "message", json_object_new_string (text));
  json_object_object_add (object, "job", fpd_job_to_json (job));
  response = fpd_response_new_json (object);
  send_response (message, response);
  soup_server_message_unpause (message);
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

static void
send_accepted (SoupServerMessage *message, FpdJob *job)
{
  g_autoptr (FpdResponse) response = fpd_response_new_json (fpd_job_to_json (job));
  g_autofree char *location =
      g_strdup_printf ("/api/import/jobs/%" G_GINT64_FORMAT, fpd_job_get_id (job));

  response->status = SOUP_STATUS_ACCEPTED;
  fpd_response_add_header (response, "Location", location);
  send_response (message, response);
}

static void
handle_import_file (FpdServer *self, SoupServerMessage *message, FpdRequest *request)
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
      job = fpd_jobs_start (self->jobs, &options, wait ? on_waited_job_done : NULL,
                            wait ? g_object_ref (message) : NULL, &error);
      if (job == NULL)
        {
          remove (spool_path);
          if (wait)
            g_object_unref (message);
        }
    }
  g_clear_pointer (&options.zone, g_time_zone_unref);
  if (job == NULL)
    send_error (message, error);
  else if (wait)
    soup_server_message_pause (message);
  else
    send_accepted (message, job);
}

static void
handle_jobs (FpdServer *self,
             SoupServerMessage *message,
             FpdRequest *request,
             const FpdRoute *route)
{
  const char *id = fpd_request_get_path (request, ":id");
  g_autoptr (FpdResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  FpdJob *job;

  if (id == NULL)
    {
      response = fpd_response_new_json (fpd_jobs_to_json (self->jobs));
      send_response (message, response);
      return;
    }
  job = fpd_jobs_find (self->jobs, id, &error);
  if (job == NULL)
    {
      send_error (message, error);
      return;
    }
  if (g_str_equal (route->method, "POST"))
    fpd_job_cancel (job);
  response = fpd_response_new_json (fpd_job_to_json (job));
  send_response (message, response);
}

static void
dispatch (FpdServer *self, SoupServerMessage *message, const FpdRoute *route, FpdRequest *request)
{
  switch (route->kind)
    {
    case FPD_ROUTE_PLAIN:
      handle_plain (self, message, request, route->handler);
      return;
    case FPD_ROUTE_EXPORT:
      handle_export (self, message, request);
      break;
    case FPD_ROUTE_IMPORT_FILE:
      handle_import_file (self, message, request);
      break;
    case FPD_ROUTE_JOBS:
      handle_jobs (self, message, request, route);
      break;
    }
  fpd_request_free (request);
}

/* A page of another site must not be able to change anything here. */
static gboolean
is_cross_site (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *site = soup_message_headers_get_one (headers, "Sec-Fetch-Site");
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  const char *host = soup_message_headers_get_one (headers, "Host");

  if (site != NULL)
    return !g_str_equal (site, "same-origin") && !g_str_equal (site, "none");
  if (origin == NULL)
    return FALSE;
  origin = strstr (origin, "://");
  return origin == NULL || g_strcmp0 (origin + strlen ("://"), host) != 0;
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  FpdServer *self = data;
  const char *method = soup_server_message_get_method (message);
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *allow = NULL;
  const FpdRoute *route;

  /* The early handler may have refused the request already. */
  if (soup_server_message_get_status (message) != SOUP_STATUS_NONE)
    return;
  add_common_headers (message);
  route = fpd_router_find (method, path, &values, &allow);
  if (route == NULL && allow == NULL)
    {
      send_problem (message, SOUP_STATUS_NOT_FOUND, "there is nothing at this address");
      return;
    }
  if (route == NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    allow);
      send_problem (message, SOUP_STATUS_METHOD_NOT_ALLOWED,
                    "this address does not know the method");
      return;
    }
  if (g_str_equal (route->method, "POST") && is_cross_site (message))
    {
      send_problem (message, SOUP_STATUS_FORBIDDEN,
                    "a page of another site may not change anything here");
      return;
    }
  dispatch (self, message, route, fpd_request_new (self->store, query, values, path));
}

typedef struct
{
  goffset n_bytes;
  goffset max_bytes;
} DroppedBody;

/* No answer is owed to who sends without end. The sender is told at once: without the reset it
 * would wait for a window that never opens again. */
static void
abort_connection (SoupServerMessage *message)
{
  const struct linger reset_on_close = { .l_onoff = 1, .l_linger = 0 };
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket == NULL)
    return;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &reset_on_close,
              sizeof reset_on_close);
  g_socket_shutdown (socket, TRUE, FALSE, NULL);
}

static void
on_dropped_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  DroppedBody *body = data;

  body->n_bytes += (goffset) g_bytes_get_size (chunk);
  if (body->n_bytes > body->max_bytes)
    abort_connection (message);
}

/* Reads the body without keeping it. */
static void
drop_body (SoupServerMessage *message, goffset max_bytes)
{
  DroppedBody *body = g_new0 (DroppedBody, 1);

  body->max_bytes = max_bytes;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (on_dropped_chunk), body,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
}

static void
refuse_body (SoupServerMessage *message, goffset max_bytes)
{
  g_autofree char *detail =
      g_strdup_printf ("the body is larger than %" G_GOFFSET_FORMAT " bytes", max_bytes);

  add_common_headers (message);
  send_problem (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, detail);
  drop_body (message, MAX_DRAINED_BYTES);
}

/* Runs when the headers are there and before the body is. */
static void
on_early_request (SoupServer *soup,
                  SoupServerMessage *message,
                  const char *path,
                  GHashTable *query,
                  gpointer data)
{
  FpdServer *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean is_upload = g_str_equal (path, UPLOAD_PATH) &&
                       g_str_equal (soup_server_message_get_method (message), "POST");
  gint64 max_bytes = is_upload ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > max_bytes)
    {
      refuse_body (message, max_bytes);
      return;
    }
  if (is_upload && !is_cross_site (message))
    fpd_upload_begin (message, self->spool_folder, max_bytes);
  else
    drop_body (message, is_upload ? MAX_DRAINED_BYTES : MAX_BODY_BYTES);
}

FpdServer *
fpd_server_new (FootprintsStore *store)
{
  FpdServer *self = g_new0 (FpdServer, 1);

  self->store = g_object_ref (store);
  self->jobs = fpd_jobs_new (store);
  self->spool_folder = g_path_get_dirname (footprints_store_get_path (store));
  self->soup = soup_server_new ("server-header", "footprintsd", NULL);
  soup_server_add_early_handler (self->soup, NULL, on_early_request, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  return self;
}

gboolean
fpd_server_listen (FpdServer *self, const FpdConfig *config, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (config->host);
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new (address, config->port);

  if (!soup_server_listen (self->soup, socket_address, 0, error))
    {
      g_prefix_error (error, "Cannot listen on %s port %u: ", config->host, config->port);
      return FALSE;
    }
  if (!g_inet_address_get_is_loopback (address))
    g_warning ("Listening on %s: everybody who can reach it can read and change this history",
               config->host);
  return TRUE;
}

char *
fpd_server_dup_uri (FpdServer *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  char *text = uris != NULL ? g_uri_to_string (uris->data) : g_strdup ("nowhere");

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return text;
}

static gboolean
on_stop_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
fpd_server_stop (FpdServer *self)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add (STOP_TIMEOUT_MS, on_stop_timeout, &is_late);

  fpd_jobs_cancel_all (self->jobs);
  while (!is_late && (self->n_pending > 0 || !fpd_jobs_is_idle (self->jobs)))
    g_main_context_iteration (NULL, TRUE);
  if (!is_late)
    g_source_remove (timeout);
  soup_server_disconnect (self->soup);
}

void
fpd_server_free (FpdServer *self)
{
  g_object_unref (self->soup);
  if (fpd_jobs_is_idle (self->jobs))
    fpd_jobs_free (self->jobs);
  g_object_unref (self->store);
  g_free (self->spool_folder);
  g_free (self);
}
