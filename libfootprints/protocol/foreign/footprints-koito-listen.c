/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Listens as Koito exports them. Names are lists of aliases, one of which is the primary one. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"

/* The primary alias of @thing, or else the first one. */
static const char *
find_name (FootprintsInputRow *row, json_object *thing)
{
  json_object *aliases = _footprints_json_get_object (thing, "aliases");
  gsize n_aliases =
      json_object_is_type (aliases, json_type_array) ? json_object_array_length (aliases) : 0;
  const char *name = NULL;

  for (gsize i = 0; i < n_aliases; i++)
    {
      json_object *alias = json_object_array_get_idx (aliases, i);
      gboolean is_primary =
          json_object_get_boolean (_footprints_json_get_object (alias, "is_primary"));

      if (name == NULL || is_primary)
        name = _footprints_json_play_text (row, alias, "alias");
      if (is_primary)
        break;
    }
  return name;
}

/* The primary artist first, as it is credited; the others follow. */
static const char *
join_artists (FootprintsInputRow *row, json_object *artists)
{
  gsize n_artists =
      json_object_is_type (artists, json_type_array) ? json_object_array_length (artists) : 0;
  g_autoptr (GString) names = g_string_new (NULL);

  for (int wants_primary = 1; wants_primary >= 0; wants_primary--)
    for (gsize i = 0; i < n_artists; i++)
      {
        json_object *artist = json_object_array_get_idx (artists, i);
        const char *name = find_name (row, artist);
        int is_primary =
            json_object_get_boolean (_footprints_json_get_object (artist, "is_primary")) ? 1 : 0;

        if (name != NULL && is_primary == wants_primary)
          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      }
  return _footprints_input_row_text (row, _footprints_input_row_keep (row, g_strdup (names->str)));
}

void
_footprints_koito_read_listen (FootprintsInputRow *row, json_object *element)
{
  json_object *track = _footprints_json_get_object (element, "track");
  json_object *album = _footprints_json_get_object (element, "album");
  json_object *info = json_object_new_object ();
  const char *mbid = _footprints_json_get_string (track, "mbid");
  gint64 seconds;

  row->play.source = "koito";
  row->play.artist = join_artists (row, _footprints_json_get_object (element, "artists"));
  row->play.track = find_name (row, track);
  row->play.album = find_name (row, album);
  if (json_object_get_boolean (_footprints_json_get_object (album, "various_artists")))
    row->play.album_artist = "Various Artists";
  if (_footprints_json_get_int64 (track, "duration", &seconds) && seconds > 0 && seconds < G_MAXINT)
    row->play.duration_ms = seconds * 1000;
  if (mbid != NULL && g_uuid_string_is_valid (mbid))
    _footprints_json_add_string (info, "recording_mbid", mbid);
  _footprints_json_play_move (info, element, "client");
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "listened_at");
}
