/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Imports that are killed, and go on. */

#include "import-support.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

/* A little more than two batches. */
#define N_PLAYS 41000
#define SEED 20240301

static void
on_alarm (int number)
{
  raise (SIGKILL);
}

/* The child: imports, and kills itself @kill_after_us after its start, if that is not 0. */
static int
run_child (const char *database_path, const char *path, guint kill_after_us)
{
  struct itimerval timer = { .it_value = { kill_after_us / 1000000, kill_after_us % 1000000 } };
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (FootprintsStore) store = NULL;

  signal (SIGALRM, on_alarm);
  setitimer (ITIMER_REAL, &timer, NULL);
  store = test_open (database_path);
  summary = import_test_run_job (store, path);
  import_test_check_numbers (summary, footprints_import_summary_get_n_new (summary),
                             footprints_import_summary_get_n_duplicate (summary), 2);
  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), ==, N_PLAYS + 3);
  footprints_store_close (store);
  return 0;
}

/* Whether the child came to its end. */
static gboolean
start_child (const char *database_path, const char *path, guint kill_after_us)
{
  g_autofree char *number = g_strdup_printf ("%u", kill_after_us);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--child", database_path,
                        path, number, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (child))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      return FALSE;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return TRUE;
}

static void
test_killed (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree char *rows = import_test_make_csv (N_PLAYS);
  /* Two rejected rows and a duplicate, near the end and at the beginning. */
  g_autofree char *text = g_strconcat (
      rows, "\"0\",\"\",\"A\",\"\",\"\",\"\",\"B\",\"\"\n",
      "\"1500000200\",\"\",\"Artist 1\",\"\",\"Album 1\",\"\",\"Track 1\",\"\"\n", "x\n", NULL);
  g_autofree char *path = import_test_file ("kill.csv", text, -1);
  g_autofree char *whole_path = test_path ("whole.db");
  g_auto (GStrv) expected = NULL;
  gint64 start_us = g_get_monotonic_time ();
  guint duration_us, n_killed = 0;

  g_assert_true (start_child (whole_path, path, 0));
  duration_us = (guint) (g_get_monotonic_time () - start_us);
  expected = import_test_dump (whole_path);
  g_assert_cmpuint (g_strv_length (expected), ==, N_PLAYS);

  for (guint i = 0; i < test_rounds (20, 3); i++)
    {
      g_autofree char *name = g_strdup_printf ("killed-%u.db", i);
      g_autofree char *database_path = test_path (name);
      g_auto (GStrv) plays = NULL;
      guint after_us = (guint) g_rand_int_range (random, 1000, (gint32) duration_us);

      n_killed += !start_child (database_path, path, after_us);
      /* Some a second time: on the way to where it was killed, or behind it. */
      if (i % 4 == 1)
        start_child (database_path, path,
                     (guint) g_rand_int_range (random, 1000, (gint32) duration_us));
      g_assert_true (start_child (database_path, path, 0));
      plays = import_test_dump (database_path);
      g_assert_cmpstrv (plays, expected);
      test_sql_check_ledger (database_path);
    }
  g_test_message ("%u of 20 were killed within %u us", n_killed, duration_us);
  g_assert_cmpuint (n_killed, >, 0);
}

static void
add_tests (void)
{
  g_test_add_func ("/import/kill/killed", test_killed);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], (guint) atoi (argv[4]));
  return import_test_run (argc, argv, add_tests);
}
