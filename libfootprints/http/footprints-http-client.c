/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A request goes through one or more tries: schedule_try() waits for the pace of the host,
 * start_try() hands the request to curl, on_done() gets the reply, a judge checks it on another
 * thread, and fail_try() schedules the next try or gives up. transfer_end() is the only way out. */

#include "libfootprints/http/footprints-http-client-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-version.h"
#include "libfootprints/http/footprints-curl-source-private.h"
#include "libfootprints/http/footprints-http-judges-private.h"
#include "libfootprints/http/footprints-retry-private.h"

#include <sys/socket.h>

#define MAX_REDIRECTS 5L

struct _FootprintsHttpClient
{
  GObject parent_instance;

  GMainContext *context;
  FootprintsCurlSource *curl;
  GHashTable *hosts; /* origin → Host */
  FootprintsHttpLimits limits;
};

G_DEFINE_FINAL_TYPE (FootprintsHttpClient, _footprints_http_client, G_TYPE_OBJECT)

/* The pace of one host. */
typedef struct
{
  gint64 next_us; /* monotonic: no request before this */
} Host;

/* One request, through all its tries. */
typedef struct
{
  GTask *task;                  /* owned until it returns */
  FootprintsHttpClient *client; /* borrowed: the task holds it */
  FootprintsHttpRequest *request;
  Host *host;
  guint n_failed;

  /* The current try. */
  CURL *easy;
  struct curl_slist *headers;
  FootprintsHttpBody *body;
  gboolean is_too_large;
  char *refused_host; /* the host that @reach refused; NULL: none */
  gint64 started_us;
  char message[CURL_ERROR_SIZE];
  FootprintsHttpResponse *response; /* while it is being judged */

  GSource *wait;   /* for the next try */
  GSource *cancel; /* the caller's cancellable */
} Transfer;

static GMutex clients_mutex;
static GHashTable *clients; /* GMainContext → GWeakRef; under clients_mutex */

static void http_client_on_done (CURL *easy, CURLcode result, gpointer data);

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Another client may have taken the place meanwhile. */
static void
forget_client (FootprintsHttpClient *self)
{
  FootprintsHttpClient *other = NULL;
  GWeakRef *place;

  g_mutex_lock (&clients_mutex);
  place = g_hash_table_lookup (clients, self->context);
  if (place != NULL && (other = g_weak_ref_get (place)) == NULL)
    g_hash_table_remove (clients, self->context);
  g_mutex_unlock (&clients_mutex);
  g_clear_object (&other);
}

static void
_footprints_http_client_finalize (GObject *object)
{
  FootprintsHttpClient *self = FOOTPRINTS_HTTP_CLIENT (object);

  forget_client (self);
  _footprints_curl_source_free (self->curl);
  g_hash_table_unref (self->hosts);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (_footprints_http_client_parent_class)->finalize (object);
}

static void
_footprints_http_client_class_init (FootprintsHttpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  clients = g_hash_table_new_full (NULL, NULL, NULL, free_weak_ref);
  object_class->finalize = _footprints_http_client_finalize;
}

static void
_footprints_http_client_init (FootprintsHttpClient *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->curl = _footprints_curl_source_new (self->context, http_client_on_done, self);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->limits = (FootprintsHttpLimits){
    .connect_ms = 20 * 1000,
    .stall_s = 60,
    .whole_ms = 5 * 60 * 1000,
    .n_tries = 5,
    .retry_base_ms = 1000,
    .retry_max_ms = 60 * 1000,
    .pause_ms = 60 * 1000,
    .longest_wait_s = 15 * 60,
    .second_ms = 1000,
  };
}

FootprintsHttpClient *
_footprints_http_client_get (void)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  FootprintsHttpClient *self;
  GWeakRef *place;

  g_type_class_unref (g_type_class_ref (FOOTPRINTS_TYPE_HTTP_CLIENT));
  g_mutex_lock (&clients_mutex);
  place = g_hash_table_lookup (clients, context);
  self = place != NULL ? g_weak_ref_get (place) : NULL;
  if (self == NULL)
    {
      self = g_object_new (FOOTPRINTS_TYPE_HTTP_CLIENT, NULL);
      place = g_new (GWeakRef, 1);
      g_weak_ref_init (place, self);
      g_hash_table_insert (clients, self->context, place);
    }
  g_mutex_unlock (&clients_mutex);
  return self;
}

FootprintsHttpLimits *
_footprints_http_client_get_limits (FootprintsHttpClient *self)
{
  return &self->limits;
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
clear_try (Transfer *transfer)
{
  if (transfer->easy != NULL)
    curl_easy_cleanup (transfer->easy);
  transfer->easy = NULL;
  g_clear_pointer (&transfer->headers, curl_slist_free_all);
  g_clear_pointer (&transfer->body, _footprints_http_body_free);
  g_clear_pointer (&transfer->refused_host, g_free);
  g_clear_pointer (&transfer->response, _footprints_http_response_free);
}

static void
transfer_free (gpointer data)
{
  Transfer *transfer = data;

  clear_try (transfer);
  clear_source (&transfer->wait);
  clear_source (&transfer->cancel);
  _footprints_http_request_free (transfer->request);
  g_free (transfer);
}

/* The only way out. Takes @response or @error. */
static void
transfer_end (Transfer *transfer, FootprintsHttpResponse *response, GError *error)
{
  g_autoptr (GTask) task = transfer->task; /* frees the transfer with it */

  clear_source (&transfer->wait);
  clear_source (&transfer->cancel);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, response, (GDestroyNotify) _footprints_http_response_free);
}

static size_t
on_body (char *data, size_t size, size_t n_items, void *user_data)
{
  Transfer *transfer = user_data;
  gsize length = size * n_items;

  if (_footprints_http_body_get_length (transfer->body) + length >
      transfer->request->max_body_bytes)
    {
      transfer->is_too_large = TRUE;
      return 0; /* ends the transfer */
    }
  _footprints_http_body_append (transfer->body, data, length);
  return length;
}

static char *
make_user_agent (const FootprintsHttpRequest *request)
{
  if (request->contact != NULL && *request->contact != '\0')
    return g_strdup_printf ("Footprints/%s (%s)", FOOTPRINTS_VERSION_STRING, request->contact);
  return g_strdup ("Footprints/" FOOTPRINTS_VERSION_STRING " (self-hosted music history)");
}

/* The host of the current URL, which is another one after a redirect (transfer full). Parsed by
 * curl: only its reading counts. */
static char *
dup_current_host (Transfer *transfer)
{
  const char *url = NULL;
  CURLU *parts = curl_url ();
  char *host = NULL;
  char *copy;

  curl_easy_getinfo (transfer->easy, CURLINFO_EFFECTIVE_URL, &url);
  if (url != NULL && curl_url_set (parts, CURLUPART_URL, url, CURLU_GUESS_SCHEME) == CURLUE_OK)
    curl_url_get (parts, CURLUPART_HOST, &host, 0);
  copy = g_strdup (host);
  curl_free (host);
  curl_url_cleanup (parts);
  return copy;
}

/* Records the host when it refuses it. */
static gboolean
may_reach (Transfer *transfer, GInetAddress *address, guint port)
{
  g_autofree char *host = dup_current_host (transfer);

  if (address != NULL && _footprints_reach_allows (transfer->request->reach, host, address, port))
    return TRUE;
  g_free (transfer->refused_host);
  transfer->refused_host = host != NULL ? g_steal_pointer (&host) : g_strdup ("the host");
  return FALSE;
}

/* Called before each connection: nothing is sent to a refused address. */
static curl_socket_t
on_open_socket (void *data, curlsocktype purpose, struct curl_sockaddr *place)
{
  Transfer *transfer = data;
  g_autoptr (GSocketAddress) native =
      g_socket_address_new_from_native (&place->addr, place->addrlen);
  GInetSocketAddress *inet =
      G_IS_INET_SOCKET_ADDRESS (native) ? (GInetSocketAddress *) native : NULL;

  if (inet == NULL || !may_reach (transfer, g_inet_socket_address_get_address (inet),
                                  g_inet_socket_address_get_port (inet)))
    return CURL_SOCKET_BAD;
  return socket (place->family, place->socktype | SOCK_CLOEXEC, place->protocol);
}

/* Called before each request: a reused connection may have been made under another reach. */
static int
on_connected (void *data, char *remote, char *local, int remote_port, int local_port)
{
  Transfer *transfer = data;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (remote);

  return may_reach (transfer, address, (guint) remote_port) ? CURL_PREREQFUNC_OK
                                                            : CURL_PREREQFUNC_ABORT;
}

static void
set_reach (Transfer *transfer)
{
  CURL *easy = transfer->easy;

  if (transfer->request->reach == NULL)
    return;
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_PREREQFUNCTION, on_connected);
  curl_easy_setopt (easy, CURLOPT_PREREQDATA, transfer);
  /* A proxy would connect in our place, and nothing would check what it connects to. */
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
}

static void
set_options (Transfer *transfer)
{
  const FootprintsHttpLimits *limits = &transfer->client->limits;
  const FootprintsHttpRequest *request = transfer->request;
  g_autofree char *user_agent = make_user_agent (request);
  CURL *easy = transfer->easy;

  curl_easy_setopt (easy, CURLOPT_URL, request->url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt (easy, CURLOPT_MAXREDIRS, MAX_REDIRECTS);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long) limits->connect_ms);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, (long) limits->whole_ms);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_TIME, (long) limits->stall_s);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt (easy, CURLOPT_USERAGENT, user_agent);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, transfer->message);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_PRIVATE, transfer);
  /* Which the request outlives. */
  if (request->form != NULL)
    curl_easy_setopt (easy, CURLOPT_POSTFIELDS, request->form);
  transfer->headers = curl_slist_append (NULL, "Accept: application/json");
  if (request->authorization != NULL)
    {
      g_autofree char *line = g_strconcat ("Authorization: ", request->authorization, NULL);

      transfer->headers = curl_slist_append (transfer->headers, line);
    }
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void
start_try (Transfer *transfer)
{
  clear_try (transfer);
  transfer->message[0] = '\0';
  transfer->is_too_large = FALSE;
  transfer->body = _footprints_http_body_new ();
  transfer->started_us = g_get_monotonic_time ();
  transfer->easy = curl_easy_init ();
  set_options (transfer);
  set_reach (transfer);
  _footprints_curl_source_add (transfer->client->curl, transfer->easy);
}

static gboolean
wait_cb (gpointer data)
{
  Transfer *transfer = data;

  clear_source (&transfer->wait);
  start_try (transfer);
  return G_SOURCE_REMOVE;
}

/* Starts the next try after @delay_ms, or later if the host asked for a pause. */
static void
schedule_try (Transfer *transfer, gint64 delay_ms)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 start_us = MAX (now_us + delay_ms * 1000, transfer->host->next_us);

  transfer->host->next_us = start_us + (gint64) transfer->request->interval_ms * 1000;
  if (start_us <= now_us)
    {
      start_try (transfer);
      return;
    }
  transfer->wait = g_timeout_source_new ((guint) ((start_us - now_us + 999) / 1000));
  g_source_set_callback (transfer->wait, wait_cb, transfer, NULL);
  g_source_set_static_name (transfer->wait, "footprints-http-wait");
  g_source_attach (transfer->wait, transfer->client->context);
}

static gboolean
is_worth_repeating (CURLcode result)
{
  return result != CURLE_URL_MALFORMAT && result != CURLE_UNSUPPORTED_PROTOCOL &&
         result != CURLE_TOO_MANY_REDIRECTS && result != CURLE_PEER_FAILED_VERIFICATION;
}

static GError *
make_curl_error (const Transfer *transfer, CURLcode result)
{
  const FootprintsHttpRequest *request = transfer->request;
  g_autofree char *origin = _footprints_http_parse_origin (request->url, NULL);
  const char *why = transfer->message[0] != '\0' ? transfer->message : curl_easy_strerror (result);

  if (transfer->refused_host != NULL)
    return _footprints_reach_make_error (request->reach, request->service, transfer->refused_host);
  if (transfer->is_too_large)
    return g_error_new (FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
                        "the reply from %s at %s is larger than %" G_GSIZE_FORMAT " bytes",
                        request->service, origin, request->max_body_bytes);
  return g_error_new (
      FOOTPRINTS_ERROR,
      is_worth_repeating (result) ? FOOTPRINTS_ERROR_NETWORK : FOOTPRINTS_ERROR_BAD_REPLY,
      "%s at %s cannot be reached: %s; check the network and the address, and try again",
      request->service, origin, why);
}

static const char *
get_header (CURL *easy, const char *name)
{
  struct curl_header *header;

  return curl_easy_header (easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value
                                                                                  : NULL;
}

static GError *
make_status_error (const Transfer *transfer, guint status)
{
  int code = status == 429 ? FOOTPRINTS_ERROR_RATE_LIMITED : FOOTPRINTS_ERROR_UNAVAILABLE;

  return g_error_new (FOOTPRINTS_ERROR, code, "%s returned HTTP status %u",
                      transfer->request->service, status);
}

/* Sends no request to the host for that long. */
static void
leave_alone (Transfer *transfer, gint64 wait_s)
{
  gint64 wait_us = wait_s * transfer->client->limits.second_ms * 1000;

  if (wait_s > 0)
    transfer->host->next_us = MAX (transfer->host->next_us, g_get_monotonic_time () + wait_us);
}

/* Obeys the rate limit that the host announces, whether or not the reply was usable. */
static void
obey_pace (Transfer *transfer)
{
  gint64 wait_s =
      _footprints_rate_limit_wait_s (get_header (transfer->easy, "X-RateLimit-Remaining"),
                                     get_header (transfer->easy, "X-RateLimit-Reset-In"));

  leave_alone (transfer, MIN (wait_s, transfer->client->limits.longest_wait_s));
}

/* @asked_s: what Retry-After says; -1: nothing. */
static gint64
find_delay_ms (Transfer *transfer, gint64 asked_s, const GError *error)
{
  const FootprintsHttpLimits *limits = &transfer->client->limits;
  gint64 delay_ms = _footprints_retry_delay_ms (transfer->n_failed, limits->retry_base_ms,
                                                limits->retry_max_ms, g_random_double ());

  if (asked_s >= 0)
    return asked_s * limits->second_ms;
  if (g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_RATE_LIMITED) &&
      transfer->host->next_us <= g_get_monotonic_time ())
    return MAX (delay_ms, limits->pause_ms);
  return delay_ms;
}

/* Takes @error. */
static void
fail_try (Transfer *transfer, GError *error)
{
  const FootprintsHttpLimits *limits = &transfer->client->limits;
  gint64 asked_s = transfer->easy == NULL
                       ? -1
                       : _footprints_retry_after_s (get_header (transfer->easy, "Retry-After"),
                                                    _footprints_clock_now_s ());
  gint64 delay_ms;

  transfer->n_failed++;
  if (!_footprints_error_is_temporary (error) || transfer->n_failed >= limits->n_tries ||
      asked_s > limits->longest_wait_s)
    {
      transfer_end (transfer, NULL, error);
      return;
    }
  delay_ms = find_delay_ms (transfer, asked_s, error);
  g_debug ("http: %s: %s; try %u in %" G_GINT64_FORMAT " ms", transfer->request->service,
           error->message, transfer->n_failed + 1, delay_ms);
  g_error_free (error);
  leave_alone (transfer, asked_s);
  schedule_try (transfer, delay_ms);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Transfer *transfer = data;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  if (transfer->easy != NULL)
    _footprints_curl_source_remove (transfer->client->curl, transfer->easy);
  transfer_end (transfer, NULL, error);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (Transfer *transfer, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  transfer->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (transfer->cancel, G_SOURCE_FUNC (cancelled_cb), transfer, NULL);
  g_source_set_static_name (transfer->cancel, "footprints-http-cancel");
  g_source_attach (transfer->cancel, transfer->client->context);
}

static void
end_try (Transfer *transfer)
{
  guint status = transfer->response->status;

  if (status < 400)
    transfer_end (transfer, g_steal_pointer (&transfer->response), NULL);
  else
    fail_try (transfer, make_status_error (transfer, status));
}

static void
judged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Transfer *transfer = user_data;
  GError *error = NULL;

  watch_cancellable (transfer, g_task_get_cancellable (transfer->task));
  if (_footprints_http_judge_finish (object, result, &error))
    end_try (transfer);
  else
    fail_try (transfer, error);
}

static void
judge (Transfer *transfer)
{
  const FootprintsHttpRequest *request = transfer->request;

  /* The judge checks for cancellation itself, and uses the reply until it is done. */
  clear_source (&transfer->cancel);
  _footprints_http_judge_async (transfer->client, request->check, transfer->response,
                                request->check_data, g_task_get_cancellable (transfer->task),
                                judged_cb, transfer);
}

static void
http_client_on_done (CURL *easy, CURLcode result, gpointer data)
{
  Transfer *transfer = NULL;
  long status = 0;

  curl_easy_getinfo (easy, CURLINFO_PRIVATE, (char **) &transfer);
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  g_debug ("http: %s answered %ld, %" G_GSIZE_FORMAT " bytes, in %.1f ms",
           transfer->request->service, status, _footprints_http_body_get_length (transfer->body),
           (double) (g_get_monotonic_time () - transfer->started_us) / 1000);
  if (result != CURLE_OK)
    {
      fail_try (transfer, make_curl_error (transfer, result));
      return;
    }
  obey_pace (transfer);
  transfer->response = g_new0 (FootprintsHttpResponse, 1);
  transfer->response->status = (guint) status;
  transfer->response->body = g_steal_pointer (&transfer->body);
  if (transfer->request->check != NULL)
    judge (transfer);
  else
    end_try (transfer);
}

static Host *
get_host (FootprintsHttpClient *self, char *origin)
{
  Host *host = g_hash_table_lookup (self->hosts, origin);

  if (host != NULL)
    {
      g_free (origin);
      return host;
    }
  host = g_new0 (Host, 1);
  g_hash_table_insert (self->hosts, origin, host);
  return host;
}

void
_footprints_http_client_send_async (FootprintsHttpClient *self,
                                    FootprintsHttpRequest *request,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Transfer *transfer = g_new0 (Transfer, 1);
  GError *error = NULL;
  char *origin;

  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, _footprints_http_client_send_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, transfer, transfer_free);
  transfer->task = task;
  transfer->client = self;
  transfer->request = request;
  origin = _footprints_http_parse_origin (request->url, &error);
  if (origin == NULL || g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      g_free (origin);
      transfer_end (transfer, NULL, error);
      return;
    }
  transfer->host = get_host (self, origin);
  watch_cancellable (transfer, cancellable);
  schedule_try (transfer, 0);
}

FootprintsHttpResponse *
_footprints_http_client_send_finish (FootprintsHttpClient *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, _footprints_http_client_send_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
