/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define SOCKET_KEY "fpd-socket"
/* A page asks for all its parts at once; GLib lets 10 wait. */
#define MAX_WAITING_CLIENTS 128

/* Not soup_server_listen(): libsoup 3.2 loses the socket of each connection that it accepts. */
struct _FpdListener
{
  GSocketService *service;
  GSocketAddress *address;
  SoupServer *server; /* while clients are let in */
};

/* The address is what a message knows its connection by. It is not the one that the socket keeps,
 * which would then keep the socket. */
static GSocketAddress *
copy_remote_address (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketAddress) copy = NULL;

  /* The client may have gone. */
  if (address == NULL)
    return NULL;
  copy = g_inet_socket_address_new (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)),
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_object_set_data_full (G_OBJECT (copy), SOCKET_KEY, g_object_ref (socket), g_object_unref);
  return g_steal_pointer (&copy);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source_object,
             gpointer data)
{
  FpdListener *self = data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = copy_remote_address (socket);
  g_autoptr (GError) error = NULL;

  if (local == NULL || remote == NULL)
    return TRUE;
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (!soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, &error))
    g_warning ("A connection was lost: %s", error->message);
  return TRUE;
}

FpdListener *
fpd_listener_new (const FpdConfig *config, GError **error)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_from_string (config->host);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, config->port);
  g_autoptr (FpdListener) self = g_new0 (FpdListener, 1);

  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), MAX_WAITING_CLIENTS);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                      &self->address, error))
    {
      g_prefix_error (error, "Cannot listen on %s port %u: ", config->host, config->port);
      return NULL;
    }
  if (!g_inet_address_get_is_loopback (host))
    g_warning ("Listening on %s: everybody who can reach it can read and change this history",
               config->host);
  return g_steal_pointer (&self);
}

void
fpd_listener_start (FpdListener *self, SoupServer *server)
{
  self->server = g_object_ref (server);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (self->service);
}

void
fpd_listener_stop (FpdListener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

void
fpd_listener_free (FpdListener *self)
{
  fpd_listener_stop (self);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_clear_object (&self->server);
  g_clear_object (&self->address);
  g_clear_object (&self->service);
  g_free (self);
}

char *
fpd_listener_dup_uri (FpdListener *self)
{
  GInetSocketAddress *address = G_INET_SOCKET_ADDRESS (self->address);
  GInetAddress *host = g_inet_socket_address_get_address (address);
  g_autofree char *host_text = g_inet_address_to_string (host);
  gboolean is_ipv6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf (is_ipv6 ? "http://[%s]:%u/" : "http://%s:%u/", host_text,
                          g_inet_socket_address_get_port (address));
}

static int
get_descriptor (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  GSocket *socket = g_object_get_data (G_OBJECT (remote), SOCKET_KEY);

  return g_socket_get_fd (socket);
}

gboolean
fpd_listener_has_hung_up (SoupServerMessage *message)
{
  char byte;
  ssize_t n_read;

  do
    n_read = recv (get_descriptor (message), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  while (n_read < 0 && errno == EINTR);
  return n_read == 0 || (n_read < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

void
fpd_listener_reset (SoupServerMessage *message)
{
  const struct linger reset_on_close = { .l_onoff = 1, .l_linger = 0 };
  int descriptor = get_descriptor (message);

  setsockopt (descriptor, SOL_SOCKET, SO_LINGER, &reset_on_close, sizeof reset_on_close);
  shutdown (descriptor, SHUT_RDWR);
}
