/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes the sessions report as JSON. */

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/sessions/footprints-sessions-private.h"

static const char *
sessions_json_get_name (FootprintsSessions *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

/* Writes null for the last play of a session: the next play is further away than the gap. */
static void
write_gap_after (FootprintsSessions *self,
                 guint32 index,
                 gint64 time_s,
                 FootprintsJsonWriter *writer)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (self->history);
  gint64 gap_s = index + 1 < columns->n_plays
                     ? _footprints_columns_get_time (columns, index + 1) - time_s
                     : G_MAXINT64;

  _footprints_json_writer_name (writer, "gap_after_minutes");
  if (gap_s <= (gint64) self->gap_minutes * 60)
    _footprints_json_writer_int64 (writer, gap_s / 60);
  else
    _footprints_json_writer_null (writer);
}

/* The play at @index of the history. */
static void
write_track (FootprintsSessions *self, guint index, FootprintsJsonWriter *writer)
{
  FootprintsPlay play = _footprints_sessions_get_play (self, index);
  const char *album = NULL;
  const char *album_artist = NULL;

  if (play.album != 0)
    {
      album = sessions_json_get_name (self, FOOTPRINTS_ENTITY_KIND_ALBUM, play.album);
      album_artist =
          _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_ALBUM, play.album);
    }
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (
      writer, "artist",
      sessions_json_get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST,
                              _footprints_sessions_get_artist (self, play.track)));
  _footprints_json_writer_add_string (writer, "album", album);
  _footprints_json_writer_add_string (
      writer, "track", sessions_json_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, play.track));
  _footprints_json_writer_add_string (writer, "album_artist", album_artist);
  _footprints_json_writer_add_time (writer, "timestamp", play.listened_at);
  write_gap_after (self, index, play.listened_at, writer);
  _footprints_json_writer_end_object (writer);
}

static void
write_session (gpointer owner, guint position, FootprintsJsonWriter *writer)
{
  FootprintsSessions *self = owner;
  const FootprintsSessionRange *session = _footprints_sessions_get_session (self, position);
  g_autofree char *id = g_strdup_printf ("session_%" G_GINT64_FORMAT, session->started_at);
  FootprintsPlayRange shown = _footprints_sessions_get_shown_plays (self, session);
  guint n_artists, n_tracks;

  _footprints_sessions_count_entities (self, session, &n_artists, &n_tracks);
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "id", id);
  _footprints_json_writer_add_time (writer, "start_time", session->started_at);
  _footprints_json_writer_add_time (writer, "end_time",
                                    _footprints_session_range_get_end (session));
  _footprints_json_writer_add_int64 (writer, "duration_minutes", session->duration_s / 60);
  _footprints_json_writer_add_int64 (writer, "track_count",
                                     _footprints_session_range_get_n_plays (session));
  _footprints_json_writer_add_int64 (writer, "unique_artists", n_artists);
  _footprints_json_writer_add_int64 (writer, "unique_tracks", n_tracks);
  _footprints_json_writer_name (writer, "tracks");
  _footprints_json_writer_begin_array (writer);
  for (guint32 index = shown.from; index < shown.to; index++)
    write_track (self, index, writer);
  _footprints_json_writer_end_array (writer);
  _footprints_json_writer_end_object (writer);
}

static void
sessions_json_write_summary (FootprintsSessions *self, FootprintsJsonWriter *writer)
{
  double n_sessions = MAX (1, self->order->len);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "total_sessions", self->order->len);
  _footprints_json_writer_add_int64 (writer, "total_tracks", self->n_plays);
  _footprints_json_writer_add_double (writer, "avg_duration_minutes",
                                      (double) self->total_duration_s / 60 / n_sessions);
  _footprints_json_writer_add_double (writer, "avg_tracks_per_session",
                                      (double) self->n_plays / n_sessions);
  _footprints_json_writer_add_int64 (writer, "longest_session_minutes",
                                     self->longest_duration_s / 60);
  _footprints_json_writer_add_double (writer, "total_listening_hours",
                                      (double) self->total_duration_s / 3600);
  _footprints_json_writer_end_object (writer);
}

/* A bucket ends where the next one starts; the last has no end. */
typedef struct
{
  const char *label;
  gint64 from;
} Bucket;

static void
write_buckets (const Bucket *buckets,
               const gint64 *counts,
               guint n_buckets,
               FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  for (guint i = 0; i < n_buckets; i++)
    _footprints_json_writer_add_int64 (writer, buckets[i].label, counts[i]);
  _footprints_json_writer_end_object (writer);
}

static guint
find_bucket (const Bucket *buckets, guint n_buckets, gint64 value)
{
  guint i = n_buckets - 1;

  while (i > 0 && value < buckets[i].from)
    i--;
  return i;
}

static void
write_distribution (FootprintsSessions *self, FootprintsJsonWriter *writer)
{
  static const Bucket durations[] = {
    { "0-30", 0 }, { "30-60", 30 }, { "60-120", 60 }, { "120-180", 120 }, { "180+", 180 },
  };
  static const Bucket sizes[] = {
    { "1", 1 }, { "2-10", 2 }, { "10-20", 10 }, { "20-30", 20 }, { "30-50", 30 }, { "50+", 50 },
  };
  gint64 by_duration[G_N_ELEMENTS (durations)] = { 0 };
  gint64 by_size[G_N_ELEMENTS (sizes)] = { 0 };

  _footprints_json_writer_begin_object (writer);
  for (guint i = 0; i < self->order->len; i++)
    {
      const FootprintsSessionRange *session = _footprints_sessions_get_listed (self, i);

      by_duration[find_bucket (durations, G_N_ELEMENTS (durations), session->duration_s / 60)]++;
      by_size[find_bucket (sizes, G_N_ELEMENTS (sizes),
                           _footprints_session_range_get_n_plays (session))]++;
    }
  _footprints_json_writer_name (writer, "by_duration");
  write_buckets (durations, by_duration, G_N_ELEMENTS (durations), writer);
  _footprints_json_writer_name (writer, "by_track_count");
  write_buckets (sizes, by_size, G_N_ELEMENTS (sizes), writer);
  _footprints_json_writer_end_object (writer);
}

static void
write_day (int day, gint64 n_sessions, FootprintsJsonWriter *writer)
{
  g_autofree char *label = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, day);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "date", label);
  _footprints_json_writer_add_int64 (writer, "count", n_sessions);
  _footprints_json_writer_end_object (writer);
}

/* Days with sessions, oldest first. */
static void
write_days (FootprintsSessions *self, FootprintsJsonWriter *writer)
{
  FootprintsPeriod *period = footprints_report_get_period (FOOTPRINTS_REPORT (self));
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  g_autoptr (GArray) by_start = g_array_copy (self->order);
  gint64 n_sessions = 0;
  int day = 0;

  _footprints_json_writer_begin_array (writer);
  g_array_sort (by_start, _footprints_sessions_compare_ids);
  for (guint i = 0; i < by_start->len; i++)
    {
      guint32 index = g_array_index (by_start, guint32, i);
      int day_of_it = _footprints_calendar_day_of (
          calendar, g_array_index (self->ranges, FootprintsSessionRange, index).started_at);

      if (n_sessions > 0 && day_of_it != day)
        {
          write_day (day, n_sessions, writer);
          n_sessions = 0;
        }
      day = day_of_it;
      n_sessions++;
    }
  if (n_sessions > 0)
    write_day (day, n_sessions, writer);
  _footprints_json_writer_end_array (writer);
}

void
_footprints_sessions_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsSessions *self = FOOTPRINTS_SESSIONS (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "offset", self->offset);
  _footprints_json_writer_name (writer, "sessions");
  _footprints_json_write_rows (self, FOOTPRINTS_LIST_REPORT (report)->n_items, write_session,
                               writer);
  _footprints_json_writer_name (writer, "summary");
  sessions_json_write_summary (self, writer);
  _footprints_json_writer_name (writer, "distribution");
  write_distribution (self, writer);
  _footprints_json_writer_name (writer, "sessions_per_day");
  write_days (self, writer);
  _footprints_json_writer_end_object (writer);
}
