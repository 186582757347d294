/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* SoundCloud, where a title is "Artist - Track", or a track of the one who uploaded it. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define DASH " - "

/* "https://soundcloud.com/invented-band/song-one" → "invented-band" (transfer full); NULL: it is no
 * such address. */
static char *
find_uploader (const char *address)
{
  const char *host = address != NULL ? strstr (address, "://") : NULL;
  const char *path = host != NULL ? strchr (host + strlen ("://"), '/') : NULL;
  gsize length = path != NULL ? strcspn (path + 1, "/?#") : 0;

  return length > 0 ? g_strndup (path + 1, length) : NULL;
}

static void
set_names (FootprintsInputRow *row, const char *title, const char *uploader)
{
  const char *dash = title != NULL ? strstr (title, DASH) : NULL;

  row->play.source = "soundcloud";
  row->play.track = title;
  row->play.artist = uploader;
  if (dash == NULL || dash == title || dash[strlen (DASH)] == '\0')
    return;
  row->play.artist = _footprints_input_row_keep (row, g_strndup (title, (gsize) (dash - title)));
  row->play.track = dash + strlen (DASH);
}

void
_footprints_soundcloud_read_row (FootprintsInputRow *row, json_object *element)
{
  const char *address = _footprints_json_get_string (element, "track_url");
  const char *uploader = _footprints_json_play_text (row, element, "uploader");
  json_object *info = json_object_new_object ();

  if (uploader == NULL)
    {
      char *name = find_uploader (address);

      uploader = name != NULL ? _footprints_input_row_keep (row, name) : NULL;
    }
  set_names (row, _footprints_json_play_text (row, element, "track_title"), uploader);
  if (address != NULL)
    _footprints_json_add_string (info, "origin_url", address);
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "play_time");
}

void
_footprints_soundcloud_read_play (FootprintsInputRow *row, json_object *element)
{
  json_object *track = _footprints_json_get_object (element, "track");
  json_object *user = _footprints_json_get_object (track, "user");
  json_object *publisher = _footprints_json_get_object (track, "publisher_metadata");
  const char *artist = _footprints_json_play_text (row, publisher, "artist");
  const char *title = _footprints_json_play_text (row, track, "title");
  json_object *info = json_object_new_object ();
  gint64 duration_ms;

  set_names (row, title, _footprints_json_play_text (row, user, "username"));
  if (artist != NULL)
    {
      row->play.artist = artist;
      row->play.track = title;
    }
  if (_footprints_json_get_int64 (track, "duration", &duration_ms) && duration_ms > 0 &&
      duration_ms < G_MAXINT)
    row->play.duration_ms = duration_ms;
  if (_footprints_json_has (track, "permalink_url"))
    _footprints_json_add_string (info, "origin_url",
                                 _footprints_json_get_string (track, "permalink_url"));
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "played_at");
}
