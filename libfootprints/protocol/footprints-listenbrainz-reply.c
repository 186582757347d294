/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Checks and reads the replies of ListenBrainz. */

#include "libfootprints/protocol/footprints-listenbrainz-reply-private.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

const FootprintsReplyShape _footprints_listenbrainz_shape = { "payload", "listens" };

static json_object *
get_payload (json_object *root)
{
  return _footprints_json_get_object (root, "payload");
}

gint64
_footprints_listenbrainz_get_oldest_at (json_object *root)
{
  gint64 oldest_at = -1;

  _footprints_json_get_int64 (get_payload (root), "oldest_listen_ts", &oldest_at);
  return oldest_at;
}

gint64
_footprints_listenbrainz_get_latest_at (json_object *root)
{
  gint64 latest_at = -1;

  _footprints_json_get_int64 (get_payload (root), "latest_listen_ts", &latest_at);
  return latest_at;
}

gint64
_footprints_listenbrainz_get_count (json_object *root)
{
  gint64 count = -1;

  if (_footprints_json_get_int64 (get_payload (root), "count", &count) && count >= 0)
    return count;
  return -1;
}

static void
set_refusal (guint status, const char *message, const char *account, GError **error)
{
  FootprintsError code = FOOTPRINTS_ERROR_INVALID_ARGUMENT;
  const char *advice = "this cannot be fixed from here";

  if (status == 401 || status == 403)
    {
      code = FOOTPRINTS_ERROR_UNAUTHORIZED;
      advice = "check the token";
    }
  else if (status == 404)
    {
      code = FOOTPRINTS_ERROR_NOT_FOUND;
      advice = "check the user name and the base URL";
    }
  g_set_error (error, FOOTPRINTS_ERROR, code,
               "ListenBrainz request for user “%s” failed with HTTP status %u (%s): %s", account,
               status, message, advice);
}

gboolean
_footprints_listenbrainz_check_reply (guint status,
                                      json_object *root,
                                      const char *account,
                                      GError **error)
{
  const char *text = _footprints_json_get_string (root, "error");
  g_autofree char *message = _footprints_service_reply_clean_message (text);

  if (status == 429)
    g_set_error_literal (
        error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_RATE_LIMITED,
        "ListenBrainz limits the rate of requests (HTTP status 429): try again later");
  else if (status >= 400 && status < 500 && (text != NULL || status == 401 || status == 403))
    set_refusal (status, message, account, error);
  else if (status == 404)
    g_set_error_literal (
        error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
        "no ListenBrainz API at this address (HTTP status 404): check the base URL");
  else if (status >= 300 || !json_object_is_type (get_payload (root), json_type_object))
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE,
                 "ListenBrainz did not return a list of listens for user “%s” (HTTP status "
                 "%u%s%s): try again later",
                 account, status, *message != '\0' ? ", " : "", message);
  else
    return TRUE;
  return FALSE;
}

char *
_footprints_listenbrainz_make_root (const char *base_url)
{
  gsize length = strlen (base_url);

  while (length > 0 && base_url[length - 1] == '/')
    length--;
  if (length >= 2 && strncmp (base_url + length - 2, "/1", 2) == 0)
    length -= 2;
  while (length > 0 && base_url[length - 1] == '/')
    length--;
  return g_strndup (base_url, length);
}
