/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* user.getRecentTracks and user.getInfo of the Last.fm API 2.0 in JSON: all numbers are strings,
 * and missing values are empty strings. */

#include "tests/common/fake-private.h"

#include "tests/common/footprints-invented-names.h"

#include <string.h>
#include <time.h>

/* Which plays a request covers, and which of them it asks for. */
typedef struct
{
  const char *user;
  gboolean is_extended;
  guint64 limit;
  guint64 page; /* from 1 */
  guint64 total;
  guint64 n_pages;
  const FakeStoredPlay *now_playing;
  const FakeStoredPlay *newest; /* of the page; the others precede it */
  gsize n_rows;                 /* without now_playing */
  gboolean has_junk;
} Page;

void
_fake_lastfm_fail (FakeReply *reply, guint status, guint code, const char *message)
{
  reply->status = status;
  g_string_append (reply->body, "{\"message\":");
  _fake_append_json (reply->body, message);
  g_string_append_printf (reply->body, ",\"error\":%u}", code);
}

static void
append_in_address (GString *body, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || strchr ("-._~", *p) != NULL)
      g_string_append_c (body, *p);
    else if (*p == ' ')
      g_string_append_c (body, '+');
    else
      {
        g_string_append_c (body, '%');
        g_string_append_c (body, "0123456789ABCDEF"[(guchar) *p >> 4]);
        g_string_append_c (body, "0123456789ABCDEF"[(guchar) *p & 15]);
      }
}

static void
append_images (GString *body)
{
  static const char *const sizes[] = { "small", "medium", "large", "extralarge" };

  g_string_append (body, "\"image\":[");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_string_append (body, i > 0 ? ",{\"size\":\"" : "{\"size\":\"");
      g_string_append (body, sizes[i]);
      g_string_append (body, "\",\"#text\":\"\"}");
    }
  g_string_append_c (body, ']');
}

/* One name in four has an id. */
static void
append_mbid (GString *body, const char *name)
{
  const FakeStoredPlay key = { .artist = name, .track = "", .album = "" };
  guint64 hash = name != NULL ? _fake_play_hash (&key, 11) : 1;

  g_string_append (body, "\"mbid\":\"");
  if (hash % 4 == 0)
    _fake_append_uuid (body, hash, footprints_mix (hash));
  g_string_append_c (body, '"');
}

static void
append_artist (GString *body, const char *artist, gboolean is_extended)
{
  g_string_append (body, "\"artist\":{");
  if (is_extended)
    {
      g_string_append (body, "\"url\":\"https://www.last.fm/music/");
      append_in_address (body, artist);
      g_string_append (body, "\",");
      append_images (body);
      g_string_append_c (body, ',');
    }
  append_mbid (body, artist);
  g_string_append (body, is_extended ? ",\"name\":" : ",\"#text\":");
  _fake_append_json (body, artist);
  g_string_append_c (body, '}');
}

static void
append_date (GString *body, gint64 listened_at)
{
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  time_t time = (time_t) listened_at;
  struct tm parts;

  gmtime_r (&time, &parts);
  g_string_append_printf (
      body, ",\"date\":{\"uts\":\"%" G_GINT64_FORMAT "\",\"#text\":\"%02d %s %d, %02d:%02d\"}",
      listened_at, parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour,
      parts.tm_min);
}

static void
append_track (GString *body, const Page *page, const FakeStoredPlay *play)
{
  g_string_append_c (body, '{');
  append_artist (body, play->artist, page->is_extended);
  g_string_append (body, ",\"streamable\":\"0\",");
  append_images (body);
  g_string_append_c (body, ',');
  append_mbid (body, play->track);
  g_string_append (body, ",\"album\":{");
  append_mbid (body, play->album);
  g_string_append (body, ",\"#text\":");
  _fake_append_json (body, play->album);
  g_string_append (body, "},\"name\":");
  _fake_append_json (body, play->track);
  if (page->is_extended)
    g_string_append (body, play->loved ? ",\"loved\":\"1\"" : ",\"loved\":\"0\"");
  if (play == page->now_playing)
    g_string_append (body, ",\"@attr\":{\"nowplaying\":\"true\"}");
  g_string_append (body, ",\"url\":\"https://www.last.fm/music/");
  append_in_address (body, play->artist);
  g_string_append (body, "/_/");
  append_in_address (body, play->track);
  g_string_append_c (body, '"');
  if (play != page->now_playing)
    append_date (body, play->shown_at);
  g_string_append_c (body, '}');
}

/* Appends a row that no client can read as a play. */
static void
append_junk (GString *body)
{
  g_string_append (body, "{\"artist\":{\"mbid\":\"\",\"#text\":\"\"},\"name\":\"\","
                         "\"date\":{\"uts\":\"soon\",\"#text\":\"\"}}");
}

static void
append_page (GString *body, const Page *page)
{
  gsize n_tracks = page->n_rows + (page->now_playing != NULL ? 1 : 0) + (page->has_junk ? 1 : 0);

  g_string_append (body, "{\"recenttracks\":{\"track\":");
  /* A single track is an object; none or several are an array. */
  if (n_tracks != 1)
    g_string_append_c (body, '[');
  if (page->now_playing != NULL)
    append_track (body, page, page->now_playing);
  for (gsize i = 0; i < page->n_rows; i++)
    {
      if (i > 0 || page->now_playing != NULL)
        g_string_append_c (body, ',');
      append_track (body, page, page->newest - i);
    }
  if (page->has_junk)
    {
      if (n_tracks > 1)
        g_string_append_c (body, ',');
      append_junk (body);
    }
  if (n_tracks != 1)
    g_string_append_c (body, ']');
  g_string_append (body, ",\"@attr\":{\"user\":");
  _fake_append_json (body, page->user);
  g_string_append_printf (body,
                          ",\"totalPages\":\"%" G_GUINT64_FORMAT "\",\"page\":\"%" G_GUINT64_FORMAT
                          "\",\"perPage\":\"%" G_GUINT64_FORMAT "\",\"total\":\"%" G_GUINT64_FORMAT
                          "\"}}}",
                          page->n_pages, page->page, page->limit, page->total);
}

/* Counts the plays on earlier pages. Pages repeat in groups of three, the second of which may be
 * short. */
static guint64
count_plays_before (const Page *page, guint64 n_missing)
{
  guint64 group = (page->page - 1) / 3 * (3 * page->limit - n_missing);
  guint64 in_group = (page->page - 1) % 3;

  return group + in_group * page->limit - (in_group == 2 ? n_missing : 0);
}

static guint64
count_pages (const Page *page, guint64 n_missing)
{
  guint64 in_group = 3 * page->limit - n_missing;
  guint64 rest = page->total % in_group;
  guint64 n_pages = page->total / in_group * 3;

  if (rest > 2 * page->limit - n_missing)
    return n_pages + 3;
  if (rest > page->limit)
    return n_pages + 2;
  return n_pages + (rest > 0 ? 1 : 0);
}

/* The request covers @page->total plays from @plays[@first] on. */
static void
choose_rows (FakeService *self, const FakeStoredPlay *plays, gsize first, Page *page)
{
  guint64 n_missing = self->short_pages && page->limit > 1 ? MAX (page->limit / 4, 1) : 0;
  guint64 n_before = count_plays_before (page, n_missing);
  guint64 n_rows = page->limit - (page->page % 3 == 2 ? n_missing : 0);

  page->n_pages = count_pages (page, n_missing);
  if (n_before >= page->total || self->page_fault == FAKE_FAULT_EMPTY_PAGE)
    return;
  page->newest = &plays[first + page->total - 1 - n_before];
  page->n_rows = MIN (n_rows, page->total - n_before);
}

static void
claim_total (FakeService *self, const FakeUser *user, Page *page)
{
  guint64 total = _fake_service_claim (self, user, page->total);

  if (total == page->total)
    return;
  page->total = total;
  page->n_pages = (total + page->limit - 1) / page->limit;
}

/* @number keeps its value if the argument is missing. */
static gboolean
read_number (const FakeRequest *request, const char *name, gint64 *number)
{
  const char *text = g_hash_table_lookup (request->query, name);

  return text == NULL || _fake_parse_number (text, number);
}

static void
answer_recent_tracks (FakeService *self,
                      const FakeRequest *request,
                      FakeUser *user,
                      FakeReply *reply)
{
  gint64 limit = 50;
  gint64 number = 1;
  gint64 from = G_MININT64;
  gint64 to = G_MAXINT64;
  Page page = { .user = user->name };
  const FakeStoredPlay *plays;
  gsize n_plays;
  gsize first;
  gsize end;

  if (!read_number (request, "limit", &limit) || !read_number (request, "page", &number) ||
      !read_number (request, "from", &from) || !read_number (request, "to", &to) || limit < 1 ||
      number < 1)
    {
      _fake_lastfm_fail (reply, 400, 6, "Invalid parameters");
      return;
    }
  if (self->max_pages > 0 && number > self->max_pages)
    {
      _fake_lastfm_fail (reply, 500, 8,
                         "Operation failed - Most likely the backend service failed");
      return;
    }
  page.limit = MIN ((guint64) limit, self->max_page);
  page.page = MIN ((guint64) number, G_MAXUINT32);
  page.is_extended = g_strcmp0 (g_hash_table_lookup (request->query, "extended"), "1") == 0;
  page.now_playing = user->has_now_playing ? &user->now_playing : NULL;
  plays = _fake_user_get_plays (self, user, &n_plays);
  first = _fake_plays_find (plays, n_plays, from);
  end = _fake_plays_find (plays, n_plays, self->ignores_bounds ? G_MAXINT64 : to);
  page.total = end > first ? end - first : 0;
  page.has_junk = self->page_fault == FAKE_FAULT_JUNK_ROW;
  choose_rows (self, plays, first, &page);
  for (gsize i = 0; i < page.n_rows && limit > 1; i++)
    _fake_service_deliver (self, page.newest - i);
  claim_total (self, user, &page);
  g_string_free (reply->body, TRUE);
  reply->body = g_string_sized_new (1024 * (page.n_rows + 1));
  append_page (reply->body, &page);
}

static void
answer_info (FakeService *self, FakeUser *user, FakeReply *reply)
{
  gsize n_plays;
  const FakeStoredPlay *plays = _fake_user_get_plays (self, user, &n_plays);
  gint64 registered_at = n_plays > 0 ? plays[0].listened_at - 24 * 60 * 60 : 1100000000;

  g_string_append (reply->body, "{\"user\":{\"name\":");
  _fake_append_json (reply->body, user->name);
  g_string_append_printf (reply->body,
                          ",\"realname\":\"\",\"subscriber\":\"0\",\"playcount\":\"%" G_GSIZE_FORMAT
                          "\",\"registered\":{\"unixtime\":\"%" G_GINT64_FORMAT
                          "\",\"#text\":%" G_GINT64_FORMAT "},\"url\":\"https://www.last.fm/user/",
                          _fake_service_claim (self, user, n_plays), registered_at, registered_at);
  append_in_address (reply->body, user->name);
  g_string_append (reply->body, "\",\"type\":\"user\"}}");
}

/* Checks common to both methods. NULL after an error. */
static FakeUser *
find_user (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  const char *key = g_hash_table_lookup (request->query, "api_key");
  const char *name = g_hash_table_lookup (request->query, "user");
  FakeUser *user;

  if (key == NULL || *key == '\0' || (self->secret != NULL && !g_str_equal (self->secret, key)))
    {
      _fake_lastfm_fail (reply, 403, 10,
                         "Invalid API key - You must be granted a valid key by last.fm");
      return NULL;
    }
  if (name == NULL || *name == '\0')
    {
      _fake_lastfm_fail (reply, 400, 6,
                         "Invalid parameters - Your request is missing a required "
                         "parameter");
      return NULL;
    }
  user = _fake_service_find_user (self, name);
  if (user == NULL)
    _fake_lastfm_fail (reply, 404, 6, "User not found");
  return user;
}

static void
answer_method (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  const char *method = g_hash_table_lookup (request->query, "method");
  const char *format = g_hash_table_lookup (request->query, "format");
  gboolean wants_plays = method != NULL && g_ascii_strcasecmp (method, "user.getrecenttracks") == 0;
  FakeUser *user;

  if (g_strcmp0 (format, "json") != 0)
    {
      _fake_lastfm_fail (reply, 400, 5,
                         "Invalid format - This service doesn't exist in that format");
      return;
    }
  if (!wants_plays && (method == NULL || g_ascii_strcasecmp (method, "user.getinfo") != 0))
    {
      _fake_lastfm_fail (reply, 400, 3,
                         "Invalid Method - No method with that name in this package");
      return;
    }
  user = find_user (self, request, reply);
  if (user == NULL)
    return;
  if (!wants_plays)
    answer_info (self, user, reply);
  else if (user->is_hidden)
    _fake_lastfm_fail (reply, 403, 17, "Login: User required to be logged in");
  else
    answer_recent_tracks (self, request, user, reply);
}

void
_fake_lastfm_answer (FakeService *self, const FakeRequest *request, FakeReply *reply)
{
  if (!g_str_equal (request->path, "/2.0/") && !g_str_equal (request->path, "/2.0"))
    _fake_lastfm_fail (reply, 404, 2, "Invalid service - This service does not exist");
  else if (!_fake_service_use_limit (self, reply))
    _fake_lastfm_fail (reply, 429, 29, "Rate Limit Exceeded");
  else if (request->query == NULL || !g_str_equal (request->method, "GET"))
    _fake_lastfm_fail (reply, 400, 3, "Invalid Method - No method with that name in this package");
  else
    answer_method (self, request, reply);
}

void
_fake_lastfm_answer_wrong_user (const FakeRequest *request, FakeReply *reply)
{
  FakeStoredPlay plays[50];
  Page page = {
    .user = "somebody-else",
    .limit = 50,
    .page = 1,
    .total = G_N_ELEMENTS (plays),
    .n_pages = 1,
    .newest = &plays[G_N_ELEMENTS (plays) - 1],
    .n_rows = G_N_ELEMENTS (plays),
  };

  for (guint i = 0; i < G_N_ELEMENTS (plays); i++)
    plays[i] = (FakeStoredPlay){
      .artist = "Somebody Else's Band",
      .track = "Not Yours",
      .listened_at = 1600000000 + i * 240,
      .shown_at = 1600000000 + i * 240,
    };
  reply->status = 200;
  g_string_truncate (reply->body, 0);
  append_page (reply->body, &page);
}
