/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The parts of Spotify's accounts service and Web API that are needed to connect an account and to
 * read what was played recently. Every listener who is asked consents. */

#include "tests/common/fake-private.h"

#include <string.h>

/* However many plays there are. */
#define MAX_LISTED 50
#define DEFAULT_LIMIT 20
#define CHALLENGE_BYTES 32

static void
fail_api (FakeReply *reply, guint status, const char *message)
{
  reply->status = status;
  g_string_append_printf (reply->body, "{\"error\":{\"status\":%u,\"message\":", status);
  _fake_append_json (reply->body, message);
  g_string_append (reply->body, "}}");
}

static void
fail_accounts (FakeReply *reply, const char *code, const char *description)
{
  reply->status = 400;
  g_string_append_printf (reply->body, "{\"error\":\"%s\",\"error_description\":\"%s\"}", code,
                          description);
}

static const char *
get (GHashTable *form, const char *name)
{
  const char *value = form != NULL ? g_hash_table_lookup (form, name) : NULL;

  return value != NULL ? value : "";
}

/* Sends the browser back with a code, which is good for one use. */
static void
answer_authorize (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  const char *redirect = get (request->query, "redirect_uri");
  g_autofree char *state = g_uri_escape_string (get (request->query, "state"), NULL, FALSE);
  g_autofree char *location = NULL;

  if (strcmp (get (request->query, "client_id"), FAKE_SPOTIFY_CLIENT_ID) != 0 ||
      strcmp (get (request->query, "response_type"), "code") != 0 ||
      strcmp (get (request->query, "scope"), "user-read-recently-played") != 0 ||
      strcmp (get (request->query, "code_challenge_method"), "S256") != 0 || *redirect == '\0')
    {
      fail_accounts (reply, "invalid_request", "a parameter is wrong");
      return;
    }
  g_free (self->spotify.challenge);
  g_free (self->spotify.redirect);
  g_free (self->spotify.code);
  self->spotify.challenge = g_strdup (get (request->query, "code_challenge"));
  self->spotify.redirect = g_strdup (redirect);
  self->spotify.code = g_strdup_printf ("code-%u", ++self->spotify.n_given);
  location = self->spotify.denies
                 ? g_strdup_printf ("%s?error=access_denied&state=%s", redirect, state)
                 : g_strdup_printf ("%s?code=%s&state=%s", redirect, self->spotify.code, state);
  reply->status = 302;
  _fake_reply_set_header (reply, "Location", location);
}

/* Whether @verifier is what the code was asked for with (RFC 7636). */
static gboolean
proves (FakeService *self, const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[CHALLENGE_BYTES];
  gsize length = sizeof digest;
  g_autofree char *challenge = NULL;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  challenge = g_base64_encode (digest, length);
  g_strdelimit (challenge, "+", '-');
  g_strdelimit (challenge, "/", '_');
  challenge[strcspn (challenge, "=")] = '\0';
  return g_strcmp0 (challenge, self->spotify.challenge) == 0 && strlen (verifier) >= 43;
}

/* Another pair of tokens; the former refresh token is worth nothing, unless it is kept. */
static void
give_tokens (FakeService *self, FakeReply *reply, gboolean keeps)
{
  g_free (self->spotify.access_token);
  self->spotify.access_token = g_strdup_printf ("access-%u", ++self->spotify.n_given);
  g_string_append_printf (reply->body,
                          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                          "\"scope\":\"user-read-recently-played\"",
                          self->spotify.access_token);
  if (!keeps)
    {
      g_free (self->spotify.refresh_token);
      self->spotify.refresh_token = g_strdup_printf ("refresh-%u", ++self->spotify.n_given);
      g_string_append_printf (reply->body, ",\"refresh_token\":\"%s\"",
                              self->spotify.refresh_token);
    }
  g_string_append_c (reply->body, '}');
}

static void
answer_token (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  const char *grant = get (request->form, "grant_type");

  if (strcmp (request->method, "POST") != 0)
    fail_api (reply, 405, "Method not allowed");
  else if (strcmp (get (request->form, "client_id"), FAKE_SPOTIFY_CLIENT_ID) != 0)
    fail_accounts (reply, "invalid_client", "Invalid client");
  else if (strcmp (grant, "authorization_code") == 0)
    {
      if (g_strcmp0 (self->spotify.code, get (request->form, "code")) != 0 ||
          g_strcmp0 (self->spotify.redirect, get (request->form, "redirect_uri")) != 0 ||
          !proves (self, get (request->form, "code_verifier")))
        {
          fail_accounts (reply, "invalid_grant", "Invalid authorization code");
          return;
        }
      g_clear_pointer (&self->spotify.code, g_free);
      give_tokens (self, reply, FALSE);
    }
  else if (strcmp (grant, "refresh_token") != 0)
    fail_accounts (reply, "unsupported_grant_type", "grant_type is wrong");
  else if (g_strcmp0 (self->spotify.refresh_token, get (request->form, "refresh_token")) != 0)
    fail_accounts (reply, "invalid_grant", "Refresh token revoked");
  else
    give_tokens (self, reply, self->spotify.keeps_refresh_token);
}

static void
append_time (GString *body, gint64 time_s, guint milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  g_string_append_printf (body, "\"%s.%03uZ\"", text, milliseconds);
}

/* Plays are stamped when they end. */
static gint64
get_end (const FakeStoredPlay *play)
{
  return play->listened_at + play->duration_ms / 1000;
}

static void
append_play (GString *body, const FakeStoredPlay *play)
{
  g_string_append (body, "{\"context\":null,\"track\":{\"id\":\"1\",\"uri\":\"spotify:track:1\","
                         "\"name\":");
  _fake_append_json (body, play->track);
  g_string_append_printf (
      body, ",\"duration_ms\":%" G_GINT64_FORMAT ",\"artists\":[{\"name\":", play->duration_ms);
  _fake_append_json (body, play->artist);
  g_string_append (body, "}],\"album\":");
  if (play->album != NULL)
    {
      g_string_append (body, "{\"name\":");
      _fake_append_json (body, play->album);
      g_string_append (body, ",\"artists\":[{\"name\":");
      _fake_append_json (body, play->artist);
      g_string_append (body, "}]}");
    }
  else
    g_string_append (body, "null");
  g_string_append (body, "},\"played_at\":");
  append_time (body, get_end (play), play->order % 1000);
  g_string_append_c (body, '}');
}

static gint64
get_number (const FakeRequest *request, const char *name, gint64 otherwise)
{
  gint64 number;

  return _fake_parse_number (get (request->query, name), &number) ? number : otherwise;
}

/* Cursors are texts, and null where there is no play. */
static void
append_list (FakeService *self, FakeUser *user, const FakeRequest *request, GString *body)
{
  gint64 limit = CLAMP (get_number (request, "limit", DEFAULT_LIMIT), 1, MAX_LISTED);
  gint64 before_ms = get_number (request, "before", G_MAXINT64);
  gint64 after_ms = get_number (request, "after", 0);
  const FakeStoredPlay *first = NULL;
  const FakeStoredPlay *last = NULL;
  gsize n_plays;
  const FakeStoredPlay *plays = _fake_user_get_plays (self, user, &n_plays);

  g_string_append (body, "{\"items\":[");
  for (gsize i = n_plays; i > 0 && n_plays - i < MAX_LISTED && limit > 0; i--)
    {
      const FakeStoredPlay *play = &plays[i - 1];
      gint64 end_ms = get_end (play) * 1000 + play->order % 1000;

      if (end_ms >= before_ms || end_ms <= after_ms)
        continue;
      if (first != NULL)
        g_string_append_c (body, ',');
      append_play (body, play);
      _fake_service_deliver (self, play);
      first = first != NULL ? first : play;
      last = play;
      limit--;
    }
  g_string_append (body, "],\"next\":null,\"cursors\":");
  if (first != NULL)
    g_string_append_printf (
        body, "{\"after\":\"%" G_GINT64_FORMAT "%03u\",\"before\":\"%" G_GINT64_FORMAT "%03u\"}",
        get_end (first), first->order % 1000, get_end (last), last->order % 1000);
  else
    g_string_append (body, "null");
  g_string_append (body, ",\"limit\":50}");
}

static gboolean
has_token (FakeService *self, const FakeRequest *request)
{
  g_autofree char *expected = g_strconcat ("Bearer ", self->spotify.access_token, NULL);

  return self->spotify.access_token != NULL && g_strcmp0 (request->authorization, expected) == 0;
}

void
_fake_spotify_answer (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  FakeUser *user = self->users->len > 0 ? g_ptr_array_index (self->users, 0) : NULL;

  if (g_str_equal (request->path, "/authorize"))
    answer_authorize (self, request, reply);
  else if (g_str_equal (request->path, "/api/token"))
    answer_token (self, request, reply);
  else if (!g_str_has_prefix (request->path, "/v1/me"))
    fail_api (reply, 404, "Service not found");
  else if (!has_token (self, request))
    fail_api (reply, 401, "The access token expired");
  else if (self->spotify.is_stranger)
    fail_api (reply, 403, "User not registered in the Developer Dashboard");
  else if (g_str_equal (request->path, "/v1/me"))
    {
      g_string_append (reply->body, "{\"display_name\":null,\"id\":");
      _fake_append_json (reply->body, user != NULL ? user->name : "nobody");
      g_string_append (reply->body, "}");
    }
  else if (!g_str_equal (request->path, "/v1/me/player/recently-played"))
    fail_api (reply, 404, "Service not found");
  else if (get_number (request, "limit", DEFAULT_LIMIT) > MAX_LISTED)
    fail_api (reply, 400, "Invalid limit");
  else
    append_list (self, user, request, reply->body);
}

void
_fake_spotify_clear (FakeService *self)
{
  g_free (self->spotify.challenge);
  g_free (self->spotify.redirect);
  g_free (self->spotify.code);
  g_free (self->spotify.access_token);
  g_free (self->spotify.refresh_token);
}

char *
fake_service_dup_spotify_key (FakeService *self)
{
  char *key;

  g_mutex_lock (&self->mutex);
  if (self->spotify.refresh_token == NULL)
    self->spotify.refresh_token = g_strdup_printf ("refresh-%u", ++self->spotify.n_given);
  key = g_strdup_printf ("{\"client_id\":\"%s\",\"refresh_token\":\"%s\"}", FAKE_SPOTIFY_CLIENT_ID,
                         self->spotify.refresh_token);
  g_mutex_unlock (&self->mutex);
  return key;
}

void
fake_service_withdraw_spotify (FakeService *self, FakeSpotifyWithdrawal what)
{
  g_mutex_lock (&self->mutex);
  switch (what)
    {
    case FAKE_SPOTIFY_ACCESS:
      g_clear_pointer (&self->spotify.access_token, g_free);
      break;
    case FAKE_SPOTIFY_CONSENT:
      g_clear_pointer (&self->spotify.access_token, g_free);
      g_clear_pointer (&self->spotify.refresh_token, g_free);
      break;
    case FAKE_SPOTIFY_MEMBERSHIP:
      self->spotify.is_stranger = TRUE;
      break;
    case FAKE_SPOTIFY_ROTATION:
      self->spotify.keeps_refresh_token = TRUE;
      break;
    case FAKE_SPOTIFY_GOODWILL:
      self->spotify.denies = TRUE;
      break;
    }
  g_mutex_unlock (&self->mutex);
}
