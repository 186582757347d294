/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Streams as Tidal gives them out. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

void
_footprints_tidal_read_stream (FootprintsInputRow *row, json_object *element)
{
  const char *product = _footprints_json_get_string (element, "product_type");
  json_object *info = json_object_new_object ();
  gint64 played_ms = -1;

  row->play.source = "tidal";
  row->play.artist = _footprints_json_play_text (row, element, "artist_name");
  row->play.track = _footprints_json_play_text (row, element, "track_title");
  row->play.album = _footprints_json_play_text (row, element, "album_name");
  _footprints_json_play_move (info, element, "stream_duration_ms");
  _footprints_json_play_move (info, element, "product_type");
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "entry_date");
  if (product != NULL && g_ascii_strcasecmp (product, "video") == 0)
    row->problem = "it is a video, not a track";
  if (_footprints_json_get_int64 (element, "stream_duration_ms", &played_ms))
    _footprints_input_row_check_played (row, played_ms);
}
