/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The shapes of plays in JSON, by program, and of what is known to hold no plays. */

#include "libfootprints/import/readers/footprints-json-shape-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"
#include "libfootprints/protocol/footprints-lastfm-track-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-listen-private.h"
#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"
#include "libfootprints/protocol/foreign/footprints-spotify-stream-private.h"

#include <string.h>

#define MAX_MEMBERS 4
#define MAX_NAME_BYTES 32

/* {track, artist, album, albumId, date: ms} */
static void
read_lastfmstats (FootprintsInputRow *row, json_object *element)
{
  row->play.source = "lastfm";
  row->play.artist = _footprints_json_play_text (row, element, "artist");
  row->play.track = _footprints_json_play_text (row, element, "track");
  row->play.album = _footprints_json_play_text (row, element, "album");
  _footprints_json_play_set_time (row, element, "date");
  _footprints_json_play_set_id (row, "lastfm_", NULL);
}

/* {timeMs, artist, track, album, albumArtist, durationMs, mediaPlayer…, event} */
static void
read_pano (FootprintsInputRow *row, json_object *element)
{
  json_object *info = json_object_new_object ();
  const char *event = _footprints_json_get_string (element, "event");
  gint64 duration_ms;

  row->play.source = "panoscrobbler";
  row->play.artist = _footprints_json_play_text (row, element, "artist");
  row->play.track = _footprints_json_play_text (row, element, "track");
  row->play.album = _footprints_json_play_text (row, element, "album");
  row->play.album_artist = _footprints_json_play_text (row, element, "albumArtist");
  if (_footprints_json_get_int64 (element, "durationMs", &duration_ms) && duration_ms > 0)
    row->play.duration_ms = duration_ms;
  _footprints_json_play_move (info, element, "mediaPlayerPackage");
  _footprints_json_play_move (info, element, "mediaPlayerName");
  _footprints_json_play_move (info, element, "mediaPlayerVersion");
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "timeMs");
  if (event != NULL && g_ascii_strcasecmp (event, "scrobble") != 0)
    row->problem = "the row is an event other than a play";
}

/* Our own exports and those of the earlier program: {listened_at or timestamp, artist, track, …}.
 */
void
_footprints_json_read_own (FootprintsInputRow *row, json_object *element)
{
  json_object *info = _footprints_json_get_object (element, "info");
  const char *source = _footprints_json_play_text (row, element, "source");
  gint64 duration_ms;

  if (source != NULL)
    row->play.source = source;
  row->play.artist = _footprints_json_play_text (row, element, "artist");
  row->play.track = _footprints_json_play_text (row, element, "track");
  row->play.album = _footprints_json_play_text (row, element, "album");
  row->play.album_artist = _footprints_json_play_text (row, element, "album_artist");
  row->play.source_id = _footprints_json_play_text (row, element, "source_id");
  if (_footprints_json_get_int64 (element, "duration_ms", &duration_ms))
    row->play.duration_ms = duration_ms;
  /* A string is what the source wrote, to the letter; see the exporter. */
  if (json_object_is_type (info, json_type_object))
    row->play.info = _footprints_input_row_keep (row, _footprints_json_to_string (info));
  else if (json_object_is_type (info, json_type_string) &&
           _footprints_json_is_object (json_object_get_string (info), FOOTPRINTS_INFO_MAX_DEPTH))
    row->play.info = json_object_get_string (info);
  _footprints_json_play_set_time (
      row, element, _footprints_json_has (element, "listened_at") ? "listened_at" : "timestamp");
}

/* A play that our export lists as withdrawn: {"removed": PLAY}, or {"renamed": PLAY, "to": {artist,
 * track}}. */
static void
read_withdrawn (FootprintsInputRow *row, json_object *element)
{
  const char *reason = _footprints_json_has (element, "removed") ? "removed" : "renamed";
  json_object *to = _footprints_json_get_object (element, "to");

  _footprints_json_read_own (row, _footprints_json_get_object (element, reason));
  row->play.withdrawn = reason;
  row->play.new_artist = _footprints_json_play_text (row, to, "artist");
  row->play.new_track = _footprints_json_play_text (row, to, "track");
}

typedef struct
{
  const char *format_name;
  /* Paths of members that it has, none of them null; "artist.name" is in an object. */
  const char *members[MAX_MEMBERS];
  FootprintsReadElement read;
  gboolean wants_names;
} Shape;

/* The first one whose members are all there is taken. */
static const Shape shapes[] = {
  { "ListenBrainz export", { "track_metadata" }, _footprints_listenbrainz_read_listen },
  { "Spotify extended streaming history", { "ts", "ms_played" }, _footprints_spotify_read_stream },
  { "Spotify account data", { "endTime", "msPlayed" }, _footprints_spotify_read_account_stream },
  { "Maloja export", { "time", "track.artists", "track.title" }, _footprints_maloja_read_scrobble },
  { "Koito export", { "listened_at", "track.aliases", "artists" }, _footprints_koito_read_listen },
  { "multi-scrobbler", { "data.playDate", "meta.source" }, _footprints_multi_scrobbler_read_play },
  { "multi-scrobbler",
    { "play.data.playDate", "play.meta.source" },
    _footprints_multi_scrobbler_read_play },
  { "Last.fm archive (JSON)",
    { "timestamp.unixtimestamp", "track.artist.name" },
    _footprints_lastfm_archive_read_scrobble },
  { "Last.fm archive (JSON)",
    { "time.unixtimestamp", "track.artist.name" },
    _footprints_lastfm_archive_read_scrobble },
  { "YouTube Music (Google Takeout)",
    { "header", "title", "time" },
    _footprints_youtube_read_watch,
    TRUE },
  { "YouTube Music (Google Takeout)",
    { "header", "title", "shownTime" },
    _footprints_youtube_read_watch,
    TRUE },
  { "Tidal history",
    { "entry_date", "track_title", "artist_name" },
    _footprints_tidal_read_stream },
  { "SoundCloud history",
    { "played_at", "track.title", "track.user" },
    _footprints_soundcloud_read_play },
  { "Pano Scrobbler export", { "timeMs", "artist" }, read_pano },
  { "Last.fm JSON", { "name", "artist" }, _footprints_lastfm_read_track },
  { "Footprints export", { "removed.artist", "removed.track" }, read_withdrawn },
  { "Footprints export", { "renamed.artist", "renamed.track" }, read_withdrawn },
  { "Last.fm JSON (lastfmstats)", { "artist", "track", "date" }, read_lastfmstats },
  { "Footprints export", { "artist", "track", "listened_at" }, _footprints_json_read_own },
  { "Footprints export", { "artist", "track", "timestamp" }, _footprints_json_read_own },
};

/* What lies beside histories, and looks like one. */
static const struct
{
  const char *what;
  const char *members[MAX_MEMBERS];
} refusals[] = {
  { "this is a list of loved and hated recordings of ListenBrainz: it says when each was rated, "
    "not "
    "when it was played",
    { "score", "recording_mbid" } },
  { "this is a list of loved and hated recordings of ListenBrainz: it says when each was rated, "
    "not "
    "when it was played",
    { "score", "recording_msid" } },
  { "this is a list of recordings that were pinned at ListenBrainz, not of plays",
    { "blurb_content" } },
  { "this is a list of searches at Spotify, not of plays", { "searchQuery", "searchTime" } },
  { "this is the library of a Spotify account: it does not say when tracks were played",
    { "tracks", "albums", "shows" } },
  { "this is a list of playlists, not of plays", { "playlists" } },
  { "this is a library of Apple Music: it does not say when tracks were played",
    { "Title", "Track Identifier" } },
  { "this is a library of Apple Music: it does not say when tracks were played",
    { "Title", "Apple Music Track Identifier" } },
  { "this is a list of counts from before Last.fm: it does not say when tracks were played",
    { "track", "bootstrapCount" } },
};

/* Whether the member at @path is there. */
static gboolean
has_path (json_object *element, const char *path)
{
  const char *dot;

  while ((dot = strchr (path, '.')) != NULL)
    {
      char name[MAX_NAME_BYTES];

      g_assert ((gsize) (dot - path) < sizeof name);
      memcpy (name, path, (gsize) (dot - path));
      name[dot - path] = '\0';
      element = _footprints_json_get_object (element, name);
      path = dot + 1;
    }
  return _footprints_json_has (element, path);
}

static gboolean
has_members (json_object *element, const char *const *members)
{
  for (guint i = 0; i < MAX_MEMBERS && members[i] != NULL; i++)
    if (!has_path (element, members[i]))
      return FALSE;
  return TRUE;
}

FootprintsReadElement
_footprints_json_shape_find (json_object *element, guint *hint, const char **format_name)
{
  guint i = *hint;

  /* Most plays of a file have one shape. */
  if (i >= G_N_ELEMENTS (shapes) || !has_members (element, shapes[i].members))
    for (i = 0; i < G_N_ELEMENTS (shapes); i++)
      if (has_members (element, shapes[i].members))
        break;
  if (i == G_N_ELEMENTS (shapes))
    return NULL;
  *hint = i;
  *format_name = shapes[i].format_name;
  return shapes[i].read;
}

const char *
_footprints_json_shape_find_refusal (json_object *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (has_members (element, refusals[i].members))
      return refusals[i].what;
  return NULL;
}

gboolean
_footprints_json_shape_wants_names (const char *format_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].wants_names && g_str_equal (shapes[i].format_name, format_name))
      return TRUE;
  return FALSE;
}
