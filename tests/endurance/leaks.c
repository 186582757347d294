/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Opens a ledger, imports into it, makes reports and closes it, round after round, until Ctrl-C or
 * for a number of rounds. After each round, counts the memory in use, threads and open files of the
 * process. No main loop runs, as in a program that only makes synchronous calls.
 *
 * The first rounds do not count, since they create type tables, thread pools and caches. The
 * minimum of the second half of the others is compared with the minimum of the first half: a leak
 * adds up, but anything that is merely released late does not count. */

#include "test-support.h"

#include <dirent.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_PLAYS 2000
/* Rounds that do not count. */
#define N_WARM_UP 10
#define MIN_ROUNDS (N_WARM_UP + 10)
/* How much the process may grow: a fixed amount for anything that settles late, and an amount per
 * round that is less than the smallest object. */
#define SETTLING_BYTES (32 * 1024)
#define BYTES_A_ROUND 64
/* Idle pool threads end by themselves, and new ones may just have started. */
#define SETTLING_THREADS 2

typedef struct
{
  gint64 n_bytes;
  gint64 n_threads;
  gint64 n_files;
} Held;

static volatile sig_atomic_t is_over;

static void
on_interrupt (int number)
{
  is_over = 1;
}

static gint64
count_entries (const char *folder)
{
  DIR *dir = opendir (folder);
  gint64 n_entries = 0;

  g_assert_nonnull (dir);
  for (struct dirent *entry = readdir (dir); entry != NULL; entry = readdir (dir))
    n_entries += entry->d_name[0] != '.';
  closedir (dir);
  return n_entries;
}

static Held
measure (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (Held){
    .n_bytes = (gint64) (info.uordblks + info.hblkhd),
    .n_threads = count_entries ("/proc/self/task"),
    /* Does not count the descriptor of the folder being read. */
    .n_files = count_entries ("/proc/self/fd") - 1,
  };
}

static Held
least (Held a, Held b)
{
  return (Held){
    .n_bytes = MIN (a.n_bytes, b.n_bytes),
    .n_threads = MIN (a.n_threads, b.n_threads),
    .n_files = MIN (a.n_files, b.n_files),
  };
}

static Held
least_of (GArray *rounds, guint from, guint to)
{
  Held held = g_array_index (rounds, Held, from);

  for (guint i = from + 1; i < to; i++)
    held = least (held, g_array_index (rounds, Held, i));
  return held;
}

static char *
write_export (void)
{
  g_autoptr (GString) text = g_string_new ("artist,album,track,time\n");
  char *path = test_path ("plays.csv");

  for (guint i = 0; i < N_PLAYS; i++)
    g_string_append_printf (text, "Artist %u,Album %u,Track %u,%" G_GINT64_FORMAT "\n", i % 50,
                            i % 90, i % 400, TEST_TIME + i * 300);
  test_write_file (path, text->str, text->len);
  return path;
}

static void
import (FootprintsStore *store, const char *path)
{
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  footprints_import_job_run (job, NULL, &error);
  g_assert_no_error (error);
}

static void
report (FootprintsStore *store)
{
  g_autoptr (FootprintsHistory) history = test_history (store);
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("UTC", 0);
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (calendar);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsChart) G_GNUC_UNUSED chart =
      footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ARTIST, period, 0, 10, &error);
  g_autoptr (FootprintsTimeline) timeline =
      footprints_history_get_timeline (history, period, 0, 10, &error);
  g_autoptr (FootprintsReview) review = footprints_history_get_review (history, period);
  g_autoptr (FootprintsSearch) found = footprints_history_search (history, "artist", 10, &error);

  g_assert_no_error (error);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, N_PLAYS + 1);
  g_assert_nonnull (review);
  g_assert_nonnull (found);
  g_assert_nonnull (timeline);
}

static void
perform_round (const char *export, guint number)
{
  g_autofree char *name = g_strdup_printf ("round-%u.db", number);
  g_autofree char *path = test_path (name);
  g_autoptr (FootprintsStore) store = test_open (path);

  import (store, export);
  test_add (store, "Another", "Song", NULL, TEST_TIME + 1);
  report (store);
  /* In other rounds, releasing the last reference closes the store. */
  if (number % 2 == 0)
    footprints_store_close (store);
  g_clear_object (&store);
  test_remove_folder ();
}

static void
print_held (guint number, Held held)
{
  printf ("round %u: %" G_GINT64_FORMAT " bytes, %" G_GINT64_FORMAT " threads, %" G_GINT64_FORMAT
          " files\n",
          number, held.n_bytes, held.n_threads, held.n_files);
  fflush (stdout);
}

/* Whether the process held no more in the second half than in the first. */
static gboolean
judge (GArray *rounds)
{
  guint middle = rounds->len / 2;
  Held before = least_of (rounds, 0, middle);
  Held after = least_of (rounds, middle, rounds->len);
  gint64 n_bytes = after.n_bytes - before.n_bytes;
  gint64 n_threads = after.n_threads - before.n_threads;
  gint64 n_files = after.n_files - before.n_files;
  gboolean is_good = n_bytes <= SETTLING_BYTES + BYTES_A_ROUND * (gint64) middle &&
                     n_threads <= SETTLING_THREADS && n_files <= 0;

  printf ("%s in %u rounds: %+" G_GINT64_FORMAT " bytes, %+" G_GINT64_FORMAT
          " threads, %+" G_GINT64_FORMAT " files\n",
          is_good ? "Nothing grew" : "GREW", rounds->len, n_bytes, n_threads, n_files);
  return is_good;
}

static gboolean
run_rounds (guint n_rounds)
{
  g_autoptr (GArray) rounds = g_array_new (FALSE, FALSE, sizeof (Held));

  for (guint number = 1; !is_over && (n_rounds == 0 || number <= n_rounds); number++)
    {
      g_autofree char *export = write_export ();
      Held held;

      perform_round (export, number);
      malloc_trim (0);
      held = measure ();
      if (number > N_WARM_UP)
        g_array_append_val (rounds, held);
      if (number <= 20 || number % 100 == 0)
        print_held (number, held);
    }
  if (rounds->len < MIN_ROUNDS - N_WARM_UP)
    {
      printf ("Too few rounds to tell: at least %u are needed\n", MIN_ROUNDS);
      return FALSE;
    }
  return judge (rounds);
}

static gboolean
parse (int *argc, char ***argv, int *n_rounds)
{
  const GOptionEntry entries[] = {
    { "rounds", 0, 0, G_OPTION_ARG_INT, n_rounds, "How many rounds (0: until Ctrl-C)", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error) && *n_rounds >= 0)
    return TRUE;
  fprintf (stderr, "%s\n", error != NULL ? error->message : "--rounds must not be negative");
  return FALSE;
}

int
main (int argc, char **argv)
{
  int n_rounds = 0;
  gboolean is_good;

  if (!parse (&argc, &argv, &n_rounds))
    return 2;
  signal (SIGINT, on_interrupt);
  is_good = run_rounds ((guint) n_rounds);
  test_remove_folder ();
  return is_good ? 0 : 1;
}
