/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Prints results as lines of JSON, and keeps the budgets for the table at the end. */

#include "bench.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <glib/gstdio.h>

typedef struct
{
  char *what;
  guint32 n_plays;
  BenchBound bound;
  double budget;
  double measured;
  const char *unit;
} Budget;

/* The budgets of the single run of this program. */
static GArray *budgets; /* of Budget */

void
bench_fail (const char *format, ...)
{
  va_list arguments;

  fflush (stdout);
  va_start (arguments, format);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fputc ('\n', stderr);
  exit (1);
}

void
bench_check_error (const GError *error)
{
  if (error != NULL)
    bench_fail ("%s", error->message);
}

double
bench_now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

double
bench_median (GArray *values)
{
  g_assert (values->len > 0);
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

char *
bench_path (Bench *bench, const char *name)
{
  g_autofree char *file_name = g_strdup_printf ("%s-%u.db", name, bench->n_plays);

  return g_build_filename (bench->folder, file_name, NULL);
}

void
bench_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

void
bench_add_line (const Bench *bench, const char *name, const char *members)
{
  printf ("{\"benchmark\":\"%s\",\"plays\":%u,%s}\n", name, bench->n_plays, members);
  fflush (stdout);
}

void
bench_add_times (const Bench *bench, const char *name, double ours_ms, double earlier_ms)
{
  g_autofree char *members = g_strdup_printf ("\"ours_ms\":%.4f,\"earlier_ms\":%.2f,\"ratio\":%.1f",
                                              ours_ms, earlier_ms, earlier_ms / ours_ms);

  bench_add_line (bench, name, members);
}

void
bench_add_rates (
    const Bench *bench, const char *name, double ours_per_s, const char *other, double other_per_s)
{
  g_autofree char *members =
      g_strdup_printf ("\"ours_rows_per_s\":%.0f,\"%s_rows_per_s\":%.0f,\"ratio\":%.2f", ours_per_s,
                       other, other_per_s, ours_per_s / other_per_s);

  bench_add_line (bench, name, members);
}

void
bench_add_budget (const Bench *bench,
                  const char *what,
                  BenchBound bound,
                  double budget,
                  double measured,
                  const char *unit)
{
  Budget row = { NULL, bench->n_plays, bound, budget, measured, unit };

  /* Budgets do not apply to smaller sizes, where the fixed cost of each call weighs more. */
  if (bench->n_plays < BENCH_BUDGET_PLAYS)
    return;
  row.what = g_strdup (what);
  if (budgets == NULL)
    budgets = g_array_new (FALSE, FALSE, sizeof (Budget));
  g_array_append_val (budgets, row);
}

void
bench_add_growth (const Bench *small, const Bench *large, const char *what, double factor)
{
  g_autofree char *name = g_strconcat ("growth, ", what, NULL);
  g_autofree char *members =
      g_strdup_printf ("\"from_plays\":%u,\"factor\":%.2f", small->n_plays, factor);

  bench_add_line (large, name, members);
}

static gboolean
is_met (const Budget *budget)
{
  return budget->bound == BENCH_AT_LEAST ? budget->measured >= budget->budget
                                         : budget->measured <= budget->budget;
}

/* Decimal places: up to two, where they are meaningful. */
static int
digits (double value)
{
  return fabs (value) < 100 ? 2 : 0;
}

gboolean
bench_print_table (void)
{
  guint n_missed = 0;

  fprintf (stderr, "\n%-62s %10s %22s %14s  %s\n", "what", "plays", "budget", "measured", "");
  for (guint i = 0; budgets != NULL && i < budgets->len; i++)
    {
      const Budget *row = &g_array_index (budgets, Budget, i);
      g_autofree char *budget =
          g_strdup_printf ("%s %.*f", row->bound == BENCH_AT_LEAST ? "at least" : "at most",
                           digits (row->budget), row->budget);

      fprintf (stderr, "%-62s %10u %22s %14.*f  %-16s %s\n", row->what, row->n_plays, budget,
               digits (row->measured), row->measured, row->unit, is_met (row) ? "met" : "MISSED");
      n_missed += !is_met (row);
    }
  fprintf (stderr, "%u missed\n", n_missed);
  return n_missed == 0;
}
