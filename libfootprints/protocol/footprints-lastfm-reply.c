/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Checks and reads the replies of Last.fm and Libre.fm. */

#include "libfootprints/protocol/footprints-lastfm-reply-private.h"

#include "libfootprints/core/footprints-error.h"

/* Error codes of the Last.fm API, and what they mean for a client that only reads. */
static const struct
{
  gint64 number;
  FootprintsError code;
  const char *advice;
} meanings[] = {
  { 4, FOOTPRINTS_ERROR_UNAUTHORIZED, "check the API key" },
  { 6, FOOTPRINTS_ERROR_NOT_FOUND, "check the user name" },
  { 8, FOOTPRINTS_ERROR_UNAVAILABLE, "try again later" },
  { 10, FOOTPRINTS_ERROR_UNAUTHORIZED, "check the API key" },
  { 11, FOOTPRINTS_ERROR_UNAVAILABLE, "try again later" },
  { 16, FOOTPRINTS_ERROR_UNAVAILABLE, "try again later" },
  { 17, FOOTPRINTS_ERROR_UNAUTHORIZED,
    "the user hides their plays: allow access in the privacy settings of the account" },
  { 26, FOOTPRINTS_ERROR_UNAUTHORIZED, "the API key is suspended: create a new one" },
  { 29, FOOTPRINTS_ERROR_RATE_LIMITED, "try again later" },
};

/* What Libre.fm returns for a range without plays. */
#define ERROR_NOTHING_THERE 7

/* Last.fm: {"error": 6, "message": "…"}; Libre.fm: {"error": {"code": "6", "#text": "…"}}. */
static gboolean
find_error (json_object *root, gint64 *number, const char **message)
{
  json_object *nested = _footprints_json_get_object (root, "error");

  if (json_object_is_type (nested, json_type_object))
    {
      *message = _footprints_json_get_string (nested, "#text");
      return _footprints_json_get_int64 (nested, "code", number);
    }
  *message = _footprints_json_get_string (root, "message");
  return _footprints_json_get_int64 (root, "error", number);
}

static void
set_error (gint64 number, const char *message, const char *account, GError **error)
{
  g_autofree char *clean = _footprints_service_reply_clean_message (message);
  FootprintsError code = FOOTPRINTS_ERROR_BAD_REPLY;
  const char *advice = "check the base URL";

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].number == number)
      {
        code = meanings[i].code;
        advice = meanings[i].advice;
      }
  g_set_error (error, FOOTPRINTS_ERROR, code,
               "Last.fm request for user “%s” failed with error %" G_GINT64_FORMAT " (%s): %s",
               account, number, clean, advice);
}

const FootprintsReplyShape _footprints_lastfm_shape = { "recenttracks", "track" };

static json_object *
get_list (json_object *root)
{
  return _footprints_json_get_object (root, "recenttracks");
}

static json_object *
get_attributes (json_object *root)
{
  return _footprints_json_get_object (get_list (root), "@attr");
}

gint64
_footprints_lastfm_get_total (json_object *root)
{
  gint64 total = -1;

  if (_footprints_json_get_int64 (get_attributes (root), "total", &total) && total >= 0)
    return total;
  return -1;
}

gboolean
_footprints_lastfm_is_now_playing (json_object *track)
{
  json_object *attributes = _footprints_json_get_object (track, "@attr");

  return _footprints_json_get_object (track, "date") == NULL &&
         _footprints_json_has (attributes, "nowplaying");
}

gint64
_footprints_lastfm_get_page_size (json_object *root)
{
  gint64 page_size = -1;

  _footprints_json_get_int64 (get_attributes (root), "perPage", &page_size);
  return page_size;
}

static gboolean
has_dated_track (const FootprintsServiceReply *reply)
{
  gsize n_tracks = _footprints_service_reply_get_n_rows (reply);

  for (gsize i = 0; i < n_tracks; i++)
    {
      gboolean is_repaired;
      g_autoptr (json_object) track =
          _footprints_service_reply_parse_row (reply, i, &is_repaired, NULL);

      if (_footprints_json_has (track, "date"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
fail_status (guint status, const char *account, GError **error)
{
  if (status == 429)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_RATE_LIMITED,
                 "Last.fm limits the rate of requests (HTTP status 429): try again later");
  else if (status == 401 || status == 403)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED,
                 "Last.fm refuses to answer for user “%s” (HTTP status %u): check the API key",
                 account, status);
  else if (status == 404)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
                         "no Last.fm API at this address (HTTP status 404): check the base URL");
  else
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE,
                 "Last.fm did not return a list of tracks for user “%s” (HTTP status %u): "
                 "try again later",
                 account, status);
  return FALSE;
}

/* Now and then a reply holds the tracks of another user. */
static gboolean
check_user (json_object *root, const char *account, GError **error)
{
  const char *user = _footprints_json_get_string (get_attributes (root), "user");
  g_autofree char *wanted = NULL;
  g_autofree char *given = NULL;

  if (user == NULL || *user == '\0')
    return TRUE;
  wanted = g_utf8_casefold (account, -1);
  given = g_utf8_casefold (user, -1);
  if (g_str_equal (wanted, given))
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE,
               "Last.fm was asked for user “%s” but answered for another: try again later",
               account);
  return FALSE;
}

/* Whether there must be plays on the page. */
static gboolean
is_page_within (json_object *root)
{
  gint64 page = 1;
  gint64 n_pages = 0;

  _footprints_json_get_int64 (get_attributes (root), "page", &page);
  return _footprints_json_get_int64 (get_attributes (root), "totalPages", &n_pages) &&
         page <= n_pages && _footprints_lastfm_get_total (root) > 0;
}

gboolean
_footprints_lastfm_is_doubtful (const FootprintsServiceReply *reply)
{
  return is_page_within (reply->root) && !has_dated_track (reply);
}

gboolean
_footprints_lastfm_check_reply (guint status,
                                const FootprintsServiceReply *reply,
                                const char *account,
                                GError **error)
{
  json_object *root = reply != NULL ? reply->root : NULL;
  const char *message = NULL;
  gint64 number = 0;

  if (find_error (root, &number, &message))
    {
      if (number == ERROR_NOTHING_THERE)
        return TRUE;
      set_error (number, message, account, error);
      return FALSE;
    }
  if (status >= 300 || !json_object_is_type (get_list (root), json_type_object))
    return fail_status (status, account, error);
  if (!check_user (root, account, error))
    return FALSE;
  return TRUE;
}
