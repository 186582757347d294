/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A first import from a service, which also makes the databases that the other parts read. */

#include "bench-earlier.h"
#include "bench-plays.h"

#include <unistd.h>

#define EARLIER_BATCH_ROWS 1000

/* One side of the comparison, and the time it has taken so far. */
typedef struct
{
  FootprintsStore *store; /* NULL: this is the earlier program */
  BenchEarlier *earlier;
  double spent_ms;
  gint64 n_rows;
} Import;

static void
add_to_ours (FootprintsStore *store, GPtrArray *batch)
{
  g_autoptr (GError) error = NULL;

  footprints_store_add_scrobbles (store, (FootprintsScrobble **) batch->pdata, batch->len, NULL,
                                  &error);
  bench_check_error (error);
}

static void
add_to_earlier (BenchEarlier *earlier, GPtrArray *batch)
{
  for (guint i = 0; i < batch->len; i++)
    {
      FootprintsScrobble *scrobble = g_ptr_array_index (batch, i);

      if (i % EARLIER_BATCH_ROWS == 0)
        bench_earlier_begin (earlier);
      bench_earlier_insert (
          earlier, footprints_scrobble_get_artist (scrobble),
          footprints_scrobble_get_album (scrobble), footprints_scrobble_get_track (scrobble),
          footprints_scrobble_get_listened_at (scrobble), footprints_scrobble_get_source (scrobble),
          footprints_scrobble_get_source_id (scrobble));
      if (i % EARLIER_BATCH_ROWS == EARLIER_BATCH_ROWS - 1 || i == batch->len - 1)
        bench_earlier_commit (earlier);
    }
}

static void
add_all (Import *import, Bench *bench)
{
  g_autoptr (BenchPlays) plays = bench_plays_new (bench, BENCH_PLAYS_FROM_SERVICE);
  GPtrArray *batch;

  /* The commits of this import must not wait for pages that others left in the cache. */
  sync ();
  while ((batch = bench_plays_next (plays)) != NULL)
    {
      double start_ms = bench_now_ms ();

      if (import->store != NULL)
        add_to_ours (import->store, batch);
      else
        add_to_earlier (import->earlier, batch);
      import->spent_ms += bench_now_ms () - start_ms;
      import->n_rows += batch->len;
    }
}

static double
finish (Import *import, Bench *bench, gint64 n_plays)
{
  double start_ms = bench_now_ms ();

  if (n_plays != bench->n_plays)
    bench_fail ("import: %" G_GINT64_FORMAT " plays stored", n_plays);
  /* The library defers work to the end, which counts. */
  if (import->store != NULL)
    footprints_store_close (import->store);
  else
    bench_earlier_close (import->earlier);
  import->spent_ms += bench_now_ms () - start_ms;
  g_clear_object (&import->store);
  return (double) import->n_rows * 1e3 / import->spent_ms;
}

/* Both return rows per second. */
static double
run_ours (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  Import import = { 0 };
  gint64 n_plays;

  bench_remove (path);
  import.store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  add_all (&import, bench);
  n_plays = footprints_store_count_scrobbles (import.store, NULL, &error);
  bench_check_error (error);
  return finish (&import, bench, n_plays);
}

static double
run_earlier (Bench *bench)
{
  Import import = { 0 };

  bench_remove (bench->earlier_path);
  import.earlier = bench_earlier_open (bench->earlier_path);
  add_all (&import, bench);
  return finish (&import, bench, bench_earlier_count (import.earlier));
}

void
bench_import (Bench *bench)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (double));
  /* With a million plays, the earlier program takes minutes. */
  guint n_earlier_runs = bench->n_plays > 500 * 1000 ? 1 : 3;
  guint n_runs = bench->n_plays > 5 * 1000 * 1000 ? 1 : 3;
  double rate;

  for (guint i = 0; i < n_runs; i++)
    {
      rate = run_ours (bench, bench->ours_path);
      g_array_append_val (ours, rate);
      if (i >= n_earlier_runs)
        continue;
      rate = run_earlier (bench);
      g_array_append_val (earlier, rate);
    }
  bench_add_rates (bench, "import", bench_median (ours), "earlier", bench_median (earlier));
  bench_add_budget (bench, "import, newest first, 2 % duplicates", BENCH_AT_LEAST,
                    bench->n_plays >= 10 * 1000 * 1000 ? 3 : 2,
                    bench_median (ours) / bench_median (earlier), "x");
}

void
bench_import_growth (Bench *small, Bench *large)
{
  g_autoptr (GArray) factors = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *path = bench_path (large, "growth");

  for (guint i = 0; i < 3; i++)
    {
      double before = run_ours (small, path);
      double factor = run_ours (large, path);

      factor /= (before + run_ours (small, path)) / 2;
      g_array_append_val (factors, factor);
    }
  bench_remove (path);
  bench_add_growth (small, large, "rate of import", bench_median (factors));
  bench_add_budget (large, "growth, rate of import", BENCH_AT_LEAST, 0.75, bench_median (factors),
                    "of the rate");
}
