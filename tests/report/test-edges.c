/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The edges of reports: ties, empty histories, limits, odd periods, and many threads at once. */

#include "test-model.h"

#include <string.h>

typedef struct
{
  char *path;
  FootprintsStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = test_path ("ledger.db");
  self->store = test_open (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_release (self->store);
  g_free (self->path);
}

static void
add_plays (Fixture *self, const char *artist, const char *track, const char *album, guint n_plays)
{
  static gint64 time = TEST_TIME;

  for (guint i = 0; i < n_plays; i++)
    test_add (self->store, artist, track, album, time += 60);
}

static TestModel *
make_model (Fixture *self)
{
  g_autoptr (sqlite3) database = test_sql_open (self->path);

  return test_model_new (database);
}

/* "rank name artist plays" of each entry, with "; " between. */
static char *
describe (FootprintsChart *chart)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chart)); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);
      g_autofree char *name = NULL;
      g_autofree char *artist = NULL;
      gint64 n_plays;
      guint rank;

      g_object_get (entry, "rank", &rank, "name", &name, "artist", &artist, "n-plays", &n_plays,
                    NULL);
      g_string_append_printf (text, "%s%u %s%s%s %" G_GINT64_FORMAT, i > 0 ? "; " : "", rank, name,
                              artist != NULL ? "/" : "", artist != NULL ? artist : "", n_plays);
    }
  return g_string_free (text, FALSE);
}

static void
assert_chart (Fixture *self,
              FootprintsEntityKind kind,
              gint64 offset,
              guint limit,
              guint total,
              const char *expected)
{
  g_autoptr (FootprintsHistory) history = test_history (self->store);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (history, kind, all, offset, limit, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (chart);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (footprints_chart_get_total (chart), ==, total);
  g_assert_cmpint (footprints_chart_get_offset (chart), ==, offset);
}

/* 1, 2, 2, 4; and by code point, which is not how people sort. */
static void
test_ties (Fixture *self, gconstpointer data)
{
  add_plays (self, "b", "T", NULL, 2);
  add_plays (self, "Ä", "T", NULL, 2);
  add_plays (self, "Z", "T", NULL, 3);
  add_plays (self, "a", "T", NULL, 1);
  add_plays (self, "🎵", "T", NULL, 1);
  add_plays (self, "ｚ", "T", NULL, 1);
  add_plays (self, "B", "T", NULL, 1);
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST, 0, 100, 7,
                "1 Z 3; 2 b 2; 2 Ä 2; 4 B 1; 4 a 1; 4 ｚ 1; 4 🎵 1");
  /* A part of it knows its ranks. */
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST, 2, 3, 7, "2 Ä 2; 4 B 1; 4 a 1");
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST, 6, 3, 7, "4 🎵 1");
  /* One title by several artists. */
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_TRACK, 0, 4, 7, "1 T/Z 3; 2 T/b 2; 2 T/Ä 2; 4 T/B 1");
}

static void
test_offsets (Fixture *self, gconstpointer data)
{
  add_plays (self, "A", "T", "L", 1);
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_ARTIST, 1, 10, 1, "");
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_ALBUM, 1000, 1000, 1, "");
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_TRACK, G_MAXUINT32, 10, 1, "");
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_TRACK, G_GINT64_CONSTANT (1) << 32, 10, 1, "");
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_TRACK, G_MAXINT64, 1000, 1, "");
}

/* Two albums of one name are two; plays without an album are in none. */
static void
test_albums (Fixture *self, gconstpointer data)
{
  add_plays (self, "A", "T", "Greatest Hits", 2);
  add_plays (self, "B", "T", "Greatest Hits", 2);
  add_plays (self, "B", "T", NULL, 9);
  assert_chart (self, FOOTPRINTS_ENTITY_KIND_ALBUM, 0, 10, 2,
                "1 Greatest Hits/A 2; 1 Greatest Hits/B 2");
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  static const struct
  {
    gint64 offset;
    guint limit;
  } bad[] = { { 0, 0 }, { 0, 1001 }, { 0, G_MAXUINT }, { -1, 10 }, { G_MININT64, 10 } };
  g_autoptr (FootprintsHistory) history = test_history (self->store);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (GError) error = NULL;

#define assert_invalid(expression)                                                                 \
  g_assert_null (expression);                                                                      \
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);                     \
  g_clear_error (&error)
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      assert_invalid (footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_TRACK, all,
                                                    bad[i].offset, bad[i].limit, &error));
      assert_invalid (
          footprints_history_get_timeline (history, all, bad[i].offset, bad[i].limit, &error));
      if (bad[i].offset != 0)
        continue;
      assert_invalid (
          footprints_history_get_timeline_after (history, all, "1-1", bad[i].limit, &error));
      assert_invalid (footprints_history_search (history, "a", bad[i].limit, &error));
      assert_invalid (footprints_history_get_top_report (history, all, bad[i].limit, &error));
    }
  assert_invalid (footprints_history_get_timeline_after (history, all, "", 10, &error));
  assert_invalid (footprints_history_get_timeline_after (history, all, "x-1", 10, &error));
#undef assert_invalid
}

static void
test_search_text (Fixture *self, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (1024, 'x');
  g_autofree char *too_long = g_strnfill (1025, 'x');
  const char *const bad[] = { too_long, "\xff", "a\xc3" };
  const char *const spaces[] = { "ferry", " ferry ", "\tFERRY\n", "\u3000ferry\u00a0",
                                 "\u2003ｆｅｒｒｙ" };
  const char *const nothing[] = { "", " ", "\u3000", "\u0301", "\t\u2003\n" };
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsSearch) empty = NULL;
  g_autoptr (GError) error = NULL;

  add_plays (self, "Ayla Venn", "Slow Ferry", "Tides", 1);
  add_plays (self, "Café del Mar", "A B", NULL, 1);
  history = test_history (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (footprints_history_search (history, bad[i], 10, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }
  empty = footprints_history_search (history, longest, 10, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      g_autoptr (FootprintsSearch) search =
          footprints_history_search (history, spaces[i], 10, &error);
      g_autofree char *text = NULL;
      g_autofree char *given = NULL;

      g_assert_no_error (error);
      text = describe (footprints_search_get_matches (search, FOOTPRINTS_ENTITY_KIND_TRACK));
      g_assert_cmpstr (text, ==, "1 Slow Ferry/Ayla Venn 1");
      g_object_get (search, "text", &given, NULL);
      g_assert_cmpstr (given, ==, spaces[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (FootprintsSearch) search =
          footprints_history_search (history, nothing[i], 10, &error);

      g_assert_no_error (error);
      for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
        g_assert_cmpuint (footprints_chart_get_total (footprints_search_get_matches (search, kind)),
                          ==, 0);
    }
}

/* What was played once and deleted is found no more; and a name is searched from end to end. */
static void
test_search_matches (Fixture *self, gconstpointer data)
{
  g_autoptr (TestModel) model = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  const char *const needles[] = {
    "gone", "a",     "aa",   "aaa", "aaaa", "z", "ab",   "b",
    "tide", "tides", "ides", "sa",  "é",    "e", "日本", "本",
  };
  gint64 id;

  id = test_add (self->store, "Gone", "Gone", "Gone", TEST_TIME - 5);
  add_plays (self, "aa", "aaa", "a", 1);
  add_plays (self, "aaa", "aa", "Tides", 2);
  add_plays (self, "z", "ab", "sa", 3);
  add_plays (self, "b", "Été", "日本", 1);
  add_plays (self, "日本", "ete", "é", 1);
  footprints_store_remove_scrobbles (self->store, &id, 1, NULL, NULL);
  history = test_history (self->store);
  model = make_model (self);
  for (guint i = 0; i < G_N_ELEMENTS (needles); i++)
    for (guint limit = 1; limit < 5; limit++)
      test_model_check_search (model, history, needles[i], limit);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  const char *const periods[] = { "alltime", "2024", "today", "..2024", "2024..", "2024..2024" };
  g_autoptr (FootprintsHistory) history = test_history (self->store);
  g_autoptr (TestModel) model = make_model (self);

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autoptr (FootprintsPeriod) period = footprints_period_parse (periods[i], NULL, NULL);
      g_autoptr (FootprintsOverview) overview = footprints_history_get_overview (history, period);
      g_autoptr (FootprintsTopReport) report =
          footprints_history_get_top_report (history, period, 10, NULL);
      g_autofree char *overview_json = footprints_report_to_json (FOOTPRINTS_REPORT (overview));
      g_autofree char *report_json = footprints_report_to_json (FOOTPRINTS_REPORT (report));

      g_assert_cmpstr (overview_json, ==,
                       "{\"scrobbles\":0,\"artists\":0,\"albums\":0,\"tracks\":0,"
                       "\"first_scrobble\":null,\"last_scrobble\":null,\"days\":0,"
                       "\"scrobbles_per_day\":0.0,\"minutes\":0,\"estimated_share\":null}");
      g_assert_nonnull (
          strstr (report_json, "\"top_artists\":[],\"top_tracks\":[],\"top_albums\":[]"));
      test_model_check_overview (model, history, period);
      test_model_check_timeline (model, history, period, 0, 10);
      test_model_check_timeline (model, history, period, 10, 10);
      test_model_check_timeline_walk (model, history, period, 10);
      for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
        test_model_check_chart (model, history, kind, period, i, 10);
      for (guint granularity = 0; granularity <= FOOTPRINTS_GRANULARITY_YEAR; granularity++)
        test_model_check_pulse (model, history, period, granularity, FALSE);
    }
  test_model_check_years (model, history, NULL);
  test_model_check_search (model, history, "a", 10);
}

/* Takes @report. */
static void
assert_is_written (gpointer report)
{
  g_autofree char *json = footprints_report_to_json (FOOTPRINTS_REPORT (report));

  g_assert_nonnull (json);
  g_assert_cmpuint (strlen (json), <, 20000);
  g_object_unref (report);
}

/* No report stumbles over a history without a play, nor over names that nobody plays any more. */
static void
assert_all_written (FootprintsHistory *history)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_parse ("2024", NULL, NULL);
  g_autoptr (FootprintsPeriod) before = footprints_period_get_previous (period);
  const FootprintsGranularity week = FOOTPRINTS_GRANULARITY_WEEK;

  for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
    {
      const char *title = kind == FOOTPRINTS_ENTITY_KIND_ARTIST ? NULL : "Nothing";

      assert_is_written (footprints_history_get_chart_full (
          history, kind, FOOTPRINTS_MEASURE_MINUTES, period, before, 0, 10, NULL));
      assert_is_written (footprints_history_get_entity (history, kind, "Nobody", title, period));
      assert_is_written (
          footprints_history_get_rank_history (history, kind, "Nobody", title, period, week));
    }
  assert_is_written (footprints_history_get_comparison (history, period, before, 10, NULL));
  assert_is_written (footprints_history_get_heatmap (history, period, TRUE));
  assert_is_written (footprints_history_get_novelty (history, period, week, 10));
  assert_is_written (footprints_history_get_diversity (history, period, week));
  assert_is_written (footprints_history_get_sessions (history, period, 45, 1, NULL));
  assert_is_written (footprints_history_get_transitions (history, period, 45, 1, TRUE, 10, NULL));
  assert_is_written (footprints_history_get_growth (history, period, week));
  assert_is_written (footprints_history_get_comebacks (history, period, 1, 10, NULL));
  assert_is_written (footprints_history_get_obsessions (history, period, 1, 10, NULL));
  assert_is_written (footprints_history_get_forgotten_favourites (history, period, 1, 1, 10, NULL));
  assert_is_written (footprints_history_get_concentration (history, period));
  assert_is_written (footprints_history_get_anniversaries (history, period, 2, 29, NULL));
  assert_is_written (footprints_history_get_streaks (history, period, 1, TEST_TIME, NULL));
  assert_is_written (footprints_history_get_milestones (history, period));
  assert_is_written (footprints_history_get_review (history, period));
}

static void
test_empty_reports (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) empty = test_history (self->store);
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsHistory) filtered = NULL;

  assert_all_written (empty);
  test_add (self->store, "Artist", "Track", "Album", TEST_TIME);
  history = test_history (self->store);
  filtered = footprints_history_filter (history, "Nobody", NULL, NULL, NULL);
  assert_all_written (filtered);
  assert_all_written (history);
}

/* Ranges over more than half of the plays are counted from the other side. */
static void
test_complement (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (TestModel) model = NULL;
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  guint n_plays;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *artist = g_strdup_printf ("Artist %u", i % 11);
      g_autofree char *track = g_strdup_printf ("Track %u", i % 17);

      test_add (self->store, artist, track, i % 3 == 0 ? NULL : "Album",
                TEST_TIME + (gint64) i * 1000000);
    }
  history = test_history (self->store);
  model = make_model (self);
  n_plays = test_model_get_n_plays (model);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint from = 0; from < n_plays; from += 7)
        for (guint to = from; to < n_plays; to += 5)
          {
            g_autoptr (FootprintsPeriod) period = footprints_period_new_range (
                test_model_get_time (model, from), test_model_get_time (model, to), NULL, NULL);

            test_model_check_overview (model, history, period);
            for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
              test_model_check_chart (model, history, kind, period, 0, 20);
          }
      /* Only now has anybody asked for all plays, so that they are counted. */
      test_model_check_overview (model, history, all);
    }
}

/* Plays at the very borders of periods, chunks and years. */
static void
test_borders (Fixture *self, gconstpointer data)
{
  const char *const periods[] = { "2023", "2024", "2024-01", "2024-W01", "2023-W52", "2024-01-01" };
  const char *const zones[] = { "UTC", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago" };
  gint64 new_year = 1704067200;
  gint64 window = (new_year >> 24) << 24;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (TestModel) model = NULL;

  g_assert_true (footprints_store_set_joins_reports (self->store, FALSE, NULL, NULL));
  for (int hour = -15; hour <= 15; hour++)
    for (int second = -1; second <= 1; second++)
      test_add (self->store, "A", "T", NULL, new_year + hour * 3600 + second);
  for (int second = -1; second <= 1; second++)
    test_add (self->store, "B", "T", NULL, window + second);
  history = test_history (self->store);
  model = make_model (self);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (FootprintsCalendar) calendar = test_calendar (zones[i], i);

      test_model_check_years (model, history, calendar);
      for (guint j = 0; j < G_N_ELEMENTS (periods); j++)
        {
          g_autoptr (FootprintsPeriod) period =
              footprints_period_parse (periods[j], calendar, NULL);

          test_model_check_overview (model, history, period);
          test_model_check_timeline_walk (model, history, period, 7);
          for (guint granularity = 0; granularity <= FOOTPRINTS_GRANULARITY_YEAR; granularity++)
            {
              test_model_check_pulse (model, history, period, granularity, TRUE);
              test_model_check_pulse (model, history, period, granularity, FALSE);
            }
        }
      for (int second = -1; second <= 1; second++)
        {
          g_autoptr (FootprintsPeriod) before =
              footprints_period_new_range (G_MININT64, window + second, calendar, NULL);
          g_autoptr (FootprintsPeriod) after =
              footprints_period_new_range (window + second, G_MAXINT64, calendar, NULL);

          test_model_check_timeline (model, history, before, 0, 100);
          test_model_check_timeline (model, history, after, 0, 100);
        }
    }
}

/* Periods that nobody means, but that can be made. */
static void
test_extreme_periods (Fixture *self, gconstpointer data)
{
  static const gint64 bounds[] = {
    G_MININT64, G_MININT64 + 1, -TEST_TIME,     -1,         0,
    TEST_TIME,  TEST_TIME + 1,  G_MAXINT64 - 1, G_MAXINT64,
  };
  g_autoptr (FootprintsHistory) history = NULL;

  test_add (self->store, "A", "T", "L", TEST_TIME);
  history = test_history (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    for (guint j = i; j < G_N_ELEMENTS (bounds); j++)
      {
        g_autoptr (FootprintsPeriod) period =
            footprints_period_new_range (bounds[i], bounds[j], NULL, NULL);
        g_autoptr (FootprintsOverview) overview = footprints_history_get_overview (history, period);
        g_autoptr (FootprintsTimeline) timeline =
            footprints_history_get_timeline (history, period, 0, 10, NULL);
        g_autoptr (FootprintsTopReport) report =
            footprints_history_get_top_report (history, period, 10, NULL);
        g_autofree G_GNUC_UNUSED char *json =
            footprints_report_to_json (FOOTPRINTS_REPORT (report));
        gboolean inside = bounds[i] <= TEST_TIME && TEST_TIME < bounds[j];

        g_assert_cmpint (footprints_overview_get_n_plays (overview), ==, inside);
        g_assert_cmpuint (footprints_overview_get_n_days (overview), ==, inside);
        g_assert_cmpint (footprints_timeline_get_total (timeline), ==, inside);
        g_assert_cmpint (footprints_top_report_get_n_plays (report), ==, inside);
        for (guint granularity = 0; granularity <= FOOTPRINTS_GRANULARITY_YEAR; granularity++)
          {
            g_autoptr (FootprintsPulse) filled =
                footprints_history_get_pulse (history, period, granularity, FALSE);
            g_autoptr (FootprintsPulse) every =
                footprints_history_get_pulse (history, period, granularity, TRUE);

            g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (filled)), ==, inside);
            /* Not more than the days that calendars know. */
            g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (every)), <=, 131 * 366);
          }
      }
}

static void
test_list_models (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsTimeline) timeline = NULL;
  g_autoptr (FootprintsChart) chart = NULL;
  g_autoptr (FootprintsTimelineEntry) first = NULL;
  g_autoptr (FootprintsTimelineEntry) again = NULL;
  g_autofree char *artist = NULL;
  g_autofree char *track = NULL;
  g_autofree char *album = NULL;
  g_autofree char *source = NULL;
  g_autofree char *cursor = NULL;
  FootprintsEntityKind kind;
  gint64 id, listened_at, total, offset;
  guint chart_total;

  test_add (self->store, "A", "T", "L", TEST_TIME);
  test_add (self->store, "A", "T", "L", TEST_TIME + 60);
  history = test_history (self->store);
  timeline = footprints_history_get_timeline (history, all, 0, 1, NULL);
  chart = footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ALBUM, all, 0, 1, NULL);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (timeline)) ==
                 FOOTPRINTS_TYPE_TIMELINE_ENTRY);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (chart)) == FOOTPRINTS_TYPE_CHART_ENTRY);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (timeline), 1));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (timeline), G_MAXUINT));
  first = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  again = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_assert_true (first == again);
  /* An entry outlives its list and its history. */
  g_object_get (timeline, "total", &total, "next-cursor", &cursor, NULL);
  g_object_get (chart, "kind", &kind, "total", &chart_total, "offset", &offset, NULL);
  g_clear_object (&timeline);
  g_clear_object (&history);
  g_object_get (first, "id", &id, "listened-at", &listened_at, "artist", &artist, "track", &track,
                "album", &album, "source", &source, NULL);
  g_assert_cmpint (id, ==, 2);
  g_assert_cmpint (listened_at, ==, TEST_TIME + 60);
  g_assert_cmpstr (artist, ==, "A");
  g_assert_cmpstr (track, ==, "T");
  g_assert_cmpstr (album, ==, "L");
  g_assert_cmpstr (source, ==, "local");
  g_assert_cmpint (total, ==, 2);
  g_assert_cmpstr (cursor, ==, "1709251260-2");
  g_assert_cmpint (kind, ==, FOOTPRINTS_ENTITY_KIND_ALBUM);
  g_assert_cmpuint (chart_total, ==, 1);
  g_assert_cmpint (offset, ==, 0);
}

typedef struct
{
  FootprintsHistory *history;
  FootprintsChart *shared;
  const TestModel *model;
} Asker;

static gpointer
ask_thread (gpointer data)
{
  Asker *asker = data;
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsPeriod) most =
      footprints_period_new_range (TEST_TIME + 30, G_MAXINT64, NULL, NULL);

  for (guint round = 0; round < 5; round++)
    {
      test_model_check_overview (asker->model, asker->history, all);
      for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
        {
          test_model_check_chart (asker->model, asker->history, kind, all, 0, 50);
          test_model_check_chart (asker->model, asker->history, kind, most, 3, 50);
        }
      test_model_check_search (asker->model, asker->history, "1", 10);
      test_model_check_top_report (asker->model, asker->history, most, 10);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (asker->shared)); i++)
        {
          g_autoptr (FootprintsChartEntry) one =
              g_list_model_get_item (G_LIST_MODEL (asker->shared), i);
          g_autoptr (FootprintsChartEntry) same =
              g_list_model_get_item (G_LIST_MODEL (asker->shared), i);

          g_assert_true (one == same);
        }
    }
  return NULL;
}

/* Many threads ask one history, and read one chart, at once. */
static void
test_threads (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (TestModel) model = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  GThread *threads[8];

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *artist = g_strdup_printf ("Artist %u", i % 13);
      g_autofree char *track = g_strdup_printf ("Track %u", i % 29);

      test_add (self->store, artist, track, "Album", TEST_TIME + i);
    }
  model = make_model (self);
  for (guint round = 0; round < test_rounds (10, 2); round++)
    {
      /* A new one each time: the first to ask count for all. */
      Asker asker = { NULL, NULL, model };

      test_release (self->store);
      self->store = test_open (self->path);
      history = test_history (self->store);
      asker.history = history;
      asker.shared =
          footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_TRACK, all, 0, 1000, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("asker", ask_thread, &asker);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
      test_release (asker.shared);
      g_clear_object (&history);
    }
}

#define add_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/report/chart/ties", test_ties);
  add_test ("/report/chart/offsets", test_offsets);
  add_test ("/report/chart/albums", test_albums);
  add_test ("/report/chart/complement", test_complement);
  add_test ("/report/report/limits", test_limits);
  add_test ("/report/report/empty", test_empty);
  add_test ("/report/report/empty-reports", test_empty_reports);
  add_test ("/report/report/borders", test_borders);
  add_test ("/report/report/extreme-periods", test_extreme_periods);
  add_test ("/report/report/list-models", test_list_models);
  add_test ("/report/report/threads", test_threads);
  add_test ("/report/search/text", test_search_text);
  add_test ("/report/search/matches", test_search_matches);
  return g_test_run ();
}
