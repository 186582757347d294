/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/services/footprints-spotify-login.h"

#include "libfootprints/http/footprints-http-client-private.h"
#include "libfootprints/import/services/footprints-spotify-token-private.h"
#include "libfootprints/protocol/footprints-service-private.h"
#include "libfootprints/protocol/footprints-spotify-account-private.h"

#include <sodium.h>
#include <string.h>

/* 43 letters of Base64. */
#define RANDOM_BYTES 32
#define MAX_CLIENT_ID_BYTES 128
#define MAX_REPLY_BYTES (256 * 1024)
#define MAX_DEPTH 16

/**
 * FootprintsSpotifyLogin:
 *
 * Connects a listener's account at Spotify (OAuth 2.0 with PKCE, RFC 7636), so that a
 * [class@SpotifyImporter] or a sync of the source `spotify-recent` can fetch its plays.
 *
 * The listener registers a program of their own at developer.spotify.com, which gives it a client
 * id, and names @redirect_uri there. Show them the address that
 * [method@SpotifyLogin.dup_url] returns. Spotify sends their browser to @redirect_uri with the
 * parameters `state` and `code`: pass these to [method@SpotifyLogin.complete]. Then
 * [method@SpotifyLogin.get_account] and [method@SpotifyLogin.get_key] are what the sync takes as
 * account and secret.
 *
 * A login is for one use. Consent ends after six months.
 *
 * Threading: one main context.
 *
 * Source: Spotify's guide to the Authorization Code with PKCE Flow, read on 2026-08-01.
 *
 * Since: 0.1
 */
struct _FootprintsSpotifyLogin
{
  GObject parent_instance;

  char *client_id;
  char *redirect_uri;
  char *base_url;         /* NULL: Spotify's own addresses */
  FootprintsReach *reach; /* NULL: anywhere */
  char *state;
  char *verifier;
  gboolean is_used;
  char *account; /* NULL: not complete */
  char *key;     /* NULL: not complete */
};

G_DEFINE_FINAL_TYPE (FootprintsSpotifyLogin, footprints_spotify_login, G_TYPE_OBJECT)

static void
footprints_spotify_login_finalize (GObject *object)
{
  FootprintsSpotifyLogin *self = FOOTPRINTS_SPOTIFY_LOGIN (object);

  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_free (self->base_url);
  g_clear_object (&self->reach);
  g_free (self->state);
  g_free (self->verifier);
  g_free (self->account);
  g_free (self->key);

  G_OBJECT_CLASS (footprints_spotify_login_parent_class)->finalize (object);
}

static void
footprints_spotify_login_class_init (FootprintsSpotifyLoginClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_spotify_login_finalize;
}

/* What nobody can guess (transfer full). */
static char *
make_random_text (void)
{
  guint8 bytes[RANDOM_BYTES];
  char text[sodium_base64_ENCODED_LEN (RANDOM_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

static void
footprints_spotify_login_init (FootprintsSpotifyLogin *self)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
  self->state = make_random_text ();
  self->verifier = make_random_text ();
}

/**
 * footprints_spotify_login_new:
 * @client_id: of the listener's own program at Spotify
 * @redirect_uri: where Spotify sends the browser: `https`, or `http` to `127.0.0.1` or `[::1]`, and
 *   to the letter as registered there
 * @error: return location for an error
 *
 * Begins to connect an account. Nothing is requested yet.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @client_id is none, or Spotify would refuse
 * @redirect_uri.
 *
 * Returns: (transfer full): a login; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSpotifyLogin *
footprints_spotify_login_new (const char *client_id, const char *redirect_uri, GError **error)
{
  FootprintsSpotifyLogin *self;
  gsize length;

  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (redirect_uri != NULL, NULL);

  length = strspn (client_id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (length == 0 || length > MAX_CLIENT_ID_BYTES || client_id[length] != '\0')
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "client_id: expected the letters and digits that Spotify's dashboard "
                           "shows");
      return NULL;
    }
  if (!_footprints_spotify_accepts_redirect (redirect_uri))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "redirect_uri: Spotify sends browsers back only to https, or to "
                           "http://127.0.0.1 or http://[::1]");
      return NULL;
    }
  self = g_object_new (FOOTPRINTS_TYPE_SPOTIFY_LOGIN, NULL);
  self->client_id = g_strdup (client_id);
  self->redirect_uri = g_strdup (redirect_uri);
  return self;
}

/**
 * footprints_spotify_login_get_base_url:
 * @self: a login
 *
 * Gets the address of the server that stands in for Spotify.
 *
 * Returns: (nullable) (transfer none): an address; %NULL for Spotify itself
 *
 * Since: 0.1
 */
const char *
footprints_spotify_login_get_base_url (FootprintsSpotifyLogin *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self), NULL);

  return self->base_url;
}

/**
 * footprints_spotify_login_set_base_url:
 * @self: a login
 * @base_url: (nullable): the address of a server that stands in for Spotify; %NULL for Spotify
 *
 * Sets where to ask, for tests.
 *
 * Since: 0.1
 */
void
footprints_spotify_login_set_base_url (FootprintsSpotifyLogin *self, const char *base_url)
{
  g_return_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self));

  g_free (self->base_url);
  self->base_url = g_strdup (base_url);
}

/**
 * footprints_spotify_login_set_reach:
 * @self: a login
 * @reach: (nullable): where requests may go; %NULL for anywhere
 *
 * Sets where requests may go.
 *
 * Since: 0.1
 */
void
footprints_spotify_login_set_reach (FootprintsSpotifyLogin *self, FootprintsReach *reach)
{
  g_return_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self));
  g_return_if_fail (reach == NULL || FOOTPRINTS_IS_REACH (reach));

  g_set_object (&self->reach, reach);
}

/**
 * footprints_spotify_login_dup_url:
 * @self: a login
 *
 * Makes the address where the listener consents, for their browser.
 *
 * Returns: (transfer full): an address
 *
 * Since: 0.1
 */
char *
footprints_spotify_login_dup_url (FootprintsSpotifyLogin *self)
{
  g_autofree char *challenge = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self), NULL);

  challenge = _footprints_spotify_make_challenge (self->verifier);
  return _footprints_spotify_make_login_url (_footprints_spotify_get_accounts_url (self->base_url),
                                             self->client_id, self->redirect_uri, self->state,
                                             challenge);
}

/**
 * footprints_spotify_login_get_state:
 * @self: a login
 *
 * Gets what comes back as `state`, and nobody else can know: a program with several logins finds
 * the one by it.
 *
 * Returns: (transfer none): a text of letters, digits, `-` and `_`
 *
 * Since: 0.1
 */
const char *
footprints_spotify_login_get_state (FootprintsSpotifyLogin *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self), NULL);

  return self->state;
}

/* {"id": "alice", "display_name": "Alice", …}. Runs on another thread. */
static gboolean
check_profile (FootprintsHttpResponse *response, gpointer data, GError **error)
{
  char **account = data;
  g_autoptr (GBytes) body = _footprints_http_body_free_to_bytes (g_steal_pointer (&response->body));
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (json_object) root =
      length > 0 ? _footprints_json_parse (text, length, MAX_DEPTH, NULL) : NULL;
  const char *id = _footprints_json_get_string (root, "id");

  if (response->status < 300 && id != NULL && *id != '\0' && g_utf8_validate (id, -1, NULL))
    {
      g_free (*account);
      *account = g_strdup (id);
      return TRUE;
    }
  if (response->status >= 400 && response->status < 500 && response->status != 429)
    return _footprints_spotify_check_reply (response->status, root, error) && FALSE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE,
               "Spotify did not say whose account it is (HTTP status %u): try again later",
               response->status);
  return FALSE;
}

typedef struct
{
  FootprintsSpotifyKey key;
  char *account;
} Completion;

static void
completion_free (gpointer data)
{
  Completion *completion = data;

  _footprints_spotify_key_clear (&completion->key);
  g_free (completion->account);
  g_free (completion);
}

static void
profile_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FootprintsSpotifyLogin *self = g_task_get_source_object (task);
  Completion *completion = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FootprintsHttpResponse) G_GNUC_UNUSED response =
      _footprints_http_client_send_finish (FOOTPRINTS_HTTP_CLIENT (object), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->account = g_steal_pointer (&completion->account);
  self->key = _footprints_spotify_key_format (&completion->key);
  g_task_return_boolean (task, TRUE);
}

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FootprintsSpotifyLogin *self = g_task_get_source_object (task);
  Completion *completion = g_task_get_task_data (task);
  g_autoptr (FootprintsHttpClient) client = _footprints_http_client_get ();
  g_autofree char *url = g_strconcat (
      self->base_url != NULL ? self->base_url : _footprints_spotify.base_url, "/v1/me", NULL);
  FootprintsHttpRequest *request;
  GError *error = NULL;

  if (!_footprints_spotify_token_request_finish (result, &completion->key, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  request = _footprints_http_request_new (_footprints_spotify.name, url);
  request->authorization = g_strconcat ("Bearer ", completion->key.access_token, NULL);
  g_set_object (&request->reach, self->reach);
  request->max_body_bytes = MAX_REPLY_BYTES;
  request->check = check_profile;
  request->check_data = &completion->account;
  _footprints_http_client_send_async (client, request, g_task_get_cancellable (task), profile_cb,
                                      g_object_ref (task));
}

/**
 * footprints_spotify_login_complete_async:
 * @self: a login
 * @state: what came back as `state`
 * @code: what came back as `code`
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done
 * @user_data: data for @callback
 *
 * Exchanges the code for a key, and finds out whose account it is.
 *
 * Since: 0.1
 */
void
footprints_spotify_login_complete_async (FootprintsSpotifyLogin *self,
                                         const char *state,
                                         const char *code,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  FootprintsSpotifyPlace place;
  FootprintsSpotifyKey key;

  g_return_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self));
  g_return_if_fail (state != NULL);
  g_return_if_fail (code != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, footprints_spotify_login_complete_async);
  g_task_set_task_data (task, g_new0 (Completion, 1), completion_free);
  if (!g_str_equal (state, self->state) || self->is_used)
    {
      g_task_return_new_error (task, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                               "state: this is not the answer to this login; begin again");
      return;
    }
  self->is_used = TRUE;
  place = (FootprintsSpotifyPlace){ .base_url = self->base_url, .reach = self->reach };
  key = (FootprintsSpotifyKey){ .client_id = self->client_id };
  _footprints_spotify_token_request_async (
      &place, &key,
      _footprints_spotify_make_code_form (self->client_id, code, self->redirect_uri,
                                          self->verifier),
      cancellable, token_cb, g_object_ref (task));
}

/**
 * footprints_spotify_login_complete_finish:
 * @self: a login
 * @result: the result
 * @error: return location for an error
 *
 * Finishes what [method@SpotifyLogin.complete_async] began.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT for another login's state or a second use;
 * %FOOTPRINTS_ERROR_UNAUTHORIZED when Spotify refuses; %FOOTPRINTS_ERROR_NETWORK,
 * %FOOTPRINTS_ERROR_UNAVAILABLE, %FOOTPRINTS_ERROR_RATE_LIMITED, %FOOTPRINTS_ERROR_FORBIDDEN;
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 *
 * Since: 0.1
 */
gboolean
footprints_spotify_login_complete_finish (FootprintsSpotifyLogin *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * footprints_spotify_login_get_account:
 * @self: a login
 *
 * Gets the listener's name at Spotify.
 *
 * Returns: (nullable) (transfer none): a name; %NULL before the login is complete
 *
 * Since: 0.1
 */
const char *
footprints_spotify_login_get_account (FootprintsSpotifyLogin *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self), NULL);

  return self->account;
}

/**
 * footprints_spotify_login_get_key:
 * @self: a login
 *
 * Gets the secret for a sync or an importer. Whoever has it can see what the listener played last.
 *
 * Returns: (nullable) (transfer none): a text; %NULL before the login is complete
 *
 * Since: 0.1
 */
const char *
footprints_spotify_login_get_key (FootprintsSpotifyLogin *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SPOTIFY_LOGIN (self), NULL);

  return self->key;
}
