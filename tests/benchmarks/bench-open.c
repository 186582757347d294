/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The time from a closed file to a first report, and the memory of a history. */

#include "bench-earlier.h"
#include "bench.h"

#include <libfootprints/footprints.h>
#include <malloc.h>

#define N_RUNS 7

/* Everything that a history needs of a play; SQLite cannot deliver it any faster. */
static const char bare_sql[] = "select id, listened_at, track_id, album_id, source_id from listen";

/* The size of all names, each once as its entity has it. */
static const char name_bytes_sql[] = "select (select sum(length(cast(name as blob))) from artist)"
                                     " + (select sum(length(cast(title as blob))) from album)"
                                     " + (select sum(length(cast(title as blob))) from track)";

static FootprintsStore *
open_store (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  FootprintsStore *store =
      footprints_store_open (bench->ours_path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);

  bench_check_error (error);
  return store;
}

static FootprintsHistory *
get_history (FootprintsStore *store)
{
  g_autoptr (GError) error = NULL;
  FootprintsHistory *history = footprints_store_get_history (store, NULL, &error);

  bench_check_error (error);
  return history;
}

static double
time_first_report (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (FootprintsChart) chart = NULL;
  double start_ms = bench_now_ms ();
  double spent_ms;

  store = open_store (bench);
  history = get_history (store);
  chart =
      footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ARTIST, period, 0, 50, &error);
  bench_check_error (error);
  spent_ms = bench_now_ms () - start_ms;
  if (g_list_model_get_n_items (G_LIST_MODEL (chart)) != 50)
    bench_fail ("open: the first report is short");
  return spent_ms;
}

static double
time_bare_select (Bench *bench)
{
  double start_ms = bench_now_ms ();
  gint64 n_rows = bench_read_bare (bench->ours_path, bare_sql);

  if (n_rows != bench->n_plays)
    bench_fail ("open: the bare SELECT meets %" G_GINT64_FORMAT " rows", n_rows);
  return bench_now_ms () - start_ms;
}

static void
measure_open (Bench *bench)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *members = NULL;
  double ratio;

  for (guint i = 0; i < N_RUNS; i++)
    {
      double value;

      /* As in a new process, memory must come from the system. */
      malloc_trim (0);
      value = time_first_report (bench);
      g_array_append_val (ours, value);
      malloc_trim (0);
      value = time_bare_select (bench);
      g_array_append_val (bare, value);
    }
  ratio = bench_median (ours) / bench_median (bare);
  members = g_strdup_printf ("\"ours_ms\":%.1f,\"bare_select_ms\":%.1f,\"ratio\":%.2f",
                             bench_median (ours), bench_median (bare), ratio);
  bench_add_line (bench, "open to first report", members);
  bench_add_budget (bench, "open to first report, against a bare SELECT", BENCH_AT_MOST, 4, ratio,
                    "times as long");
}

static gsize
heap_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* The memory freed with the last reference is what the history really used. */
static gsize
measure_heap (FootprintsStore *store, FootprintsHistory **history)
{
  gsize with_bytes;

  footprints_store_close (store);
  with_bytes = heap_bytes ();
  g_clear_object (history);
  return with_bytes - heap_bytes ();
}

static void
measure_memory (Bench *bench)
{
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsStore) store = open_store (bench);
  FootprintsHistory *history = get_history (store);
  /* This makes the history compute the counts that it keeps. */
  g_autoptr (FootprintsOverview) G_GNUC_UNUSED overview =
      footprints_history_get_overview (history, period);
  double name_bytes = (double) bench_read_number (bench->ours_path, name_bytes_sql);
  double memory_bytes = (double) footprints_history_get_memory_use (history);
  double budget_bytes = 24.0 * bench->n_plays + 2.5 * name_bytes;
  double heap = (double) measure_heap (store, &history);
  g_autofree char *members = g_strdup_printf (
      "\"memory_bytes\":%.0f,\"heap_bytes\":%.0f,\"name_bytes\":%.0f,\"bytes_per_play\":%.2f,"
      "\"budget_bytes\":%.0f",
      memory_bytes, heap, name_bytes, (memory_bytes - 2.5 * name_bytes) / bench->n_plays,
      budget_bytes);

  bench_add_line (bench, "memory", members);
  bench_add_budget (bench, "memory, less 2.5 times the bytes of names", BENCH_AT_MOST, 24,
                    (memory_bytes - 2.5 * name_bytes) / bench->n_plays, "bytes a play");
  bench_add_budget (bench, "memory of the heap, less the same", BENCH_AT_MOST, 24,
                    (heap - 2.5 * name_bytes) / bench->n_plays, "bytes a play");
}

void
bench_open (Bench *bench)
{
  measure_open (bench);
  measure_memory (bench);
}
