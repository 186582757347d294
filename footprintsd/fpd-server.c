/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-server.h"

#include "footprintsd/fpd-answer-cache.h"
#include "footprintsd/fpd-backup-schedule.h"
#include "footprintsd/fpd-disk.h"
#include "footprintsd/fpd-gate.h"
#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-memory.h"
#include "footprintsd/fpd-packing.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-request-record.h"
#include "footprintsd/fpd-tenants.h"
#include "footprintsd/fpd-turns.h"
#include "footprintsd/fpd-upload.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

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
/* Reports run beside what takes a moment and somebody waits for: the main thread, a password that
 * is hashed, a play that is written. As many as there may be, a third of the weight leaves these
 * their share of the processor. It stays with the threads of the pool, as nobody may raise it
 * again. */
#define REPORT_NICENESS 5
/* When to come again where too many reports wait already. */
#define BUSY_RETRY_S "5"

struct _FpdServer
{
  SoupServer *soup;
  FpdSite *site;
  FpdListener *listener;
  FpdContext context; /* of requests without a ledger */
  FpdAnswerCache *cache;
  FpdTurns *turns;
  guint n_pending; /* requests that a thread is answering, or that wait for one */
};

typedef struct _Report Report;

/* One plain request on its way through a thread. */
typedef struct
{
  FpdServer *server;
  SoupServerMessage *message;
  FpdTenant *tenant; /* NULL: the route has no ledger */
  FpdHandler handler;
  FpdRequest *request;
  char *if_none_match;
  char *cache_key;   /* NULL: the answer is not kept */
  char *version_tag; /* of the ledger when it was asked; NULL: it was not */
  Report *report;    /* NULL: it takes no turns */
} Exchange;

/* The turn of an exchange. It ends with the message, which may be long after the exchange. */
struct _Report
{
  FpdServer *server;
  FpdTurn *turn;
  GTask *task; /* NULL: it has begun */
  SoupServerMessage *message;
  gulong finished_handler;
  gboolean is_at_work;
  gboolean is_finished; /* the message is */
};

static void
exchange_free (Exchange *exchange)
{
  g_clear_object (&exchange->message);
  fpd_request_free (exchange->request);
  g_free (exchange->if_none_match);
  g_free (exchange->cache_key);
  g_free (exchange->version_tag);
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
 * depends on the time of day is named by its content as well, and a file by its content alone. */
static char *
make_entity_tag (const char *version_tag, FpdResponse *response)
{
  g_autofree char *digest =
      response != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, response->body) : NULL;

  if (version_tag == NULL)
    return g_strdup_printf ("\"%.32s\"", digest);
  return digest != NULL
             ? g_strdup_printf ("\"%s-%s.%.16s\"", FOOTPRINTS_VERSION_STRING, version_tag, digest)
             : g_strdup_printf ("\"%s-%s\"", FOOTPRINTS_VERSION_STRING, version_tag);
}

/* How the listener's days are counted is no part of the ledger or the URL. */
static char *
dup_version_tag (FpdRequest *request, GError **error)
{
  g_autofree char *tag = footprints_store_dup_version_tag (request->store, error);

  if (tag == NULL || (request->zone == NULL && request->day_start_hour == 0))
    return g_steal_pointer (&tag);
  return g_strdup_printf ("%s-%08x-%u", tag,
                          g_str_hash (request->zone != NULL ? request->zone : ""),
                          request->day_start_hour);
}

/* Takes @response. */
static FpdResponse *
name_answer (Exchange *exchange, FpdResponse *response, const char *entity_tag)
{
  if (has_tag (exchange->if_none_match, entity_tag))
    {
      fpd_response_free (response);
      return not_modified (entity_tag);
    }
  fpd_response_add_header (response, "ETag", entity_tag);
  return response;
}

static FpdResponse *
answer_without_ledger (Exchange *exchange, GError **error)
{
  FpdResponse *response = exchange->handler (exchange->request, error);
  g_autofree char *entity_tag = NULL;

  if (response == NULL || response->is_dynamic)
    return response;
  entity_tag = make_entity_tag (NULL, response);
  return name_answer (exchange, response, entity_tag);
}

static FpdResponse *
answer (Exchange *exchange, GError **error)
{
  g_autofree char *plain_tag = NULL;
  g_autofree char *entity_tag = NULL;
  g_autoptr (FpdResponse) response = NULL;

  if (exchange->request->store == NULL)
    return answer_without_ledger (exchange, error);
  exchange->version_tag = dup_version_tag (exchange->request, error);
  if (exchange->version_tag == NULL)
    return NULL;
  plain_tag = make_entity_tag (exchange->version_tag, NULL);
  exchange->request->is_known = has_tag (exchange->if_none_match, plain_tag);
  response = exchange->handler (exchange->request, error);
  if (g_error_matches (*error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_MODIFIED))
    {
      g_clear_error (error);
      return not_modified (plain_tag);
    }
  if (response == NULL || response->is_dynamic)
    return g_steal_pointer (&response);
  entity_tag =
      make_entity_tag (exchange->version_tag, exchange->request->is_relative ? response : NULL);
  return name_answer (exchange, g_steal_pointer (&response), entity_tag);
}

static void
answer_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  FpdResponse *response;

  /* Of this thread alone, on Linux. */
  setpriority (PRIO_PROCESS, (id_t) gettid (), REPORT_NICENESS);
  response = answer (task_data, &error);
  if (response == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, response, (GDestroyNotify) fpd_response_free);
}

/* Takes @response where it is worth keeping. */
static void
keep_answer (Exchange *exchange, FpdResponse **response)
{
  if (exchange->cache_key == NULL || exchange->version_tag == NULL ||
      (*response)->status != SOUP_STATUS_OK || (*response)->is_dynamic ||
      exchange->request->is_relative)
    return;
  fpd_answer_cache_add (exchange->server->cache, exchange->cache_key, exchange->version_tag,
                        g_steal_pointer (response));
}

static void
report_end (Report *report)
{
  FpdServer *server = report->server;

  g_clear_signal_handler (&report->finished_handler, report->message);
  fpd_turn_end (report->turn);
  g_free (report);
  if (fpd_turns_get_n_at_work (server->turns) == 0)
    fpd_memory_give_back_soon ();
}

/* The reply is in the hands of libsoup. */
static void
report_send (Report *report)
{
  SoupMessageBody *body = soup_server_message_get_response_body (report->message);

  report->is_at_work = FALSE;
  if (report->is_finished)
    report_end (report);
  else
    fpd_turn_send (report->turn, (gsize) body->length);
}

/* What @exchange holds that belongs to the main thread. */
static void
exchange_end (Exchange *exchange)
{
  exchange->server->n_pending--;
  if (exchange->tenant != NULL)
    fpd_tenant_release (exchange->tenant);
  /* The thread may hold the task a moment longer and be the one that frees it, and a message must
   * not end on another thread than the server's. */
  g_clear_object (&exchange->message);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdResponse) response = g_task_propagate_pointer (G_TASK (result), &error);

  if (response != NULL)
    {
      fpd_reply_send (exchange->message, response);
      keep_answer (exchange, &response);
    }
  else
    fpd_reply_send_error (exchange->message, error);
  if (exchange->report != NULL)
    report_send (exchange->report);
  soup_server_message_unpause (exchange->message);
  exchange_end (exchange);
}

static void
on_turn (gpointer data)
{
  Report *report = data;
  g_autoptr (GTask) task = g_steal_pointer (&report->task);

  report->is_at_work = TRUE;
  g_task_run_in_thread (task, answer_thread);
}

static void
on_turn_dropped (gpointer data)
{
  fpd_listener_reset (((Report *) data)->message);
}

static void
on_report_finished (SoupServerMessage *message, gpointer data)
{
  Report *report = data;
  g_autoptr (GTask) task = g_steal_pointer (&report->task);

  report->is_finished = TRUE;
  if (report->is_at_work)
    return;
  report_end (report);
  if (task != NULL)
    exchange_end (g_task_get_task_data (task));
}

/* An account or a visitor. A visitor with IPv6 has a whole network of addresses. */
static char *
dup_client_name (const FpdIdentity *identity)
{
  g_autoptr (GInetAddress) address = NULL;
  const guint8 *bytes;

  if (!identity->is_visitor)
    return g_strdup_printf ("account %" G_GINT64_FORMAT, identity->account_id);
  address = g_inet_address_new_from_string (identity->address);
  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("visitor %s", identity->address);
  bytes = g_inet_address_to_bytes (address);
  return g_strdup_printf ("visitor %02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1],
                          bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

static void
refuse_report (SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                BUSY_RETRY_S);
  fpd_reply_send_problem (message, SOUP_STATUS_SERVICE_UNAVAILABLE,
                          "too many reports are being made already: try again in a few seconds");
}

/* Answers in its turn. Takes @task. */
static void
take_turn (Exchange *exchange, GTask *task)
{
  g_autofree char *who = dup_client_name (&exchange->request->identity);
  Report *report = g_new0 (Report, 1);
  SoupServerMessage *message = exchange->message;

  report->server = exchange->server;
  report->task = task;
  report->message = message;
  exchange->report = report;
  if (fpd_turns_take (exchange->server->turns, who, on_turn, on_turn_dropped, report,
                      &report->turn))
    {
      report->finished_handler =
          g_signal_connect (message, "finished", G_CALLBACK (on_report_finished), report);
      return;
    }
  g_free (report);
  refuse_report (message);
  soup_server_message_unpause (message);
  exchange_end (exchange);
  g_object_unref (task);
}

/* Whose ledger is asked for what; NULL: it is not only asked (transfer full). */
static char *
make_cache_key (SoupServerMessage *message, FpdTenant *tenant, const FpdRequest *request)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  if (tenant == NULL || soup_server_message_get_method (message) != SOUP_METHOD_GET)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " %u %d %s %u %s?%s", request->identity.account_id,
                          request->identity.scopes, request->identity.is_visitor,
                          request->zone != NULL ? request->zone : "", request->day_start_hour,
                          request->target, query != NULL ? query : "");
}

/* Without waking a thread. FALSE when there is no such answer. */
static gboolean
answer_again (FpdServer *self,
              SoupServerMessage *message,
              FpdRequest *request,
              const char *cache_key)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *version_tag = NULL;
  g_autofree char *entity_tag = NULL;
  g_autoptr (FpdResponse) unchanged = NULL;
  FpdResponse *response;

  if (cache_key == NULL)
    return FALSE;
  version_tag = dup_version_tag (request, NULL);
  response =
      version_tag != NULL ? fpd_answer_cache_find (self->cache, cache_key, version_tag) : NULL;
  if (response == NULL)
    return FALSE;
  entity_tag = make_entity_tag (version_tag, NULL);
  if (has_tag (soup_message_headers_get_list (headers, "If-None-Match"), entity_tag))
    response = unchanged = not_modified (entity_tag);
  fpd_reply_send (message, response);
  return TRUE;
}

/* What reads a history on a thread takes time and memory by its size. */
static gboolean
is_report (const FpdRoute *route)
{
  return route->ledger == FPD_LEDGER_OPENED && g_str_equal (route->method, "GET");
}

static void
handle_plain (FpdServer *self,
              SoupServerMessage *message,
              const FpdRoute *route,
              FpdTenant *tenant,
              FpdRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *cache_key = make_cache_key (message, tenant, request);
  GTask *task;
  Exchange *exchange;

  if (answer_again (self, message, request, cache_key))
    {
      fpd_request_free (request);
      return;
    }
  task = g_task_new (NULL, NULL, on_answered, NULL);
  exchange = g_new0 (Exchange, 1);
  exchange->server = self;
  exchange->message = g_object_ref (message);
  exchange->tenant = tenant;
  exchange->handler = route->handler;
  exchange->request = request;
  exchange->cache_key = g_steal_pointer (&cache_key);
  /* What changes something is done whatever the client has. */
  if (soup_server_message_get_method (message) == SOUP_METHOD_GET ||
      soup_server_message_get_method (message) == SOUP_METHOD_HEAD)
    exchange->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  self->n_pending++;
  if (tenant != NULL)
    fpd_tenant_hold (tenant);
  soup_server_message_pause (message);
  if (is_report (route))
    {
      take_turn (exchange, task);
      return;
    }
  g_task_run_in_thread (task, answer_thread);
  g_object_unref (task);
}

/* Takes @request. */
static void
dispatch (FpdServer *self,
          SoupServerMessage *message,
          const FpdRoute *route,
          FpdTenant *tenant,
          FpdRequest *request)
{
  if (route->handler != NULL)
    {
      handle_plain (self, message, route, tenant, request);
      return;
    }
  route->main_handler (tenant != NULL ? fpd_tenant_get_context (tenant) : &self->context, message,
                       request);
  fpd_request_free (request);
}

/* One that waits for its history to be opened. */
typedef struct
{
  FpdServer *server;
  SoupServerMessage *message;
  const FpdRoute *route;
  FpdRequest *request;
} Waiting;

static void
on_tenant (FpdTenant *tenant, const GError *error, gpointer data)
{
  Waiting *waiting = data;

  soup_server_message_unpause (waiting->message);
  if (tenant != NULL)
    {
      waiting->request->store = g_object_ref (fpd_tenant_get_context (tenant)->store);
      dispatch (waiting->server, waiting->message, waiting->route, tenant, waiting->request);
    }
  else
    {
      fpd_reply_send_error (waiting->message, error);
      fpd_request_free (waiting->request);
    }
  g_object_unref (waiting->message);
  g_free (waiting);
}

/* Takes @request. */
static void
dispatch_with_ledger (FpdServer *self,
                      SoupServerMessage *message,
                      const FpdRoute *route,
                      FpdRequest *request)
{
  FpdTenant *tenant = fpd_tenants_get_open (self->site->tenants, request->identity.account_id);
  Waiting *waiting;

  if (tenant != NULL)
    {
      request->store = g_object_ref (fpd_tenant_get_context (tenant)->store);
      dispatch (self, message, route, tenant, request);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->server = self;
  waiting->message = g_object_ref (message);
  waiting->route = route;
  waiting->request = request;
  soup_server_message_pause (message);
  fpd_tenants_find (self->site->tenants, request->identity.account_id, on_tenant, waiting);
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

static FpdRequest *
make_request (FpdServer *self,
              SoupServerMessage *message,
              const FpdAdmission *admission,
              GHashTable *query,
              const char *path)
{
  FpdRequest *request = fpd_request_new (&admission->identity, query, admission->path, path);
  const FpdAccount *account =
      self->site->accounts != NULL
          ? fpd_accounts_get (self->site->accounts, admission->identity.account_id)
          : NULL;

  request->takes_gzip = fpd_packing_is_accepted (soup_server_message_get_request_headers (message));
  request->zone = account != NULL ? g_strdup (account->zone) : NULL;
  request->day_start_hour =
      account != NULL ? account->day_start_hour
                      : footprints_calendar_get_day_start_hour (self->site->config->calendar);
  return request;
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  FpdServer *self = data;
  const FpdAdmission *admission = fpd_gate_get_admission (message);
  FpdRequest *request;

  /* The early handler may have refused the request already. */
  if (admission == NULL)
    return;
  if (is_cut_off (message))
    {
      fpd_reply_send_problem (
          message, SOUP_STATUS_BAD_REQUEST,
          "the connection ended before the last chunk of the body, or was closed "
          "on one side before the reply");
      return;
    }
  /* A body may take its time. */
  if (admission->route->body != FPD_BODY_NONE && !fpd_gate_check_again (admission, message))
    {
      fpd_reply_send_problem (message, SOUP_STATUS_UNAUTHORIZED, "log in again");
      return;
    }
  request = make_request (self, message, admission, query, path);
  if (admission->route->ledger != FPD_LEDGER_UNTOUCHED)
    dispatch_with_ledger (self, message, admission->route, request);
  else
    dispatch (self, message, admission->route, NULL, request);
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

  fpd_reply_send_problem (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, detail);
  drop_body (message, MAX_DRAINED_BYTES);
}

/* Begins to take the body. */
static gboolean
take_upload (FpdServer *self, SoupServerMessage *message, const FpdAdmission *admission)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder =
      fpd_tenants_dup_folder (self->site->tenants, admission->identity.account_id, &error);

  if (folder == NULL || !fpd_upload_begin (message, self->site->config, folder,
                                           max_body_bytes[FPD_BODY_UPLOAD], &error))
    {
      fpd_reply_send_error (message, error);
      drop_body (message, MAX_DRAINED_BYTES);
      return FALSE;
    }
  fpd_listener_expect_parts (message);
  return TRUE;
}

/* What the route takes of a body. FALSE when the message has been answered. */
static gboolean
take_body (FpdServer *self, SoupServerMessage *message, const FpdAdmission *admission)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  FpdBody body = admission->route->body;
  gint64 max_bytes = max_body_bytes[body];

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > max_bytes)
    {
      refuse_body (message, max_bytes);
      return FALSE;
    }
  if (body == FPD_BODY_UPLOAD)
    return take_upload (self, message, admission);
  if (body == FPD_BODY_NONE)
    drop_body (message, max_bytes);
  else
    watch_body (message, max_bytes);
  return TRUE;
}

/* FALSE when the message has been answered. */
static gboolean
check_room (FpdServer *self, SoupServerMessage *message, const FpdAdmission *admission)
{
  g_autoptr (GError) error = NULL;

  if (admission->route->ledger != FPD_LEDGER_GROWS || fpd_disk_check (self->site->config, &error))
    return TRUE;
  fpd_reply_send_error (message, error);
  drop_body (message, MAX_DRAINED_BYTES);
  return FALSE;
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
  FpdRequestRecord *record;
  g_autoptr (FpdAdmission) admission = NULL;

  fpd_listener_begin_request (message);
  record = fpd_request_record_begin (message, self->site->metrics);
  fpd_reply_add_common_headers (message);
  /* libsoup answers parts by itself, and badly where a part lies outside. Nothing here needs them.
   */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  admission = fpd_gate_admit (self->site, message, path);
  if (admission == NULL)
    {
      drop_body (message, MAX_DRAINED_BYTES);
      return;
    }
  fpd_request_record_admit (record, admission->route, admission->identity.account_id);
  if (check_room (self, message, admission) && take_body (self, message, admission))
    fpd_gate_set_admission (message, g_steal_pointer (&admission));
}

FpdServer *
fpd_server_new (FpdSite *site)
{
  FpdServer *self = g_new0 (FpdServer, 1);

  self->site = site;
  footprints_store_set_min_free_bytes (site->config->min_free_bytes);
  self->cache = fpd_answer_cache_new ();
  self->turns = fpd_turns_new ();
  self->context.site = site;
  self->soup = soup_server_new ("server-header", "footprintsd", "raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->soup, NULL, on_early_request, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  return self;
}

void
fpd_server_start (FpdServer *self, FpdListener *listener)
{
  self->listener = listener;
  fpd_listener_start (listener, self->soup);
  fpd_tenants_start (self->site->tenants);
  fpd_backup_schedule_start (self->site->backups);
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
  return self->n_pending == 0 && fpd_tenants_is_idle (self->site->tenants) &&
         fpd_backup_schedule_is_idle (self->site->backups);
}

void
fpd_server_stop (FpdServer *self)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add (STOP_TIMEOUT_MS, on_stop_timeout, &is_late);

  fpd_listener_stop (self->listener);
  fpd_backup_schedule_stop (self->site->backups);
  fpd_tenants_stop (self->site->tenants);
  while (!is_late && !is_idle (self))
    g_main_context_iteration (NULL, TRUE);
  if (!is_late)
    g_source_remove (timeout);
  soup_server_disconnect (self->soup);
}

void
fpd_server_free (FpdServer *self)
{
  g_object_unref (self->soup);
  fpd_answer_cache_free (self->cache);
  fpd_turns_free (self->turns);
  g_free (self);
}
