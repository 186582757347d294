/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Streams, as Spotify writes them into the files that people ask for:
 *
 *   extended streaming history   {ts, ms_played, master_metadata_track_name, …}, for all years
 *   account data                 {endTime, artistName, trackName, msPlayed}, for the last year
 *
 * Both stamp when a stream ended, so it began ms_played before that. Every skip is a stream of its
 * own; what was heard for less than 30 s is no play, as for all services. What was played is not
 * the length of the track, so none is stored. */

#include "libfootprints/protocol/foreign/footprints-spotify-stream-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"
#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include <string.h>

#define MAX_PLAYED_MS G_GINT64_CONSTANT (86400000)
#define DAY_S 86400

/* Tables made of the files have texts. */
static gboolean
is_true (json_object *element, const char *member)
{
  json_object *value = _footprints_json_get_object (element, member);

  if (json_object_is_type (value, json_type_string))
    return g_ascii_strcasecmp (json_object_get_string (value), "true") == 0;
  return json_object_is_type (value, json_type_boolean) && json_object_get_boolean (value);
}

static gint64
get_played_ms (json_object *element, const char *member)
{
  gint64 played_ms = 0;

  _footprints_json_get_int64 (element, member, &played_ms);
  return CLAMP (played_ms, 0, MAX_PLAYED_MS);
}

/* Names what is not music, so that whoever reads the problem knows what it was. */
static const char *
find_problem (FootprintsInputRow *row, json_object *element)
{
  const char *uri;

  if (row->play.track != NULL)
    return NULL;
  if (_footprints_json_has (element, "episode_name") ||
      _footprints_json_has (element, "spotify_episode_uri"))
    {
      row->play.artist = _footprints_json_play_text (row, element, "episode_show_name");
      row->play.track = _footprints_json_play_text (row, element, "episode_name");
      return "it is a podcast, not a track";
    }
  if (_footprints_json_has (element, "audiobook_title") ||
      _footprints_json_has (element, "audiobook_uri"))
    {
      row->play.artist = _footprints_json_play_text (row, element, "audiobook_title");
      row->play.track = _footprints_json_play_text (row, element, "audiobook_chapter_title");
      return "it is an audiobook, not a track";
    }
  uri = _footprints_json_get_string (element, "spotify_track_uri");
  return _footprints_input_row_keep (
      row, g_strdup_printf ("Spotify does not name the track (%s)", uri != NULL ? uri : "no id"));
}

/* A stream without a connection may be stamped with when the device was next connected; another
 * stamp, in seconds or milliseconds, then says when it ended. */
static gint64
find_end (json_object *element, gint64 end_s)
{
  gint64 offline_s;

  if (!is_true (element, "offline") ||
      !_footprints_json_get_int64 (element, "offline_timestamp", &offline_s) || offline_s <= 0)
    return end_s;
  offline_s = _footprints_time_from_number (offline_s);
  return offline_s >= FOOTPRINTS_EARLIEST_LISTENED_AT && offline_s < end_s - DAY_S ? offline_s
                                                                                   : end_s;
}

/* The listener's own files are named spotify:local:ARTIST:ALBUM:TRACK:SECONDS. */
static gint64
get_local_duration_ms (json_object *element)
{
  const char *uri = _footprints_json_get_string (element, "spotify_track_uri");
  guint64 length_s;

  if (uri == NULL || !g_str_has_prefix (uri, "spotify:local:") ||
      !g_ascii_string_to_unsigned (strrchr (uri, ':') + 1, 10, 1, MAX_PLAYED_MS / 1000, &length_s,
                                   NULL))
    return 0;
  return (gint64) length_s * 1000;
}

void
_footprints_spotify_read_stream (FootprintsInputRow *row, json_object *element)
{
  /* Not the listener's address, name and browser. */
  static const char *const kept[] = {
    "ts",      "ms_played", "spotify_track_uri", "reason_start",   "reason_end", "shuffle",
    "skipped", "offline",   "offline_timestamp", "incognito_mode", "platform",   "conn_country",
    NULL,
  };
  gint64 played_ms = get_played_ms (element, "ms_played");

  row->play.source = "spotify";
  row->play.artist = _footprints_json_play_text (row, element, "master_metadata_album_artist_name");
  row->play.track = _footprints_json_play_text (row, element, "master_metadata_track_name");
  _footprints_json_play_set_time (row, element, "ts");
  if (row->problem != NULL)
    return;
  row->play.listened_at = find_end (element, row->play.listened_at) - played_ms / 1000;
  row->problem = find_problem (row, element);
  _footprints_input_row_check_played (row, played_ms);
  _footprints_input_row_check_private (row, is_true (element, "incognito_mode"));
  if (row->problem != NULL)
    return;
  row->play.album = _footprints_json_play_text (row, element, "master_metadata_album_album_name");
  row->play.duration_ms = get_local_duration_ms (element);
  _footprints_json_play_keep_members (row, element, kept);
}

void
_footprints_spotify_read_account_stream (FootprintsInputRow *row, json_object *element)
{
  json_object *info = json_object_new_object ();
  const char *end = _footprints_json_get_string (element, "endTime");
  gint64 played_ms = get_played_ms (element, "msPlayed");

  row->play.source = "spotify";
  row->play.artist = _footprints_json_play_text (row, element, "artistName");
  row->play.track = _footprints_json_play_text (row, element, "trackName");
  _footprints_json_play_move (info, element, "endTime");
  _footprints_json_play_move (info, element, "msPlayed");
  _footprints_input_row_take_info (row, info);
  /* In UTC, without saying so. */
  _footprints_input_row_set_time (
      row, end != NULL ? _footprints_input_row_keep (row, g_strconcat (end, "Z", NULL)) : NULL);
  if (row->problem != NULL)
    return;
  row->play.listened_at -= played_ms / 1000;
  if (_footprints_json_has (element, "episodeName"))
    {
      row->play.artist = _footprints_json_play_text (row, element, "podcastName");
      row->play.track = _footprints_json_play_text (row, element, "episodeName");
      row->problem = "it is a podcast, not a track";
    }
  else if (_footprints_json_has (element, "audiobookName"))
    {
      row->play.artist = _footprints_json_play_text (row, element, "audiobookName");
      row->play.track = _footprints_json_play_text (row, element, "chapterName");
      row->problem = "it is an audiobook, not a track";
    }
  else
    _footprints_input_row_check_played (row, played_ms);
}

/* "2023-11-14T22:16:41.123Z", when it ended; whoever skips to the next track ends it early, but how
 * much was played is not said. */
void
_footprints_spotify_read_recent (FootprintsInputRow *row, json_object *element)
{
  json_object *track = _footprints_json_get_object (element, "track");
  json_object *album = _footprints_json_get_object (track, "album");
  json_object *info = json_object_new_object ();
  gint64 duration_ms = 0;

  row->play.source = "spotify-recent";
  row->play.artist = _footprints_foreign_play_join_names (
      row, _footprints_json_get_object (track, "artists"), "name");
  row->play.track = _footprints_json_play_text (row, track, "name");
  row->play.album = _footprints_json_play_text (row, album, "name");
  row->play.album_artist = _footprints_foreign_play_join_names (
      row, _footprints_json_get_object (album, "artists"), "name");
  if (_footprints_json_get_int64 (track, "duration_ms", &duration_ms))
    row->play.duration_ms = CLAMP (duration_ms, 0, MAX_PLAYED_MS);
  _footprints_json_play_move (info, element, "played_at");
  _footprints_json_play_move (info, track, "uri");
  _footprints_json_play_move (info, track, "track_number");
  _footprints_json_play_move (info, _footprints_json_get_object (track, "external_ids"), "isrc");
  _footprints_input_row_take_info (row, info);
  _footprints_json_play_set_time (row, element, "played_at");
  if (row->problem == NULL)
    row->play.listened_at -= row->play.duration_ms / 1000;
}
