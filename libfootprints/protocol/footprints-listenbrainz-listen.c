/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A listen, as the API of ListenBrainz and its exports write it:
 *
 *   {listened_at, recording_msid,
 *    track_metadata: {artist_name, track_name, release_name, additional_info: {…}}}
 *
 * Members that a play has no field for are kept as its extra information under their own names, so
 * that they can be written back as they were read. */

#include "libfootprints/protocol/footprints-listenbrainz-listen-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

static void
set_duration (FootprintsInputRow *row, json_object *additional)
{
  gint64 number;

  if (_footprints_json_get_int64 (additional, "duration_ms", &number) && number > 0)
    row->play.duration_ms = number;
  else if (_footprints_json_get_int64 (additional, "duration", &number) && number > 0 &&
           number < G_MAXINT64 / 1000)
    row->play.duration_ms = number * 1000;
}

/* No member is part of the API; clients agree more or less. */
static const char *
get_album_artist (FootprintsInputRow *row, json_object *additional)
{
  static const char *const members[] = {
    "release_artist_name",
    "album_artist_name",
    "albumartist",
    "album_artist",
  };
  json_object *names = _footprints_json_get_object (additional, "release_artist_names");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *name = _footprints_json_play_text (row, additional, members[i]);

      if (name != NULL)
        return name;
    }
  /* Several names do not make one. */
  if (!json_object_is_type (names, json_type_array) || json_object_array_length (names) != 1 ||
      !json_object_is_type (json_object_array_get_idx (names, 0), json_type_string))
    return NULL;
  return _footprints_input_row_text (row,
                                     json_object_get_string (json_object_array_get_idx (names, 0)));
}

void
_footprints_listenbrainz_read_listen (FootprintsInputRow *row, json_object *element)
{
  json_object *metadata = _footprints_json_get_object (element, "track_metadata");
  json_object *info = json_object_new_object ();
  const char *msid = _footprints_json_get_string (element, "recording_msid");

  if (msid == NULL)
    msid = _footprints_json_get_string (metadata, "recording_msid");
  row->play.source = "listenbrainz";
  row->play.artist = _footprints_json_play_text (row, metadata, "artist_name");
  row->play.track = _footprints_json_play_text (row, metadata, "track_name");
  row->play.album = _footprints_json_play_text (row, metadata, "release_name");
  if (row->play.album != NULL)
    row->play.album_artist =
        get_album_artist (row, _footprints_json_get_object (metadata, "additional_info"));
  _footprints_json_play_set_time (row, element, "listened_at");
  set_duration (row, _footprints_json_get_object (metadata, "additional_info"));
  _footprints_json_play_set_id (row, "listenbrainz_", msid);
  if (msid != NULL)
    _footprints_json_add_string (info, "recording_msid", msid);
  _footprints_json_play_move (info, element, "inserted_at");
  _footprints_json_play_move (info, metadata, "additional_info");
  _footprints_json_play_move (info, metadata, "mbid_mapping");
  _footprints_input_row_take_info (row, info);
}

static void
write_member (FootprintsJsonWriter *writer, json_object *info, const char *member)
{
  json_object *value = _footprints_json_get_object (info, member);
  g_autofree char *text = NULL;

  if (value == NULL)
    return;
  text = _footprints_json_to_string (value);
  _footprints_json_writer_name (writer, member);
  _footprints_json_writer_json (writer, text, strlen (text));
}

/* The length belongs here too: the one in @info, unless the play has a better one. */
static void
write_additional_info (FootprintsJsonWriter *writer, json_object *info, gint64 duration_ms)
{
  json_object *additional = _footprints_json_get_object (info, "additional_info");
  FootprintsInputRow told = { 0 };

  set_duration (&told, additional);
  if (duration_ms > 0 && told.play.duration_ms != duration_ms)
    {
      if (!json_object_is_type (additional, json_type_object))
        {
          additional = json_object_new_object ();
          json_object_object_add (info, "additional_info", additional);
        }
      _footprints_json_add_int64 (additional, "duration_ms", duration_ms);
    }
  write_member (writer, info, "additional_info");
}

void
_footprints_listenbrainz_write_listen (FootprintsJsonWriter *writer,
                                       const FootprintsScrobbleRow *play)
{
  g_autoptr (json_object) info = play->info != NULL ? json_tokener_parse (play->info) : NULL;

  /* Another source may tell nothing, or something else. */
  if (!json_object_is_type (info, json_type_object))
    {
      g_clear_pointer (&info, json_object_put);
      info = json_object_new_object ();
    }
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "listened_at", play->listened_at);
  write_member (writer, info, "recording_msid");
  write_member (writer, info, "inserted_at");
  _footprints_json_writer_add_object (writer, "track_metadata");
  _footprints_json_writer_add_string (writer, "artist_name", play->artist);
  _footprints_json_writer_add_string (writer, "track_name", play->track);
  if (play->album != NULL)
    _footprints_json_writer_add_string (writer, "release_name", play->album);
  write_additional_info (writer, info, play->duration_ms);
  write_member (writer, info, "mbid_mapping");
  _footprints_json_writer_end_object (writer);
  _footprints_json_writer_end_object (writer);
}
