/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-review-json-private.h"

#include "libfootprints/report/footprints-listening-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/footprints-streaks-private.h"

/* Who has more of their plays in one part of the day is of that kind. */
#define MOST 0.6
#define MARATHON_S (3 * 60 * 60)

/* The label of the fullest step, the first of several; NULL without any. */
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

static json_object *
make_overview (FootprintsReview *self)
{
  FootprintsOverview *overview = footprints_review_get_overview (self);
  g_autofree char *month = get_fullest (footprints_review_get_months (self));
  g_autofree char *day = get_fullest (footprints_review_get_days (self));
  gint64 n_plays = footprints_overview_get_n_plays (overview);
  json_object *object = json_object_new_object ();

  _footprints_json_add_int64 (object, "total_scrobbles", n_plays);
  _footprints_json_add_int64 (object, "total_artists",
                              footprints_overview_get_n_artists (overview));
  _footprints_json_add_int64 (object, "total_tracks", footprints_overview_get_n_tracks (overview));
  _footprints_json_add_int64 (object, "total_albums", footprints_overview_get_n_albums (overview));
  _footprints_json_add_minutes (object, "total_minutes",
                                footprints_overview_get_listened_s (overview),
                                footprints_overview_get_estimated_share (overview));
  json_object_object_add (
      object, "average_per_day",
      json_object_new_double (footprints_overview_get_plays_per_day (overview)));
  _footprints_json_add_string (object, "most_active_month", month);
  _footprints_json_add_string (object, "most_active_day", day);
  return object;
}

static json_object *
make_chart (FootprintsReview *self, FootprintsEntityKind kind)
{
  static const char *const members[] = { "artist", "album", "track" };
  GListModel *chart = G_LIST_MODEL (footprints_review_get_chart (self, kind));
  json_object *entries = json_object_new_array ();

  for (guint i = 0; i < g_list_model_get_n_items (chart); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (chart, i);
      const char *artist = footprints_chart_entry_get_artist (entry);
      json_object *object = json_object_new_object ();

      if (artist != NULL)
        _footprints_json_add_string (object, "artist", artist);
      _footprints_json_add_string (object, members[kind], footprints_chart_entry_get_name (entry));
      _footprints_json_add_int64 (object, "play_count", footprints_chart_entry_get_n_plays (entry));
      json_object_object_add (
          object, "percentage",
          json_object_new_double (100 * footprints_chart_entry_get_share (entry)));
      _footprints_json_add_int64 (object, "rank", footprints_chart_entry_get_rank (entry));
      json_object_array_add (entries, object);
    }
  return entries;
}

static json_object *
make_top_content (FootprintsReview *self)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "top_artists", make_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST));
  json_object_object_add (object, "top_tracks", make_chart (self, FOOTPRINTS_ENTITY_KIND_TRACK));
  json_object_object_add (object, "top_albums", make_chart (self, FOOTPRINTS_ENTITY_KIND_ALBUM));
  return object;
}

/* The first of the greatest; null when all are 0. */
static json_object *
make_greatest (const gint64 *counts, guint n_counts)
{
  guint greatest = 0;

  for (guint i = 1; i < n_counts; i++)
    if (counts[i] > counts[greatest])
      greatest = i;
  return counts[greatest] > 0 ? json_object_new_int64 (greatest) : NULL;
}

static json_object *
make_patterns (FootprintsReview *self)
{
  FootprintsHeatmap *heatmap = footprints_review_get_heatmap (self);
  FootprintsSessions *sessions = footprints_review_get_sessions (self);
  json_object *object = json_object_new_object ();
  guint n_sessions = footprints_sessions_get_total (sessions);
  gint64 hours[24], weekdays[7];

  for (guint hour = 0; hour < G_N_ELEMENTS (hours); hour++)
    hours[hour] = footprints_heatmap_count_hour (heatmap, hour);
  for (guint day = 0; day < G_N_ELEMENTS (weekdays); day++)
    weekdays[day] =
        footprints_heatmap_count_weekday (heatmap, (GDateWeekday) (G_DATE_MONDAY + day));
  json_object_object_add (object, "peak_hour", make_greatest (hours, G_N_ELEMENTS (hours)));
  json_object_object_add (object, "peak_day", make_greatest (weekdays, G_N_ELEMENTS (weekdays)));
  _footprints_json_add_int64 (object, "longest_session_minutes",
                              footprints_sessions_get_longest_duration (sessions) / 60);
  json_object_object_add (
      object, "avg_session_minutes",
      json_object_new_double ((double) footprints_sessions_get_total_duration (sessions) / 60 /
                              MAX (1, n_sessions)));
  json_object_object_add (object, "night_owl_score",
                          json_object_new_double (100 * footprints_review_get_night_share (self)));
  json_object_object_add (
      object, "early_bird_score",
      json_object_new_double (100 * footprints_review_get_morning_share (self)));
  json_object_object_add (
      object, "weekend_warrior_score",
      json_object_new_double (100 * footprints_review_get_weekend_share (self)));
  return object;
}

static json_object *
make_discoveries (FootprintsReview *self, json_object *first, json_object *top)
{
  json_object *object = json_object_new_object ();

  _footprints_json_add_int64 (object, "new_artists", footprints_review_get_n_new_artists (self));
  _footprints_json_add_int64 (object, "new_tracks", footprints_review_get_n_new_tracks (self));
  json_object_object_add (object, "first_artist", json_object_get (first));
  json_object_object_add (object, "top_discovery", json_object_get (top));
  return object;
}

static json_object *
make_diversity (FootprintsReview *self)
{
  json_object *object = json_object_new_object ();
  double loyalty = 100 * footprints_review_get_loyalty (self);

  json_object_object_add (object, "diversity_score",
                          json_object_new_double (footprints_review_get_diversity_score (self)));
  _footprints_json_add_int64 (object, "genre_count", 0);
  json_object_object_add (object, "artist_loyalty", json_object_new_double (loyalty));
  json_object_object_add (object, "exploration_score", json_object_new_double (100 - loyalty));
  return object;
}

/* Takes @value. */
static void
add_badge (
    json_object *badges, const char *title, const char *description, const char *icon, char *value)
{
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (object, "title", title);
  _footprints_json_add_string (object, "description", description);
  _footprints_json_add_string (object, "value", value);
  _footprints_json_add_string (object, "icon", icon);
  json_object_array_add (badges, object);
  g_free (value);
}

/* What the earlier program called milestones. */
static json_object *
make_badges (FootprintsReview *self)
{
  json_object *badges = json_object_new_array ();
  g_autoptr (FootprintsChartEntry) first = g_list_model_get_item (
      G_LIST_MODEL (footprints_review_get_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST)), 0);
  gint64 hours = footprints_overview_get_listened_s (footprints_review_get_overview (self)) / 3600;
  gint64 longest_s =
      footprints_sessions_get_longest_duration (footprints_review_get_sessions (self));
  double night = footprints_review_get_night_share (self);
  double morning = footprints_review_get_morning_share (self);

  if (first == NULL)
    return badges;
  add_badge (badges, "Hours of music", "How long the plays took, about", "clock",
             g_strdup_printf ("%" G_GINT64_FORMAT, hours));
  add_badge (badges, "Artist number one", "Heard more than any other", "star",
             g_strdup (footprints_chart_entry_get_name (first)));
  add_badge (badges, "Explorer", "Different artists", "compass",
             g_strdup_printf (
                 "%u", footprints_overview_get_n_artists (footprints_review_get_overview (self))));
  if (night > MOST)
    add_badge (badges, "Night owl", "Plays from 20 to 6 o’clock, percent", "moon",
               g_strdup_printf ("%.0f", 100 * night));
  else if (morning > MOST)
    add_badge (badges, "Early bird", "Plays from 6 to 12 o’clock, percent", "sun",
               g_strdup_printf ("%.0f", 100 * morning));
  if (longest_s > MARATHON_S)
    add_badge (badges, "Marathon", "Minutes of the longest session", "flag",
               g_strdup_printf ("%" G_GINT64_FORMAT, longest_s / 60));
  return badges;
}

json_object *
_footprints_review_to_object (FootprintsReview *self,
                              json_object *first_discovery,
                              json_object *top_discovery)
{
  g_autofree char *text =
      footprints_period_to_string (footprints_report_get_period (FOOTPRINTS_REPORT (self)));
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (object, "period", text);
  json_object_object_add (object, "overview", make_overview (self));
  json_object_object_add (object, "top_content", make_top_content (self));
  json_object_object_add (object, "listening_patterns", make_patterns (self));
  json_object_object_add (object, "discoveries",
                          make_discoveries (self, first_discovery, top_discovery));
  json_object_object_add (object, "diversity", make_diversity (self));
  json_object_object_add (object, "milestones", make_badges (self));
  json_object_object_add (
      object, "months",
      _footprints_report_to_object (FOOTPRINTS_REPORT (footprints_review_get_months (self))));
  json_object_object_add (object, "longest_streak",
                          _footprints_streak_to_object (footprints_streaks_get_longest (
                              footprints_review_get_streaks (self))));
  json_object_object_add (
      object, "reached",
      _footprints_report_to_object (FOOTPRINTS_REPORT (footprints_review_get_milestones (self))));
  return object;
}
