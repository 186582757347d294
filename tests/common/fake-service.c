/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The server behind both fake services: its thread, its port, and the path from a request to an
 * answer or a fault. */

#include "tests/common/fake-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* A delayed answer. */
typedef struct
{
  FakeService *service;
  SoupServerMessage *message;
  FakeFault fault;
} Delayed;

/* A call to run in the thread of the context. */
typedef struct
{
  FakeService *service;
  void (*function) (FakeService *self);
  gboolean is_done; /* guarded by the service's mutex */
} Call;

static void
keep_header (const char *name, const char *value, gpointer data)
{
  GPtrArray *headers = data;

  g_ptr_array_add (headers, g_strdup (name));
  g_ptr_array_add (headers, g_strdup (value));
}

static void
note_request (FakeService *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  self->n_requests++;
  g_ptr_array_add (self->log,
                   g_strconcat (soup_server_message_get_method (message), " ", g_uri_get_path (uri),
                                query != NULL ? "?" : "", query != NULL ? query : "", NULL));
  g_ptr_array_set_size (self->last_headers, 0);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header,
                                self->last_headers);
}

static FakeFault
choose_fault (FakeService *self)
{
  if (self->n_next_faults > 0 && self->n_before_faults > 0)
    self->n_before_faults--;
  else if (self->n_next_faults > 0)
    {
      self->n_next_faults--;
      return self->next_fault;
    }
  if (self->fault_period > 0 && ++self->n_since_fault == self->fault_period)
    {
      self->n_since_fault = 0;
      return self->periodic_fault;
    }
  return FAKE_FAULT_NONE;
}

gboolean
_fake_service_use_limit (FakeService *self, FakeReply *reply)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  guint limit = self->rate_limit > 0 ? self->rate_limit : 1000 * 1000;
  gint64 window = now_s / self->rate_window_s;
  gint64 end_at = (window + 1) * self->rate_window_s;
  gboolean is_free;

  if (self->rate_window != window)
    self->n_in_rate_window = 0;
  self->rate_window = window;
  is_free = self->n_in_rate_window < limit;
  if (is_free)
    self->n_in_rate_window++;
  if (self->kind == FAKE_LISTENBRAINZ)
    {
      _fake_reply_set_number_header (reply, "X-RateLimit-Limit", limit);
      _fake_reply_set_number_header (reply, "X-RateLimit-Remaining",
                                     limit - self->n_in_rate_window);
      _fake_reply_set_number_header (reply, "X-RateLimit-Reset-In", end_at - now_s);
      _fake_reply_set_number_header (reply, "X-RateLimit-Reset", end_at);
    }
  return is_free;
}

static void
answer_as_the_service (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  switch (self->kind)
    {
    case FAKE_LASTFM:
      _fake_lastfm_answer (self, request, reply);
      return;
    case FAKE_LISTENBRAINZ:
      _fake_listenbrainz_answer (self, request, reply);
      return;
    case FAKE_SPOTIFY:
      _fake_spotify_answer (self, request, reply);
      return;
    }
  g_assert_not_reached ();
}

static void
compress_some (FakeService *self, SoupServerMessage *message, FakeReply *reply)
{
  const char *accepted = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Accept-Encoding");
  g_autoptr (GBytes) compressed = NULL;

  if (self->gzip_period == 0 || accepted == NULL || strstr (accepted, "gzip") == NULL ||
      ++self->n_since_gzip < self->gzip_period)
    return;
  self->n_since_gzip = 0;
  compressed = _fake_gzip (reply->body->str, reply->body->len);
  g_string_truncate (reply->body, 0);
  g_string_append_len (reply->body, g_bytes_get_data (compressed, NULL),
                       (gssize) g_bytes_get_size (compressed));
  _fake_reply_set_header (reply, "Content-Encoding", "gzip");
}

/* Spotify gives out tokens once, so it must not give them where it fails before it looks. */
static gboolean
fails_first (FakeService *self, FakeFault fault)
{
  return self->kind == FAKE_SPOTIFY && fault != FAKE_FAULT_NONE && fault != FAKE_FAULT_CUT_OFF &&
         fault != FAKE_FAULT_SLOW_CUT_OFF;
}

/* Makes the correct answer first; the fault may then send half of it or nothing. */
static void
make_reply (FakeService *self, SoupServerMessage *message, FakeFault fault, FakeReply *reply)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autoptr (GHashTable) arguments = query != NULL ? soup_form_decode (query) : NULL;
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body_text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GHashTable) form = *body_text != '\0' ? soup_form_decode (body_text) : NULL;
  FakeRequest request = {
    .method = soup_server_message_get_method (message),
    .path = g_uri_get_path (uri),
    .query = arguments,
    .form = form,
    .authorization = soup_message_headers_get_one (
        soup_server_message_get_request_headers (message), "Authorization"),
  };

  g_mutex_lock (&self->mutex);
  self->page_fault = fault;
  self->n_faults += fault != FAKE_FAULT_NONE;
  g_array_set_size (self->delivering, 0);
  if (!fails_first (self, fault))
    answer_as_the_service (self, &request, reply);
  if (fault == FAKE_FAULT_NONE || fault == FAKE_FAULT_JUNK_ROW)
    g_array_append_vals (self->deliveries, self->delivering->data, self->delivering->len);
  if (fault != FAKE_FAULT_NONE)
    _fake_fault_fill (self, fault, &request, message, reply);
  else
    compress_some (self, message, reply);
  g_mutex_unlock (&self->mutex);
}

/* FALSE: neither the connection nor @message belongs to the server any longer. */
static gboolean
answer (FakeService *self, SoupServerMessage *message, FakeFault fault)
{
  FakeReply reply;
  gboolean is_taken;

  _fake_reply_init (&reply);
  make_reply (self, message, fault, &reply);
  is_taken = _fake_fault_take_over (self, fault, message, &reply);
  if (!is_taken)
    _fake_reply_send (&reply, message);
  _fake_reply_clear (&reply);
  return !is_taken;
}

static gboolean
on_delay_over (gpointer data)
{
  Delayed *delayed = data;

  if (!g_socket_is_closed (_fake_message_get_socket (delayed->message)) &&
      answer (delayed->service, delayed->message, delayed->fault))
    soup_server_message_unpause (delayed->message);
  return G_SOURCE_REMOVE;
}

static void
delayed_free (gpointer data)
{
  Delayed *delayed = data;

  g_object_unref (delayed->message);
  g_free (delayed);
}

static void
answer_later (FakeService *self, SoupServerMessage *message, FakeFault fault, guint delay_ms)
{
  g_autoptr (GSource) source = g_timeout_source_new (delay_ms);
  Delayed *delayed = g_new0 (Delayed, 1);

  delayed->service = self;
  delayed->message = g_object_ref (message);
  delayed->fault = fault;
  soup_server_message_pause (message);
  g_source_set_callback (source, on_delay_over, delayed, delayed_free);
  g_source_attach (source, self->context);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  FakeService *self = data;
  FakeFault fault;
  guint delay_ms;

  g_mutex_lock (&self->mutex);
  note_request (self, message);
  fault = choose_fault (self);
  delay_ms = self->delay_ms;
  g_mutex_unlock (&self->mutex);
  if (delay_ms > 0)
    answer_later (self, message, fault, delay_ms);
  else
    answer (self, message, fault);
}

GSocket *
_fake_message_get_socket (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), "socket");
}

static gboolean
on_incoming (GSocketService *listener,
             GSocketConnection *connection,
             GObject *source_object,
             gpointer data)
{
  FakeService *self = data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  /* The client may have disconnected already. */
  if (local == NULL || remote == NULL)
    return TRUE;
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_object_set_data_full (G_OBJECT (remote), "socket", g_object_ref (socket), g_object_unref);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* Does not use soup_server_listen(), because libsoup 3.2 leaks the socket of each connection that
 * it accepts. */
static gboolean
listen_on (FakeService *self, guint port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocketAddress) own_address = NULL;
  g_autoptr (GSocketService) listener = g_socket_service_new ();

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (listener), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &own_address, error))
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (own_address));
  g_signal_connect (listener, "incoming", G_CALLBACK (on_incoming), self);
  self->listener = g_steal_pointer (&listener);
  return TRUE;
}

static void
close_port (FakeService *self)
{
  if (self->listener != NULL)
    {
      g_socket_service_stop (self->listener);
      g_socket_listener_close (G_SOCKET_LISTENER (self->listener));
    }
  g_clear_object (&self->listener);
  soup_server_disconnect (self->server);
}

static gpointer
run (gpointer data)
{
  FakeService *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
init_shared (FakeService *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->called);
  self->users = g_ptr_array_new_with_free_func ((GDestroyNotify) _fake_user_free);
  self->strings = g_string_chunk_new (64 * 1024);
  self->max_page = 1000;
  self->gzip_period = 4;
  self->rate_window_s = 10;
  self->delivering = g_array_new (FALSE, FALSE, sizeof (FakeDelivery));
  self->deliveries = g_array_new (FALSE, FALSE, sizeof (FakeDelivery));
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->last_headers = g_ptr_array_new_with_free_func (g_free);
}

FakeService *
fake_service_new_on_port (FakeKind kind, guint port, GError **error)
{
  FakeService *self = g_new0 (FakeService, 1);
  gboolean is_listening;

  self->kind = kind;
  init_shared (self);
  self->stopping = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  /* The server attaches its sources to the context that is the thread default now. The context does
   * not run until the thread starts. */
  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  is_listening = listen_on (self, port, error);
  g_main_context_pop_thread_default (self->context);
  if (!is_listening)
    {
      fake_service_free (self);
      return NULL;
    }
  self->url =
      g_strdup_printf ("http://127.0.0.1:%u%s", self->port, kind == FAKE_LASTFM ? "/2.0/" : "");
  self->thread = g_thread_new ("fake-service", run, self);
  return self;
}

FakeService *
fake_service_new (FakeKind kind)
{
  g_autoptr (GError) error = NULL;
  FakeService *self = fake_service_new_on_port (kind, 0, &error);

  g_assert_no_error (error);
  return self;
}

static gboolean
on_call (gpointer data)
{
  Call *call = data;

  call->function (call->service);
  g_mutex_lock (&call->service->mutex);
  call->is_done = TRUE;
  g_cond_broadcast (&call->service->called);
  g_mutex_unlock (&call->service->mutex);
  return G_SOURCE_REMOVE;
}

/* Runs @function in the server's thread and waits for it. */
static void
call_in_thread (FakeService *self, void (*function) (FakeService *self))
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Call call = { .service = self, .function = function };

  g_source_set_callback (source, on_call, &call, NULL);
  g_source_attach (source, self->context);
  g_mutex_lock (&self->mutex);
  while (!call.is_done)
    g_cond_wait (&self->called, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
quit (FakeService *self)
{
  g_main_loop_quit (self->loop);
}

void
fake_service_free (FakeService *self)
{
  if (self->thread != NULL)
    {
      call_in_thread (self, quit);
      g_thread_join (self->thread);
    }
  g_cancellable_cancel (self->stopping);
  g_main_context_push_thread_default (self->context);
  close_port (self);
  while (self->n_taken > 0 || g_main_context_pending (self->context))
    g_main_context_iteration (self->context, TRUE);
  g_object_unref (self->server);
  g_main_context_pop_thread_default (self->context);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->stopping);
  g_ptr_array_unref (self->users);
  g_string_chunk_free (self->strings);
  g_array_unref (self->delivering);
  g_array_unref (self->deliveries);
  g_ptr_array_unref (self->log);
  g_ptr_array_unref (self->last_headers);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->called);
  _fake_spotify_clear (self);
  g_free (self->secret);
  g_free (self->url);
  g_free (self);
}

const char *
fake_service_get_url (FakeService *self)
{
  return self->url;
}

static void
open_port (FakeService *self)
{
  g_autoptr (GError) error = NULL;

  if (self->listener != NULL)
    return;
  listen_on (self, self->port, &error);
  g_assert_no_error (error);
}

void
fake_service_set_listening (FakeService *self, gboolean listening)
{
  call_in_thread (self, listening ? open_port : close_port);
}

guint
fake_service_get_n_requests (FakeService *self)
{
  guint n_requests;

  g_mutex_lock (&self->mutex);
  n_requests = self->n_requests;
  g_mutex_unlock (&self->mutex);
  return n_requests;
}

GPtrArray *
fake_service_dup_log (FakeService *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->log->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (self->log, i)));
  g_mutex_unlock (&self->mutex);
  return copy;
}

GArray *
fake_service_dup_deliveries (FakeService *self)
{
  GArray *copy;

  g_mutex_lock (&self->mutex);
  copy = g_array_copy (self->deliveries);
  g_mutex_unlock (&self->mutex);
  return copy;
}

guint
fake_service_get_n_faults (FakeService *self)
{
  guint n_faults;

  g_mutex_lock (&self->mutex);
  n_faults = self->n_faults;
  g_mutex_unlock (&self->mutex);
  return n_faults;
}

void
fake_service_clear_log (FakeService *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->log, 0);
  g_array_set_size (self->deliveries, 0);
  self->n_faults = 0;
  self->n_requests = 0;
  g_mutex_unlock (&self->mutex);
}

gboolean
fake_service_saw_header (FakeService *self, const char *name, const char *part)
{
  gboolean saw = FALSE;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->last_headers->len && !saw; i += 2)
    saw = g_ascii_strcasecmp (g_ptr_array_index (self->last_headers, i), name) == 0 &&
          (part == NULL || strstr (g_ptr_array_index (self->last_headers, i + 1), part) != NULL);
  g_mutex_unlock (&self->mutex);
  return saw;
}
