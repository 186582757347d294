/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Amazon Music: rows are stamped when a play ended and name no artist, whom the list of the library
 * beside them knows by the track's number. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

#define MAX_PLAYED_MS (24 * 60 * 60 * 1000)

static const FootprintsTrackName *
find_name (FootprintsInputRow *row, json_object *element, const char *member)
{
  const FootprintsTrackName *name =
      _footprints_track_names_find (row->rows->names, FOOTPRINTS_TRACK_KEY_ID,
                                    _footprints_json_get_string (element, member), NULL);

  return name != NULL && name->artist != NULL ? name : NULL;
}

static void
take_info (FootprintsInputRow *row, json_object *element)
{
  static const char *const kept[] = { "timestamp", "asin", "consumptionDurationMs",
                                      "terminationReason", "deviceType" };
  json_object *info = json_object_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    _footprints_json_play_move (info, element, kept[i]);
  _footprints_input_row_take_info (row, info);
}

void
_footprints_amazon_read_listen (FootprintsInputRow *row, json_object *element)
{
  const FootprintsTrackName *track = find_name (row, element, "asin");
  const FootprintsTrackName *artist =
      track != NULL ? track : find_name (row, element, "artistAsin");
  gint64 played_ms = 0;
  gint64 length_ms = 0;

  _footprints_json_get_int64 (element, "consumptionDurationMs", &played_ms);
  _footprints_json_get_int64 (element, "trackLengthMs", &length_ms);
  played_ms = CLAMP (played_ms, 0, MAX_PLAYED_MS);
  row->play.source = "amazon-music";
  row->play.track = _footprints_json_play_text (row, element, "title");
  row->play.artist = artist != NULL ? artist->artist : NULL;
  row->play.album = track != NULL ? track->album : NULL;
  row->play.album_artist = track != NULL ? track->album_artist : NULL;
  row->play.duration_ms = CLAMP (length_ms, 0, MAX_PLAYED_MS);
  take_info (row, element);
  _footprints_json_play_set_time (row, element, "timestamp");
  if (row->problem == NULL)
    row->play.listened_at -= played_ms / 1000;
  if (row->problem == NULL && row->play.artist == NULL && row->play.track != NULL)
    row->problem = "Amazon Music does not name the artist";
  _footprints_input_row_check_played (row, played_ms);
}
