/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reports that the earlier program does not have, for all time, compared with one SQL pass over its
 * table, the least that any of them would cost there. */

#include "bench-earlier.h"
#include "bench.h"

#include <libfootprints/footprints.h>

#define N_ROUNDS 5
#define OURS_PER_ROUND 4
#define ZONE "Europe/Berlin"
#define ONE_PASS "select count(*), max(timestamp), max(track) from scrobbles"

/* Budgets for most reports, and for those that compare each play with the previous one. */
#define PASS_MS 10
#define WALK_MS 25

typedef struct
{
  FootprintsHistory *history;
  FootprintsPeriod *all;
  FootprintsPeriod *year;
  FootprintsPeriod *year_before;
  FootprintsChartEntry *favourite; /* the most played track */
} Subject;

typedef struct
{
  const char *name;
  gpointer (*make) (const Subject *subject); /* transfer full */
  double at_most_ms;
} Case;

static gpointer
make_minutes (const Subject *subject)
{
  return footprints_history_get_chart_full (subject->history, FOOTPRINTS_ENTITY_KIND_TRACK,
                                            FOOTPRINTS_MEASURE_MINUTES, subject->all, NULL, 0, 50,
                                            NULL);
}

static gpointer
make_movements (const Subject *subject)
{
  return footprints_history_get_chart_full (subject->history, FOOTPRINTS_ENTITY_KIND_TRACK,
                                            FOOTPRINTS_MEASURE_PLAYS, subject->year,
                                            subject->year_before, 0, 50, NULL);
}

static gpointer
make_comparison (const Subject *subject)
{
  return footprints_history_get_comparison (subject->history, subject->all, subject->year, 10,
                                            NULL);
}

static gpointer
make_artist (const Subject *subject)
{
  return footprints_history_get_entity (subject->history, FOOTPRINTS_ENTITY_KIND_ARTIST,
                                        footprints_chart_entry_get_artist (subject->favourite),
                                        NULL, subject->all);
}

static gpointer
make_ranks (const Subject *subject)
{
  return footprints_history_get_rank_history (
      subject->history, FOOTPRINTS_ENTITY_KIND_TRACK,
      footprints_chart_entry_get_artist (subject->favourite),
      footprints_chart_entry_get_name (subject->favourite), subject->all,
      FOOTPRINTS_GRANULARITY_WEEK);
}

static gpointer
make_filter (const Subject *subject)
{
  return footprints_history_filter (
      subject->history, footprints_chart_entry_get_artist (subject->favourite), NULL, NULL, NULL);
}

static gpointer
make_heatmap (const Subject *subject)
{
  return footprints_history_get_heatmap (subject->history, subject->all, TRUE);
}

static gpointer
make_novelty (const Subject *subject)
{
  return footprints_history_get_novelty (subject->history, subject->all,
                                         FOOTPRINTS_GRANULARITY_WEEK, 50);
}

static gpointer
make_diversity (const Subject *subject)
{
  return footprints_history_get_diversity (subject->history, subject->all,
                                           FOOTPRINTS_GRANULARITY_WEEK);
}

static gpointer
make_growth (const Subject *subject)
{
  return footprints_history_get_growth (subject->history, subject->all,
                                        FOOTPRINTS_GRANULARITY_MONTH);
}

static gpointer
make_comebacks (const Subject *subject)
{
  return footprints_history_get_comebacks (subject->history, subject->all, 365, 50, NULL);
}

static gpointer
make_obsessions (const Subject *subject)
{
  return footprints_history_get_obsessions (subject->history, subject->all, 10, 50, NULL);
}

static gpointer
make_forgotten (const Subject *subject)
{
  return footprints_history_get_forgotten_favourites (subject->history, subject->all, 20, 365, 50,
                                                      NULL);
}

static gpointer
make_concentration (const Subject *subject)
{
  return footprints_history_get_concentration (subject->history, subject->all);
}

static gpointer
make_anniversaries (const Subject *subject)
{
  return footprints_history_get_anniversaries (subject->history, subject->all, 3, 15, NULL);
}

static gpointer
make_milestones (const Subject *subject)
{
  return footprints_history_get_milestones (subject->history, subject->all);
}

static gpointer
make_streaks (const Subject *subject)
{
  return footprints_history_get_streaks (subject->history, subject->all, 1, BENCH_END_AT, NULL);
}

static gpointer
make_review (const Subject *subject)
{
  return footprints_history_get_review (subject->history, subject->year);
}

static const Case cases[] = {
  { "tracks by minutes", make_minutes, PASS_MS },
  { "tracks of a year with movements", make_movements, PASS_MS },
  { "comparison of all time and a year", make_comparison, PASS_MS },
  { "page of the most heard track's artist", make_artist, PASS_MS },
  { "ranks by week", make_ranks, PASS_MS },
  { "plays of an artist as a history", make_filter, PASS_MS },
  { "heatmap per week", make_heatmap, WALK_MS },
  { "novelty by week", make_novelty, WALK_MS },
  { "diversity by week", make_diversity, WALK_MS },
  { "growth by month", make_growth, PASS_MS },
  { "comebacks", make_comebacks, PASS_MS },
  { "obsessions", make_obsessions, PASS_MS },
  { "forgotten favourites", make_forgotten, PASS_MS },
  { "concentration", make_concentration, PASS_MS },
  { "on this day", make_anniversaries, PASS_MS },
  { "milestones", make_milestones, PASS_MS },
  { "streaks", make_streaks, PASS_MS },
  { "review of a year", make_review, PASS_MS },
};

static void
subject_init (Subject *self, Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (bench->ours_path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  g_autoptr (FootprintsChart) tracks = NULL;

  bench_check_error (error);
  self->history = footprints_store_get_history (store, NULL, &error);
  bench_check_error (error);
  self->all = footprints_period_new_all_time (calendar);
  self->year = footprints_period_new_year (2015, calendar, NULL);
  self->year_before = footprints_period_get_previous (self->year);
  tracks = footprints_history_get_chart (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, self->all, 0,
                                         1, NULL);
  self->favourite = g_list_model_get_item (G_LIST_MODEL (tracks), 0);
}

static void
subject_clear (Subject *self)
{
  g_clear_object (&self->history);
  g_clear_pointer (&self->all, footprints_period_unref);
  g_clear_pointer (&self->year, footprints_period_unref);
  g_clear_pointer (&self->year_before, footprints_period_unref);
  g_clear_object (&self->favourite);
}

static void
run_case (Bench *bench, const Subject *subject, BenchEarlier *earlier, const Case *self)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) passes = g_array_new (FALSE, FALSE, sizeof (double));
  double larger = MAX (1, (double) bench->n_plays / BENCH_BUDGET_PLAYS);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GString) answer = g_string_new (NULL);
      double start_ms = bench_now_ms ();
      double spent_ms;

      bench_earlier_query (earlier, ONE_PASS, 0, 0, "", answer);
      spent_ms = bench_now_ms () - start_ms;
      g_array_append_val (passes, spent_ms);
      for (guint k = 0; k < OURS_PER_ROUND; k++)
        {
          start_ms = bench_now_ms ();
          g_object_unref (self->make (subject));
          spent_ms = bench_now_ms () - start_ms;
          g_array_append_val (ours, spent_ms);
        }
    }
  bench_add_times (bench, self->name, bench_median (ours), bench_median (passes));
  bench_add_budget (bench, self->name, BENCH_AT_MOST, self->at_most_ms * larger,
                    bench_median (ours), "ms");
}

void
bench_own_reports (Bench *bench)
{
  BenchEarlier *earlier = bench_earlier_open (bench->earlier_path);
  Subject subject;

  subject_init (&subject, bench);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (bench, &subject, earlier, &cases[i]);
  subject_clear (&subject);
  bench_earlier_close (earlier);
}
