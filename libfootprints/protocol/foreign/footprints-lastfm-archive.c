/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Scrobbles in the archive that Last.fm itself gave out from 2012 to 2014. There are two forms:
 * {timestamp, track, uncorrectedTrack, album, application}, and {time, track: {…,
 * uncorrectedTrack}, …}. The corrected names come first. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

void
_footprints_lastfm_archive_read_scrobble (FootprintsInputRow *row, json_object *element)
{
  json_object *track = _footprints_json_get_object (element, "track");
  json_object *album = _footprints_json_get_object (element, "album");
  json_object *time = _footprints_json_get_object (element, "timestamp");
  json_object *info = json_object_new_object ();

  if (time == NULL)
    time = _footprints_json_get_object (element, "time");
  row->play.source = "lastfm";
  row->play.track = _footprints_json_play_text (row, track, "name");
  row->play.artist =
      _footprints_json_play_text (row, _footprints_json_get_object (track, "artist"), "name");
  row->play.album = _footprints_json_play_text (row, album, "name");
  row->play.album_artist =
      _footprints_json_play_text (row, _footprints_json_get_object (album, "artist"), "name");
  _footprints_json_play_move (info, element, "application");
  _footprints_input_row_take_info (row, info);
  if (time == NULL)
    {
      row->problem = "it has no time: it is a count from before Last.fm";
      return;
    }
  _footprints_json_play_set_time (row, time, "unixtimestamp");
  if (row->problem == NULL)
    _footprints_json_play_set_id (row, "lastfm_", NULL);
}
