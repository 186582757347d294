/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Rows of the plugin Playback Reporting of Jellyfin and Emby. What was played is one text, "ALBUM
 * ARTISTS - TITLE (ALBUM)"; a row is written 20 s after the beginning. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define WRITTEN_AFTER_S 20
#define NOBODY "Not Known"

/* Where the last text in round brackets begins that ends @text, which may have such brackets
 * itself; NULL: there is none. */
static const char *
find_last_brackets (const char *text)
{
  gsize length = strlen (text);
  int depth = 0;

  if (length == 0 || text[length - 1] != ')')
    return NULL;
  for (gsize i = length; i-- > 0;)
    {
      depth += text[i] == ')';
      depth -= text[i] == '(';
      if (depth == 0)
        return text + i;
    }
  return NULL;
}

static void
read_name (FootprintsInputRow *row, const char *name)
{
  const char *dash = name != NULL ? strstr (name, " - ") : NULL;
  const char *title, *album;

  if (dash == NULL)
    {
      row->play.track = name;
      return;
    }
  if (strlen (NOBODY) != (gsize) (dash - name) || memcmp (name, NOBODY, strlen (NOBODY)) != 0)
    row->play.artist = _footprints_input_row_keep (row, g_strndup (name, (gsize) (dash - name)));
  title = dash + strlen (" - ");
  album = find_last_brackets (title);
  if (album == NULL || album == title)
    {
      row->play.track = title;
      return;
    }
  row->play.track =
      _footprints_input_row_keep (row, g_strchomp (g_strndup (title, (gsize) (album - title))));
  row->play.album = _footprints_input_row_text (
      row, _footprints_input_row_keep (row, g_strndup (album + 1, strlen (album) - 2)));
}

void
_footprints_playback_report_read (FootprintsInputRow *row, json_object *element)
{
  const char *type = _footprints_json_get_string (element, "ItemType");
  json_object *info = json_object_new_object ();
  gint64 played_s = 0;

  read_name (row, _footprints_json_play_text (row, element, "ItemName"));
  row->listener = _footprints_json_play_text (row, element, "UserId");
  _footprints_json_play_move (info, element, "ClientName");
  _footprints_json_play_move (info, element, "DeviceName");
  if (_footprints_json_get_int64 (element, "PlayDuration", &played_s) && played_s > 0)
    _footprints_json_add_int64 (info, "duration_played", played_s);
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "DateCreated");
  row->play.listened_at -= WRITTEN_AFTER_S;
  if (g_strcmp0 (type, "Audio") != 0)
    row->problem = "it is not a track";
  else if (row->problem == NULL && played_s <= 0)
    row->problem = "it was not played";
}
