/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What it costs to find the reports that two sources made of the same plays: for a whole history,
 * and for one more play. */

#include "bench-plays.h"
#include "bench.h"

#define N_RUNS 5
#define N_NEW_PLAYS 300
/* The clock of the second source is this much late. */
#define LATE_S 7

static void
set_joins_reports (const char *path, gboolean joins_reports)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);

  bench_check_error (error);
  footprints_store_set_joins_reports (store, joins_reports, NULL, &error);
  bench_check_error (error);
}

static FootprintsScrobble *
report_again (FootprintsScrobble *scrobble, gint64 later_s)
{
  return g_object_new (
      FOOTPRINTS_TYPE_SCROBBLE, "artist", footprints_scrobble_get_artist (scrobble), "track",
      footprints_scrobble_get_track (scrobble), "album", footprints_scrobble_get_album (scrobble),
      "listened-at", footprints_scrobble_get_listened_at (scrobble) + later_s, "source", "other",
      NULL);
}

/* Half of the plays, each reported by two sources. */
static void
make_ledger (Bench *bench, const char *path)
{
  g_autoptr (BenchPlays) plays = bench_plays_new (bench, BENCH_PLAYS_FROM_FILE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  guint32 n_reports = 0;
  GPtrArray *batch;

  bench_remove (path);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  while (n_reports < bench->n_plays && (batch = bench_plays_next (plays)) != NULL)
    {
      g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; i < batch->len; i++)
        {
          g_ptr_array_add (reports, g_object_ref (batch->pdata[i]));
          g_ptr_array_add (reports, report_again (batch->pdata[i], LATE_S));
        }
      footprints_store_add_scrobbles (store, (FootprintsScrobble **) reports->pdata, reports->len,
                                      NULL, &error);
      bench_check_error (error);
      n_reports += reports->len;
    }
}

static double
time_history (const char *path, gboolean joins_reports)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  double start_ms;
  gboolean has_repeats;

  set_joins_reports (path, joins_reports);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  start_ms = bench_now_ms ();
  history = footprints_store_get_history (store, NULL, &error);
  bench_check_error (error);
  has_repeats = footprints_history_get_n_repeated_reports (history) * 100 >
                footprints_history_get_n_plays (history) * 99;
  if (has_repeats != joins_reports)
    bench_fail ("double reports: %" G_GINT64_FORMAT " plays, %" G_GINT64_FORMAT " repeated",
                footprints_history_get_n_plays (history),
                footprints_history_get_n_repeated_reports (history));
  return bench_now_ms () - start_ms;
}

static void
measure_all (Bench *bench, const char *path)
{
  g_autoptr (GArray) joined = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) apart = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *members = NULL;
  double ratio;

  for (guint i = 0; i < N_RUNS; i++)
    {
      double value = time_history (path, TRUE);

      g_array_append_val (joined, value);
      value = time_history (path, FALSE);
      g_array_append_val (apart, value);
    }
  ratio = bench_median (joined) / bench_median (apart);
  members =
      g_strdup_printf ("\"joined_ms\":%.1f,\"apart_ms\":%.1f,\"finding_ms\":%.1f,\"ratio\":%.2f",
                       bench_median (joined), bench_median (apart),
                       bench_median (joined) - bench_median (apart), ratio);
  bench_add_line (bench, "double reports", members);
  bench_add_budget (bench,
                    "reading a history with double reports, against without looking for them",
                    BENCH_AT_MOST, 1.6, ratio, "times as long");
}

/* The time until a history shows one more play, once from each source. */
static double
time_new_plays (const char *path, gboolean joins_reports)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsHistory) history = NULL;

  set_joins_reports (path, joins_reports);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  history = footprints_store_get_history (store, NULL, &error);
  bench_check_error (error);
  for (guint i = 0; i < N_NEW_PLAYS; i++)
    {
      static gint64 at = BENCH_END_AT + 86400;
      g_autofree char *track = g_strdup_printf ("New Track %u", i / 2);
      g_autoptr (FootprintsScrobble) scrobble = g_object_new (
          FOOTPRINTS_TYPE_SCROBBLE, "artist", "New Artist", "track", track, "listened-at",
          at += i % 2 == 0 ? 240 : LATE_S, "source", i % 2 == 0 ? "lastfm" : "other", NULL);
      double start_ms, value;

      footprints_store_add_scrobble (store, scrobble, NULL, NULL, &error);
      bench_check_error (error);
      start_ms = bench_now_ms ();
      g_clear_object (&history);
      history = footprints_store_get_history (store, NULL, &error);
      value = bench_now_ms () - start_ms;
      bench_check_error (error);
      g_array_append_val (times, value);
    }
  return bench_median (times);
}

static void
measure_new (Bench *bench, const char *path)
{
  double joined_ms = time_new_plays (path, TRUE);
  double apart_ms = time_new_plays (path, FALSE);
  g_autofree char *members =
      g_strdup_printf ("\"joined_us\":%.1f,\"apart_us\":%.1f,\"finding_us\":%.1f", joined_ms * 1000,
                       apart_ms * 1000, (joined_ms - apart_ms) * 1000);

  bench_add_line (bench, "one more play with double reports", members);
  bench_add_budget (bench, "one more play, looking whether it was reported twice", BENCH_AT_MOST,
                    50, (joined_ms - apart_ms) * 1000, "µs");
}

void
bench_double_reports (Bench *bench)
{
  g_autofree char *path = bench_path (bench, "doubles");

  make_ledger (bench, path);
  measure_all (bench, path);
  measure_new (bench, path);
  bench_remove (path);
}
