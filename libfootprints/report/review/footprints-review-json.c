/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes a review as JSON. */

#include "libfootprints/report/review/footprints-review-json-private.h"

#include "libfootprints/report/footprints-listening-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/time/footprints-streaks-private.h"

/* A listener with a greater share of plays in one part of the day gets its badge. */
#define MOST 0.6
#define MARATHON_S (3 * 60 * 60)

/* The label of the step with the most plays, the first of several; NULL without steps. */
static char *
get_fullest (FootprintsPulse *pulse)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (pulse));
  gint64 most = 0;
  char *label = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsPulseStep) step = g_list_model_get_item (G_LIST_MODEL (pulse), i);

      if (footprints_pulse_step_get_n_plays (step) <= most)
        continue;
      most = footprints_pulse_step_get_n_plays (step);
      g_free (label);
      label = g_strdup (footprints_pulse_step_get_label (step));
    }
  return label;
}

static void
write_overview (const FootprintsReviewFacts *facts, FootprintsJsonWriter *writer)
{
  FootprintsOverview *overview = facts->overview;
  g_autofree char *month = get_fullest (facts->months);
  g_autofree char *day = get_fullest (facts->days);
  gint64 n_plays = footprints_overview_get_n_plays (overview);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "total_scrobbles", n_plays);
  _footprints_json_writer_add_int64 (writer, "total_artists",
                                     footprints_overview_get_n_artists (overview));
  _footprints_json_writer_add_int64 (writer, "total_tracks",
                                     footprints_overview_get_n_tracks (overview));
  _footprints_json_writer_add_int64 (writer, "total_albums",
                                     footprints_overview_get_n_albums (overview));
  _footprints_json_writer_add_minutes (writer, "total_minutes",
                                       footprints_overview_get_listened_s (overview),
                                       footprints_overview_get_estimated_share (overview));
  _footprints_json_writer_add_double (writer, "average_per_day",
                                      footprints_overview_get_plays_per_day (overview));
  _footprints_json_writer_add_string (writer, "most_active_month", month);
  _footprints_json_writer_add_string (writer, "most_active_day", day);
  _footprints_json_writer_end_object (writer);
}

static void
write_chart (const FootprintsReviewFacts *facts,
             FootprintsEntityKind kind,
             FootprintsJsonWriter *writer)
{
  static const char *const members[] = { "artist", "album", "track" };
  GListModel *chart = G_LIST_MODEL (facts->charts[kind]);

  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (chart); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (chart, i);
      const char *artist = footprints_chart_entry_get_artist (entry);

      _footprints_json_writer_begin_object (writer);
      if (artist != NULL)
        _footprints_json_writer_add_string (writer, "artist", artist);
      _footprints_json_writer_add_string (writer, members[kind],
                                          footprints_chart_entry_get_name (entry));
      _footprints_json_writer_add_int64 (writer, "play_count",
                                         footprints_chart_entry_get_n_plays (entry));
      _footprints_json_writer_add_double (writer, "percentage",
                                          100 * footprints_chart_entry_get_share (entry));
      _footprints_json_writer_add_int64 (writer, "rank", footprints_chart_entry_get_rank (entry));
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
write_top_content (const FootprintsReviewFacts *facts, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "top_artists");
  write_chart (facts, FOOTPRINTS_ENTITY_KIND_ARTIST, writer);
  _footprints_json_writer_name (writer, "top_tracks");
  write_chart (facts, FOOTPRINTS_ENTITY_KIND_TRACK, writer);
  _footprints_json_writer_name (writer, "top_albums");
  write_chart (facts, FOOTPRINTS_ENTITY_KIND_ALBUM, writer);
  _footprints_json_writer_end_object (writer);
}

/* The index of the greatest count, the first of several; null when all are 0. */
static void
write_greatest (const gint64 *counts, guint n_counts, FootprintsJsonWriter *writer)
{
  guint greatest = 0;

  for (guint i = 1; i < n_counts; i++)
    if (counts[i] > counts[greatest])
      greatest = i;
  if (counts[greatest] > 0)
    _footprints_json_writer_int64 (writer, greatest);
  else
    _footprints_json_writer_null (writer);
}

static void
write_patterns (const FootprintsReviewFacts *facts, FootprintsJsonWriter *writer)
{
  FootprintsHeatmap *heatmap = facts->heatmap;
  FootprintsSessions *sessions = facts->sessions;
  guint n_sessions = footprints_sessions_get_total (sessions);
  gint64 hours[24], weekdays[7];

  _footprints_json_writer_begin_object (writer);
  for (guint hour = 0; hour < G_N_ELEMENTS (hours); hour++)
    hours[hour] = footprints_heatmap_count_hour (heatmap, hour);
  for (guint day = 0; day < G_N_ELEMENTS (weekdays); day++)
    weekdays[day] =
        footprints_heatmap_count_weekday (heatmap, (GDateWeekday) (G_DATE_MONDAY + day));
  _footprints_json_writer_name (writer, "peak_hour");
  write_greatest (hours, G_N_ELEMENTS (hours), writer);
  _footprints_json_writer_name (writer, "peak_day");
  write_greatest (weekdays, G_N_ELEMENTS (weekdays), writer);
  _footprints_json_writer_add_int64 (writer, "longest_session_minutes",
                                     footprints_sessions_get_longest_duration (sessions) / 60);
  _footprints_json_writer_add_double (writer, "avg_session_minutes",
                                      (double) footprints_sessions_get_total_duration (sessions) /
                                          60 / MAX (1, n_sessions));
  _footprints_json_writer_add_double (writer, "night_owl_score", 100 * facts->night_share);
  _footprints_json_writer_add_double (writer, "early_bird_score", 100 * facts->morning_share);
  _footprints_json_writer_add_double (writer, "weekend_warrior_score", 100 * facts->weekend_share);
  _footprints_json_writer_end_object (writer);
}

static void
write_first (const FootprintsReviewDiscoveries *found, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "artist", found->first_artist);
  _footprints_json_writer_add_string (writer, "track", found->first_track);
  _footprints_json_writer_add_time (writer, "timestamp", found->first_at);
  _footprints_json_writer_end_object (writer);
}

static void
write_top (const FootprintsReviewDiscoveries *found, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "artist", found->top_artist);
  _footprints_json_writer_add_time (writer, "first_heard", found->top_at);
  _footprints_json_writer_add_int64 (writer, "plays_this_year", found->top_n_plays);
  _footprints_json_writer_end_object (writer);
}

static void
write_discoveries (const FootprintsReviewFacts *facts, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "new_artists", facts->n_new_artists);
  _footprints_json_writer_add_int64 (writer, "new_tracks", facts->n_new_tracks);
  _footprints_json_writer_name (writer, "first_artist");
  if (facts->found.first_artist != NULL)
    write_first (&facts->found, writer);
  else
    _footprints_json_writer_null (writer);
  _footprints_json_writer_name (writer, "top_discovery");
  if (facts->found.top_artist != NULL)
    write_top (&facts->found, writer);
  else
    _footprints_json_writer_null (writer);
  _footprints_json_writer_end_object (writer);
}

static void
write_diversity (const FootprintsReviewFacts *facts, FootprintsJsonWriter *writer)
{
  double loyalty = 100 * facts->loyalty;

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_double (writer, "diversity_score", facts->diversity_score);
  _footprints_json_writer_add_int64 (writer, "genre_count", 0);
  _footprints_json_writer_add_double (writer, "artist_loyalty", loyalty);
  _footprints_json_writer_add_double (writer, "exploration_score", 100 - loyalty);
  _footprints_json_writer_end_object (writer);
}

/* Takes @value. */
static void
write_badge (FootprintsJsonWriter *writer,
             const char *title,
             const char *description,
             const char *icon,
             char *value)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "title", title);
  _footprints_json_writer_add_string (writer, "description", description);
  _footprints_json_writer_add_string (writer, "value", value);
  _footprints_json_writer_add_string (writer, "icon", icon);
  _footprints_json_writer_end_object (writer);
  g_free (value);
}

/* The earlier program called these milestones. */
static void
write_badges_of (const FootprintsReviewFacts *facts,
                 FootprintsChartEntry *first,
                 FootprintsJsonWriter *writer)
{
  gint64 hours = footprints_overview_get_listened_s (facts->overview) / 3600;
  gint64 longest_s = footprints_sessions_get_longest_duration (facts->sessions);
  double night = facts->night_share;
  double morning = facts->morning_share;

  write_badge (writer, "Hours of music", "Approximate listening time", "clock",
               g_strdup_printf ("%" G_GINT64_FORMAT, hours));
  write_badge (writer, "Top artist", "Played more than any other", "star",
               g_strdup (footprints_chart_entry_get_name (first)));
  write_badge (writer, "Explorer", "Number of different artists", "compass",
               g_strdup_printf ("%u", footprints_overview_get_n_artists (facts->overview)));
  if (night > MOST)
    write_badge (writer, "Night owl", "Percentage of plays between 20:00 and 6:00", "moon",
                 g_strdup_printf ("%.0f", 100 * night));
  else if (morning > MOST)
    write_badge (writer, "Early bird", "Percentage of plays between 6:00 and 12:00", "sun",
                 g_strdup_printf ("%.0f", 100 * morning));
  if (longest_s > MARATHON_S)
    write_badge (writer, "Marathon", "Length of the longest session, in minutes", "flag",
                 g_strdup_printf ("%" G_GINT64_FORMAT, longest_s / 60));
}

static void
write_badges (const FootprintsReviewFacts *facts, FootprintsJsonWriter *writer)
{
  g_autoptr (FootprintsChartEntry) first =
      g_list_model_get_item (G_LIST_MODEL (facts->charts[FOOTPRINTS_ENTITY_KIND_ARTIST]), 0);

  _footprints_json_writer_begin_array (writer);
  if (first != NULL)
    write_badges_of (facts, first, writer);
  _footprints_json_writer_end_array (writer);
}

void
_footprints_review_write (const FootprintsReviewFacts *facts,
                          FootprintsPeriod *period,
                          FootprintsJsonWriter *writer)
{
  g_autofree char *text = footprints_period_to_string (period);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "period", text);
  _footprints_json_writer_name (writer, "overview");
  write_overview (facts, writer);
  _footprints_json_writer_name (writer, "top_content");
  write_top_content (facts, writer);
  _footprints_json_writer_name (writer, "listening_patterns");
  write_patterns (facts, writer);
  _footprints_json_writer_name (writer, "discoveries");
  write_discoveries (facts, writer);
  _footprints_json_writer_name (writer, "diversity");
  write_diversity (facts, writer);
  _footprints_json_writer_name (writer, "milestones");
  write_badges (facts, writer);
  _footprints_json_writer_name (writer, "months");
  _footprints_report_write (FOOTPRINTS_REPORT (facts->months), writer);
  _footprints_json_writer_name (writer, "longest_streak");
  _footprints_streak_write (footprints_streaks_get_longest (facts->streaks), writer);
  _footprints_json_writer_name (writer, "reached");
  _footprints_report_write (FOOTPRINTS_REPORT (facts->milestones), writer);
  _footprints_json_writer_end_object (writer);
}
