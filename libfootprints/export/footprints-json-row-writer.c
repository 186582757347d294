/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes plays as JSON: one line each, or an element of a pretty-printed list. */

#include "libfootprints/export/footprints-row-writer-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

static void
append_object (GString *text, json_object *object, int flags)
{
  g_string_append (text,
                   json_object_to_json_string_ext (object, flags | JSON_C_TO_STRING_NOSLASHESCAPE));
}

/* The extra information as an object, so that other programs can read it; as a string if the object
 * would not give the same text again (other spacing, a repeated member). */
static json_object *
info_to_json (const char *info)
{
  json_object *object =
      _footprints_json_parse (info, strlen (info), FOOTPRINTS_INFO_MAX_DEPTH, NULL);
  g_autofree char *again = object != NULL ? _footprints_json_to_string (object) : NULL;

  if (g_strcmp0 (again, info) == 0)
    return object;
  json_object_put (object);
  return json_object_new_string (info);
}

static void
add_if_known (json_object *object, const char *member, const char *value)
{
  if (value != NULL)
    _footprints_json_add_string (object, member, value);
}

/* {"removed": PLAY}, or {"renamed": PLAY, "to": {artist, track}}. Takes @play. */
static json_object *
wrap_withdrawn (const FootprintsScrobbleRow *row, json_object *play)
{
  json_object *object = json_object_new_object ();
  json_object *to;

  json_object_object_add (object, row->withdrawn, play);
  if (row->new_artist == NULL || row->new_track == NULL)
    return object;
  to = json_object_new_object ();
  _footprints_json_add_string (to, "artist", row->new_artist);
  _footprints_json_add_string (to, "track", row->new_track);
  json_object_object_add (object, "to", to);
  return object;
}

void
_footprints_json_lines_append_row (GString *text, const FootprintsScrobbleRow *row)
{
  g_autoptr (json_object) object = json_object_new_object ();

  _footprints_json_add_int64 (object, "listened_at", row->listened_at);
  _footprints_json_add_string (object, "artist", row->artist);
  _footprints_json_add_string (object, "track", row->track);
  add_if_known (object, "album", row->album);
  add_if_known (object, "album_artist", row->album_artist);
  if (row->duration_ms != 0)
    _footprints_json_add_int64 (object, "duration_ms", row->duration_ms);
  _footprints_json_add_string (object, "source", row->source);
  add_if_known (object, "source_id", row->source_id);
  if (row->info != NULL)
    json_object_object_add (object, "info", info_to_json (row->info));
  if (row->withdrawn != NULL)
    object = wrap_withdrawn (row, object);
  append_object (text, object, JSON_C_TO_STRING_PLAIN);
  g_string_append_c (text, '\n');
}

void
_footprints_json_list_append_row (GString *text,
                                  gint64 id,
                                  const FootprintsScrobbleRow *row,
                                  gboolean is_first)
{
  g_autoptr (json_object) object = json_object_new_object ();

  _footprints_json_add_int64 (object, "id", id);
  _footprints_json_add_string (object, "artist", row->artist);
  _footprints_json_add_string (object, "album", row->album);
  _footprints_json_add_string (object, "track", row->track);
  _footprints_json_add_time (object, "timestamp", row->listened_at);
  _footprints_json_add_string (object, "source", row->source);
  _footprints_json_add_string (object, "source_id", row->source_id);
  g_string_append (text, is_first ? "\n" : ",\n");
  append_object (text, object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED);
}
