/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The steps of an exchange, from an admitted request to its answer, with entity tags and the cache
 * of answers. */

#include "footprintsd/server/fpd-exchange.h"

#include "footprintsd/http/fpd-client.h"
#include "footprintsd/http/fpd-packing.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-answer-cache.h"
#include "footprintsd/request/fpd-reply.h"
#include "footprintsd/tenant/fpd-tenants.h"

#include <libsoup/soup.h>
#include <string.h>

struct _FpdExchanges
{
  FpdSite *site;
  FpdContext context; /* for requests without a ledger */
  FpdAnswerCache *cache;
  FpdLane *lanes[FPD_N_LANES];
  guint n_pending;
};

/* A request on its way to its answer. */
typedef struct
{
  FpdExchanges *owner;
  SoupServerMessage *message;
  const FpdRoute *route;
  FpdRequest *request;
  FpdTenant *tenant; /* NULL: the route has no ledger, or it is not open yet */
  char *if_none_match;
  char *cache_key;   /* NULL: not a question about a ledger, as with the next */
  char *version_tag; /* of the ledger when it was asked, and of the question */
  /* From the handler, later from its second step. */
  FpdResponse *response;
  GError *error;
} Exchange;

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

/* The tag of an answer that depends only on the ledger and the question is made from these; if it
 * depends on the time of day, from its content as well; and for a file, from its content alone. */
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

/* A request that changes something is carried out whatever the client has. */
static gboolean
is_asking (SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  return method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD;
}

static const FpdContext *
get_context (Exchange *self)
{
  return self->tenant != NULL ? fpd_tenant_get_context (self->tenant) : &self->owner->context;
}

static void
exchange_end (Exchange *self)
{
  self->owner->n_pending--;
  if (self->tenant != NULL)
    fpd_tenant_release (self->tenant);
  g_object_unref (self->message);
  fpd_request_free (self->request);
  g_free (self->if_none_match);
  g_free (self->cache_key);
  g_free (self->version_tag);
  g_clear_pointer (&self->response, fpd_response_free);
  g_clear_error (&self->error);
  g_free (self);
}

/* Caches the answer if it can be used again. */
static void
keep_answer (Exchange *self)
{
  if (self->cache_key == NULL ||
      soup_server_message_get_method (self->message) != SOUP_METHOD_GET ||
      self->response->status != SOUP_STATUS_OK || self->response->is_dynamic ||
      self->request->is_relative)
    return;
  fpd_answer_cache_add (self->owner->cache, self->cache_key, self->version_tag,
                        g_steal_pointer (&self->response));
}

static void
send_error (Exchange *self)
{
  g_autoptr (FpdResponse) response = fpd_response_new_error (self->error);
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, self->request->retry_after_s);

  if (self->request->retry_after_s > 0)
    fpd_response_add_header (response, "Retry-After", seconds);
  fpd_reply_send (self->message, response);
}

/* Sends the answer or the error, and ends the exchange. */
static void
exchange_send (Exchange *self)
{
  if (self->error != NULL)
    send_error (self);
  else
    {
      fpd_reply_send (self->message, self->response);
      keep_answer (self);
    }
  soup_server_message_unpause (self->message);
  exchange_end (self);
}

static void
on_deferred (FpdResponse *response, const GError *error, gpointer data)
{
  Exchange *self = data;

  g_clear_pointer (&self->response, fpd_response_free);
  self->response = response;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  exchange_send (self);
}

/* Runs the second step, which may replace the answer. */
static void
take_step (Exchange *self)
{
  FpdStep step = g_steal_pointer (&self->response->step);
  FpdResponse *other = step (get_context (self), self->request, self->response->data, &self->error);

  if (other == NULL)
    return;
  fpd_response_free (self->response);
  self->response = other;
}

/* The handler has answered. */
static void
on_handled (gpointer data)
{
  Exchange *self = data;

  if (self->error == NULL && self->response->step != NULL)
    take_step (self);
  if (self->error == NULL && self->response->deferred != NULL)
    fpd_deferred_take (self->response->deferred, on_deferred, self);
  else if (self->error == NULL && self->response->stream != NULL &&
           self->response->stream (get_context (self), self->message, self->response->data,
                                   &self->error))
    exchange_end (self);
  else
    exchange_send (self);
}

/* The client disconnected before its turn. */
static void
on_dropped (gpointer data)
{
  exchange_end (data);
}

/* Gives the answer its entity tag, or replaces it when the client has it already. */
static void
name_answer (Exchange *self, const char *version_tag)
{
  gboolean by_content = version_tag == NULL || self->request->is_relative;
  g_autofree char *entity_tag = make_entity_tag (version_tag, by_content ? self->response : NULL);

  if (has_tag (self->if_none_match, entity_tag))
    {
      fpd_response_free (self->response);
      self->response = not_modified (entity_tag);
    }
  else
    fpd_response_add_header (self->response, "ETag", entity_tag);
}

/* Runs on a thread. */
static void
handle (gpointer data)
{
  Exchange *self = data;

  self->response = self->route->handler (self->request, &self->error);
  if (self->response == NULL || self->response->body == NULL)
    return;
  if (self->response->is_constant)
    name_answer (self, NULL);
  else if (self->version_tag != NULL && !self->response->is_dynamic)
    name_answer (self, self->version_tag);
}

/* Names an account or a visitor. A visitor with IPv6 has a whole network of addresses. */
static char *
dup_client_name (const FpdIdentity *identity)
{
  g_autoptr (GInetAddress) address = NULL;
  const guint8 *bytes;

  if (!identity->is_visitor && identity->account_id != 0)
    return g_strdup_printf ("account %" G_GINT64_FORMAT, identity->account_id);
  address = g_inet_address_new_from_string (identity->address);
  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("visitor %s", identity->address);
  bytes = g_inet_address_to_bytes (address);
  return g_strdup_printf ("visitor %02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1],
                          bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

/* Identifies the ledger, the question, and how days are counted (transfer full). */
static char *
make_cache_key (Exchange *self)
{
  const FpdRequest *request = self->request;
  const char *query = g_uri_get_query (soup_server_message_get_uri (self->message));

  return g_strdup_printf ("%" G_GINT64_FORMAT " %u %d %s %u %s?%s", request->identity.account_id,
                          request->identity.scopes, request->identity.is_visitor,
                          request->zone != NULL ? request->zone : "", request->day_start_hour,
                          request->target, query != NULL ? query : "");
}

/* Sets the tag of the ledger as it is now and of the question; FALSE when the ledger cannot be
 * read. */
static gboolean
set_version_tag (Exchange *self)
{
  g_autofree char *ledger_tag = footprints_store_dup_version_tag (self->request->store, NULL);

  if (ledger_tag == NULL)
    return FALSE;
  self->cache_key = make_cache_key (self);
  self->version_tag = g_strdup_printf ("%s-%08x", ledger_tag, g_str_hash (self->cache_key));
  return TRUE;
}

/* An answer that depends only on the ledger and the question need not be made again when the client
 * or the cache has it. FALSE when it has to be made. */
static gboolean
answer_again (Exchange *self)
{
  g_autofree char *entity_tag = NULL;
  g_autoptr (FpdResponse) unchanged = NULL;
  FpdResponse *kept = NULL;

  if (!set_version_tag (self))
    return FALSE;
  entity_tag = make_entity_tag (self->version_tag, NULL);
  if (has_tag (self->if_none_match, entity_tag))
    kept = unchanged = not_modified (entity_tag);
  else if (soup_server_message_get_method (self->message) == SOUP_METHOD_GET)
    kept = fpd_answer_cache_find (self->owner->cache, self->cache_key, self->version_tag);
  if (kept != NULL)
    fpd_reply_send (self->message, kept);
  return kept != NULL;
}

/* The handler has all that it needs. */
static void
start (Exchange *self)
{
  static const FpdErrand errand = { handle, on_handled, on_dropped };
  FpdLane *lane = self->owner->lanes[self->route->lane];
  g_autofree char *who = dup_client_name (&self->request->identity);

  if ((self->route->lane == FPD_LANE_REPORTS && answer_again (self)) ||
      !fpd_lane_take (lane, self->message, who, &errand, self))
    {
      soup_server_message_unpause (self->message);
      exchange_end (self);
    }
}

static void
on_tenant (FpdTenant *tenant, const GError *error, gpointer data)
{
  Exchange *self = data;

  if (tenant == NULL)
    {
      self->error = g_error_copy (error);
      exchange_send (self);
      return;
    }
  self->tenant = tenant;
  fpd_tenant_hold (tenant);
  self->request->store = g_object_ref (fpd_tenant_get_context (tenant)->store);
  start (self);
}

static void
take_body (FpdRequest *request, SoupServerMessage *message, FpdBody body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  request->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  if (body == FPD_BODY_JSON)
    request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  else if (body == FPD_BODY_UPLOAD)
    request->upload = fpd_upload_take (message);
}

static FpdRequest *
make_request (FpdSite *site,
              SoupServerMessage *message,
              const FpdAdmission *admission,
              const char *path,
              GHashTable *query)
{
  FpdRequest *request = fpd_request_new (site, &admission->identity, query, admission->path, path);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (FpdAccount) account =
      site->accounts != NULL ? fpd_accounts_get (site->accounts, admission->identity.account_id)
                             : NULL;

  request->report = admission->route->report;
  request->takes_gzip = fpd_packing_is_accepted (headers);
  request->is_secure = fpd_client_is_secure (site->config, message);
  request->cookies = g_strdup (soup_message_headers_get_list (headers, "Cookie"));
  request->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  request->zone = account != NULL ? g_strdup (account->zone) : NULL;
  request->day_start_hour = account != NULL
                                ? account->day_start_hour
                                : footprints_calendar_get_day_start_hour (site->config->calendar);
  if (admission->route->body != FPD_BODY_NONE)
    take_body (request, message, admission->route->body);
  return request;
}

void
fpd_exchanges_begin (FpdExchanges *self,
                     SoupServerMessage *message,
                     const FpdAdmission *admission,
                     const char *path,
                     GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->owner = self;
  exchange->message = g_object_ref (message);
  exchange->route = admission->route;
  exchange->request = make_request (self->site, message, admission, path, query);
  if (is_asking (message))
    exchange->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  self->n_pending++;
  soup_server_message_pause (message);
  if (admission->route->ledger == FPD_LEDGER_UNTOUCHED)
    start (exchange);
  else
    fpd_tenants_find (self->site->tenants, admission->identity.account_id, on_tenant, exchange);
}

FpdExchanges *
fpd_exchanges_new (FpdSite *site)
{
  FpdExchanges *self = g_new0 (FpdExchanges, 1);

  self->site = site;
  self->context.site = site;
  self->cache = fpd_answer_cache_new ();
  for (guint i = 0; i < FPD_N_LANES; i++)
    self->lanes[i] = fpd_lane_new ((FpdLaneKind) i);
  return self;
}

void
fpd_exchanges_free (FpdExchanges *self)
{
  for (guint i = 0; i < FPD_N_LANES; i++)
    fpd_lane_free (self->lanes[i]);
  fpd_answer_cache_free (self->cache);
  g_free (self);
}

gboolean
fpd_exchanges_is_idle (FpdExchanges *self)
{
  return self->n_pending == 0;
}
