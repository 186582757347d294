/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Listens on the configured addresses or on sockets from systemd, hands connections to libsoup, and
 * closes those whose clients take too long. */

#include "footprintsd/http/fpd-listener.h"

#include "footprintsd/http/fpd-stream.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libfootprints/footprints.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>

#define CONNECTION_KEY "fpd-connection"
/* A client that does not fit into the backlog retries only a second later; GLib's default is 10. */
#define MAX_WAITING_CLIENTS 1024
/* A proxy on this machine runs as another user; the socket's folder controls access. */
#define SOCKET_MODE 0666
/* A client that stops reading an answer is as good as gone. */
#define STALLED_MS (2 * 60 * 1000)
/* A browser keeps its connections for the next click. */
#define IDLE_TIMEOUTS 4
#define LOOKS_PER_TIMEOUT 4

/* Avoids soup_server_listen(): libsoup 3.2 leaks the socket of each connection that it accepts. */
struct _FpdListener
{
  const FpdConfig *config;
  GSocketService *service;
  GPtrArray *addresses;         /* of GSocketAddress, as the system assigned them */
  GPtrArray *files;             /* of char *, sockets to delete at the end */
  GTlsCertificate *certificate; /* NULL: plain HTTP */
  SoupServer *server;           /* set while clients are accepted */
  GHashTable *connections;      /* of Connection */
  guint look_timer;
};

typedef struct
{
  FpdListener *listener; /* NULL: it has been freed */
  GSocket *socket;
  gboolean is_answering;
  gboolean is_writing;  /* an answer is being sent */
  gboolean is_corked;   /* written data waits for more, to be sent in one piece */
  gint64 idle_since_us; /* since when the server has been waiting for it */
  gint64 deadline_us;   /* when it is closed if nothing comes; 0: never */
} Connection;

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  if (connection->listener != NULL)
    g_hash_table_remove (connection->listener->connections, connection);
  g_object_unref (connection->socket);
  g_free (connection);
}

static void
wait_for_client (Connection *connection, guint n_timeouts)
{
  guint timeout_s = connection->listener != NULL
                        ? connection->listener->config->request_timeout_s * n_timeouts
                        : 0;

  connection->idle_since_us = g_get_monotonic_time ();
  connection->deadline_us = connection->idle_since_us + timeout_s * G_USEC_PER_SEC;
}

/* Whether the server is waiting for the client. */
static gboolean
waits_for_client (const Connection *connection)
{
  return !connection->is_answering || connection->is_writing;
}

static void
end_connection (Connection *connection)
{
  shutdown (g_socket_get_fd (connection->socket), SHUT_RDWR);
}

static gboolean
on_look (gpointer data)
{
  FpdListener *self = data;
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  Connection *connection;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, (gpointer *) &connection, NULL))
    if (waits_for_client (connection) && connection->deadline_us < now_us)
      end_connection (connection);
  if (g_hash_table_size (self->connections) > 0)
    return G_SOURCE_CONTINUE;
  self->look_timer = 0;
  return G_SOURCE_REMOVE;
}

/* A connection between two requests gives way before one that reads its answer slowly. */
static gboolean
gives_way_before (const Connection *connection, const Connection *other)
{
  if (other == NULL || connection->is_writing != other->is_writing)
    return other == NULL || other->is_writing;
  return connection->idle_since_us < other->idle_since_us;
}

/* The client that keeps the server waiting longest gives way. FALSE if all are waiting for the
 * server. */
static gboolean
make_room (FpdListener *self)
{
  Connection *oldest = NULL;
  GHashTableIter iter;
  Connection *connection;

  if (g_hash_table_size (self->connections) < self->config->max_connections)
    return TRUE;
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, (gpointer *) &connection, NULL))
    if (waits_for_client (connection) && connection->deadline_us != 0 &&
        gives_way_before (connection, oldest))
      oldest = connection;
  if (oldest == NULL)
    return FALSE;
  end_connection (oldest);
  /* Its end is only noticed later, and the next client must not pick the same one. */
  oldest->deadline_us = 0;
  return TRUE;
}

static Connection *
add_connection (FpdListener *self, GSocket *socket)
{
  Connection *connection = g_new0 (Connection, 1);

  connection->listener = self;
  connection->socket = g_object_ref (socket);
  wait_for_client (connection, 1);
  g_hash_table_add (self->connections, connection);
  if (self->look_timer == 0)
    self->look_timer =
        g_timeout_add (self->config->request_timeout_s * 1000 / LOOKS_PER_TIMEOUT, on_look, self);
  return connection;
}

/* A message finds its connection through this address. It is a copy: the address that the socket
 * keeps would in turn keep the socket. libsoup requires an internet address. */
static GSocketAddress *
copy_remote_address (FpdListener *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketAddress) copy = NULL;

  /* The client may be gone. */
  if (address == NULL)
    return NULL;
  if (G_IS_INET_SOCKET_ADDRESS (address))
    copy = g_inet_socket_address_new (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)),
        g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  else
    copy = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_object_set_data_full (G_OBJECT (copy), CONNECTION_KEY, add_connection (self, socket),
                          connection_free);
  return g_steal_pointer (&copy);
}

static gboolean
is_unix (GSocket *socket)
{
  return g_socket_get_family (socket) == G_SOCKET_FAMILY_UNIX;
}

/* The stream to read and write: the connection, or TLS on top of it. NULL with @error set. */
static FpdStream *
make_stream (FpdListener *self, GSocketConnection *connection, GError **error)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GIOStream) tls = NULL;

  if (self->certificate == NULL || is_unix (socket))
    return fpd_stream_new (G_IO_STREAM (connection), socket);
  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, error);
  return tls != NULL ? fpd_stream_new (tls, socket) : NULL;
}

static void
let_in (FpdListener *self, GSocketConnection *connection, FpdStream *stream, GError **error)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = copy_remote_address (self, socket);

  if (local == NULL || remote == NULL)
    return;
  if (!is_unix (socket))
    {
      g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
      g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, STALLED_MS, NULL);
      g_socket_set_keepalive (socket, TRUE);
    }
  soup_server_accept_iostream (self->server, G_IO_STREAM (stream), local, remote, error);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source_object,
             gpointer data)
{
  FpdListener *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdStream) stream = NULL;

  if (!make_room (self))
    return TRUE;
  stream = make_stream (self, connection, &error);
  if (stream != NULL)
    let_in (self, connection, stream, &error);
  if (error != NULL)
    g_warning ("Cannot accept a connection: %s", error->message);
  return TRUE;
}

/* A socket that a killed server has left is in the way; one that another process listens on is not
 * ours. */
static void
remove_dead_socket (const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection = NULL;
  GStatBuf status;

  if (g_lstat (path, &status) != 0 || !S_ISSOCK (status.st_mode))
    return;
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  if (connection == NULL)
    g_unlink (path);
}

static gboolean
listen_on_unix (FpdListener *self, GSocketAddress *address, GError **error)
{
  const char *path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));

  remove_dead_socket (path);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                      error))
    {
      g_prefix_error (error, "Cannot listen on the socket %s: ", path);
      return FALSE;
    }
  g_chmod (path, SOCKET_MODE);
  g_ptr_array_add (self->files, g_strdup (path));
  g_ptr_array_add (self->addresses, g_object_ref (address));
  return TRUE;
}

static void
warn_of_plain_text (const FpdConfig *config, GInetAddress *host)
{
  g_autofree char *text = g_inet_address_to_string (host);

  if (!g_inet_address_get_is_loopback (host) && config->tls_certificate == NULL)
    g_warning ("Listening on %s without TLS: passwords can be read in transit", text);
}

static gboolean
listen_on_inet (FpdListener *self, GSocketAddress *address, GError **error)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  GSocketAddress *effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective,
                                      error))
    {
      g_prefix_error (error, "Cannot listen on %s port %u: ", host,
                      g_inet_socket_address_get_port (inet));
      return FALSE;
    }
  warn_of_plain_text (self->config, g_inet_socket_address_get_address (inet));
  g_ptr_array_add (self->addresses, effective);
  return TRUE;
}

/* Uses a socket that systemd has opened, instead of the configured addresses. */
static gboolean
take_passed_socket (FpdListener *self, int descriptor, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (descriptor, error);
  GSocketAddress *address = socket != NULL ? g_socket_get_local_address (socket, error) : NULL;

  if (address == NULL ||
      !g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, error))
    {
      g_prefix_error (error, "Cannot use socket %d from systemd: ", descriptor);
      g_clear_object (&address);
      return FALSE;
    }
  g_ptr_array_add (self->addresses, address);
  return TRUE;
}

static gboolean
listen_all (FpdListener *self, GError **error)
{
  int n_passed = sd_listen_fds (TRUE);

  for (int i = 0; i < n_passed; i++)
    if (!take_passed_socket (self, SD_LISTEN_FDS_START + i, error))
      return FALSE;
  for (guint i = 0; n_passed <= 0 && i < self->config->addresses->len; i++)
    {
      GSocketAddress *address = self->config->addresses->pdata[i];

      if (G_IS_UNIX_SOCKET_ADDRESS (address) ? !listen_on_unix (self, address, error)
                                             : !listen_on_inet (self, address, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fpd_listener_reload (FpdListener *self, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (self->config->tls_certificate == NULL)
    return TRUE;
  certificate = g_tls_certificate_new_from_files (self->config->tls_certificate,
                                                  self->config->tls_key, error);
  if (certificate == NULL)
    {
      g_prefix_error (error, "Cannot load the TLS certificate %s with the key %s: ",
                      self->config->tls_certificate, self->config->tls_key);
      return FALSE;
    }
  g_set_object (&self->certificate, certificate);
  return TRUE;
}

FpdListener *
fpd_listener_new (const FpdConfig *config, GError **error)
{
  g_autoptr (FpdListener) self = g_new0 (FpdListener, 1);

  self->config = config;
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->connections = g_hash_table_new (NULL, NULL);
  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), MAX_WAITING_CLIENTS);
  if (!fpd_listener_reload (self, error) || !listen_all (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static Connection *
get_connection (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return g_object_get_data (G_OBJECT (remote), CONNECTION_KEY);
}

/* libsoup writes the head of an answer and its body separately; each would be a packet. */
static void
set_corked (Connection *connection, gboolean is_corked)
{
  if (connection->is_corked == is_corked || is_unix (connection->socket))
    return;
  connection->is_corked = is_corked;
  g_socket_set_option (connection->socket, IPPROTO_TCP, TCP_CORK, is_corked, NULL);
}

static void
on_got_body (SoupServerMessage *message, gpointer data)
{
  Connection *connection = get_connection (message);

  connection->is_answering = TRUE;
  set_corked (connection, TRUE);
}

static void
listener_on_written (SoupServerMessage *message)
{
  Connection *connection = get_connection (message);

  connection->is_writing = TRUE;
  wait_for_client (connection, IDLE_TIMEOUTS);
}

/* The body of an answer of unknown length may take long to produce. */
static void
on_wrote_headers (SoupServerMessage *message, gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  listener_on_written (message);
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    set_corked (get_connection (message), FALSE);
}

static void
on_wrote_data (SoupServerMessage *message, guint size, gpointer data)
{
  listener_on_written (message);
  set_corked (get_connection (message), FALSE);
}

/* The server has to produce the next chunk. */
static void
on_wrote_chunk (SoupServerMessage *message, gpointer data)
{
  get_connection (message)->is_writing = FALSE;
}

static void
listener_on_finished (SoupServerMessage *message, gpointer data)
{
  Connection *connection = get_connection (message);

  set_corked (connection, FALSE);
  connection->is_answering = FALSE;
  connection->is_writing = FALSE;
  wait_for_client (connection, IDLE_TIMEOUTS);
}

/* A connection, or the first byte of a request, has arrived. */
static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  wait_for_client (get_connection (message), 1);
  g_signal_connect (message, "got-body", G_CALLBACK (on_got_body), NULL);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote_headers), NULL);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_data), NULL);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), NULL);
  g_signal_connect (message, "finished", G_CALLBACK (listener_on_finished), NULL);
}

/* libsoup closes each connection after one answer unless it listens itself, so it gets a socket to
 * listen on whose name has been removed, which nobody can connect to. */
static gboolean
give_nameless_socket (SoupServer *server, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("footprintsd-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "socket", NULL) : NULL;
  g_autoptr (GSocketAddress) address = path != NULL ? g_unix_socket_address_new (path) : NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  gboolean listens = address != NULL && socket != NULL &&
                     g_socket_bind (socket, address, FALSE, error) &&
                     g_socket_listen (socket, error);

  if (path != NULL)
    {
      g_unlink (path);
      g_rmdir (folder);
    }
  return listens && soup_server_listen_socket (server, socket, 0, error);
}

void
fpd_listener_start (FpdListener *self, SoupServer *server)
{
  g_autoptr (GError) error = NULL;

  if (!give_nameless_socket (server, &error))
    g_message ("Connections are closed after one answer: %s",
               error != NULL ? error->message
                             : "cannot create the socket that would keep them open");
  self->server = g_object_ref (server);
  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (self->service);
}

void
fpd_listener_stop (FpdListener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->files->len; i++)
    g_unlink (self->files->pdata[i]);
  g_ptr_array_set_size (self->files, 0);
}

void
fpd_listener_free (FpdListener *self)
{
  GHashTableIter iter;
  Connection *connection;

  fpd_listener_stop (self);
  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, (gpointer *) &connection, NULL))
    connection->listener = NULL;
  g_hash_table_unref (self->connections);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_clear_object (&self->server);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->files);
  g_clear_object (&self->service);
  g_free (self);
}

static char *
dup_address_uri (FpdListener *self, GSocketAddress *address)
{
  const char *scheme = self->certificate != NULL ? "https" : "http";
  GInetSocketAddress *inet;
  GInetAddress *host;
  g_autofree char *text = NULL;
  gboolean is_ipv6;

  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    return g_strconcat ("unix:", g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)),
                        NULL);
  inet = G_INET_SOCKET_ADDRESS (address);
  host = g_inet_socket_address_get_address (inet);
  is_ipv6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;
  /* A browser cannot open a wildcard address. */
  text = g_inet_address_get_is_any (host) ? g_strdup (is_ipv6 ? "::1" : "127.0.0.1")
                                          : g_inet_address_to_string (host);
  return g_strdup_printf (is_ipv6 ? "%s://[%s]:%u%s" : "%s://%s:%u%s", scheme, text,
                          g_inet_socket_address_get_port (inet), self->config->base_path);
}

char *
fpd_listener_dup_uris (FpdListener *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;

  for (guint i = 0; i < self->addresses->len; i++)
    {
      g_autofree char *uri = dup_address_uri (self, self->addresses->pdata[i]);

      g_strv_builder_add (builder, uri);
    }
  uris = g_strv_builder_end (builder);
  return g_strjoinv (", ", uris);
}

char *
fpd_listener_dup_uri (FpdListener *self)
{
  for (guint i = 0; i < self->addresses->len; i++)
    if (G_IS_INET_SOCKET_ADDRESS (self->addresses->pdata[i]))
      return dup_address_uri (self, self->addresses->pdata[i]);
  return NULL;
}

static GSocket *
get_socket (SoupServerMessage *message)
{
  return get_connection (message)->socket;
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  wait_for_client (get_connection (message), 1);
}

void
fpd_listener_begin_request (SoupServerMessage *message)
{
  wait_for_client (get_connection (message), 1);
}

void
fpd_listener_begin_answer (SoupServerMessage *message)
{
  listener_on_written (message);
}

void
fpd_listener_expect_parts (SoupServerMessage *message)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), NULL);
}

gboolean
fpd_listener_is_unix (SoupServerMessage *message)
{
  return is_unix (get_socket (message));
}

gboolean
fpd_listener_has_hung_up (SoupServerMessage *message)
{
  char byte;
  ssize_t n_read;

  do
    n_read = recv (g_socket_get_fd (get_socket (message)), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  while (n_read < 0 && errno == EINTR);
  return n_read == 0 || (n_read < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

void
fpd_listener_reset (SoupServerMessage *message)
{
  const struct linger reset_on_close = { .l_onoff = 1, .l_linger = 0 };
  int descriptor = g_socket_get_fd (get_socket (message));

  setsockopt (descriptor, SOL_SOCKET, SO_LINGER, &reset_on_close, sizeof reset_on_close);
  shutdown (descriptor, SHUT_RDWR);
}
