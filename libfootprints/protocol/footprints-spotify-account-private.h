/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/protocol/footprints-service-reply-private.h"

G_BEGIN_DECLS

/* What Spotify's OAuth 2.0 and its Web API write and read, without I/O. A program has a client id
 * of its own and no secret (RFC 7636, PKCE). */

extern const FootprintsReplyShape _footprints_spotify_shape;

/* What a sync keeps, sealed, as JSON: {client_id, refresh_token, access_token, expires_at}. */
typedef struct
{
  char *client_id;
  char *refresh_token;
  char *access_token; /* NULL: none was given yet */
  gint64 expires_at;  /* of access_token, in Unix seconds */
} FootprintsSpotifyKey;

void _footprints_spotify_key_clear (FootprintsSpotifyKey *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsSpotifyKey, _footprints_spotify_key_clear)

/* FALSE: @text is no such key. */
gboolean _footprints_spotify_key_parse (FootprintsSpotifyKey *self, const char *text);
char *_footprints_spotify_key_format (const FootprintsSpotifyKey *self);
/* Takes the tokens of a reply to a request for some. FALSE with @error set if it has none:
 * FOOTPRINTS_ERROR_UNAUTHORIZED if the consent is gone, and has to be given again. */
gboolean _footprints_spotify_key_take_reply (
    FootprintsSpotifyKey *self, guint status, json_object *root, gint64 now_s, GError **error);

/* Where the listener consents (transfer full). @challenge: of the verifier. */
char *_footprints_spotify_make_login_url (const char *accounts_url,
                                          const char *client_id,
                                          const char *redirect_uri,
                                          const char *state,
                                          const char *challenge);
/* The challenge of @verifier, which has 43 to 128 letters (transfer full). */
char *_footprints_spotify_make_challenge (const char *verifier);
/* Bodies of requests for tokens, as forms (transfer full). */
char *_footprints_spotify_make_code_form (const char *client_id,
                                          const char *code,
                                          const char *redirect_uri,
                                          const char *verifier);
char *_footprints_spotify_make_refresh_form (const FootprintsSpotifyKey *key);

/* Whether Spotify sends a browser back to @uri: https, or http to a loopback address that is a
 * number. */
gboolean _footprints_spotify_accepts_redirect (const char *uri);

/* FALSE with @error set: the reply cannot be used. @root: NULL if it is not JSON. */
gboolean _footprints_spotify_check_reply (guint status, json_object *root, GError **error);
/* Milliseconds, before which older plays are; 0: there are none. */
gint64 _footprints_spotify_get_before_ms (json_object *root);

G_END_DECLS
