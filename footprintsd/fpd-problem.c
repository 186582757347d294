/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-problem.h"

#include <json-c/json.h>
#include <libfootprints/footprints.h>
#include <libsoup/soup.h>

/* G_DEFINE_QUARK would write the number without a lock, from whichever threads fail first. */
GQuark
fpd_http_error_quark (void)
{
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("fpd-http-error-quark"));
  return (GQuark) quark;
}

static const struct
{
  FootprintsError code;
  guint status;
} statuses[] = {
  { FOOTPRINTS_ERROR_INVALID_ARGUMENT, SOUP_STATUS_UNPROCESSABLE_ENTITY },
  { FOOTPRINTS_ERROR_INVALID_SCROBBLE, SOUP_STATUS_UNPROCESSABLE_ENTITY },
  { FOOTPRINTS_ERROR_NOT_FOUND, SOUP_STATUS_NOT_FOUND },
  { FOOTPRINTS_ERROR_UNKNOWN_FORMAT, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE },
  { FOOTPRINTS_ERROR_TOO_LARGE, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE },
  { FOOTPRINTS_ERROR_DISK_FULL, SOUP_STATUS_INSUFFICIENT_STORAGE },
  { FOOTPRINTS_ERROR_BUSY, SOUP_STATUS_SERVICE_UNAVAILABLE },
  { FOOTPRINTS_ERROR_CLOSED, SOUP_STATUS_SERVICE_UNAVAILABLE },
  { FOOTPRINTS_ERROR_EXISTS, SOUP_STATUS_CONFLICT },
  { FOOTPRINTS_ERROR_LOCKED, SOUP_STATUS_LOCKED },
  { FOOTPRINTS_ERROR_NETWORK, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_UNAVAILABLE, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_RATE_LIMITED, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_UNAUTHORIZED, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_BAD_REPLY, SOUP_STATUS_BAD_GATEWAY },
};

guint
fpd_problem_get_status (const GError *error)
{
  if (error->domain == FPD_HTTP_ERROR)
    return (guint) error->code;
  if (error->domain == FOOTPRINTS_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
      if ((FootprintsError) error->code == statuses[i].code)
        return statuses[i].status;
  return SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

const char *
fpd_problem_get_title (guint status)
{
  /* libsoup knows these as numbers only. */
  if (status == SOUP_STATUS_MISDIRECTED_REQUEST)
    return "Misdirected Request";
  if (status == FPD_STATUS_HEADERS_TOO_LARGE)
    return "Request Header Fields Too Large";
  return status == FPD_STATUS_TOO_MANY_REQUESTS ? "Too Many Requests"
                                                : soup_status_get_phrase (status);
}

char *
fpd_problem_to_json (guint status, const char *detail)
{
  json_object *object = json_object_new_object ();
  /* What it quotes comes out of a URL, which may spell any byte. */
  g_autofree char *valid_detail = g_utf8_make_valid (detail, -1);
  char *text;

  json_object_object_add (object, "type", json_object_new_string ("about:blank"));
  json_object_object_add (object, "title", json_object_new_string (fpd_problem_get_title (status)));
  json_object_object_add (object, "status", json_object_new_int ((int) status));
  json_object_object_add (object, "detail", json_object_new_string (valid_detail));
  text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN |
                                                               JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (object);
  return text;
}
