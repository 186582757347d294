/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Requests for Spotify's tokens. */

#include "libfootprints/import/services/footprints-spotify-token-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/http/footprints-http-client-private.h"
#include "libfootprints/protocol/footprints-service-private.h"

#define ACCOUNTS_URL "https://accounts.spotify.com"
#define MAX_BODY_BYTES (64 * 1024)
#define MAX_DEPTH 4

const char *
_footprints_spotify_get_accounts_url (const char *base_url)
{
  return base_url != NULL ? base_url : ACCOUNTS_URL;
}

static void
key_free (gpointer data)
{
  FootprintsSpotifyKey *key = data;

  _footprints_spotify_key_clear (key);
  g_free (key);
}

/* Runs on another thread, for one reply at a time; see footprints-http-request-private.h. */
static gboolean
check_response (FootprintsHttpResponse *response, gpointer data, GError **error)
{
  FootprintsSpotifyKey *key = data;
  g_autoptr (GBytes) body = _footprints_http_body_free_to_bytes (g_steal_pointer (&response->body));
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (json_object) root =
      length > 0 ? _footprints_json_parse (text, length, MAX_DEPTH, NULL) : NULL;

  return _footprints_spotify_key_take_reply (key, response->status, root,
                                             _footprints_clock_now_s (), error);
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (FootprintsHttpResponse) G_GNUC_UNUSED response =
      _footprints_http_client_send_finish (FOOTPRINTS_HTTP_CLIENT (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
_footprints_spotify_token_request_async (const FootprintsSpotifyPlace *place,
                                         const FootprintsSpotifyKey *key,
                                         char *form,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (FootprintsHttpClient) client = _footprints_http_client_get ();
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  FootprintsSpotifyKey *copy = g_new0 (FootprintsSpotifyKey, 1);
  g_autofree char *url =
      g_strconcat (_footprints_spotify_get_accounts_url (place->base_url), "/api/token", NULL);
  FootprintsHttpRequest *request = _footprints_http_request_new (_footprints_spotify.name, url);

  copy->client_id = g_strdup (key->client_id);
  copy->refresh_token = g_strdup (key->refresh_token);
  g_task_set_task_data (task, copy, key_free);
  g_task_set_source_tag (task, _footprints_spotify_token_request_async);
  request->form = form;
  request->contact = g_strdup (place->contact);
  g_set_object (&request->reach, place->reach);
  request->max_body_bytes = MAX_BODY_BYTES;
  request->check = check_response;
  request->check_data = copy;
  _footprints_http_client_send_async (client, request, cancellable, send_cb, task);
}

gboolean
_footprints_spotify_token_request_finish (GAsyncResult *result,
                                          FootprintsSpotifyKey *key,
                                          GError **error)
{
  FootprintsSpotifyKey *given = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *key = *given;
  *given = (FootprintsSpotifyKey){ 0 };
  return TRUE;
}
