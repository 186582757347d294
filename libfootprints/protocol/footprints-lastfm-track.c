/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A play, as user.getRecentTracks of the Last.fm API and exports made from it write it:
 *
 *   {name, mbid, artist: {#text, mbid}, album: {#text, mbid}, date: {uts, #text}, loved}
 *
 * Identifiers and the loved mark are kept as extra information, and written back where they
 * were. */

#include "libfootprints/protocol/footprints-lastfm-track-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

/* Text as the Last.fm API writes it: {"#text": …, "mbid": …}, {"name": …} or plain text. */
static const char *
get_text (FootprintsInputRow *row, json_object *element, const char *member)
{
  json_object *value = _footprints_json_get_object (element, member);
  const char *text;

  if (!json_object_is_type (value, json_type_object))
    return _footprints_json_play_text (row, element, member);
  text = _footprints_json_play_text (row, value, "#text");
  return text != NULL ? text : _footprints_json_play_text (row, value, "name");
}

static void
add_mbid (json_object *info, const char *name, json_object *object)
{
  const char *mbid = _footprints_json_get_string (object, "mbid");

  if (mbid != NULL && *mbid != '\0')
    _footprints_json_add_string (info, name, mbid);
}

void
_footprints_lastfm_read_track (FootprintsInputRow *row, json_object *element)
{
  json_object *date = _footprints_json_get_object (element, "date");
  json_object *attributes = _footprints_json_get_object (element, "@attr");
  json_object *info = json_object_new_object ();
  gint64 loved = 0;

  row->play.source = "lastfm";
  row->play.artist = get_text (row, element, "artist");
  row->play.track = _footprints_json_play_text (row, element, "name");
  row->play.album = get_text (row, element, "album");
  add_mbid (info, "artist_mbid", _footprints_json_get_object (element, "artist"));
  add_mbid (info, "album_mbid", _footprints_json_get_object (element, "album"));
  add_mbid (info, "track_mbid", element);
  if (_footprints_json_get_int64 (element, "loved", &loved) && loved == 1)
    json_object_object_add (info, "loved", json_object_new_boolean (TRUE));
  _footprints_input_row_take_info (row, info);
  if (date == NULL)
    row->problem = _footprints_json_has (attributes, "nowplaying")
                       ? "the track was playing when the export was made"
                       : "the time is missing";
  else
    _footprints_json_play_set_time (row, date, "uts");
  _footprints_json_play_set_id (row, "lastfm_", NULL);
}

static void
write_entity (FootprintsJsonWriter *writer,
              const char *member,
              const char *name,
              json_object *info,
              const char *mbid_member)
{
  const char *mbid = _footprints_json_get_string (info, mbid_member);

  _footprints_json_writer_add_object (writer, member);
  _footprints_json_writer_add_string (writer, "mbid", mbid != NULL ? mbid : "");
  _footprints_json_writer_add_string (writer, "#text", name != NULL ? name : "");
  _footprints_json_writer_end_object (writer);
}

/* Last.fm writes numbers as strings. */
static void
write_date (FootprintsJsonWriter *writer, gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, time_s);
  g_autofree char *shown = time != NULL ? g_date_time_format (time, "%d %b %Y, %H:%M") : NULL;

  _footprints_json_writer_add_object (writer, "date");
  _footprints_json_writer_add_string (writer, "uts", number);
  _footprints_json_writer_add_string (writer, "#text", shown != NULL ? shown : number);
  _footprints_json_writer_end_object (writer);
}

void
_footprints_lastfm_write_track (FootprintsJsonWriter *writer, const FootprintsScrobbleRow *play)
{
  g_autoptr (json_object) info = play->info != NULL ? json_tokener_parse (play->info) : NULL;
  const char *mbid = _footprints_json_get_string (info, "track_mbid");
  json_object *loved = _footprints_json_get_object (info, "loved");

  _footprints_json_writer_begin_object (writer);
  write_entity (writer, "artist", play->artist, info, "artist_mbid");
  _footprints_json_writer_add_string (writer, "mbid", mbid != NULL ? mbid : "");
  _footprints_json_writer_add_string (writer, "name", play->track);
  write_entity (writer, "album", play->album, info, "album_mbid");
  _footprints_json_writer_add_string (writer, "loved", json_object_get_boolean (loved) ? "1" : "0");
  write_date (writer, play->listened_at);
  _footprints_json_writer_end_object (writer);
}
