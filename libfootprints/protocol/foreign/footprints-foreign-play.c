/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What plays of other programs have in common. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

const char *
_footprints_foreign_play_join_names (FootprintsInputRow *row,
                                     json_object *array,
                                     const char *member)
{
  gsize n_names =
      json_object_is_type (array, json_type_array) ? json_object_array_length (array) : 0;
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < n_names; i++)
    {
      json_object *item = json_object_array_get_idx (array, i);
      const char *name = json_object_is_type (item, json_type_object)
                             ? _footprints_json_get_string (item, member)
                             : json_object_get_string (item);

      if (name != NULL && *name != '\0')
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return _footprints_input_row_text (
      row, _footprints_input_row_keep (row, g_string_free (names, FALSE)));
}
