/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Spotify: consent, tokens, and replies. */

#include "libfootprints/protocol/footprints-spotify-account-private.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

#define SCOPE "user-read-recently-played"
/* Unless the service says. */
#define DEFAULT_LIFE_S 3600
#define MAX_LIFE_S (24 * 60 * 60)

const FootprintsReplyShape _footprints_spotify_shape = { NULL, "items" };

void
_footprints_spotify_key_clear (FootprintsSpotifyKey *self)
{
  g_free (self->client_id);
  g_free (self->refresh_token);
  g_free (self->access_token);
  *self = (FootprintsSpotifyKey){ 0 };
}

static char *
dup_text (json_object *object, const char *member)
{
  const char *text = _footprints_json_get_string (object, member);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

gboolean
_footprints_spotify_key_parse (FootprintsSpotifyKey *self, const char *text)
{
  g_autoptr (json_object) object =
      text != NULL ? _footprints_json_parse (text, strlen (text), 2, NULL) : NULL;

  *self = (FootprintsSpotifyKey){ .client_id = dup_text (object, "client_id"),
                                  .refresh_token = dup_text (object, "refresh_token"),
                                  .access_token = dup_text (object, "access_token") };
  _footprints_json_get_int64 (object, "expires_at", &self->expires_at);
  if (self->client_id != NULL && self->refresh_token != NULL)
    return TRUE;
  _footprints_spotify_key_clear (self);
  return FALSE;
}

char *
_footprints_spotify_key_format (const FootprintsSpotifyKey *self)
{
  g_autoptr (json_object) object = json_object_new_object ();

  _footprints_json_add_string (object, "client_id", self->client_id);
  _footprints_json_add_string (object, "refresh_token", self->refresh_token);
  if (self->access_token != NULL)
    {
      _footprints_json_add_string (object, "access_token", self->access_token);
      _footprints_json_add_int64 (object, "expires_at", self->expires_at);
    }
  return _footprints_json_to_string (object);
}

/* {"error": "invalid_grant", "error_description": "…"} */
static void
set_token_error (guint status, json_object *root, GError **error)
{
  const char *code = _footprints_json_get_string (root, "error");
  g_autofree char *message = _footprints_service_reply_clean_message (
      _footprints_json_get_string (root, "error_description"));

  if (g_strcmp0 (code, "invalid_grant") == 0)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED,
                         "Spotify no longer accepts the consent, which ends after six months: "
                         "connect it again");
  else if (g_strcmp0 (code, "invalid_client") == 0)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED,
                         "Spotify does not know the client id: check it, and connect again");
  else if (status >= 400 && status < 500 && status != 429)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED,
                 "Spotify refuses the request for a token with HTTP status %u (%s): connect it "
                 "again",
                 status, *message != '\0' ? message : (code != NULL ? code : "no reason"));
  else
    g_set_error (error, FOOTPRINTS_ERROR,
                 status == 429 ? FOOTPRINTS_ERROR_RATE_LIMITED : FOOTPRINTS_ERROR_UNAVAILABLE,
                 "Spotify did not return a token (HTTP status %u): try again later", status);
}

gboolean
_footprints_spotify_key_take_reply (
    FootprintsSpotifyKey *self, guint status, json_object *root, gint64 now_s, GError **error)
{
  g_autofree char *access_token = dup_text (root, "access_token");
  g_autofree char *refresh_token = dup_text (root, "refresh_token");
  gint64 life_s = DEFAULT_LIFE_S;

  /* The first reply has to have both; a later one may leave the other as it is. */
  if (status >= 300 || access_token == NULL ||
      (refresh_token == NULL && self->refresh_token == NULL))
    {
      set_token_error (status, root, error);
      return FALSE;
    }
  _footprints_json_get_int64 (root, "expires_in", &life_s);
  g_free (self->access_token);
  self->access_token = g_steal_pointer (&access_token);
  self->expires_at = now_s + CLAMP (life_s, 0, MAX_LIFE_S);
  if (refresh_token == NULL)
    return TRUE;
  g_free (self->refresh_token);
  self->refresh_token = g_steal_pointer (&refresh_token);
  return TRUE;
}

/* Appends "name=value", escaped, after what separates it from the one before. */
static void
add_parameter (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s%s=", text->len > 0 ? "&" : "", name);
  g_string_append_uri_escaped (text, value, NULL, FALSE);
}

char *
_footprints_spotify_make_login_url (const char *accounts_url,
                                    const char *client_id,
                                    const char *redirect_uri,
                                    const char *state,
                                    const char *challenge)
{
  g_autoptr (GString) query = g_string_new (NULL);

  add_parameter (query, "response_type", "code");
  add_parameter (query, "client_id", client_id);
  add_parameter (query, "scope", SCOPE);
  add_parameter (query, "redirect_uri", redirect_uri);
  add_parameter (query, "state", state);
  add_parameter (query, "code_challenge_method", "S256");
  add_parameter (query, "code_challenge", challenge);
  return g_strconcat (accounts_url, "/authorize?", query->str, NULL);
}

/* Base64 in the alphabet of addresses, without padding (RFC 7636, appendix A). */
char *
_footprints_spotify_make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  char *text;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
_footprints_spotify_make_code_form (const char *client_id,
                                    const char *code,
                                    const char *redirect_uri,
                                    const char *verifier)
{
  GString *form = g_string_new (NULL);

  add_parameter (form, "grant_type", "authorization_code");
  add_parameter (form, "code", code);
  add_parameter (form, "redirect_uri", redirect_uri);
  add_parameter (form, "client_id", client_id);
  add_parameter (form, "code_verifier", verifier);
  return g_string_free (form, FALSE);
}

char *
_footprints_spotify_make_refresh_form (const FootprintsSpotifyKey *key)
{
  GString *form = g_string_new (NULL);

  add_parameter (form, "grant_type", "refresh_token");
  add_parameter (form, "refresh_token", key->refresh_token);
  add_parameter (form, "client_id", key->client_id);
  return g_string_free (form, FALSE);
}

gboolean
_footprints_spotify_accepts_redirect (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_fragment (parsed) != NULL ||
      g_uri_get_userinfo (parsed) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (parsed), "https"))
    return TRUE;
  return g_str_equal (g_uri_get_scheme (parsed), "http") &&
         (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1"));
}

gboolean
_footprints_spotify_check_reply (guint status, json_object *root, GError **error)
{
  json_object *problem = _footprints_json_get_object (root, "error");
  g_autofree char *message =
      _footprints_service_reply_clean_message (_footprints_json_get_string (problem, "message"));

  if (status == 429)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_RATE_LIMITED,
                         "Spotify limits the rate of requests (HTTP status 429): try again later");
  else if (status == 401)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED,
                         "Spotify does not accept the token (HTTP status 401): connect it again");
  else if (status == 403)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED,
                 "Spotify refuses the request (HTTP status 403%s%s): the account has to be on the "
                 "list of users of the application, in Spotify's dashboard",
                 *message != '\0' ? ", " : "", message);
  else if (status >= 400 && status < 500 && problem != NULL)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
                 "Spotify refuses the request with HTTP status %u (%s)", status, message);
  else if (status >= 300 ||
           !json_object_is_type (_footprints_json_get_object (root, "items"), json_type_array))
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE,
                 "Spotify did not return a list of plays (HTTP status %u%s%s): try again later",
                 status, *message != '\0' ? ", " : "", message);
  else
    return TRUE;
  return FALSE;
}

/* Numbers as texts, and null where there are no plays. */
gint64
_footprints_spotify_get_before_ms (json_object *root)
{
  const char *text =
      _footprints_json_get_string (_footprints_json_get_object (root, "cursors"), "before");
  gint64 before_ms;

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &before_ms, NULL)
             ? before_ms
             : 0;
}
