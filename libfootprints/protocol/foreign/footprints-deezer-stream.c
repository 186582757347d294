/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Streams as Deezer gives them out, one in each row of a sheet. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

void
_footprints_deezer_read_stream (FootprintsInputRow *row, json_object *element)
{
  json_object *info = json_object_new_object ();
  gint64 played_s = -1;

  row->play.source = "deezer";
  row->play.artist = _footprints_json_play_text (row, element, "Artist");
  row->play.track = _footprints_json_play_text (row, element, "Song Title");
  row->play.album = _footprints_json_play_text (row, element, "Album Title");
  _footprints_json_play_move (info, element, "ISRC");
  _footprints_json_play_move (info, element, "Listening Time");
  _footprints_json_play_move (info, element, "Platform Name");
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "Date");
  /* -1: not known */
  if (_footprints_json_get_int64 (element, "Listening Time", &played_s) && played_s >= 0 &&
      played_s < G_MAXINT)
    _footprints_input_row_check_played (row, played_s * 1000);
}
