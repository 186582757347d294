/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/protocol/footprints-json-play-private.h"

#include "libfootprints/import/files/footprints-time-parser-private.h"

#include <string.h>

json_object *
_footprints_json_play_parse (const char *text,
                             gsize length,
                             int max_depth,
                             gsize max_values,
                             gboolean *is_repaired,
                             GError **error)
{
  g_autofree char *valid = NULL;

  *is_repaired = !g_utf8_validate_len (text, length, NULL) && memchr (text, '\0', length) == NULL;
  if (*is_repaired)
    {
      valid = _footprints_row_reader_repair (text, length);
      text = valid;
      length = strlen (valid);
    }
  return _footprints_json_parse_bounded (text, length, max_depth, max_values, error);
}

const char *
_footprints_json_play_text (FootprintsRowReader *self,
                            FootprintsInputRow *row,
                            json_object *object,
                            const char *member)
{
  return _footprints_row_reader_text (self, row, _footprints_json_get_string (object, member));
}

void
_footprints_json_play_set_time (FootprintsRowReader *self,
                                FootprintsInputRow *row,
                                json_object *object,
                                const char *member)
{
  json_object *value = _footprints_json_get_object (object, member);
  gint64 number;

  if (json_object_is_type (value, json_type_string))
    _footprints_row_reader_set_time (self, row, json_object_get_string (value));
  else if (_footprints_json_get_int64 (object, member, &number))
    row->play.listened_at = _footprints_time_from_number (number);
  else
    row->problem = "there is no time";
}

static void
set_listen_duration (FootprintsInputRow *row, json_object *additional)
{
  gint64 number;

  if (_footprints_json_get_int64 (additional, "duration_ms", &number) && number > 0)
    row->play.duration_ms = number;
  else if (_footprints_json_get_int64 (additional, "duration", &number) && number > 0 &&
           number < G_MAXINT64 / 1000)
    row->play.duration_ms = number * 1000;
}

void
_footprints_json_play_set_id (FootprintsRowReader *self,
                              FootprintsInputRow *row,
                              const char *prefix,
                              const char *id)
{
  row->play.source_id =
      id != NULL
          ? _footprints_row_reader_keep (self, g_strconcat (prefix, id, NULL))
          : _footprints_row_reader_keep (
                self, g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix, row->play.listened_at));
}

void
_footprints_json_play_move (json_object *to, json_object *from, const char *member)
{
  json_object *value = _footprints_json_get_object (from, member);

  if (value != NULL)
    json_object_object_add (to, member, json_object_get (value));
}

/* {listened_at, recording_msid, track_metadata: {artist_name, track_name, release_name, …}} */
void
_footprints_json_play_read_listen (FootprintsRowReader *self,
                                   FootprintsInputRow *row,
                                   json_object *element)
{
  json_object *metadata = _footprints_json_get_object (element, "track_metadata");
  json_object *info = json_object_new_object ();
  const char *msid = _footprints_json_get_string (element, "recording_msid");

  if (msid == NULL)
    msid = _footprints_json_get_string (metadata, "recording_msid");
  row->play.source = "listenbrainz";
  row->play.artist = _footprints_json_play_text (self, row, metadata, "artist_name");
  row->play.track = _footprints_json_play_text (self, row, metadata, "track_name");
  row->play.album = _footprints_json_play_text (self, row, metadata, "release_name");
  _footprints_json_play_set_time (self, row, element, "listened_at");
  set_listen_duration (row, _footprints_json_get_object (metadata, "additional_info"));
  _footprints_json_play_set_id (self, row, "listenbrainz_", msid);
  if (msid != NULL)
    _footprints_json_add_string (info, "recording_msid", msid);
  _footprints_json_play_move (info, element, "inserted_at");
  _footprints_json_play_move (info, metadata, "additional_info");
  _footprints_json_play_move (info, metadata, "mbid_mapping");
  _footprints_row_reader_take_info (self, row, info);
}

/* What the Last.fm API writes: {"#text": …, "mbid": …}, {"name": …} or plain text. */
static const char *
get_lastfm_text (FootprintsRowReader *self,
                 FootprintsInputRow *row,
                 json_object *element,
                 const char *member)
{
  json_object *value = _footprints_json_get_object (element, member);
  const char *text;

  if (!json_object_is_type (value, json_type_object))
    return _footprints_json_play_text (self, row, element, member);
  text = _footprints_json_play_text (self, row, value, "#text");
  return text != NULL ? text : _footprints_json_play_text (self, row, value, "name");
}

static void
add_lastfm_mbid (json_object *info, const char *name, json_object *object)
{
  const char *mbid = _footprints_json_get_string (object, "mbid");

  if (mbid != NULL && *mbid != '\0')
    _footprints_json_add_string (info, name, mbid);
}

/* {name, artist: {#text, mbid}, album: {#text, mbid}, date: {uts}, loved} */
void
_footprints_json_play_read_lastfm (FootprintsRowReader *self,
                                   FootprintsInputRow *row,
                                   json_object *element)
{
  json_object *date = _footprints_json_get_object (element, "date");
  json_object *attributes = _footprints_json_get_object (element, "@attr");
  json_object *info = json_object_new_object ();
  gint64 loved = 0;

  row->play.source = "lastfm";
  row->play.artist = get_lastfm_text (self, row, element, "artist");
  row->play.track = _footprints_json_play_text (self, row, element, "name");
  row->play.album = get_lastfm_text (self, row, element, "album");
  add_lastfm_mbid (info, "artist_mbid", _footprints_json_get_object (element, "artist"));
  add_lastfm_mbid (info, "album_mbid", _footprints_json_get_object (element, "album"));
  add_lastfm_mbid (info, "track_mbid", element);
  if (_footprints_json_get_int64 (element, "loved", &loved) && loved == 1)
    json_object_object_add (info, "loved", json_object_new_boolean (TRUE));
  _footprints_row_reader_take_info (self, row, info);
  if (date == NULL)
    row->problem = _footprints_json_get_object (attributes, "nowplaying") != NULL
                       ? "the track was playing when the export was made"
                       : "there is no time";
  else
    _footprints_json_play_set_time (self, row, date, "uts");
  _footprints_json_play_set_id (self, row, "lastfm_", NULL);
}
