/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A history is a cache of the ledger, held to its promise: random additions, late plays and
 * deletions from two stores on one file, and after each step every report compared with plain SQL
 * and the most obvious arithmetic. The seed is the one g_test prints; --seed repeats a run. */

#include "test-model.h"

#include "libfootprints/core/footprints-paging-private.h"

#include <string.h>

static const char *const artists[] = {
  "Ayla Venn", "ayla venn", "Kólmur",   "Kolmur", "夜の港", "Émile & The Long Names Of Nowhere",
  "Ægir",      "Straße",    "Ａｙｌａ", "z",      "A",      "İstanbul Trio",
};

static const char *const tracks[] = {
  "Intro", "intro", "Slow Ferry", "Frost", "灯台", "Untitled", "“Quoted” – Mix", "A", "Ａ", "Zz",
  "Ünder", "Señal", "Ночь",       "가",    "が",   "か",
};

static const char *const albums[] = { NULL, "Tides", "tides", "Winter Songs", "A", "Ágætis", "夜" };

static const char *const sources[] = { "local", "lastfm", "listenbrainz" };

static const char *const zones[] = {
  "UTC",
  "Europe/Berlin",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Amman",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/Havana",
  "Pacific/Kiritimati",
};

/* Moments at which something happens to clocks, years or chunks. */
static const gint64 moments[] = {
  1033430400, /* the earliest play */
  1104537600, /* 2005-01-01 UTC */
  1130642940, /* 2005-10-30 in St. John's: the clock goes back at 00:01 */
  1229955072, /* a border of chunks */
  1325239200, /* 2011-12-30 does not exist in Apia */
  1356998400, /* 2013-01-01 UTC */
  1508036400, /* 2017-10-15 in São Paulo: there is no midnight */
  1585443600, /* 2020-03-29 in Berlin: 23 hours */
  1603587600, /* 2020-10-25 in Berlin: 25 hours */
  1609455600, /* 2021-01-01 in Berlin; ISO week 53 */
  1666904400, /* 2022-10-28 in Amman: the clock stays as it is from now on */
  1709251200,
};

#define pick(array) (array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))]

typedef struct
{
  char *path;
  FootprintsStore *stores[2];
  sqlite3 *database;
  gint64 newest;
  /* A snapshot that somebody keeps, and what it said when it was new. */
  FootprintsHistory *kept;
  char *kept_text;
} Fixture;

/* All of a history as text. */
static char *
describe (FootprintsHistory *history)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  GString *text = g_string_new (NULL);

  for (gint64 offset = 0; offset < footprints_history_get_n_plays (history); offset += 1000)
    {
      g_autoptr (FootprintsTimeline) timeline =
          footprints_history_get_timeline (history, period, offset, 1000, NULL);
      g_autofree char *json = footprints_report_to_json (FOOTPRINTS_REPORT (timeline));

      g_string_append (text, json);
    }
  for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
    {
      g_autoptr (FootprintsChart) chart = footprints_history_get_chart_full (
          history, kind, FOOTPRINTS_MEASURE_MINUTES, period, NULL, 0, 1000, NULL);
      g_autofree char *json = footprints_report_to_json (FOOTPRINTS_REPORT (chart));

      g_string_append (text, json);
    }
  return g_string_free (text, FALSE);
}

static gint64
random_time (void)
{
  static const int spreads_s[] = { 3, 7200, 90000 };
  gint64 moment = pick (moments);
  int spread_s = pick (spreads_s);

  if (g_test_rand_int_range (0, 4) == 0)
    return moments[0] + g_test_rand_int_range (0, (gint32) (TEST_TIME - moments[0]));
  moment += g_test_rand_int_range (-spread_s, spread_s + 1);
  return MAX (moments[0], moment);
}

/* One to @max plays; @late: anywhere, else behind everything there is. */
static void
add_plays (Fixture *self, FootprintsStore *store, gboolean late, guint max)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_plays = (guint) g_test_rand_int_range (1, (gint32) max + 1);
  gboolean has_lengths = g_test_rand_bit ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_plays; i++)
    {
      gint64 listened_at = late ? random_time () : self->newest + g_test_rand_int_range (0, 900);
      const char *album = pick (albums);
      const char *artist = pick (artists);
      /* Many plays in a row may have none, as some sources know none. */
      gint64 duration_ms = has_lengths ? g_test_rand_int_range (0, 4) * 61249 : 0;

      g_ptr_array_add (scrobbles,
                       g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", artist, "track",
                                     pick (tracks), "album", album, "album-artist",
                                     g_test_rand_int_range (0, 4) == 0 ? pick (artists) : NULL,
                                     "listened-at", listened_at, "duration-ms", duration_ms,
                                     "source", pick (sources), NULL));
      self->newest = MAX (self->newest, listened_at);
    }
  footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata, scrobbles->len,
                                  NULL, &error);
  g_assert_no_error (error);
}

static void
delete_plays (Fixture *self, FootprintsStore *store, guint max)
{
  gint64 last_id = test_sql_int64 (self->database, "select last_listen_id from ledger");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_ids = (guint) g_test_rand_int_range (1, (gint32) max + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 id = 1 + g_test_rand_int_range (0, (gint32) last_id + 2);

      g_array_append_val (ids, id);
    }
  footprints_store_remove_scrobbles (store, (const gint64 *) (gpointer) ids->data, ids->len, NULL,
                                     &error);
  g_assert_no_error (error);
}

static void
delete_all (Fixture *self, FootprintsStore *store)
{
  gint64 n_plays = test_sql_int64 (self->database, "select last_listen_id from ledger");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = 1; id <= n_plays; id++)
    g_array_append_val (ids, id);
  footprints_store_remove_scrobbles (store, (const gint64 *) (gpointer) ids->data, ids->len, NULL,
                                     NULL);
}

static void
reopen (Fixture *self, guint which)
{
  test_release (self->stores[which]);
  self->stores[which] = test_open (self->path);
}

static void
cancelled_history (FootprintsStore *store)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (footprints_store_get_history (store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
keep_snapshot (Fixture *self, FootprintsStore *store)
{
  if (self->kept != NULL)
    {
      g_autofree char *text = describe (self->kept);

      g_assert_cmpstr (text, ==, self->kept_text);
    }
  g_clear_object (&self->kept);
  g_free (self->kept_text);
  self->kept = test_history (store);
  self->kept_text = describe (self->kept);
}

static void
change (Fixture *self)
{
  guint which = (guint) g_test_rand_int_range (0, 2);
  FootprintsStore *store = self->stores[which];

  if (g_test_rand_int_range (0, 15) == 0)
    footprints_store_set_joins_reports (store, g_test_rand_int_range (0, 4) != 0, NULL, NULL);
  switch (g_test_rand_int_range (0, 20))
    {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      add_plays (self, store, FALSE, 1);
      break;
    case 5:
    case 6:
    case 7:
      add_plays (self, store, FALSE, 12);
      break;
    case 8:
    case 9:
      add_plays (self, store, TRUE, 1);
      break;
    case 10:
    case 11:
      add_plays (self, store, TRUE, 12);
      break;
    case 12:
    case 13:
      delete_plays (self, store, 1);
      break;
    case 14:
      delete_plays (self, store, 15);
      break;
    case 15:
      add_plays (self, store, FALSE, 5);
      delete_plays (self, self->stores[1 - which], 3);
      add_plays (self, self->stores[1 - which], TRUE, 5);
      break;
    case 16:
      reopen (self, which);
      break;
    case 17:
      cancelled_history (store);
      break;
    case 18:
      keep_snapshot (self, store);
      break;
    default:
      if (g_test_rand_int_range (0, 20) == 0)
        delete_all (self, store);
    }
}

/* A period that is likely to cut where it hurts (transfer full). */
static FootprintsPeriod *
random_period (const TestModel *model)
{
  g_autoptr (FootprintsCalendar) calendar =
      test_calendar (pick (zones), (guint) g_test_rand_int_range (0, 4) * 2);
  guint n_plays = test_model_get_n_plays (model);
  gint64 start, end;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return footprints_period_new_all_time (calendar);
    case 1:
      return footprints_period_new_year (g_test_rand_int_range (2002, 2026), calendar, NULL);
    case 2:
      return footprints_period_new_named_at (FOOTPRINTS_PERIOD_NAME_MONTH, calendar,
                                             pick (moments));
    case 3:
      start = random_time ();
      return footprints_period_new_range (start, start + g_test_rand_int_range (0, 100000000),
                                          calendar, NULL);
    case 4:
      return footprints_period_new_range (G_MININT64, random_time (), calendar, NULL);
    default:
      if (n_plays == 0)
        return footprints_period_new_range (5, 5, calendar, NULL);
      /* From one play to another, which is not inside. */
      start = test_model_get_time (model, (guint) g_test_rand_int_range (0, (gint32) n_plays));
      end = test_model_get_time (model, (guint) g_test_rand_int_range (0, (gint32) n_plays));
      return footprints_period_new_range (MIN (start, end), MAX (start, end), calendar, NULL);
    }
}

static void
check (const TestModel *model, FootprintsHistory *history)
{
  const char *const needles[] = { "a",          "kolmur", "SLOW", "か", "が",     "ß",
                                  "\"quoted\"", "",       "qqq",  "夜", " intro " };
  g_autoptr (FootprintsPeriod) period = random_period (model);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  guint limit = (guint) g_test_rand_int_range (1, 30);
  gint64 offset = g_test_rand_int_range (0, 40);

  g_assert_cmpint (footprints_history_get_n_plays (history), ==, test_model_get_n_plays (model));
  g_assert_cmpint (footprints_history_get_n_repeated_reports (history), ==,
                   test_model_get_n_repeats (model));
  g_assert_cmpint (footprints_history_get_n_doubtful_plays (history), ==,
                   test_model_get_n_doubtful (model));
  /* Now before, now after something has asked for all plays, which are counted once. */
  if (g_test_rand_bit ())
    test_model_check_overview (model, history, all);
  test_model_check_overview (model, history, period);
  for (guint kind = 0; kind <= FOOTPRINTS_ENTITY_KIND_TRACK; kind++)
    {
      test_model_check_chart (model, history, kind, period, offset, limit);
      test_model_check_chart (model, history, kind, period, 0, 1000);
      if (g_test_rand_bit ())
        test_model_check_chart (model, history, kind, all, 0, limit);
    }
  test_model_check_timeline (model, history, period, offset, limit);
  test_model_check_timeline_walk (model, history, period, limit + 10);
  for (guint granularity = 0; granularity <= FOOTPRINTS_GRANULARITY_YEAR; granularity++)
    test_model_check_pulse (model, history, period, granularity, g_test_rand_bit ());
  test_model_check_years (model, history, footprints_period_get_calendar (period));
  test_model_check_search (model, history, pick (needles), limit);
  test_model_check_top_report (model, history, period, limit);
}

static void
test_random_steps (void)
{
  guint n_steps = test_rounds (600, 60);
  Fixture self = { .path = test_path ("ledger.db"), .newest = moments[0] + 86400 * 365 };

  for (guint i = 0; i < 2; i++)
    self.stores[i] = test_open (self.path);
  self.database = test_sql_open (self.path);
  for (guint step = 0; step < n_steps; step++)
    {
      change (&self);
      /* Not after each: a store must catch up over several steps too. */
      if (g_test_rand_int_range (0, 4) != 0)
        {
          FootprintsStore *store = self.stores[g_test_rand_int_range (0, 2)];
          g_autoptr (TestModel) model = test_model_new (self.database);
          g_autoptr (FootprintsHistory) history = test_history (store);
          g_autofree char *tag = footprints_store_dup_version_tag (store, NULL);

          g_assert_cmpstr (footprints_history_get_version_tag (history), ==, tag);
          check (model, history);
        }
    }
  keep_snapshot (&self, self.stores[0]);
  g_clear_object (&self.kept);
  g_free (self.kept_text);
  test_release (self.stores[0]);
  test_release (self.stores[1]);
  sqlite3_close (self.database);
  test_sql_check_ledger (self.path);
  g_free (self.path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/property/random-steps", test_random_steps);
  return g_test_run ();
}
