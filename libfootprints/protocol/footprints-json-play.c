/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parts of a play in JSON that all its readers share. */

#include "libfootprints/protocol/footprints-json-play-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/core/footprints-json-writer-private.h"

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

  *is_repaired = !_footprints_json_is_utf8 (text, length) && memchr (text, '\0', length) == NULL;
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

static void
write_value (FootprintsJsonWriter *writer, json_object *value)
{
  const char *text;
  gsize length;

  switch (json_object_get_type (value))
    {
    case json_type_string:
      _footprints_json_writer_string (writer, json_object_get_string (value));
      break;
    case json_type_boolean:
      _footprints_json_writer_boolean (writer, json_object_get_boolean (value));
      break;
    case json_type_int:
      _footprints_json_writer_int64 (writer, json_object_get_int64 (value));
      break;
    case json_type_null:
    case json_type_double:
    case json_type_object:
    case json_type_array:
    default:
      text = json_object_to_json_string_length (
          value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &length);
      _footprints_json_writer_json (writer, text, length);
      break;
    }
}

void
_footprints_json_play_keep_members (FootprintsInputRow *row,
                                    json_object *object,
                                    const char *const *members)
{
  FootprintsJsonWriter writer;
  gboolean is_empty = TRUE;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  for (guint i = 0; members[i] != NULL; i++)
    {
      json_object *value = _footprints_json_get_object (object, members[i]);

      if (value == NULL)
        continue;
      _footprints_json_writer_name (&writer, members[i]);
      write_value (&writer, value);
      is_empty = FALSE;
    }
  _footprints_json_writer_end_object (&writer);
  if (is_empty)
    _footprints_json_writer_clear (&writer);
  else
    row->play.info = _footprints_input_row_keep (row, _footprints_json_writer_take_text (&writer));
}
