/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The play activity of Apple Music: one row for each event, and for each part of a play between
 * pauses. It rarely names the artist, whom other lists of the package know. */

#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define MAX_PLAYED_MS (24 * 60 * 60 * 1000)
/* After a longer pause, it is another play. */
#define MAX_PAUSE_S (30 * 60)
#define DAY_S (24 * 60 * 60)

/* When a row was played, in Unix seconds. */
typedef struct
{
  gint64 start_s, end_s;
  gint64 played_ms;
} Interval;

static gboolean
is_play (json_object *element)
{
  const char *event = _footprints_json_get_string (element, "Event Type");

  return event == NULL || *event == '\0' || g_str_equal (event, "PLAY_END");
}

static gint64
get_positive_ms (json_object *element, const char *member)
{
  gint64 ms;

  return _footprints_json_get_int64 (element, member, &ms) ? CLAMP (ms, 0, MAX_PLAYED_MS) : 0;
}

/* Some rows claim more than the track is long, or less than nothing. */
static gint64
get_played_ms (json_object *element)
{
  gint64 played_ms = get_positive_ms (element, "Play Duration Milliseconds");
  gint64 media_ms = get_positive_ms (element, "Media Duration In Milliseconds");

  return media_ms > 0 ? MIN (played_ms, media_ms) : played_ms;
}

/* 0: there is no such time, or it is that of a clock which was never set. */
static gint64
get_time_s (FootprintsInputRow *row, json_object *element, const char *member)
{
  const char *text = _footprints_json_get_string (element, member);
  FootprintsParsedTime parsed;

  if (text == NULL ||
      !_footprints_time_parse (text, row->rows->calendar, row->rows->date_order, &parsed) ||
      parsed.time_s < FOOTPRINTS_EARLIEST_LISTENED_AT)
    return 0;
  return parsed.time_s;
}

/* FALSE: no time says when it was. */
static gboolean
get_interval (FootprintsInputRow *row, json_object *element, Interval *interval)
{
  static const char *const ends[] = { "Event End Timestamp", "Event Timestamp",
                                      "Event Received Timestamp" };

  *interval = (Interval){ .start_s = get_time_s (row, element, "Event Start Timestamp"),
                          .played_ms = get_played_ms (element) };
  for (guint i = 0; i < G_N_ELEMENTS (ends) && interval->end_s == 0; i++)
    interval->end_s = get_time_s (row, element, ends[i]);
  if (interval->end_s == 0)
    interval->end_s = interval->start_s + interval->played_ms / 1000;
  if (interval->start_s == 0 || interval->start_s > interval->end_s)
    interval->start_s = interval->end_s - interval->played_ms / 1000;
  return interval->end_s > 0 && interval->start_s > 0;
}

/* After such an end, the same play may go on. */
static gboolean
is_paused (json_object *element)
{
  static const char *const reasons[] = { "PLAYBACK_MANUALLY_PAUSED", "PLAYBACK_SUSPENDED",
                                         "SCRUB_BEGIN", "SCRUB_END" };
  const char *reason = _footprints_json_get_string (element, "End Reason Type");

  return reason != NULL &&
         g_strv_contains (
             (const char *const[]){ reasons[0], reasons[1], reasons[2], reasons[3], NULL }, reason);
}

static gboolean
is_same_text (json_object *a, json_object *b, const char *member)
{
  json_object *value_a = _footprints_json_get_object (a, member);
  json_object *value_b = _footprints_json_get_object (b, member);

  return json_object_equal (value_a, value_b) != 0;
}

static gboolean
is_same_track (json_object *a, json_object *b)
{
  static const char *const members[] = { "Song Name", "Album Name", "Device Identifier",
                                         "Media Duration In Milliseconds" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!is_same_text (a, b, members[i]))
      return FALSE;
  return _footprints_json_has (a, "Song Name");
}

static void
set_text (json_object *element, const char *member, const char *text)
{
  json_object_object_del (element, member);
  if (text != NULL)
    _footprints_json_add_string (element, member, text);
}

static void
set_time (json_object *element, const char *member, gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  set_text (element, member, text);
}

/* @held becomes both: it begins with the earlier one and ends with the later one. */
static void
merge (json_object *held, const Interval *a, json_object *next, const Interval *b)
{
  const char *reason = _footprints_json_get_string (next, "End Reason Type");

  set_time (held, "Event Start Timestamp", MIN (a->start_s, b->start_s));
  set_time (held, "Event End Timestamp", MAX (a->end_s, b->end_s));
  if (b->end_s > a->end_s)
    set_text (held, "End Reason Type", reason);
  json_object_object_add (held, "Play Duration Milliseconds",
                          json_object_new_int64 (a->played_ms + b->played_ms));
}

/* The file may begin with the oldest or the newest. */
static gboolean
continues (FootprintsInputRow *row, json_object *held, json_object *next, Interval *a, Interval *b)
{
  gint64 media_ms = get_positive_ms (held, "Media Duration In Milliseconds");
  gboolean is_later;
  gint64 pause_s;

  if (!is_same_track (held, next) || !get_interval (row, held, a) || !get_interval (row, next, b))
    return FALSE;
  is_later = b->start_s >= a->start_s;
  pause_s = is_later ? b->start_s - a->end_s : a->start_s - b->end_s;
  return is_paused (is_later ? held : next) && pause_s < MAX_PAUSE_S &&
         (media_ms == 0 || a->played_ms + b->played_ms <= media_ms);
}

FootprintsPartOf
_footprints_apple_join_activities (FootprintsInputRow *row, json_object *held, json_object *next)
{
  Interval a, b;

  if (!is_play (next))
    return FOOTPRINTS_PART_OF_NO_PLAY;
  if (held == NULL || !continues (row, held, next, &a, &b))
    return FOOTPRINTS_PART_OF_ANOTHER_PLAY;
  merge (held, &a, next, &b);
  return FOOTPRINTS_PART_OF_SAME_PLAY;
}

/* A day of the clock on the wall as "20240305", @days later (transfer full). */
static char *
make_day (json_object *element, gint64 time_s, int days)
{
  gint64 offset_s = 0;
  g_autoptr (GDateTime) time = NULL;

  _footprints_json_get_int64 (element, "UTC Offset In Seconds", &offset_s);
  time = g_date_time_new_from_unix_utc (time_s + CLAMP (offset_s, -DAY_S, DAY_S) +
                                        (gint64) days * DAY_S);
  return g_date_time_format (time, "%Y%m%d");
}

static const char *
find_in_lists (FootprintsInputRow *row, json_object *element)
{
  static const int days[] = { 0, 1, -1 };
  const FootprintsTrackNames *names = row->rows->names;
  const FootprintsTrackName *name =
      row->play.album != NULL
          ? _footprints_track_names_find (names, FOOTPRINTS_TRACK_KEY_TITLE_AND_ALBUM,
                                          row->play.track, row->play.album)
          : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days) && (name == NULL || name->artist == NULL); i++)
    {
      g_autofree char *day = make_day (element, row->play.listened_at, days[i]);

      name = _footprints_track_names_find (names, FOOTPRINTS_TRACK_KEY_TITLE_AND_DAY,
                                           row->play.track, day);
    }
  if (name == NULL || name->artist == NULL)
    name = _footprints_track_names_find (names, FOOTPRINTS_TRACK_KEY_TITLE, row->play.track, NULL);
  return name != NULL ? name->artist : NULL;
}

/* The artist of the container is that of the track only if the container is the album. */
static void
set_artist (FootprintsInputRow *row, json_object *element)
{
  const char *artist = _footprints_json_play_text (row, element, "Artist Name");
  const char *container = _footprints_json_play_text (row, element, "Container Album Name");

  if (artist == NULL && row->play.track != NULL)
    artist = find_in_lists (row, element);
  if (artist == NULL && container != NULL && g_strcmp0 (container, row->play.album) == 0)
    artist = _footprints_json_play_text (row, element, "Container Artist Name");
  row->play.artist = artist;
}

static void
take_info (FootprintsInputRow *row, json_object *element)
{
  static const char *const kept[] = { "Event Start Timestamp",
                                      "Event End Timestamp",
                                      "Play Duration Milliseconds",
                                      "End Reason Type",
                                      "UTC Offset In Seconds",
                                      "Offline",
                                      "Source Type" };
  json_object *info = json_object_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    _footprints_json_play_move (info, element, kept[i]);
  _footprints_input_row_take_info (row, info);
}

static gboolean
is_natural_end (json_object *element)
{
  const char *reason = _footprints_json_get_string (element, "End Reason Type");

  return reason != NULL && g_str_has_prefix (reason, "NATURAL");
}

static const char *
find_problem (const FootprintsInputRow *row, json_object *element, gboolean has_time)
{
  const char *media = _footprints_json_get_string (element, "Media Type");

  if (!is_play (element))
    return "the row is an event other than a play";
  if (media != NULL && *media != '\0' && !g_str_equal (media, "AUDIO"))
    return "it is a video, not a track";
  if (!has_time)
    return "the time is missing";
  return row->play.artist == NULL && row->play.track != NULL
             ? "Apple Music does not name the artist"
             : NULL;
}

void
_footprints_apple_read_activity (FootprintsInputRow *row, json_object *element)
{
  Interval interval;
  gboolean has_time = get_interval (row, element, &interval);

  row->play.source = "apple-music";
  row->play.track = _footprints_json_play_text (row, element, "Song Name");
  row->play.album = _footprints_json_play_text (row, element, "Album Name");
  if (row->play.album == NULL)
    row->play.album = _footprints_json_play_text (row, element, "Container Album Name");
  row->play.duration_ms = get_positive_ms (element, "Media Duration In Milliseconds");
  if (has_time)
    row->play.listened_at = interval.start_s;
  if (is_play (element))
    set_artist (row, element);
  take_info (row, element);
  row->problem = find_problem (row, element, has_time);
  if (!is_natural_end (element))
    _footprints_input_row_check_played (row, interval.played_ms);
}
