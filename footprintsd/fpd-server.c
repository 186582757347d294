/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-server.h"

#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-notifier.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-router.h"
#include "footprintsd/fpd-upload.h"

#include <libsoup/soup.h>
#include <string.h>

/* What requests may send that need not send anything. */
#define MAX_BODY_BYTES (1024 * 1024)
/* How much of a refused body is read, so that who sends a little too much still sees the reason. */
#define MAX_DRAINED_BYTES (16 * 1024 * 1024)
#define MAX_UPLOAD_BYTES (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)

static const gint64 max_body_bytes[] = {
  [FPD_BODY_NONE] = MAX_BODY_BYTES,
  [FPD_BODY_JSON] = FPD_JSON_BODY_MAX_BYTES,
  [FPD_BODY_UPLOAD] = MAX_UPLOAD_BYTES,
};

#define STOP_TIMEOUT_MS 4000

struct _FpdServer
{
  SoupServer *soup;
  FpdListener *listener;
  FpdContext context;
  FpdNotifier *notifier;
  char *spool_folder;
  guint n_pending; /* requests that a thread is answering */
  gulong store_handler;
};

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
  g_clear_object (&exchange->message);
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
    fpd_reply_send (exchange->message, response);
  else
    fpd_reply_send_error (exchange->message, error);
  soup_server_message_unpause (exchange->message);
  exchange->server->n_pending--;
  /* The thread may hold the task a moment longer and be the one that frees it, and a message must
   * not end on another thread than the server's. */
  g_clear_object (&exchange->message);
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
dispatch (FpdServer *self, SoupServerMessage *message, const FpdRoute *route, FpdRequest *request)
{
  if (route->handler != NULL)
    {
      handle_plain (self, message, request, route->handler);
      return;
    }
  route->main_handler (&self->context, message, request);
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

/* libsoup takes the end of the connection for the end of a body that comes in chunks. It has read
 * that end then, so that a client which is still there has sent all. */
static gboolean
is_cut_off (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED &&
         fpd_listener_has_hung_up (message);
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
  fpd_reply_add_common_headers (message);
  route = fpd_router_find (method, path, &values, &allow);
  if (route == NULL && allow == NULL)
    {
      fpd_reply_send_problem (message, SOUP_STATUS_NOT_FOUND, "there is nothing at this address");
      return;
    }
  if (route == NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    allow);
      fpd_reply_send_problem (message, SOUP_STATUS_METHOD_NOT_ALLOWED,
                              "this address does not know the method");
      return;
    }
  if (!g_str_equal (route->method, "GET") && is_cross_site (message))
    {
      fpd_reply_send_problem (message, SOUP_STATUS_FORBIDDEN,
                              "a page of another site may not change anything here");
      return;
    }
  if (is_cut_off (message))
    {
      fpd_reply_send_problem (
          message, SOUP_STATUS_BAD_REQUEST,
          "the connection ended before the last chunk of the body, or was closed "
          "on one side before the reply");
      return;
    }
  dispatch (self, message, route, fpd_request_new (self->context.store, query, values, path));
}

typedef struct
{
  goffset n_bytes;
  goffset max_bytes;
} WatchedBody;

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  WatchedBody *body = data;

  /* No answer is owed to who sends without end. Without the reset the sender would wait for a
   * window that never opens again. */
  body->n_bytes += (goffset) g_bytes_get_size (chunk);
  if (body->n_bytes > body->max_bytes)
    fpd_listener_reset (message);
}

/* Ends who sends more than that. */
static void
watch_body (SoupServerMessage *message, goffset max_bytes)
{
  WatchedBody *body = g_new0 (WatchedBody, 1);

  body->max_bytes = max_bytes;
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (on_chunk), body,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
}

/* Reads the body without keeping it. */
static void
drop_body (SoupServerMessage *message, goffset max_bytes)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  watch_body (message, max_bytes);
}

static void
refuse_body (SoupServerMessage *message, goffset max_bytes)
{
  g_autofree char *detail =
      g_strdup_printf ("the body is larger than %" G_GOFFSET_FORMAT " bytes", max_bytes);

  fpd_reply_add_common_headers (message);
  fpd_reply_send_problem (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, detail);
  drop_body (message, MAX_DRAINED_BYTES);
}

/* What the request's route takes. */
static FpdBody
find_body (SoupServerMessage *message, const char *path)
{
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *allow = NULL;
  const FpdRoute *route =
      fpd_router_find (soup_server_message_get_method (message), path, &values, &allow);

  return route != NULL ? route->body : FPD_BODY_NONE;
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
  FpdBody body = find_body (message, path);
  gint64 max_bytes = max_body_bytes[body];

  /* libsoup answers parts by itself, and badly where a part lies outside. Nothing here needs them.
   */
  soup_message_headers_remove (headers, "Range");
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > max_bytes)
    refuse_body (message, max_bytes);
  else if (is_cross_site (message) || body == FPD_BODY_NONE)
    drop_body (message, body == FPD_BODY_NONE ? MAX_BODY_BYTES : MAX_DRAINED_BYTES);
  else if (body == FPD_BODY_UPLOAD)
    fpd_upload_begin (message, self->spool_folder, max_bytes);
  else
    watch_body (message, max_bytes);
}

/* Clients look for themselves what is new. */
static void
on_store_changed (FootprintsStore *store, gpointer data)
{
  FpdServer *self = data;

  if (fpd_events_has_clients (self->context.events))
    fpd_events_send (self->context.events, "history", json_object_new_object ());
}

FpdServer *
fpd_server_new (FootprintsStore *store, const char *contact, const FpdNotifyConfig *notify)
{
  FpdServer *self = g_new0 (FpdServer, 1);
  FootprintsSyncScheduler *scheduler;

  self->context.store = g_object_ref (store);
  self->context.contact = g_strdup (contact);
  self->context.events = fpd_events_new ();
  self->context.jobs = fpd_jobs_new (store, self->context.events);
  self->context.syncs = fpd_syncs_new (store, contact, self->context.events);
  scheduler = fpd_syncs_get_scheduler (self->context.syncs);
  footprints_sync_scheduler_set_failures_to_tell (scheduler, notify->n_failures);
  footprints_sync_scheduler_set_silence_to_tell_s (scheduler, notify->silence_s);
  self->notifier = fpd_notifier_new (scheduler, notify);
  self->context.verifications = fpd_verifications_new (store, self->context.events);
  self->store_handler = g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  self->spool_folder = g_path_get_dirname (footprints_store_get_path (store));
  self->soup = soup_server_new ("server-header", "footprintsd", NULL);
  soup_server_add_early_handler (self->soup, NULL, on_early_request, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  return self;
}

void
fpd_server_start (FpdServer *self, FpdListener *listener)
{
  self->listener = listener;
  fpd_listener_start (listener, self->soup);
  fpd_jobs_go_on (self->context.jobs);
  fpd_syncs_start (self->context.syncs);
  fpd_notifier_start (self->notifier);
}

static gboolean
on_stop_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_idle (FpdServer *self)
{
  return self->n_pending == 0 && fpd_jobs_is_idle (self->context.jobs) &&
         fpd_syncs_has_stopped (self->context.syncs) &&
         fpd_verifications_is_idle (self->context.verifications) &&
         fpd_notifier_is_idle (self->notifier);
}

void
fpd_server_stop (FpdServer *self)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add (STOP_TIMEOUT_MS, on_stop_timeout, &is_late);

  fpd_listener_stop (self->listener);
  fpd_jobs_cancel_all (self->context.jobs);
  fpd_syncs_stop (self->context.syncs);
  fpd_verifications_cancel_all (self->context.verifications);
  fpd_notifier_stop (self->notifier);
  fpd_events_close (self->context.events);
  while (!is_late && !is_idle (self))
    g_main_context_iteration (NULL, TRUE);
  if (!is_late)
    g_source_remove (timeout);
  soup_server_disconnect (self->soup);
}

void
fpd_server_free (FpdServer *self)
{
  g_clear_signal_handler (&self->store_handler, self->context.store);
  g_object_unref (self->soup);
  /* What did not end in time still knows its owner. */
  if (is_idle (self))
    {
      fpd_notifier_free (self->notifier);
      fpd_jobs_free (self->context.jobs);
      fpd_syncs_free (self->context.syncs);
      fpd_verifications_free (self->context.verifications);
      fpd_events_free (self->context.events);
    }
  g_object_unref (self->context.store);
  g_free (self->context.contact);
  g_free (self->spool_folder);
  g_free (self);
}
