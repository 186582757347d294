/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The worked examples of doc/reports.md, and the JSON of each report. */

#include "test-support.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

typedef struct
{
  FootprintsStore *store;
  FootprintsHistory *history;
  FootprintsPeriod *all;
  FootprintsPeriod *all_berlin;
  FootprintsPeriod *year;
} Fixture;

static const struct
{
  const char *time;
  const char *artist;
  const char *track;
  const char *album;
  gint64 length_s; /* 0: not known */
} plays[] = {
  { "2023-12-31T23:30:00Z", "Brom", "Drei", NULL, 180 },
  { "2024-01-01T10:00:00Z", "Ädel", "Eins", "Erste", 240 },
  { "2024-01-01T10:05:00Z", "Ädel", "Zwei", "Erste", 0 },
  { "2024-01-01T10:10:00Z", "Brom", "Drei", NULL, 0 },
  { "2024-01-03T09:00:00Z", "Ädel", "Eins", "Erste", 0 },
  { "2024-02-10T20:00:00Z", "Chrom", "Vier", "Erste", 0 },
  { "2024-02-10T20:04:00Z", "Brom", "Drei", "Zweite", 200 },
};

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsCalendar) utc = test_calendar ("UTC", 0);
  g_autoptr (FootprintsCalendar) berlin = test_calendar ("Europe/Berlin", 0);

  self->store = test_open (path);
  for (guint i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (plays[i].time, NULL);

      g_autoptr (FootprintsScrobble) scrobble = g_object_new (
          FOOTPRINTS_TYPE_SCROBBLE, "artist", plays[i].artist, "track", plays[i].track, "album",
          plays[i].album, "listened-at", g_date_time_to_unix (time), "duration-ms",
          1000 * plays[i].length_s, "source", "local", NULL);

      g_assert_cmpint (footprints_store_add_scrobble (self->store, scrobble, NULL, NULL, NULL), >,
                       0);
    }
  self->history = test_history (self->store);
  self->all = footprints_period_new_all_time (utc);
  self->all_berlin = footprints_period_new_all_time (berlin);
  self->year = footprints_period_new_year (2024, utc, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  footprints_period_unref (self->all);
  footprints_period_unref (self->all_berlin);
  footprints_period_unref (self->year);
  test_release (self->store);
  test_release (self->history);
}

/* Takes @report. Its JSON is @expected, and can be read back. */
static void
assert_json (gpointer report, const char *expected)
{
  g_autofree char *text = footprints_report_to_json (report);
  g_autoptr (GError) error = NULL;
  g_autoptr (json_object) value = _footprints_json_parse (text, strlen (text), 8, &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  g_assert_cmpstr (text, ==, expected);
  test_release (report);
}

static void
test_overview (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsOverview) overview =
      footprints_history_get_overview (self->history, self->year);
  g_autofree char *text = footprints_report_to_json (FOOTPRINTS_REPORT (overview));
  g_autoptr (json_object) json = _footprints_json_parse (text, strlen (text), 8, NULL);
  gint64 value;

  g_assert_cmpint (footprints_overview_get_n_plays (overview), ==, 6);
  g_assert_cmpuint (footprints_overview_get_n_artists (overview), ==, 3);
  g_assert_cmpuint (footprints_overview_get_n_albums (overview), ==, 3);
  g_assert_cmpuint (footprints_overview_get_n_tracks (overview), ==, 4);
  g_assert_cmpuint (footprints_overview_get_n_days (overview), ==, 41);
  g_assert_cmpfloat_with_epsilon (footprints_overview_get_plays_per_day (overview), 6 / 41.0,
                                  1e-12);
  g_assert_cmpint (json_object_object_length (json), ==, 10);
  g_assert_cmpint (footprints_overview_get_listened_s (overview), ==, 1317);
  g_assert_cmpfloat_with_epsilon (footprints_overview_get_estimated_share (overview), 877 / 1317.0,
                                  1e-12);
  g_assert_true (_footprints_json_get_int64 (json, "minutes", &value) && value == 21);
  g_assert_true (_footprints_json_get_int64 (json, "scrobbles", &value) && value == 6);
  g_assert_true (_footprints_json_get_int64 (json, "artists", &value) && value == 3);
  g_assert_true (_footprints_json_get_int64 (json, "albums", &value) && value == 3);
  g_assert_true (_footprints_json_get_int64 (json, "tracks", &value) && value == 4);
  g_assert_true (_footprints_json_get_int64 (json, "days", &value) && value == 41);
  g_assert_cmpstr (_footprints_json_get_string (json, "first_scrobble"), ==,
                   "2024-01-01T10:00:00Z");
  g_assert_cmpstr (_footprints_json_get_string (json, "last_scrobble"), ==, "2024-02-10T20:04:00Z");
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double (_footprints_json_get_object (json, "scrobbles_per_day")), 6 / 41.0,
      1e-12);
}

static void
test_overview_properties (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsOverview) overview =
      footprints_history_get_overview (self->history, self->year);
  g_autoptr (FootprintsPeriod) period = NULL;
  gint64 n_plays, first_at, last_at;
  guint n_artists, n_albums, n_tracks, n_days;
  double plays_per_day;

  g_object_get (overview, "n-plays", &n_plays, "n-artists", &n_artists, "n-albums", &n_albums,
                "n-tracks", &n_tracks, "first-at", &first_at, "last-at", &last_at, "n-days",
                &n_days, "plays-per-day", &plays_per_day, "period", &period, NULL);
  g_assert_cmpint (n_plays, ==, 6);
  g_assert_cmpuint (n_artists, ==, 3);
  g_assert_cmpuint (n_albums, ==, 3);
  g_assert_cmpuint (n_tracks, ==, 4);
  g_assert_cmpuint (n_days, ==, 41);
  g_assert_cmpint (first_at, ==, footprints_overview_get_first_at (overview));
  g_assert_cmpint (last_at, ==, footprints_overview_get_last_at (overview));
  g_assert_cmpfloat_with_epsilon (plays_per_day, 6 / 41.0, 1e-12);
  g_assert_true (footprints_period_equal (period, self->year));
}

static void
test_charts (Fixture *self, gconstpointer data)
{
  assert_json (footprints_history_get_chart (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST,
                                             self->year, 0, 10, NULL),
               "{\"by\":\"plays\",\"total\":3,\"offset\":0,\"entries\":[{\"rank\":1,\"name\":"
               "\"Ädel\",\"count\":3,"
               "\"share\":0.5},"
               "{\"rank\":2,\"name\":\"Brom\",\"count\":2,\"share\":0.33333333333333331},{\"rank\":"
               "3,\"name\":\"Chrom\","
               "\"count\":1,\"share\":0.16666666666666666}]}");
  assert_json (
      footprints_history_get_chart (self->history, FOOTPRINTS_ENTITY_KIND_ALBUM, self->year, 0, 10,
                                    NULL),
      "{\"by\":\"plays\",\"total\":3,\"offset\":0,\"entries\":[{\"rank\":1,\"artist\":\"Ädel\","
      "\"album\":"
      "\"Erste\",\"count\":3,\"share\":0.5},{\"rank\":2,\"artist\":\"Chrom\",\"album\":\"Erste\","
      "\"count\":1,\"share\":0.16666666666666666},{\"rank\":2,\"artist\":\"Brom\",\"album\":"
      "\"Zweite\",\"count\":1,\"share\":0.16666666666666666}]}");
  assert_json (footprints_history_get_chart (self->history, FOOTPRINTS_ENTITY_KIND_TRACK,
                                             self->year, 1, 2, NULL),
               "{\"by\":\"plays\",\"total\":4,\"offset\":1,\"entries\":[{\"rank\":1,\"artist\":"
               "\"Ädel\",\"track\":"
               "\"Eins\",\"count\":2,\"share\":0.33333333333333331},{\"rank\":3,\"artist\":"
               "\"Chrom\",\"track\":\"Vier\","
               "\"count\":1,\"share\":0.16666666666666666}]}");
}

static void
test_timeline (Fixture *self, gconstpointer data)
{
  assert_json (
      footprints_history_get_timeline (self->history, self->year, 0, 2, NULL),
      "{\"total\":6,\"next_cursor\":\"1707595200-6\",\"entries\":["
      "{\"id\":7,\"artist\":\"Brom\",\"album\":\"Zweite\",\"track\":\"Drei\","
      "\"timestamp\":\"2024-02-10T20:04:00Z\",\"source\":\"local\",\"album_artist\":\"Brom\"},"
      "{\"id\":6,\"artist\":\"Chrom\",\"album\":\"Erste\",\"track\":\"Vier\","
      "\"timestamp\":\"2024-02-10T20:00:00Z\",\"source\":\"local\",\"album_artist\":\"Chrom\"}]}");
  assert_json (
      footprints_history_get_timeline (self->history, self->all, 6, 2, NULL),
      "{\"total\":7,\"next_cursor\":null,\"entries\":["
      "{\"id\":1,\"artist\":\"Brom\",\"album\":null,\"track\":\"Drei\","
      "\"timestamp\":\"2023-12-31T23:30:00Z\",\"source\":\"local\",\"album_artist\":null}]}");
}

static void
test_pulse (Fixture *self, gconstpointer data)
{
  assert_json (
      footprints_history_get_pulse (self->history, self->all, FOOTPRINTS_GRANULARITY_MONTH, TRUE),
      "[{\"day\":\"2023-12-01\",\"label\":\"2023-12\",\"count\":1},"
      "{\"day\":\"2024-01-01\",\"label\":\"2024-01\",\"count\":4},"
      "{\"day\":\"2024-02-01\",\"label\":\"2024-02\",\"count\":2}]");
  assert_json (footprints_history_get_pulse (self->history, self->all_berlin,
                                             FOOTPRINTS_GRANULARITY_MONTH, TRUE),
               "[{\"day\":\"2024-01-01\",\"label\":\"2024-01\",\"count\":5},"
               "{\"day\":\"2024-02-01\",\"label\":\"2024-02\",\"count\":2}]");
  assert_json (
      footprints_history_get_pulse (self->history, self->all, FOOTPRINTS_GRANULARITY_WEEK, FALSE),
      "[{\"day\":\"2023-12-25\",\"label\":\"2023-W52\",\"count\":1},"
      "{\"day\":\"2024-01-01\",\"label\":\"2024-W01\",\"count\":4},"
      "{\"day\":\"2024-02-05\",\"label\":\"2024-W06\",\"count\":2}]");
}

static void
test_pulse_steps (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsPulse) pulse = footprints_history_get_pulse (
      self->history, self->all_berlin, FOOTPRINTS_GRANULARITY_YEAR, FALSE);
  g_autoptr (FootprintsPulseStep) step = g_list_model_get_item (G_LIST_MODEL (pulse), 0);
  g_autofree char *label = NULL;
  g_autofree char *day = NULL;
  FootprintsGranularity granularity;
  gint64 start, end, n_plays;

  g_object_get (pulse, "granularity", &granularity, NULL);
  g_assert_cmpint (granularity, ==, FOOTPRINTS_GRANULARITY_YEAR);
  g_object_get (step, "label", &label, "day", &day, "start", &start, "end", &end, "n-plays",
                &n_plays, NULL);
  g_assert_cmpstr (label, ==, "2024");
  g_assert_cmpstr (day, ==, "2024-01-01");
  g_assert_cmpint (start, ==, 1704063600);
  g_assert_cmpint (end, ==, 1735686000);
  g_assert_cmpint (n_plays, ==, 7);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (pulse), 1));
}

static void
test_heatmap (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHeatmap) heatmap =
      footprints_history_get_heatmap (self->history, self->year, TRUE);
  g_autoptr (FootprintsHeatmapCell) peak = footprints_heatmap_get_peak (heatmap);
  g_autoptr (FootprintsHeatmapCell) saturday =
      g_list_model_get_item (G_LIST_MODEL (heatmap), 5 * 24 + 20);
  guint weekday, hour;
  gint64 n_plays;
  double value, n_weeks;
  gboolean per_week;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (heatmap)), ==, 168);
  g_object_get (heatmap, "n-plays", &n_plays, "n-weeks", &n_weeks, "per-week", &per_week, NULL);
  g_assert_cmpint (n_plays, ==, 6);
  g_assert_cmpfloat_with_epsilon (n_weeks, 41 / 7.0, 1e-12);
  g_assert_true (per_week);
  g_object_get (peak, "weekday", &weekday, "hour", &hour, "n-plays", &n_plays, "value", &value,
                NULL);
  g_assert_cmpuint (weekday, ==, G_DATE_MONDAY);
  g_assert_cmpuint (hour, ==, 10);
  g_assert_cmpint (n_plays, ==, 3);
  g_assert_cmpfloat_with_epsilon (value, 3 / (41 / 7.0), 1e-12);
  g_assert_cmpint (footprints_heatmap_cell_get_weekday (saturday), ==, G_DATE_SATURDAY);
  g_assert_cmpint (footprints_heatmap_cell_get_n_plays (saturday), ==, 2);
  g_assert_cmpint (footprints_heatmap_count_weekday (heatmap, G_DATE_WEDNESDAY), ==, 1);
  g_assert_cmpint (footprints_heatmap_count_hour (heatmap, 9), ==, 1);
  g_assert_cmpint (footprints_heatmap_count_hour (heatmap, 23), ==, 0);
}

static void
test_novelty (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsNovelty) novelty =
      footprints_history_get_novelty (self->history, self->year, FOOTPRINTS_GRANULARITY_MONTH, 10);
  FootprintsDiscoveries *discoveries = footprints_novelty_get_discoveries (novelty);
  g_autoptr (FootprintsNoveltyStep) january = g_list_model_get_item (G_LIST_MODEL (novelty), 0);
  g_autoptr (FootprintsNoveltyStep) february = g_list_model_get_item (G_LIST_MODEL (novelty), 1);
  g_autoptr (FootprintsDiscovery) chrom = g_list_model_get_item (G_LIST_MODEL (discoveries), 0);
  g_autoptr (FootprintsDiscovery) aedel = g_list_model_get_item (G_LIST_MODEL (discoveries), 1);
  g_autofree char *label = NULL;
  gint64 n_plays, n_new_tracks;
  guint n_artists, n_new_artists;
  double average;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (novelty)), ==, 2);
  g_object_get (january, "label", &label, "n-plays", &n_plays, "n-new-tracks", &n_new_tracks,
                "n-artists", &n_artists, "n-new-artists", &n_new_artists, NULL);
  g_assert_cmpstr (label, ==, "2024-01");
  g_assert_cmpint (n_plays, ==, 4);
  g_assert_cmpint (n_new_tracks, ==, 2);
  g_assert_cmpuint (n_artists, ==, 2);
  g_assert_cmpuint (n_new_artists, ==, 1);
  g_assert_cmpint (footprints_novelty_step_get_n_new_tracks (february), ==, 1);
  g_assert_cmpfloat (footprints_novelty_step_get_ratio (february), ==, 0.5);
  g_object_get (novelty, "average-ratio", &average, NULL);
  g_assert_cmpfloat (average, ==, 0.5);
  g_assert_cmpuint (footprints_discoveries_get_total (discoveries), ==, 2);
  g_assert_cmpstr (footprints_discovery_get_artist (chrom), ==, "Chrom");
  g_assert_cmpstr (footprints_discovery_get_artist (aedel), ==, "Ädel");
  g_assert_cmpstr (footprints_discovery_get_track (aedel), ==, "Eins");
  g_assert_cmpint (footprints_discovery_get_n_plays (aedel), ==, 3);
}

static void
test_diversity (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsDiversity) diversity =
      footprints_history_get_diversity (self->history, self->year, FOOTPRINTS_GRANULARITY_MONTH);
  g_autoptr (FootprintsDiversityStep) january = g_list_model_get_item (G_LIST_MODEL (diversity), 0);
  g_autoptr (FootprintsDiversityStep) february =
      g_list_model_get_item (G_LIST_MODEL (diversity), 1);
  g_autofree char *label = NULL;
  double entropy, gini, effective_artists;
  guint n_artists, n_tracks;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diversity)), ==, 2);
  g_object_get (january, "label", &label, "n-artists", &n_artists, "n-tracks", &n_tracks, "entropy",
                &entropy, "gini", &gini, "effective-artists", &effective_artists, NULL);
  g_assert_cmpstr (label, ==, "2024-01");
  g_assert_cmpuint (n_artists, ==, 2);
  g_assert_cmpuint (n_tracks, ==, 3);
  g_assert_cmpfloat_with_epsilon (entropy, 0.811278, 1e-6);
  g_assert_cmpfloat_with_epsilon (gini, 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (effective_artists, 1.754765, 1e-6);
  g_assert_cmpfloat_with_epsilon (footprints_diversity_step_get_entropy (february), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (footprints_diversity_step_get_gini (february), 0, 1e-12);
}

static void
assert_moved (FootprintsChart *chart, guint position, const char *name, FootprintsMovement movement)
{
  g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), position);

  g_assert_cmpstr (footprints_chart_entry_get_name (entry), ==, name);
  g_assert_cmpint (footprints_chart_entry_get_movement (entry), ==, movement);
}

static void
test_movements (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsPeriod) before = footprints_period_get_previous (self->year);
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart_full (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST,
                                         FOOTPRINTS_MEASURE_PLAYS, self->year, before, 0, 10, NULL);

  assert_moved (chart, 0, "Ädel", FOOTPRINTS_MOVEMENT_NEW);
  assert_moved (chart, 1, "Brom", FOOTPRINTS_MOVEMENT_DOWN);
  assert_moved (chart, 2, "Chrom", FOOTPRINTS_MOVEMENT_NEW);
}

static void
test_minutes (Fixture *self, gconstpointer data)
{
  const FootprintsEntityKind track = FOOTPRINTS_ENTITY_KIND_TRACK;
  g_autoptr (FootprintsChart) chart = footprints_history_get_chart_full (
      self->history, track, FOOTPRINTS_MEASURE_MINUTES, self->year, NULL, 0, 2, NULL);
  g_autoptr (FootprintsChartEntry) first = g_list_model_get_item (G_LIST_MODEL (chart), 0);

  g_assert_cmpint (footprints_chart_get_measure (chart), ==, FOOTPRINTS_MEASURE_MINUTES);
  g_assert_cmpint (footprints_chart_get_listened_s (chart), ==, 1317);
  g_assert_cmpint (footprints_chart_entry_get_listened_s (first), ==, 480);
  g_assert_cmpint (footprints_chart_entry_get_n_plays (first), ==, 2);
  assert_json (g_steal_pointer (&chart),
               "{\"by\":\"minutes\",\"minutes\":21,\"estimated_share\":0.66590736522399396,"
               "\"total\":4,\"offset\":0,\"entries\":["
               "{\"rank\":1,\"artist\":\"Ädel\",\"track\":\"Eins\",\"count\":2,\"minutes\":8,"
               "\"share\":0.36446469248291574},"
               "{\"rank\":2,\"artist\":\"Brom\",\"track\":\"Drei\",\"count\":2,\"minutes\":6,"
               "\"share\":0.296127562642369}]}");
}

static void
test_comparison (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsPeriod) before = footprints_period_get_previous (self->year);
  FootprintsComparison *comparison =
      footprints_history_get_comparison (self->history, self->year, before, 1, NULL);
  FootprintsChanges *gained = footprints_comparison_get_gained (comparison);
  g_autoptr (FootprintsChange) change = g_list_model_get_item (G_LIST_MODEL (gained), 0);
  g_autofree char *lost =
      footprints_report_to_json (FOOTPRINTS_REPORT (footprints_comparison_get_lost (comparison)));

  g_assert_cmpfloat_with_epsilon (footprints_comparison_get_similarity (comparison), 1 / 3.0,
                                  1e-12);
  g_assert_cmpuint (footprints_comparison_get_n_artists_both (comparison), ==, 1);
  g_assert_cmpuint (footprints_comparison_get_n_artists_only (comparison), ==, 2);
  g_assert_cmpuint (footprints_comparison_get_n_artists_only_other (comparison), ==, 0);
  g_assert_cmpstr (footprints_change_get_artist (change), ==, "Ädel");
  g_assert_cmpuint (footprints_change_get_rank (change), ==, 1);
  g_assert_cmpuint (footprints_change_get_rank_other (change), ==, 0);
  g_assert_cmpstr (lost, ==,
                   "[{\"artist\":\"Brom\",\"counts\":[2,1],\"shares\":[0.33333333333333331,1.0],"
                   "\"ranks\":[2,1]}]");
  test_release (comparison);
}

static void
test_entity (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsEntity) entity = footprints_history_get_entity (
      self->history, FOOTPRINTS_ENTITY_KIND_ARTIST, "Ädel", NULL, self->year);
  FootprintsChart *neighbours = footprints_entity_get_neighbours (entity);
  g_autoptr (FootprintsChartEntry) brom = g_list_model_get_item (G_LIST_MODEL (neighbours), 0);
  g_autoptr (FootprintsEntity) track = footprints_history_get_entity (
      self->history, FOOTPRINTS_ENTITY_KIND_TRACK, "Ädel", "Zwei", self->year);

  g_assert_cmpint (footprints_overview_get_n_plays (footprints_entity_get_overview (entity)), ==,
                   3);
  g_assert_cmpuint (footprints_entity_get_rank (entity), ==, 1);
  g_assert_cmpfloat (footprints_entity_get_share (entity), ==, 0.5);
  g_assert_cmpuint (footprints_chart_get_total (neighbours), ==, 1);
  g_assert_cmpstr (footprints_chart_entry_get_name (brom), ==, "Brom");
  g_assert_cmpint (footprints_chart_entry_get_n_plays (brom), ==, 1);
  g_assert_cmpfloat (footprints_chart_entry_get_share (brom), ==, 0.5);
  g_assert_cmpstr (footprints_entity_get_main_album (track), ==, "Erste");
}

static void
test_rank_history (Fixture *self, gconstpointer data)
{
  static const guint ranks[] = { 1, 2, 1 };
  g_autoptr (FootprintsRankHistory) history =
      footprints_history_get_rank_history (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST, "Brom",
                                           NULL, self->all, FOOTPRINTS_GRANULARITY_MONTH);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    {
      g_autoptr (FootprintsRankStep) step = g_list_model_get_item (G_LIST_MODEL (history), i);

      g_assert_cmpuint (footprints_rank_step_get_rank (step), ==, ranks[i]);
    }
  g_assert_cmpuint (footprints_rank_history_get_n_at_first (history), ==, 2);
}

static void
test_growth (Fixture *self, gconstpointer data)
{
  assert_json (
      footprints_history_get_growth (self->history, self->all, FOOTPRINTS_GRANULARITY_MONTH),
      "[{\"day\":\"2023-12-01\",\"label\":\"2023-12\",\"scrobbles\":1,\"artists\":1,\"albums\":0,"
      "\"tracks\":1},{\"day\":\"2024-01-01\",\"label\":\"2024-01\",\"scrobbles\":5,\"artists\":2,"
      "\"albums\":1,\"tracks\":3},{\"day\":\"2024-02-01\",\"label\":\"2024-02\",\"scrobbles\":7,"
      "\"artists\":3,\"albums\":3,\"tracks\":4}]");
}

static void
test_memories (Fixture *self, gconstpointer data)
{
  assert_json (footprints_history_get_comebacks (self->history, self->year, 30, 10, NULL),
               "[{\"artist\":\"Brom\",\"left\":\"2024-01-01T10:10:00Z\",\"returned\":"
               "\"2024-02-10T20:04:00Z\",\"days_away\":40,\"scrobbles_before\":2,"
               "\"scrobbles_since\":1}]");
  assert_json (footprints_history_list_silences (self->history, self->year, 1, NULL),
               "[{\"from\":\"2024-01-03T09:00:00Z\",\"until\":\"2024-02-10T20:00:00Z\",\"days\":38,"
               "\"artist\":\"Chrom\",\"track\":\"Vier\"}]");
  assert_json (footprints_history_get_obsessions (self->history, self->year, 2, 10, NULL),
               "[{\"artist\":\"Ädel\",\"track\":\"Eins\",\"week\":\"2024-W01\",\"day\":"
               "\"2024-01-01\",\"scrobbles_in_week\":2,\"scrobbles\":2}]");
  assert_json (
      footprints_history_get_forgotten_favourites (self->history, self->all, 3, 30, 10, NULL),
      "[{\"artist\":\"Ädel\",\"scrobbles\":3,\"last_scrobble\":\"2024-01-03T09:00:00Z\","
      "\"days_silent\":38}]");
}

static void
test_concentration (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsConcentration) concentration =
      footprints_history_get_concentration (self->history, self->year);
  g_autoptr (FootprintsConcentrationPoint) two_thirds =
      g_list_model_get_item (G_LIST_MODEL (concentration), 2);

  g_assert_cmpuint (footprints_concentration_get_n_for_half (concentration), ==, 1);
  g_assert_cmpfloat (footprints_concentration_get_loyalty (concentration), ==, 0.5);
  g_assert_cmpuint (footprints_concentration_point_get_n_artists (two_thirds), ==, 2);
  g_assert_cmpfloat_with_epsilon (footprints_concentration_point_get_play_share (two_thirds),
                                  5 / 6.0, 1e-12);
}

static void
test_anniversaries (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_json (footprints_history_get_anniversaries (self->history, self->all, 1, 1, NULL),
               "[{\"day\":\"2024-01-01\",\"scrobbles\":3,\"artist\":\"Ädel\",\"track\":"
               "{\"artist\":\"Brom\",\"track\":\"Drei\"}}]");
  assert_json (footprints_history_get_anniversaries (self->history, self->all_berlin, 1, 1, NULL),
               "[{\"day\":\"2024-01-01\",\"scrobbles\":4,\"artist\":\"Brom\",\"track\":"
               "{\"artist\":\"Brom\",\"track\":\"Drei\"}}]");
  g_assert_null (footprints_history_get_anniversaries (self->history, self->all, 4, 31, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

static void
test_streaks (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsStreaks) streaks = footprints_history_get_streaks (
      self->history, self->all, 1, footprints_period_get_start (self->year), NULL);
  FootprintsStreak *longest = footprints_streaks_get_longest (streaks);

  g_assert_cmpstr (footprints_streak_get_first_day (longest), ==, "2023-12-31");
  g_assert_cmpstr (footprints_streak_get_last_day (longest), ==, "2024-01-01");
  g_assert_cmpuint (footprints_streak_get_n_days (longest), ==, 2);
  g_assert_cmpint (footprints_streak_get_n_plays (longest), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (streaks)), ==, 3);
}

static void
test_milestones (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsMilestones) milestones =
      footprints_history_get_milestones (self->history, self->all);
  g_autoptr (FootprintsMilestone) first = g_list_model_get_item (G_LIST_MODEL (milestones), 0);
  g_autoptr (FootprintsMilestone) album = g_list_model_get_item (G_LIST_MODEL (milestones), 3);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (milestones)), ==, 4);
  g_assert_cmpint (footprints_milestone_get_kind (first), ==, FOOTPRINTS_MILESTONE_KIND_PLAYS);
  g_assert_cmpstr (footprints_milestone_get_track (first), ==, "Drei");
  g_assert_cmpint (footprints_milestone_get_kind (album), ==, FOOTPRINTS_MILESTONE_KIND_ALBUMS);
  g_assert_cmpstr (footprints_milestone_get_track (album), ==, "Eins");
}

static void
test_review (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsReview) review = footprints_history_get_review (self->history, self->year);
  g_autofree char *json = footprints_report_to_json (FOOTPRINTS_REPORT (review));

  g_assert_nonnull (strstr (json, "\"average_per_day\":0.14634146341463414,"
                                  "\"most_active_month\":\"2024-01\","
                                  "\"most_active_day\":\"2024-01-01\""));
  g_assert_nonnull (strstr (json, "\"top_discovery\":{\"artist\":\"Ädel\",\"first_heard\":"
                                  "\"2024-01-01T10:00:00Z\",\"plays_this_year\":3}"));
  g_assert_cmpfloat_with_epsilon (footprints_review_get_night_share (review), 1 / 3.0, 1e-12);
  g_assert_cmpint (
      footprints_sessions_get_longest_duration (footprints_review_get_sessions (review)), ==, 600);
}

static void
assert_n_plays (FootprintsHistory *filtered, gint64 n_plays)
{
  g_assert_cmpint (footprints_history_get_n_plays (filtered), ==, n_plays);
  g_object_unref (filtered);
}

static void
test_filter (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) brom =
      footprints_history_filter (self->history, "Brom", NULL, NULL, NULL);
  g_autoptr (FootprintsOverview) overview = footprints_history_get_overview (brom, self->all);

  g_assert_cmpint (footprints_overview_get_n_plays (overview), ==, 3);
  g_assert_cmpuint (footprints_overview_get_n_tracks (overview), ==, 1);
  assert_n_plays (footprints_history_filter (self->history, NULL, "Erste", NULL, NULL), 4);
  assert_n_plays (footprints_history_filter (self->history, "Ädel", "Erste", NULL, NULL), 3);
  assert_n_plays (footprints_history_filter (self->history, "Ädel", NULL, "Eins", NULL), 2);
  assert_n_plays (footprints_history_filter (self->history, "ädel", NULL, NULL, NULL), 0);
  assert_n_plays (footprints_history_filter (self->history, "", NULL, NULL, NULL), 0);
  assert_n_plays (footprints_history_filter (self->history, NULL, NULL, NULL, "nobody"), 0);
  assert_n_plays (footprints_history_filter (self->history, NULL, NULL, NULL, NULL), 7);
}

static void
assert_session (FootprintsSessions *sessions, guint position, guint n_plays, gint64 duration)
{
  g_autoptr (FootprintsSession) session = g_list_model_get_item (G_LIST_MODEL (sessions), position);

  g_assert_cmpuint (footprints_session_get_n_plays (session), ==, n_plays);
  g_assert_cmpuint (footprints_session_get_n_artists (session), ==, 2);
  g_assert_cmpint (footprints_session_get_duration (session), ==, duration);
}

static void
test_sessions (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsSessions) sessions =
      footprints_history_get_sessions (self->history, self->year, 45, 2, NULL);
  g_autoptr (FootprintsSessions) longest =
      footprints_sessions_sort (sessions, FOOTPRINTS_SESSION_ORDER_LONGEST);
  g_autoptr (FootprintsSessions) holes = footprints_sessions_get_rabbit_holes (sessions);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (footprints_sessions_get_total (sessions), ==, 2);
  g_assert_cmpint (footprints_sessions_get_n_plays (sessions), ==, 5);
  g_assert_cmpint (footprints_sessions_get_total_duration (sessions), ==, 14 * 60);
  g_assert_cmpint (footprints_sessions_get_longest_duration (sessions), ==, 10 * 60);
  assert_session (sessions, 0, 2, 4 * 60);
  assert_session (sessions, 1, 3, 10 * 60);
  assert_session (longest, 0, 3, 10 * 60);
  g_assert_cmpuint (footprints_sessions_get_total (holes), ==, 0);
  g_assert_null (footprints_sessions_get_timeline (sessions, 2));
  g_assert_null (footprints_history_get_sessions (self->history, self->year, 0, 2, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

/* Both sessions of 2024, of 3 plays and of 2. */
static void
test_plays_of_sessions (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsSessions) sessions =
      footprints_history_get_sessions (self->history, self->year, 45, 2, NULL);
  g_autoptr (FootprintsSessions) all =
      footprints_sessions_slice_plays (sessions, 0, G_MAXUINT, G_MAXINT32, NULL);
  g_autoptr (FootprintsSessions) second =
      footprints_sessions_slice_plays (sessions, 1, 1, G_MAXINT32, NULL);
  g_autoptr (FootprintsSessions) first = footprints_sessions_slice_plays (sessions, 0, 10, 4, NULL);
  g_autoptr (FootprintsSessions) one = footprints_sessions_slice_plays (sessions, 0, 10, 1, NULL);
  g_autofree char *whole = footprints_report_to_json (FOOTPRINTS_REPORT (sessions));
  g_autofree char *same = footprints_report_to_json (FOOTPRINTS_REPORT (all));
  g_autofree char *part = footprints_report_to_json (FOOTPRINTS_REPORT (second));
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (whole, ==, same);
  g_assert_nonnull (strstr (whole, "\"track\":\"Eins\""));
  g_assert_null (strstr (part, "\"track\":\"Eins\""));
  g_assert_nonnull (strstr (part, "\"track\":\"Zwei\""));
  g_assert_nonnull (strstr (part, "\"track_count\":3"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (second)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (first)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one)), ==, 1);
  g_assert_cmpuint (footprints_sessions_get_total (one), ==, 2);
  g_assert_null (footprints_sessions_slice_plays (sessions, 0, 1, 0, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

static void
test_bounded_json (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsSessions) sessions =
      footprints_history_get_sessions (self->history, self->year, 45, 2, NULL);
  FootprintsReport *report = FOOTPRINTS_REPORT (sessions);
  g_autofree char *text = footprints_report_to_json (report);
  gsize length = strlen (text);
  g_autoptr (GBytes) bytes = footprints_report_to_json_bytes (report, length, NULL);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, length);
  /* Each length, so that it ends within each row and each part around it. */
  for (gsize max_bytes = 0; max_bytes < length; max_bytes++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (footprints_report_to_json_bytes (report, max_bytes, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE);
    }
}

static void
test_transitions (Fixture *self, gconstpointer data)
{
  assert_json (
      footprints_history_get_transitions (self->history, self->year, 45, 1, FALSE, 10, NULL),
      "{\"transitions\":[{\"from_artist\":\"Chrom\",\"to_artist\":\"Brom\",\"count\":1,"
      "\"percentage\":50.0},{\"from_artist\":\"Ädel\",\"to_artist\":\"Brom\",\"count\":1,"
      "\"percentage\":50.0}],\"top_transitions\":[{\"from_artist\":\"Chrom\",\"to_artist\":"
      "\"Brom\",\"count\":1,\"percentage\":50.0},{\"from_artist\":\"Ädel\",\"to_artist\":"
      "\"Brom\",\"count\":1,\"percentage\":50.0}],\"network_data\":{\"nodes\":[{\"id\":"
      "\"Chrom\",\"label\":\"Chrom\",\"size\":1},{\"id\":\"Brom\",\"label\":\"Brom\",\"size\":2},"
      "{\"id\":\"Ädel\",\"label\":\"Ädel\",\"size\":1}],\"edges\":[{\"source\":\"Chrom\","
      "\"target\":\"Brom\",\"weight\":1},{\"source\":\"Ädel\",\"target\":\"Brom\","
      "\"weight\":1}]},\"summary\":{\"total_transitions\":2,\"unique_transitions\":2,"
      "\"most_common_transition\":{\"from_artist\":\"Chrom\",\"to_artist\":\"Brom\",\"count\":"
      "1,\"percentage\":50.0},\"most_connected_artist\":\"Brom\","
      "\"avg_transitions_per_session\":1.0}}");
}

static void
test_years (Fixture *self, gconstpointer data)
{
  assert_json (
      footprints_history_get_years (self->history, footprints_period_get_calendar (self->all)),
      "[2024,2023]");
  assert_json (footprints_history_get_years (self->history,
                                             footprints_period_get_calendar (self->all_berlin)),
               "[2024]");
}

static void
test_top_report (Fixture *self, gconstpointer data)
{
  assert_json (
      footprints_history_get_top_report (self->history, self->year, 2, NULL),
      "{\"period\":\"Year 2024\",\"start_date\":\"2024-01-01T00:00:00Z\",\"end_date\":"
      "\"2024-12-31T23:59:59Z\",\"total_scrobbles\":6,\"top_artists\":[[\"Ädel\",3],[\"Brom\",2]],"
      "\"top_tracks\":[[\"Brom\",\"Drei\",2],[\"Ädel\",\"Eins\",2]],\"top_albums\":"
      "[[\"Ädel\",\"Erste\",3],[\"Chrom\",\"Erste\",1]]}");
  assert_json (footprints_history_get_top_report (self->history, self->all, 1, NULL),
               "{\"period\":\"All Time\",\"start_date\":\"2023-12-31T23:30:00Z\",\"end_date\":"
               "\"2024-02-10T20:04:00Z\",\"total_scrobbles\":7,\"top_artists\":[[\"Brom\",3]],"
               "\"top_tracks\":[[\"Brom\",\"Drei\",3]],\"top_albums\":[[\"Ädel\",\"Erste\",3]]}");
}

static void
test_titles (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *period;
    const char *title;
  } cases[] = {
    { "2024", "Year 2024" },    { "2024-03", "2024-03" },
    { "2024-W07", "2024-W07" }, { "alltime", "All Time" },
    { "..", "All Time" },       { "2024-03-01..2024-04-01", "2024-03-01..2024-04-01" },
    { "week", "week" },
  };
  FootprintsCalendar *calendar = footprints_period_get_calendar (self->all);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsPeriod) period =
          footprints_period_parse (cases[i].period, calendar, NULL);
      g_autoptr (FootprintsTopReport) report =
          footprints_history_get_top_report (self->history, period, 5, NULL);
      g_autofree char *title = NULL;
      gint64 n_plays;

      g_object_get (report, "title", &title, "n-plays", &n_plays, NULL);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (footprints_top_report_get_title (report), ==, cases[i].title);
      g_assert_cmpint (n_plays, ==, footprints_top_report_get_n_plays (report));
    }
}

static void
test_search (Fixture *self, gconstpointer data)
{
  assert_json (footprints_history_search (self->history, "ADEL", 10, NULL),
               "{\"query\":\"ADEL\",\"artists\":[{\"rank\":1,\"name\":\"Ädel\",\"count\":3,"
               "\"share\":0.42857142857142855}],"
               "\"albums\":[],\"tracks\":[],\"totals\":{\"artists\":1,\"albums\":0,\"tracks\":0}}");
  assert_json (footprints_history_search (self->history, "ei", 2, NULL),
               "{\"query\":\"ei\",\"artists\":[],\"albums\":[{\"rank\":1,\"artist\":\"Brom\","
               "\"album\":\"Zweite\",\"count\":1,\"share\":0.14285714285714285}],\"tracks\":[{"
               "\"rank\":1,\"artist\":\"Brom\","
               "\"track\":\"Drei\",\"count\":3,\"share\":0.42857142857142855},{\"rank\":2,"
               "\"artist\":\"Ädel\",\"track\":\"Eins\","
               "\"count\":2,\"share\":0.2857142857142857}],\"totals\":{\"artists\":0,\"albums\":1,"
               "\"tracks\":3}}");
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/report/examples/overview", test_overview);
  add_test ("/report/examples/overview-properties", test_overview_properties);
  add_test ("/report/examples/charts", test_charts);
  add_test ("/report/examples/timeline", test_timeline);
  add_test ("/report/examples/pulse", test_pulse);
  add_test ("/report/examples/pulse-steps", test_pulse_steps);
  add_test ("/report/examples/heatmap", test_heatmap);
  add_test ("/report/examples/novelty", test_novelty);
  add_test ("/report/examples/diversity", test_diversity);
  add_test ("/report/examples/movements", test_movements);
  add_test ("/report/examples/minutes", test_minutes);
  add_test ("/report/examples/comparison", test_comparison);
  add_test ("/report/examples/entity", test_entity);
  add_test ("/report/examples/rank-history", test_rank_history);
  add_test ("/report/examples/growth", test_growth);
  add_test ("/report/examples/memories", test_memories);
  add_test ("/report/examples/concentration", test_concentration);
  add_test ("/report/examples/anniversaries", test_anniversaries);
  add_test ("/report/examples/streaks", test_streaks);
  add_test ("/report/examples/milestones", test_milestones);
  add_test ("/report/examples/review", test_review);
  add_test ("/report/examples/filter", test_filter);
  add_test ("/report/examples/sessions", test_sessions);
  add_test ("/report/examples/plays-of-sessions", test_plays_of_sessions);
  add_test ("/report/examples/bounded-json", test_bounded_json);
  add_test ("/report/examples/transitions", test_transitions);
  add_test ("/report/examples/years", test_years);
  add_test ("/report/examples/top-report", test_top_report);
  add_test ("/report/examples/titles", test_titles);
  add_test ("/report/examples/search", test_search);
  return g_test_run ();
}
