/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parses JSON request bodies and reads their members, with errors that name the member. */

#include "footprintsd/request/fpd-json-body.h"

#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_DEPTH 8

static json_object *
parse (GBytes *bytes)
{
  json_tokener *tokener = json_tokener_new_ex (MAX_DEPTH);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  json_object *object = NULL;

  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  if (length > 0 && length <= FPD_JSON_BODY_MAX_BYTES)
    object = json_tokener_parse_ex (tokener, text, (int) length);
  /* Only white space may follow the value. */
  if (object != NULL && json_tokener_get_parse_end (tokener) < length &&
      strspn (text + json_tokener_get_parse_end (tokener), " \t\r\n") <
          length - json_tokener_get_parse_end (tokener))
    g_clear_pointer (&object, json_object_put);
  json_tokener_free (tokener);
  return object;
}

json_object *
fpd_json_body_parse (const FpdRequest *request, GError **error)
{
  json_object *object;

  if (!fpd_request_has_type (request, "application/json") || request->body == NULL)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE,
                           "the body must be JSON, with Content-Type: application/json");
      return NULL;
    }
  object = parse (request->body);
  if (object == NULL)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_BAD_REQUEST,
                           "the body is not valid JSON");
      return NULL;
    }
  if (!json_object_is_type (object, json_type_object))
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                           "the body must be a JSON object");
      g_clear_pointer (&object, json_object_put);
    }
  return object;
}

/* NULL for a member that is missing or null. */
static json_object *
get_member (json_object *body, const char *name)
{
  json_object *member = NULL;

  json_object_object_get_ex (body, name, &member);
  return member;
}

static gboolean
fail_member (const char *name, const char *what, GError **error)
{
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY, "%s %s", name, what);
  return FALSE;
}

gboolean
fpd_json_body_get_text (json_object *body, const char *name, const char **value, GError **error)
{
  json_object *member = get_member (body, name);

  if (member == NULL)
    return TRUE;
  if (!json_object_is_type (member, json_type_string) ||
      strlen (json_object_get_string (member)) != (gsize) json_object_get_string_len (member))
    return fail_member (name, "must be a string", error);
  *value = json_object_get_string (member);
  return TRUE;
}

gboolean
fpd_json_body_get_int64 (json_object *body, const char *name, gint64 *value, GError **error)
{
  json_object *member = get_member (body, name);

  if (member == NULL)
    return TRUE;
  if (!json_object_is_type (member, json_type_int))
    return fail_member (name, "must be a whole number", error);
  *value = json_object_get_int64 (member);
  return TRUE;
}

gboolean
fpd_json_body_get_boolean (json_object *body, const char *name, gboolean *value, GError **error)
{
  json_object *member = get_member (body, name);

  if (member == NULL)
    return TRUE;
  if (!json_object_is_type (member, json_type_boolean))
    return fail_member (name, "must be true or false", error);
  *value = json_object_get_boolean (member);
  return TRUE;
}

gboolean
fpd_json_body_need (const char *name, const char *value, GError **error)
{
  if (value != NULL && value[strspn (value, " \t\r\n")] != '\0')
    return TRUE;
  return fail_member (name, "is required", error);
}
