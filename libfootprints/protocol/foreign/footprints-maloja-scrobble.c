/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Scrobbles as Maloja exports them. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define OWN_SOURCE "maloja"
#define IMPORT_PREFIX "import:"

/* What Maloja imported, another service had recorded: "import:lastfm". */
static void
set_source (FootprintsInputRow *row, json_object *info, const char *origin)
{
  row->play.source = OWN_SOURCE;
  if (origin == NULL)
    return;
  if (g_str_has_prefix (origin, IMPORT_PREFIX) && origin[strlen (IMPORT_PREFIX)] != '\0')
    row->play.source = origin + strlen (IMPORT_PREFIX);
  else
    _footprints_json_add_string (info, "origin", origin);
}

void
_footprints_maloja_read_scrobble (FootprintsInputRow *row, json_object *element)
{
  json_object *track = _footprints_json_get_object (element, "track");
  json_object *album = _footprints_json_get_object (track, "album");
  json_object *info = json_object_new_object ();
  gint64 seconds;

  row->play.artist = _footprints_foreign_play_join_names (
      row, _footprints_json_get_object (track, "artists"), NULL);
  row->play.track = _footprints_json_play_text (row, track, "title");
  row->play.album = _footprints_json_play_text (row, album, "albumtitle");
  row->play.album_artist = _footprints_foreign_play_join_names (
      row, _footprints_json_get_object (album, "artists"), NULL);
  if (_footprints_json_get_int64 (track, "length", &seconds) && seconds > 0 && seconds < G_MAXINT)
    row->play.duration_ms = seconds * 1000;
  if (_footprints_json_get_int64 (element, "duration", &seconds) && seconds > 0)
    _footprints_json_add_int64 (info, "duration_played", seconds);
  set_source (row, info, _footprints_json_get_string (element, "origin"));
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "time");
}
