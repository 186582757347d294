/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Connects curl to GLib: curl says which sockets and timers it waits for, the source reports when
 * they are ready, and curl does the reading and writing itself. */

#include "libfootprints/http/footprints-curl-source-private.h"

#include <glib-unix.h>

struct _FootprintsCurlSource
{
  GSource source;

  CURLM *multi;
  GHashTable *sockets; /* of Socket, by number */
  FootprintsCurlDoneFunc done;
  gpointer data;
};

typedef struct
{
  curl_socket_t number;
  gpointer tag;
} Socket;

/* A ready socket: a copy, since curl may remove a socket while it handles another. */
typedef struct
{
  curl_socket_t number;
  int action;
} Ready;

static GIOCondition
wanted_conditions (int what)
{
  switch (what)
    {
    case CURL_POLL_IN:
      return G_IO_IN | G_IO_HUP | G_IO_ERR;
    case CURL_POLL_OUT:
      return G_IO_OUT | G_IO_HUP | G_IO_ERR;
    case CURL_POLL_INOUT:
      return G_IO_IN | G_IO_OUT | G_IO_HUP | G_IO_ERR;
    default:
      return 0;
    }
}

static int
on_socket (CURL *easy, curl_socket_t number, int what, void *data, void *socket_data)
{
  FootprintsCurlSource *self = data;
  Socket *entry = g_hash_table_lookup (self->sockets, &number);

  if (what == CURL_POLL_REMOVE)
    {
      if (entry == NULL)
        return 0;
      g_source_remove_unix_fd (&self->source, entry->tag);
      g_hash_table_remove (self->sockets, &number);
    }
  else if (entry != NULL)
    g_source_modify_unix_fd (&self->source, entry->tag, wanted_conditions (what));
  else
    {
      entry = g_new (Socket, 1);
      entry->number = number;
      entry->tag = g_source_add_unix_fd (&self->source, number, wanted_conditions (what));
      g_hash_table_insert (self->sockets, &entry->number, entry);
    }
  return 0;
}

static int
on_timer (CURLM *multi, long timeout_ms, void *data)
{
  FootprintsCurlSource *self = data;

  if (timeout_ms < 0)
    g_source_set_ready_time (&self->source, -1);
  else
    g_source_set_ready_time (&self->source,
                             timeout_ms == 0 ? 0 : g_get_monotonic_time () + timeout_ms * 1000);
  return 0;
}

static int
ready_action (GIOCondition condition)
{
  int action = 0;

  if ((condition & (G_IO_IN | G_IO_HUP)) != 0)
    action |= CURL_CSELECT_IN;
  if ((condition & G_IO_OUT) != 0)
    action |= CURL_CSELECT_OUT;
  if ((condition & (G_IO_ERR | G_IO_NVAL)) != 0)
    action |= CURL_CSELECT_ERR;
  return action;
}

static GArray *
find_ready (FootprintsCurlSource *self)
{
  GArray *ready = g_array_new (FALSE, FALSE, sizeof (Ready));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sockets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Socket *entry = value;
      Ready one = { entry->number,
                    ready_action (g_source_query_unix_fd (&self->source, entry->tag)) };

      if (one.action != 0)
        g_array_append_val (ready, one);
    }
  return ready;
}

/* Removes an ended transfer before reporting it: the done function may add others, or drop the last
 * reference to the owner of the source. */
static void
tell_done (FootprintsCurlSource *self)
{
  CURLMsg *message;
  int n_left;

  while ((message = curl_multi_info_read (self->multi, &n_left)) != NULL)
    {
      CURL *easy = message->easy_handle;
      CURLcode result = message->data.result;

      if (message->msg != CURLMSG_DONE)
        continue;
      curl_multi_remove_handle (self->multi, easy);
      self->done (easy, result, self->data);
      if (g_source_is_destroyed (&self->source))
        return;
    }
}

static gboolean
curl_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  FootprintsCurlSource *self = (FootprintsCurlSource *) source;
  gint64 ready_us = g_source_get_ready_time (source);
  g_autoptr (GArray) ready = find_ready (self);
  int n_running;

  for (guint i = 0; i < ready->len; i++)
    {
      Ready *one = &g_array_index (ready, Ready, i);

      if (g_hash_table_contains (self->sockets, &one->number))
        curl_multi_socket_action (self->multi, one->number, one->action, &n_running);
    }
  if (ready_us >= 0 && ready_us <= g_source_get_time (source))
    {
      g_source_set_ready_time (source, -1);
      curl_multi_socket_action (self->multi, CURL_SOCKET_TIMEOUT, 0, &n_running);
    }
  tell_done (self);
  return G_SOURCE_CONTINUE;
}

static void
curl_source_finalize (GSource *source)
{
  FootprintsCurlSource *self = (FootprintsCurlSource *) source;

  g_hash_table_unref (self->sockets);
}

static GSourceFuncs curl_source_funcs = {
  .dispatch = curl_source_dispatch,
  .finalize = curl_source_finalize,
};

FootprintsCurlSource *
_footprints_curl_source_new (GMainContext *context, FootprintsCurlDoneFunc done, gpointer data)
{
  static gsize initialised;
  GSource *source = g_source_new (&curl_source_funcs, sizeof (FootprintsCurlSource));
  FootprintsCurlSource *self = (FootprintsCurlSource *) source;

  if (g_once_init_enter (&initialised))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&initialised, 1);
    }
  g_source_set_static_name (source, "footprints-curl");
  self->sockets = g_hash_table_new_full (g_int_hash, g_int_equal, NULL, g_free);
  self->done = done;
  self->data = data;
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  /* A few idle connections: a sync of many accounts talks to few hosts. */
  curl_multi_setopt (self->multi, CURLMOPT_MAXCONNECTS, 8L);
  g_source_attach (source, context);
  return self;
}

void
_footprints_curl_source_free (FootprintsCurlSource *self)
{
  /* This closes idle connections, and curl may report their sockets while it does. */
  curl_multi_cleanup (self->multi);
  self->multi = NULL;
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

CURLMcode
_footprints_curl_source_add (FootprintsCurlSource *self, CURL *easy)
{
  return curl_multi_add_handle (self->multi, easy);
}

void
_footprints_curl_source_remove (FootprintsCurlSource *self, CURL *easy)
{
  curl_multi_remove_handle (self->multi, easy);
}
