/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The part of the ListenBrainz API that is needed to read listens. */

#include "tests/common/fake-private.h"

#include "tests/common/footprints-invented-names.h"

#include <string.h>

typedef struct
{
  gboolean has_min;
  gboolean has_max;
  gint64 min_ts;
  gint64 max_ts;
  gsize count;
} Wish;

void
_fake_listenbrainz_fail (FakeReply *reply, guint status, const char *message)
{
  reply->status = status;
  g_string_append_printf (reply->body, "{\"code\":%u,\"error\":", status);
  _fake_append_json (reply->body, message);
  g_string_append_c (reply->body, '}');
}

static void
fail_about (FakeReply *reply, guint status, const char *before, const char *what)
{
  g_autofree char *message = g_strconcat (before, what, NULL);

  _fake_listenbrainz_fail (reply, status, message);
}

static void
append_msid (GString *body, const FakeStoredPlay *play)
{
  guint64 hash = _fake_play_hash (play, 1);

  g_string_append (body, "\"recording_msid\":\"");
  _fake_append_uuid (body, hash, footprints_mix (hash));
  g_string_append_c (body, '"');
}

/* Two recordings in three are known to MusicBrainz. */
static void
append_mapping (GString *body, const FakeStoredPlay *play)
{
  guint64 hash = _fake_play_hash (play, 3);

  if (hash % 3 == 0)
    return;
  g_string_append (body, ",\"mbid_mapping\":{\"recording_mbid\":\"");
  _fake_append_uuid (body, hash, footprints_mix (hash));
  g_string_append (body, "\",\"artist_mbids\":[\"");
  _fake_append_uuid (body, footprints_mix (hash + 1), footprints_mix (hash + 2));
  g_string_append (body, "\"],\"recording_name\":");
  _fake_append_json (body, play->track);
  g_string_append_c (body, '}');
}

static void
append_metadata (GString *body, const FakeStoredPlay *play)
{
  g_string_append (body, "\"track_metadata\":{\"artist_name\":");
  _fake_append_json (body, play->artist);
  g_string_append (body, ",\"track_name\":");
  _fake_append_json (body, play->track);
  if (play->album != NULL)
    {
      g_string_append (body, ",\"release_name\":");
      _fake_append_json (body, play->album);
    }
  g_string_append (body, ",\"additional_info\":{");
  append_msid (body, play);
  if (play->duration_ms > 0)
    g_string_append_printf (body, ",\"duration_ms\":%" G_GINT64_FORMAT, play->duration_ms);
  if (play->client != NULL)
    {
      g_string_append (body, ",\"submission_client\":");
      _fake_append_json (body, play->client);
    }
  g_string_append_c (body, '}');
  append_mapping (body, play);
  g_string_append_c (body, '}');
}

static void
append_listen (GString *body, const char *user_name, const FakeStoredPlay *play)
{
  g_string_append_printf (body, "{\"listened_at\":%" G_GINT64_FORMAT ",", play->shown_at);
  /* inserted_at may be missing. */
  if (play->order % 8 != 0)
    g_string_append_printf (body, "\"inserted_at\":%" G_GINT64_FORMAT ",", play->listened_at + 1);
  g_string_append (body, "\"user_name\":");
  _fake_append_json (body, user_name);
  g_string_append_c (body, ',');
  append_msid (body, play);
  g_string_append_c (body, ',');
  append_metadata (body, play);
  g_string_append_c (body, '}');
}

/* Appends the plays from @first up to but not including @end, newest first; @n_plays counts all
 * plays. */
static void
append_listens (FakeService *self,
                FakeReply *reply,
                const FakeUser *user,
                const FakeStoredPlay *plays,
                gsize n_plays,
                gsize first,
                gsize end)
{
  GString *body = g_string_sized_new (1024 * (end - first + 1));

  g_string_append_printf (body,
                          "{\"payload\":{\"count\":%" G_GSIZE_FORMAT ",\"user_id\":", end - first);
  _fake_append_json (body, user->name);
  g_string_append_printf (body,
                          ",\"latest_listen_ts\":%" G_GINT64_FORMAT
                          ",\"oldest_listen_ts\":%" G_GINT64_FORMAT ",\"listens\":[",
                          n_plays > 0 ? plays[n_plays - 1].listened_at : 0,
                          n_plays > 0 ? plays[0].listened_at : 0);
  for (gsize i = end; i > first; i--)
    {
      if (i < end)
        g_string_append_c (body, ',');
      append_listen (body, user->name, &plays[i - 1]);
      _fake_service_deliver (self, &plays[i - 1]);
    }
  /* A row that no client can read as a play. */
  if (self->page_fault == FAKE_FAULT_JUNK_ROW)
    g_string_append (body, first < end ? ",{\"listened_at\":\"soon\",\"track_metadata\":{}}"
                                       : "{\"listened_at\":\"soon\",\"track_metadata\":{}}");
  g_string_append (body, "]}}");
  g_string_free (reply->body, TRUE);
  reply->body = body;
}

/* Cuts every second page short where its scan ends, but never inside a second. */
static void
cut_short (FakeService *self,
           const FakeStoredPlay *plays,
           gboolean is_upward,
           gsize count,
           gsize *first,
           gsize *end)
{
  gsize n_rows = MAX (count * 2 / 3, 1);

  if (self->n_listens_pages++ % 2 == 0 || *end - *first <= n_rows)
    return;
  if (is_upward)
    {
      gsize cut = *first + n_rows;

      while (cut < *end && plays[cut].listened_at == plays[cut - 1].listened_at)
        cut++;
      *end = cut;
    }
  else
    {
      gsize cut = *end - n_rows;

      while (cut > *first && plays[cut].listened_at == plays[cut - 1].listened_at)
        cut--;
      *first = cut;
    }
}

static void
answer_wish (FakeService *self, FakeUser *user, const Wish *wish, FakeReply *reply)
{
  gsize n_plays;
  const FakeStoredPlay *plays = _fake_user_get_plays (self, user, &n_plays);
  gboolean is_upward = wish->has_min && !wish->has_max;
  gint64 floor = wish->has_min ? wish->min_ts + 1 : G_MININT64;
  gint64 ceiling = wish->has_max ? wish->max_ts : G_MAXINT64;
  gsize first;
  gsize end;

  if (self->short_pages && is_upward)
    ceiling = floor + FAKE_SCAN_REACH_S;
  else if (self->short_pages && n_plays > 0)
    floor = MAX (floor, (wish->has_max ? ceiling : plays[n_plays - 1].listened_at + 1) -
                            FAKE_SCAN_REACH_S);
  first = _fake_plays_find (plays, n_plays, floor);
  end = MAX (_fake_plays_find (plays, n_plays, ceiling), first);
  if (is_upward)
    end = MIN (end, first + wish->count);
  else
    first = end - MIN (wish->count, end - first);
  if (self->short_pages)
    cut_short (self, plays, is_upward, wish->count, &first, &end);
  if (self->page_fault == FAKE_FAULT_EMPTY_PAGE)
    first = end;
  append_listens (self, reply, user, plays, n_plays, first, end);
}

static const char *
find_argument (const FakeRequest *request, const char *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

/* FALSE after an error. */
static gboolean
read_time (
    const FakeRequest *request, const char *name, gboolean *is_set, gint64 *time, FakeReply *reply)
{
  const char *text = find_argument (request, name);
  g_autofree char *problem = NULL;

  *is_set = text != NULL;
  if (text == NULL || _fake_parse_number (text, time))
    return TRUE;
  problem = g_strdup_printf ("Incorrect %s timestamp argument: ", name);
  fail_about (reply, 400, problem, text);
  return FALSE;
}

static void
answer_listens (FakeService *self, const FakeRequest *request, FakeUser *user, FakeReply *reply)
{
  const char *count_text = find_argument (request, "count");
  gint64 count = 25;
  Wish wish = { 0 };

  if (count_text != NULL && !_fake_parse_number (count_text, &count))
    fail_about (reply, 400, "Invalid count argument: ", count_text);
  else if (count < 0)
    _fake_listenbrainz_fail (reply, 400, "Number of items requested should be positive");
  else if (read_time (request, "max_ts", &wish.has_max, &wish.max_ts, reply) &&
           read_time (request, "min_ts", &wish.has_min, &wish.min_ts, reply))
    {
      wish.count = (gsize) MIN (count, (gint64) self->max_page);
      wish.has_max = wish.has_max && !self->ignores_bounds;
      if (wish.has_max && wish.has_min && wish.max_ts <= wish.min_ts)
        _fake_listenbrainz_fail (reply, 400, "max_ts should be greater than min_ts");
      else
        answer_wish (self, user, &wish, reply);
    }
}

static void
answer_playing_now (FakeUser *user, FakeReply *reply)
{
  g_string_append_printf (reply->body,
                          "{\"payload\":{\"count\":%d,\"user_id\":", user->has_now_playing ? 1 : 0);
  _fake_append_json (reply->body, user->name);
  g_string_append (reply->body, ",\"playing_now\":true,\"listens\":[");
  if (user->has_now_playing)
    {
      g_string_append (reply->body, "{\"playing_now\":true,\"user_name\":");
      _fake_append_json (reply->body, user->name);
      g_string_append_c (reply->body, ',');
      append_metadata (reply->body, &user->now_playing);
      g_string_append_c (reply->body, '}');
    }
  g_string_append (reply->body, "]}}");
}

/* The text after the first space, whatever comes before it. */
static const char *
get_token (const FakeRequest *request)
{
  const char *space = request->authorization != NULL ? strchr (request->authorization, ' ') : NULL;

  return space != NULL ? space + 1 : NULL;
}

static void
answer_validate_token (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  const char *token = get_token (request);

  if (token == NULL)
    token = find_argument (request, "token");
  if (token == NULL)
    {
      _fake_listenbrainz_fail (reply, 400, "You need to provide an Authorization token.");
      return;
    }
  if (self->secret != NULL && !g_str_equal (self->secret, token))
    {
      g_string_append (reply->body,
                       "{\"code\":200,\"message\":\"Token invalid.\",\"valid\":false}");
      return;
    }
  /* The token belongs to the first user. */
  g_string_append (reply->body,
                   "{\"code\":200,\"message\":\"Token valid.\",\"valid\":true,\"user_name\":");
  _fake_append_json (reply->body, self->users->len > 0
                                      ? ((FakeUser *) g_ptr_array_index (self->users, 0))->name
                                      : "");
  g_string_append_c (reply->body, '}');
}

/* Reading needs no token, but a token that is sent must be valid. */
static gboolean
check_token (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  const char *token = get_token (request);

  if (request->authorization == NULL)
    return TRUE;
  if (token == NULL)
    {
      _fake_listenbrainz_fail (reply, 401, "Provided Authorization header is invalid.");
      return FALSE;
    }
  if (self->secret == NULL || g_str_equal (self->secret, token))
    return TRUE;
  _fake_listenbrainz_fail (reply, 401, "Invalid authorization token.");
  return FALSE;
}

static void
answer_about_user (FakeService *self,
                   const FakeRequest *request,
                   const char *name,
                   const char *what,
                   FakeReply *reply)
{
  FakeUser *user = _fake_service_find_user (self, name);
  gsize n_plays;

  if (!check_token (self, request, reply))
    return;
  if (user == NULL)
    fail_about (reply, 404, "Cannot find user: ", name);
  else if (g_str_equal (what, "listens"))
    answer_listens (self, request, user, reply);
  else if (g_str_equal (what, "playing-now"))
    answer_playing_now (user, reply);
  else if (g_str_equal (what, "listen-count"))
    {
      _fake_user_get_plays (self, user, &n_plays);
      g_string_append_printf (reply->body, "{\"payload\":{\"count\":%" G_GSIZE_FORMAT "}}",
                              _fake_service_claim (self, user, n_plays));
    }
  else
    _fake_listenbrainz_fail (reply, 404, "The requested URL was not found on the server.");
}

/* The decoded parts of a path between its slashes; many slashes are one. */
static GPtrArray *
split_path (const char *path)
{
  g_auto (GStrv) raw = g_strsplit (path, "/", -1);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; raw[i] != NULL; i++)
    if (*raw[i] != '\0')
      {
        char *decoded = g_uri_unescape_string (raw[i], NULL);

        g_ptr_array_add (parts, decoded != NULL ? decoded : g_strdup (raw[i]));
      }
  return parts;
}

static gboolean
is_part (GPtrArray *parts, guint i, const char *text)
{
  return i < parts->len && g_str_equal (g_ptr_array_index (parts, i), text);
}

void
_fake_listenbrainz_answer (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  g_autoptr (GPtrArray) parts = split_path (request->path);
  gboolean is_validation = parts->len == 2 && is_part (parts, 1, "validate-token");
  gboolean is_about_user = parts->len == 4 && is_part (parts, 1, "user");

  if (!_fake_service_use_limit (self, reply))
    _fake_listenbrainz_fail (reply, 429,
                             "You have exceeded your rate limit. See the X-RateLimit-* response "
                             "headers for more information.");
  else if (!is_part (parts, 0, "1") || (!is_validation && !is_about_user))
    _fake_listenbrainz_fail (reply, 404, "The requested URL was not found on the server.");
  else if (!g_str_equal (request->method, "GET"))
    _fake_listenbrainz_fail (reply, 405, "The method is not allowed for the requested URL.");
  else if (is_validation)
    answer_validate_token (self, request, reply);
  else
    answer_about_user (self, request, g_ptr_array_index (parts, 2), g_ptr_array_index (parts, 3),
                       reply);
}
