/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Players that each submit one play at a time and wait until it is on disk. */

#include "bench-plays.h"

#define N_THREADS 64
#define N_ALONE 400
#define N_PER_THREAD 50
#define N_ROUNDS 5

typedef struct
{
  FootprintsStore *store;
  guint number;
  guint n_plays;
  gint64 first_at; /* no two players submit the same second */
} Player;

static gpointer
play (gpointer data)
{
  Player *player = data;

  for (guint i = 0; i < player->n_plays; i++)
    {
      g_autofree char *track = g_strdup_printf ("Track %u", i % 20);
      g_autofree char *artist = g_strdup_printf ("Player %u", player->number);
      g_autoptr (FootprintsScrobble) scrobble =
          footprints_scrobble_new (artist, track, player->first_at + i);
      g_autoptr (GError) error = NULL;

      footprints_store_add_scrobble (player->store, scrobble, NULL, NULL, &error);
      bench_check_error (error);
    }
  return NULL;
}

/* Returns submissions per second. */
static double
play_alone (FootprintsStore *store, gint64 *next_at)
{
  Player player = { store, 0, N_ALONE, *next_at };
  double start_ms = bench_now_ms ();

  *next_at += N_ALONE;
  play (&player);
  return N_ALONE * 1e3 / (bench_now_ms () - start_ms);
}

static double
play_together (FootprintsStore *store, gint64 *next_at)
{
  Player players[N_THREADS];
  GThread *threads[N_THREADS];
  double start_ms = bench_now_ms ();

  for (guint i = 0; i < N_THREADS; i++)
    {
      players[i] = (Player){ store, i, N_PER_THREAD, *next_at };
      *next_at += N_PER_THREAD;
      threads[i] = g_thread_new ("player", play, &players[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  return N_THREADS * N_PER_THREAD * 1e3 / (bench_now_ms () - start_ms);
}

static void
check_count (FootprintsStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 n_plays = footprints_store_count_scrobbles (store, NULL, &error);

  bench_check_error (error);
  if (n_plays != N_ROUNDS * (N_ALONE + N_THREADS * N_PER_THREAD))
    bench_fail ("submissions: %" G_GINT64_FORMAT " plays stored", n_plays);
}

void
bench_submissions (Bench *bench)
{
  g_autofree char *path = bench_path (bench, "submissions");
  g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) together = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *members = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 next_at = BENCH_END_AT - 1000 * 1000;
  double ratio;

  bench_remove (path);
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error);
  bench_check_error (error);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double rate = play_alone (store, &next_at);

      g_array_append_val (alone, rate);
      rate = play_together (store, &next_at);
      g_array_append_val (together, rate);
    }
  check_count (store);
  footprints_store_close (store);
  bench_remove (path);
  ratio = bench_median (together) / bench_median (alone);
  members = g_strdup_printf ("\"together_per_s\":%.0f,\"alone_per_s\":%.0f,\"ratio\":%.2f",
                             bench_median (together), bench_median (alone), ratio);
  bench_add_line (bench, "durable submissions", members);
  bench_add_budget (bench, "durable submissions, 64 at once against one at a time", BENCH_AT_LEAST,
                    5, ratio, "x");
}
