/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Streams of server-sent events. Each client has a backlog, and gets more of it when the chunk
 * before has been sent. */

#include "footprintsd/tenant/fpd-events.h"

#include "footprintsd/http/fpd-listener.h"
#include "footprintsd/http/fpd-problem.h"

#define MAX_CLIENTS 64
/* A client that does not read is dropped: a new stream or a request will show what it missed. */
#define MAX_BACKLOG_BYTES (256 * 1024)
/* Something must be sent now and then, or proxies in between take the connection for dead. */
#define HEARTBEAT_S 20
/* When a browser should reconnect after the stream has ended. */
#define RETRY_MS 2000

typedef struct
{
  FpdEvents *events;
  SoupServerMessage *message;
  GString *backlog; /* what waits for the previous chunk to be sent */
  gboolean is_idle; /* nothing is being sent */
  gboolean has_ended;
  gulong wrote_chunk_handler;
  gulong finished_handler;
} Client;

struct _FpdEvents
{
  FpdEventsCheck check;
  GPtrArray *clients; /* of Client */
  guint heartbeat;    /* 0: there are no clients */
};

FpdEvents *
fpd_events_new (FpdEventsCheck check)
{
  FpdEvents *self = g_new0 (FpdEvents, 1);

  self->check = check;
  self->clients = g_ptr_array_new ();
  return self;
}

static void
client_free (Client *client)
{
  g_clear_signal_handler (&client->wrote_chunk_handler, client->message);
  g_clear_signal_handler (&client->finished_handler, client->message);
  g_object_unref (client->message);
  g_string_free (client->backlog, TRUE);
  g_free (client);
}

static void
remove_client (Client *client)
{
  FpdEvents *self = client->events;

  g_ptr_array_remove_fast (self->clients, client);
  client_free (client);
  if (self->clients->len == 0)
    g_clear_handle_id (&self->heartbeat, g_source_remove);
}

static void
send_backlog (Client *client)
{
  SoupMessageBody *body = soup_server_message_get_response_body (client->message);
  g_autofree char *text = NULL;
  gsize length = client->backlog->len;

  if (!client->is_idle || (length == 0 && !client->has_ended))
    return;
  client->is_idle = FALSE;
  if (length > 0)
    {
      text = g_string_free (client->backlog, FALSE);
      client->backlog = g_string_new (NULL);
      soup_message_body_append (body, SOUP_MEMORY_COPY, text, length);
    }
  else
    soup_message_body_complete (body);
  soup_server_message_unpause (client->message);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer data)
{
  Client *client = data;

  soup_server_message_pause (message);
  client->is_idle = TRUE;
  send_backlog (client);
}

static void
events_on_finished (SoupServerMessage *message, gpointer data)
{
  remove_client (data);
}

static void
tell (Client *client, const char *text)
{
  if (client->has_ended)
    return;
  if (!client->events->check (client->message))
    {
      client->has_ended = TRUE;
      g_string_truncate (client->backlog, 0);
    }
  else if (client->backlog->len + strlen (text) <= MAX_BACKLOG_BYTES)
    g_string_append (client->backlog, text);
  else
    {
      client->has_ended = TRUE;
      fpd_listener_reset (client->message);
    }
  send_backlog (client);
}

static void
tell_all (FpdEvents *self, const char *text)
{
  for (guint i = self->clients->len; i-- > 0;)
    tell (self->clients->pdata[i], text);
}

/* Clients ignore a line that begins with a colon. */
static gboolean
on_heartbeat (gpointer data)
{
  tell_all (data, ":\n\n");
  return G_SOURCE_CONTINUE;
}

static void
set_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  /* nginx would buffer events before it passes them on. */
  soup_message_headers_replace (headers, "X-Accel-Buffering", "no");
  soup_message_headers_set_encoding (headers,
                                     soup_server_message_get_http_version (message) == SOUP_HTTP_1_0
                                         ? SOUP_ENCODING_EOF
                                         : SOUP_ENCODING_CHUNKED);
}

gboolean
fpd_events_add_client (FpdEvents *self, SoupServerMessage *message, GError **error)
{
  g_autofree char *first = g_strdup_printf ("retry: %d\n\n", RETRY_MS);
  Client *client;

  if (self->clients->len >= MAX_CLIENTS)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_SERVICE_UNAVAILABLE,
                           "too many clients are already listening to events");
      return FALSE;
    }
  client = g_new0 (Client, 1);
  client->events = self;
  client->message = g_object_ref (message);
  client->backlog = g_string_new (NULL);
  client->is_idle = TRUE;
  set_headers (message);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  client->wrote_chunk_handler =
      g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), client);
  client->finished_handler =
      g_signal_connect (message, "finished", G_CALLBACK (events_on_finished), client);
  g_ptr_array_add (self->clients, client);
  if (self->heartbeat == 0)
    self->heartbeat = g_timeout_add_seconds (HEARTBEAT_S, on_heartbeat, self);
  soup_server_message_pause (message);
  tell (client, first);
  return TRUE;
}

gboolean
fpd_events_has_clients (FpdEvents *self)
{
  return self->clients->len > 0;
}

void
fpd_events_send (FpdEvents *self, const char *name, const char *json)
{
  g_autofree char *text = g_strdup_printf ("event: %s\ndata: %s\n\n", name, json);

  tell_all (self, text);
}

void
fpd_events_close (FpdEvents *self)
{
  for (guint i = self->clients->len; i-- > 0;)
    {
      Client *client = self->clients->pdata[i];

      client->has_ended = TRUE;
      send_backlog (client);
    }
}

void
fpd_events_free (FpdEvents *self)
{
  while (self->clients->len > 0)
    remove_client (self->clients->pdata[0]);
  g_clear_handle_id (&self->heartbeat, g_source_remove);
  g_ptr_array_unref (self->clients);
  g_free (self);
}
