/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parts of a play in JSON that all its readers share. */

#include "libfootprints/protocol/footprints-json-play-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

#include <string.h>

json_object *
_footprints_json_play_parse (const char *text,
                             gsize length,
                             int max_depth,
                             gsize max_values,
                             gboolean *is_repaired,
                             GError **error)
{
  g_autofree char *valid = NULL;

  *is_repaired = !g_utf8_validate_len (text, length, NULL) && memchr (text, '\0', length) == NULL;
  if (*is_repaired)
    {
      valid = _footprints_input_text_repair (text, length);
      text = valid;
      length = strlen (valid);
    }
  return _footprints_json_parse_bounded (text, length, max_depth, max_values, error);
}

const char *
_footprints_json_play_text (FootprintsInputRow *row, json_object *object, const char *member)
{
  json_object *value = _footprints_json_get_object (object, member);

  /* Some names are numbers, and some programs write them as such. */
  if (json_object_is_type (value, json_type_int) || json_object_is_type (value, json_type_double))
    return json_object_get_string (value);
  return _footprints_input_row_text (row, _footprints_json_get_string (object, member));
}

void
_footprints_json_play_set_time (FootprintsInputRow *row, json_object *object, const char *member)
{
  json_object *value = _footprints_json_get_object (object, member);
  gint64 number;

  if (json_object_is_type (value, json_type_string))
    _footprints_input_row_set_time (row, json_object_get_string (value));
  else if (_footprints_json_get_int64 (object, member, &number))
    row->play.listened_at = _footprints_time_from_number (number);
  else
    row->problem = "the time is missing";
}

void
_footprints_json_play_set_id (FootprintsInputRow *row, const char *prefix, const char *id)
{
  row->play.source_id =
      id != NULL ? _footprints_input_row_keep (row, g_strconcat (prefix, id, NULL))
                 : _footprints_input_row_keep (
                       row, g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix, row->play.listened_at));
}

void
_footprints_json_play_move (json_object *to, json_object *from, const char *member)
{
  json_object *value = _footprints_json_get_object (from, member);

  if (value != NULL)
    json_object_object_add_ex (to, member, json_object_get (value),
                               JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_ADD_CONSTANT_KEY);
}
