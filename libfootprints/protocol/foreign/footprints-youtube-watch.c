/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What was watched on YouTube Music and heard on Google Play Music, as Google Takeout and My
 * Activity write it. A title stands in a sentence in the language of the account, and the artist is
 * the name of a channel. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/protocol/footprints-json-play-private.h"
#include "libfootprints/protocol/foreign/footprints-takeout-time-private.h"

#include <string.h>

#define HEADER "YouTube Music"
#define OLD_HEADER "Google Play Music"
#define LISTENED "Listened to "
#define TOPIC " - Topic"

/* What surrounds a title in each language; an empty text is at no place in particular. */
static const struct
{
  const char *before;
  const char *after;
} sentences[] = {
  { "Watched ", "" },
  { "", " angesehen" },
  { "Vous avez regardé ", "" },
  { "Has visto ", "" },
  { "Hai guardato ", "" },
  { "Je hebt naar ", " gekeken" },
  { "", " を視聴しました" },
  { "", " 을(를) 시청했습니다." },
  { "Просмотрено видео ", "" },
  { "", " adlı videoyu izlediniz" },
  { "Obejrzano: ", "" },
  { "Ви дивилися відео ", "" },
  { "Tittade på ", "" },
  { "Så på ", "" },
  { "Så ", "" },
  { "", " katsottiin" },
  { "Ați vizionat ", "" },
  { "Παρακολουθήσατε το βίντεο ", "" },
  { "Zhlédli jste video ", "" },
  { "Zhlédnuto ", "" },
  { "Гледахте ", "" },
  { "Megtekintette a következőt: ", "" },
  { "تمت مشاهدة ", "" },
  { "", " izlənildi" },
  { "Pinanood ang ", "" },
  { "", " देखा" },
};

/* The title without its sentence; as it is in an unknown language (transfer full). */
static char *
take_title (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      gsize before = strlen (sentences[i].before);
      gsize after = strlen (sentences[i].after);

      if (strlen (text) > before + after && g_str_has_prefix (text, sentences[i].before) &&
          g_str_has_suffix (text, sentences[i].after))
        return g_strndup (text + before, strlen (text) - before - after);
    }
  return g_strdup (text);
}

/* The video in an address; NULL: the address is of none (transfer full). */
static char *
find_video_id (const char *address)
{
  const char *id = address != NULL ? strstr (address, "watch?v=") : NULL;

  if (id == NULL)
    return NULL;
  id += strlen ("watch?v=");
  return g_strndup (id, strcspn (id, "&#"));
}

/* Channels that collect what nobody is named for. */
static gboolean
is_nobody (const char *name)
{
  static const char *const names[] = { "Release", "Music Library Uploads", "Various Artists" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      return TRUE;
  return FALSE;
}

/* "Invented Band - Topic" → "Invented Band" */
static const char *
find_artist (FootprintsInputRow *row, json_object *subtitles)
{
  json_object *first =
      json_object_is_type (subtitles, json_type_array) && json_object_array_length (subtitles) > 0
          ? json_object_array_get_idx (subtitles, 0)
          : NULL;
  const char *channel = _footprints_json_play_text (row, first, "name");

  if (channel == NULL)
    return NULL;
  if (g_str_has_suffix (channel, TOPIC) && strlen (channel) > strlen (TOPIC))
    channel =
        _footprints_input_row_keep (row, g_strndup (channel, strlen (channel) - strlen (TOPIC)));
  return is_nobody (channel) ? NULL : channel;
}

static gboolean
is_advertisement (json_object *element)
{
  json_object *details = _footprints_json_get_object (element, "details");
  json_object *first =
      json_object_is_type (details, json_type_array) && json_object_array_length (details) > 0
          ? json_object_array_get_idx (details, 0)
          : NULL;

  return g_strcmp0 (_footprints_json_get_string (first, "name"), "From Google Ads") == 0;
}

/* In JSON it is ISO 8601; on a page it is what people see. */
static void
set_time (FootprintsInputRow *row, json_object *element)
{
  const char *text = _footprints_json_get_string (element, "shownTime");
  FootprintsParsedTime parsed;

  if (text != NULL && _footprints_takeout_time_parse (text, row->rows->calendar, &parsed))
    {
      row->play.listened_at = parsed.time_s;
      row->used_zone = parsed.used_zone;
      row->precision_s = parsed.precision_s;
    }
  else
    _footprints_json_play_set_time (row, element, text != NULL ? "shownTime" : "time");
}

/* {header: "Google Play Music", title: "Listened to T", subtitles: [{name: artist}], time} */
static void
read_google_play (FootprintsInputRow *row, json_object *element)
{
  const char *title = _footprints_json_play_text (row, element, "title");

  row->play.source = "google-play-music";
  row->play.artist = find_artist (row, _footprints_json_get_object (element, "subtitles"));
  set_time (row, element);
  if (row->problem != NULL)
    return;
  if (title == NULL || !g_str_has_prefix (title, LISTENED))
    row->problem = "it is not a track";
  else
    row->play.track = title + strlen (LISTENED);
}

static const char *
find_problem (json_object *element, const char *artist, const char *video_id)
{
  const char *address = _footprints_json_get_string (element, "titleUrl");

  if (g_strcmp0 (_footprints_json_get_string (element, "header"), HEADER) != 0)
    return "it was watched on YouTube, not on YouTube Music";
  if (is_advertisement (element))
    return "it is an advertisement";
  if (address != NULL && strstr (address, "search") != NULL && video_id == NULL)
    return "it is a search";
  if (address == NULL)
    return "the video was removed, and is not named";
  if (video_id == NULL)
    return "it is not a track";
  return artist == NULL ? "YouTube does not name the artist" : NULL;
}

/* The library lists albums, and names artists that channels do not. */
static void
take_names (FootprintsInputRow *row, const char *video_id)
{
  const FootprintsTrackName *name =
      _footprints_track_names_find (row->rows->names, FOOTPRINTS_TRACK_KEY_ID, video_id, NULL);

  if (name == NULL)
    return;
  row->play.album = name->album;
  if (row->play.artist == NULL)
    row->play.artist = name->artist;
}

void
_footprints_youtube_read_watch (FootprintsInputRow *row, json_object *element)
{
  g_autofree char *video_id = find_video_id (_footprints_json_get_string (element, "titleUrl"));
  const char *title = _footprints_json_play_text (row, element, "title");
  const char *track = _footprints_json_play_text (row, element, "track");
  json_object *info;

  if (g_strcmp0 (_footprints_json_get_string (element, "header"), OLD_HEADER) == 0)
    {
      read_google_play (row, element);
      return;
    }
  info = json_object_new_object ();
  row->play.source = "youtube-music";
  row->play.artist = find_artist (row, _footprints_json_get_object (element, "subtitles"));
  if (track != NULL)
    row->play.track = track;
  else if (title != NULL)
    row->play.track = _footprints_input_row_keep (row, take_title (title));
  take_names (row, video_id);
  if (video_id != NULL)
    _footprints_json_add_string (info, "video_id", video_id);
  _footprints_input_row_take_info (row, info);
  set_time (row, element);
  if (row->problem == NULL)
    row->problem = find_problem (element, row->play.artist, video_id);
}
