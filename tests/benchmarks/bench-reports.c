/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Each report, next to the SQL that answers the same question on the earlier program's table.
 * Answers are compared before anything is timed. */

#include "bench-earlier.h"
#include "bench.h"

#include <libfootprints/footprints.h>
#include <string.h>

#define N_ROUNDS 5
#define OURS_PER_ROUND_MS 40
#define MAX_OURS_PER_ROUND 400
#define N_SQL 3
#define PAGE 50
#define ZONE "Europe/Berlin"
/* No accented letters of the invented names fold to these letters, so SQL, which does not fold
 * accents, finds the same. */
#define NEEDLE "chor"

#define YEAR_START G_GINT64_CONSTANT (1420070400) /* 2015 */
#define YEAR_END G_GINT64_CONSTANT (1451606400)
#define RANGE_START G_GINT64_CONSTANT (1262307789) /* 2010-01-01 01:03:09 */
#define RANGE_END G_GINT64_CONSTANT (1500000001)   /* 2017-07-14 02:40:01 */

typedef struct
{
  Bench *bench;
  FootprintsHistory *history;
  BenchEarlier *earlier;
} Sides;

typedef struct Case Case;

struct Case
{
  const char *name;
  /* Writes the answer, one row per line, with the count first. */
  void (*ours) (Sides *sides, const Case *self, GString *answer);
  FootprintsEntityKind kind;
  gint64 start; /* [start, end); both 0: all time */
  gint64 end;
  /* These run one after the other. @order, if any, sorts equal counts as the library does; the
   * earlier program did not, so it is not timed. */
  const char *sql[N_SQL];
  const char *order[N_SQL];
  const char *tail; /* of each */
  double at_least;  /* times as fast; 0: no budget */
};

static FootprintsPeriod *
case_period (const Case *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);

  if (self->end == 0)
    return footprints_period_new_all_time (calendar);
  return footprints_period_new_range (self->start, self->end, calendar, NULL);
}

static void
append_chart (GString *answer, FootprintsChart *chart)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (chart));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);
      const char *artist = footprints_chart_entry_get_artist (entry);

      g_string_append_printf (answer, "%" G_GINT64_FORMAT "\t%s%s%s\n",
                              footprints_chart_entry_get_n_plays (entry),
                              footprints_chart_entry_get_name (entry), artist != NULL ? "\t" : "",
                              artist != NULL ? artist : "");
    }
}

static void
ours_overview (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (FootprintsPeriod) period = case_period (self);
  g_autoptr (FootprintsOverview) overview =
      footprints_history_get_overview (sides->history, period);

  g_string_append_printf (
      answer, "%" G_GINT64_FORMAT "\t%u\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n%u\n%u\n",
      footprints_overview_get_n_plays (overview), footprints_overview_get_n_artists (overview),
      footprints_overview_get_first_at (overview), footprints_overview_get_last_at (overview),
      footprints_overview_get_n_tracks (overview), footprints_overview_get_n_albums (overview));
}

static void
ours_chart (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (FootprintsPeriod) period = case_period (self);
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (sides->history, self->kind, period, 0, PAGE, NULL);

  append_chart (answer, chart);
}

static void
append_pulse (GString *answer, Sides *sides, const char *zone_name, FootprintsGranularity step)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (calendar);
  g_autoptr (FootprintsPulse) pulse =
      footprints_history_get_pulse (sides->history, period, step, FALSE);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (pulse));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsPulseStep) item = g_list_model_get_item (G_LIST_MODEL (pulse), i);

      g_string_append_printf (answer, "%" G_GINT64_FORMAT "\t%s\n",
                              footprints_pulse_step_get_n_plays (item),
                              footprints_pulse_step_get_label (item));
    }
}

static void
ours_years_and_months (Sides *sides, const Case *self, GString *answer)
{
  append_pulse (answer, sides, ZONE, FOOTPRINTS_GRANULARITY_YEAR);
  append_pulse (answer, sides, ZONE, FOOTPRINTS_GRANULARITY_MONTH);
}

static void
ours_years_and_months_utc (Sides *sides, const Case *self, GString *answer)
{
  append_pulse (answer, sides, "UTC", FOOTPRINTS_GRANULARITY_YEAR);
  append_pulse (answer, sides, "UTC", FOOTPRINTS_GRANULARITY_MONTH);
}

static void
ours_days (Sides *sides, const Case *self, GString *answer)
{
  append_pulse (answer, sides, ZONE, FOOTPRINTS_GRANULARITY_DAY);
}

/* Counts weekdays as strftime() does: Sunday is 0. */
static void
ours_heatmap (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (calendar);
  g_autoptr (FootprintsHeatmap) heatmap =
      footprints_history_get_heatmap (sides->history, period, FALSE);

  for (guint i = 0; i < 7 * 24; i++)
    {
      g_autoptr (FootprintsHeatmapCell) cell =
          g_list_model_get_item (G_LIST_MODEL (heatmap), (i + 6 * 24) % (7 * 24));

      if (footprints_heatmap_cell_get_n_plays (cell) > 0)
        g_string_append_printf (answer, "%" G_GINT64_FORMAT "\t%u %02u\n",
                                footprints_heatmap_cell_get_n_plays (cell), i / 24, i % 24);
    }
}

static void
ours_novelty (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (calendar);
  g_autoptr (FootprintsNovelty) novelty =
      footprints_history_get_novelty (sides->history, period, FOOTPRINTS_GRANULARITY_MONTH, PAGE);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (novelty));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsNoveltyStep) step = g_list_model_get_item (G_LIST_MODEL (novelty), i);

      if (footprints_novelty_step_get_n_new_tracks (step) > 0)
        g_string_append_printf (answer, "%" G_GINT64_FORMAT "\t%s\n",
                                footprints_novelty_step_get_n_new_tracks (step),
                                footprints_novelty_step_get_label (step));
    }
}

static void
ours_sessions (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsSessions) sessions = footprints_history_get_sessions (
      sides->history, period, FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES, 1, NULL);

  g_string_append_printf (answer, "%u\t%" G_GINT64_FORMAT "\n",
                          footprints_sessions_get_total (sessions),
                          footprints_sessions_get_total_duration (sessions));
}

static void
ours_transitions (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsTransitions) transitions = footprints_history_get_transitions (
      sides->history, period, FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES, 1, FALSE, PAGE, NULL);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (transitions));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsTransition) transition =
          g_list_model_get_item (G_LIST_MODEL (transitions), i);

      g_string_append_printf (answer, "%u\t%s\t%s\n",
                              footprints_transition_get_n_times (transition),
                              footprints_transition_get_from_artist (transition),
                              footprints_transition_get_to_artist (transition));
    }
}

static void
ours_search (Sides *sides, const Case *self, GString *answer)
{
  g_autoptr (FootprintsSearch) search =
      footprints_history_search (sides->history, NEEDLE, PAGE, NULL);

  append_chart (answer, footprints_search_get_matches (search, FOOTPRINTS_ENTITY_KIND_ARTIST));
  append_chart (answer, footprints_search_get_matches (search, FOOTPRINTS_ENTITY_KIND_ALBUM));
  append_chart (answer, footprints_search_get_matches (search, FOOTPRINTS_ENTITY_KIND_TRACK));
}

static void
append_timeline (GString *answer, Sides *sides, gint64 offset)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsTimeline) timeline =
      footprints_history_get_timeline (sides->history, period, offset, PAGE, NULL);

  for (guint i = 0; i < PAGE; i++)
    {
      g_autoptr (FootprintsTimelineEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (timeline), i);
      const char *album = footprints_timeline_entry_get_album (entry);

      g_string_append_printf (answer, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\n",
                              footprints_timeline_entry_get_listened_at (entry),
                              footprints_timeline_entry_get_artist (entry),
                              album != NULL ? album : "",
                              footprints_timeline_entry_get_track (entry),
                              footprints_timeline_entry_get_source (entry));
    }
}

static void
ours_first_page (Sides *sides, const Case *self, GString *answer)
{
  append_timeline (answer, sides, 0);
}

static void
ours_deepest_page (Sides *sides, const Case *self, GString *answer)
{
  append_timeline (answer, sides, sides->bench->n_plays - PAGE);
}

#define ARTISTS(condition)                                                                         \
  "select count(*) as plays, artist from scrobbles" condition " group by artist"                   \
  " order by plays desc"
#define ALBUMS(condition)                                                                          \
  "select count(*) as plays, album, artist from scrobbles where album is not null" condition       \
  " group by artist, album order by plays desc"
#define TRACKS(condition)                                                                          \
  "select count(*) as plays, track, artist from scrobbles" condition " group by artist, track"     \
  " order by plays desc"
#define BETWEEN " where timestamp >= ?1 and timestamp <= ?2"
#define PER_STEP(format, zone)                                                                     \
  "select count(*), strftime('" format "', timestamp, 'unixepoch'" zone ") as step from scrobbles" \
  " group by step order by step"
#define TOP " limit 50"

static const char timeline_sql[] =
    "select timestamp, artist, album, track, source from scrobbles order by timestamp desc"
    " limit 50 offset ?1";

static const Case cases[] = {
  { .name = "overview",
    .ours = ours_overview,
    .sql = { "select count(*), count(distinct artist), min(timestamp), max(timestamp)"
             " from scrobbles",
             "select count(*) from (select distinct artist, track from scrobbles)",
             "select count(*) from (select distinct artist, album from scrobbles"
             " where album is not null)" },
    .at_least = 2000 },
  { .name = "overview, a range",
    .ours = ours_overview,
    .start = RANGE_START,
    .end = RANGE_END,
    .sql = { "select count(*), count(distinct artist), min(timestamp), max(timestamp)"
             " from scrobbles" BETWEEN,
             "select count(*) from (select distinct artist, track from scrobbles" BETWEEN ")",
             "select count(*) from (select distinct artist, album from scrobbles" BETWEEN
             " and album is not null)" } },
  { .name = "top artists, all time",
    .ours = ours_chart,
    .kind = FOOTPRINTS_ENTITY_KIND_ARTIST,
    .sql = { ARTISTS ("") },
    .order = { ", artist" },
    .tail = TOP,
    .at_least = 150 },
  { .name = "top artists, a year",
    .ours = ours_chart,
    .kind = FOOTPRINTS_ENTITY_KIND_ARTIST,
    .start = YEAR_START,
    .end = YEAR_END,
    .sql = { ARTISTS (BETWEEN) },
    .order = { ", artist" },
    .tail = TOP,
    .at_least = 50 },
  { .name = "top artists, a range",
    .ours = ours_chart,
    .kind = FOOTPRINTS_ENTITY_KIND_ARTIST,
    .start = RANGE_START,
    .end = RANGE_END,
    .sql = { ARTISTS (BETWEEN) },
    .order = { ", artist" },
    .tail = TOP,
    .at_least = 250 },
  { .name = "top tracks, all time",
    .ours = ours_chart,
    .kind = FOOTPRINTS_ENTITY_KIND_TRACK,
    .sql = { TRACKS ("") },
    .order = { ", track, artist" },
    .tail = TOP,
    .at_least = 300 },
  { .name = "top tracks, a range",
    .ours = ours_chart,
    .kind = FOOTPRINTS_ENTITY_KIND_TRACK,
    .start = RANGE_START,
    .end = RANGE_END,
    .sql = { TRACKS (BETWEEN) },
    .order = { ", track, artist" },
    .tail = TOP },
  { .name = "top albums, all time",
    .ours = ours_chart,
    .kind = FOOTPRINTS_ENTITY_KIND_ALBUM,
    .sql = { ALBUMS ("") },
    .order = { ", album, artist" },
    .tail = TOP,
    .at_least = 4000 },
  { .name = "plays per year and month, " ZONE,
    .ours = ours_years_and_months,
    .sql = { PER_STEP ("%Y", ", 'localtime'"), PER_STEP ("%Y-%m", ", 'localtime'") },
    .at_least = 150 },
  { .name = "plays per year and month, UTC",
    .ours = ours_years_and_months_utc,
    .sql = { PER_STEP ("%Y", ""), PER_STEP ("%Y-%m", "") } },
  { .name = "plays per day, " ZONE,
    .ours = ours_days,
    .sql = { PER_STEP ("%Y-%m-%d", ", 'localtime'") } },
  { .name = "plays per weekday and hour, " ZONE,
    .ours = ours_heatmap,
    .sql = { PER_STEP ("%w %H", ", 'localtime'") },
    .at_least = 100 },
  { .name = "new tracks per month, " ZONE,
    .ours = ours_novelty,
    .sql = { "select count(*), strftime('%Y-%m', first, 'unixepoch', 'localtime') as step from"
             " (select min(timestamp) as first from scrobbles group by artist, track)"
             " group by step order by step" } },
  { .name = "sessions",
    .ours = ours_sessions,
    .sql = { "select count(*) + 1, (select max(timestamp) - min(timestamp) from scrobbles) - "
             "sum(gap)"
             " from (select timestamp - lag(timestamp) over (order by timestamp) as gap"
             " from scrobbles) where gap > 45 * 60" } },
  { .name = "transitions between artists",
    .ours = ours_transitions,
    .sql = { "select count(*) as times, before, artist from (select artist,"
             " lag(artist) over plays as before, timestamp - lag(timestamp) over plays as gap"
             " from scrobbles window plays as (order by timestamp, id))"
             " where gap <= 45 * 60 and before <> artist group by before, artist"
             " order by times desc" },
    .order = { ", before, artist" },
    .tail = TOP },
  { .name = "search in all names",
    .ours = ours_search,
    .sql = { ARTISTS (" where artist like '%' || ?3 || '%'"),
             ALBUMS (" and album like '%' || ?3 || '%'"),
             TRACKS (" where track like '%' || ?3 || '%'") },
    .order = { ", artist", ", album, artist", ", track, artist" },
    .tail = TOP,
    .at_least = 500 },
};

/* These two differ only in the parameter of one query. */
static const Case first_page = { .name = "timeline, first page",
                                 .ours = ours_first_page,
                                 .sql = { timeline_sql } };
static const Case deepest_page = { .name = "timeline, deepest page",
                                   .ours = ours_deepest_page,
                                   .sql = { timeline_sql } };

static void
ask_earlier (Sides *sides, const Case *self, gboolean in_order, GString *answer)
{
  gint64 first = self == &deepest_page ? sides->bench->n_plays - PAGE : self->start;

  for (guint i = 0; i < N_SQL && self->sql[i] != NULL; i++)
    {
      g_autofree char *sql = g_strconcat (
          self->sql[i], in_order && self->order[i] != NULL ? self->order[i] : "", self->tail, NULL);

      bench_earlier_query (sides->earlier, sql, first, self->end - 1, NEEDLE, answer);
    }
}

static void
check_answer (Sides *sides, const Case *self)
{
  g_autoptr (GString) ours = g_string_new (NULL);
  g_autoptr (GString) earlier = g_string_new (NULL);

  self->ours (sides, self, ours);
  ask_earlier (sides, self, TRUE, earlier);
  if (ours->len == 0 || !g_string_equal (ours, earlier))
    bench_fail ("%s: the answers differ\n--- ours\n%s--- earlier\n%s", self->name, ours->str,
                earlier->str);
}

static void
time_ours (Sides *sides, const Case *self, GArray *times)
{
  double start_ms = bench_now_ms ();

  for (guint i = 0; i < MAX_OURS_PER_ROUND; i++)
    {
      g_autoptr (GString) answer = g_string_new (NULL);
      double now_ms = bench_now_ms ();
      double spent_ms;

      self->ours (sides, self, answer);
      spent_ms = bench_now_ms () - now_ms;
      g_array_append_val (times, spent_ms);
      if (now_ms + spent_ms - start_ms > OURS_PER_ROUND_MS)
        return;
    }
}

static void
time_earlier (Sides *sides, const Case *self, GArray *times)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  double start_ms = bench_now_ms ();
  double spent_ms;

  ask_earlier (sides, self, FALSE, answer);
  spent_ms = bench_now_ms () - start_ms;
  g_array_append_val (times, spent_ms);
}

/* Returns the time of the library. */
static double
run_case (Sides *sides, const Case *self)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (double));
  double ratio;

  check_answer (sides, self);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      time_ours (sides, self, ours);
      time_earlier (sides, self, earlier);
    }
  bench_add_times (sides->bench, self->name, bench_median (ours), bench_median (earlier));
  ratio = bench_median (earlier) / bench_median (ours);
  if (self->at_least > 0)
    bench_add_budget (sides->bench, self->name, BENCH_AT_LEAST, self->at_least, ratio, "x");
  return bench_median (ours);
}

static void
run_timeline (Sides *sides)
{
  double first_ms = run_case (sides, &first_page);
  double deepest_ms = run_case (sides, &deepest_page);

  bench_add_budget (sides->bench, "timeline page, first", BENCH_AT_MOST, 1, first_ms, "ms");
  bench_add_budget (sides->bench, "timeline page, deepest", BENCH_AT_MOST, 1, deepest_ms, "ms");
  bench_add_budget (sides->bench, "timeline page, deepest against first", BENCH_AT_MOST, 2,
                    deepest_ms / first_ms, "times as long");
}

static FootprintsHistory *
open_history (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (bench->ours_path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  FootprintsHistory *history;

  bench_check_error (error);
  history = footprints_store_get_history (store, NULL, &error);
  bench_check_error (error);
  return history;
}

void
bench_reports (Bench *bench)
{
  g_autoptr (FootprintsHistory) history = open_history (bench);
  Sides sides = { bench, history, bench_earlier_open (bench->earlier_path) };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&sides, &cases[i]);
  run_timeline (&sides);
  bench_earlier_close (sides.earlier);
}

static void
compare_sizes (Sides *small, Sides *large, const Case *self)
{
  g_autoptr (GArray) small_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) large_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *what = g_strconcat ("growth, ", self->name, NULL);
  double factor;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      time_ours (small, self, small_times);
      time_ours (large, self, large_times);
    }
  factor = bench_median (large_times) / bench_median (small_times);
  bench_add_growth (small->bench, large->bench, self->name, factor);
  bench_add_budget (large->bench, what, BENCH_AT_MOST,
                    (double) large->bench->n_plays / small->bench->n_plays, factor,
                    "times as long");
}

void
bench_report_growth (Bench *small, Bench *large)
{
  g_autoptr (FootprintsHistory) small_history = open_history (small);
  g_autoptr (FootprintsHistory) large_history = open_history (large);
  Sides small_sides = { small, small_history, NULL };
  Sides large_sides = { large, large_history, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    compare_sizes (&small_sides, &large_sides, &cases[i]);
  compare_sizes (&small_sides, &large_sides, &first_page);
  compare_sizes (&small_sides, &large_sides, &deepest_page);
}
