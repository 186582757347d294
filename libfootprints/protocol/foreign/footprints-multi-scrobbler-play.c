/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Plays as multi-scrobbler keeps and shows them. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

/* scrobbleTsSOC: the time is that of the end of the play. */
#define STAMPED_AT_END 2

void
_footprints_multi_scrobbler_read_play (FootprintsInputRow *row, json_object *element)
{
  json_object *inner = _footprints_json_get_object (element, "play");
  json_object *play = inner != NULL ? inner : element;
  json_object *data = _footprints_json_get_object (play, "data");
  json_object *meta = _footprints_json_get_object (play, "meta");
  json_object *info = json_object_new_object ();
  gint64 length_s = 0;
  gint64 played_s = 0;
  gint64 moment = 0;

  row->play.source = _footprints_json_play_text (row, meta, "source");
  if (row->play.source != NULL)
    row->play.source = _footprints_input_row_keep (row, g_utf8_strdown (row->play.source, -1));
  row->play.artist = _footprints_foreign_play_join_names (
      row, _footprints_json_get_object (data, "artists"), "name");
  row->play.track = _footprints_json_play_text (row, data, "track");
  row->play.album = _footprints_json_play_text (row, data, "album");
  row->play.album_artist = _footprints_foreign_play_join_names (
      row, _footprints_json_get_object (data, "albumArtists"), "name");
  if (_footprints_json_get_int64 (data, "duration", &length_s) && length_s > 0 &&
      length_s < G_MAXINT)
    row->play.duration_ms = length_s * 1000;
  if (_footprints_json_get_int64 (data, "listenedFor", &played_s) && played_s > 0)
    _footprints_json_add_int64 (info, "duration_played", played_s);
  _footprints_json_play_move (info, data, "isrc");
  _footprints_json_play_move (info, meta, "musicService");
  _footprints_json_play_move (info, meta, "deviceId");
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, data, "playDate");
  if (_footprints_json_get_int64 (meta, "scrobbleTsSOC", &moment) && moment == STAMPED_AT_END)
    row->play.listened_at -= CLAMP (played_s > 0 ? played_s : length_s, 0, 86400);
}
