/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One run of the benchmarks at one size. */
typedef struct
{
  const char *folder; /* on a real disk */
  guint32 n_plays;
  char *ours_path;    /* the ledger that the import makes */
  char *earlier_path; /* the earlier program's database with the same plays */
} Bench;

/* All plays come before this time, whatever the day of the measurement. */
#define BENCH_END_AT G_GINT64_CONSTANT (1735689600) /* 2025-01-01 */
#define BENCH_SEED 2
/* The budgets apply to this size and above. */
#define BENCH_BUDGET_PLAYS 1000000
/* The rows per call of footprints_store_add_scrobbles(): as many as an import writes at once. */
#define BENCH_BATCH_ROWS 20000

/* The parts, in the order of their dependencies. */
void bench_import (Bench *bench);
void bench_file_import (Bench *bench);
void bench_open (Bench *bench);
void bench_reports (Bench *bench);
void bench_own_reports (Bench *bench);
void bench_submissions (Bench *bench);
void bench_processes (Bench *bench);
void bench_double_reports (Bench *bench);
void bench_services (Bench *bench);

/* How times and rates change from one size to another. The sizes are measured in turns, since a
 * machine behaves differently an hour later, or with other programs running. */
void bench_import_growth (Bench *small, Bench *large);
void bench_report_growth (Bench *small, Bench *large);

/* The main function of the other process, which imports the file. */
int bench_child_main (const char *path, const char *file_path);

/* Ends the program: a benchmark that measures the wrong thing is worse than none. */
void bench_fail (const char *format, ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;
void bench_check_error (const GError *error);

double bench_now_ms (void);
double bench_median (GArray *values); /* of double; sorts it */
char *bench_path (Bench *bench, const char *name);
/* Removes a database with its journals. */
void bench_remove (const char *path);

/* Results, each as a line of JSON. */
void bench_add_times (const Bench *bench, const char *name, double ours_ms, double earlier_ms);
void bench_add_rates (const Bench *bench,
                      const char *name,
                      double ours_per_s,
                      const char *other, /* the baseline: "earlier", "memory" */
                      double other_per_s);
void bench_add_line (const Bench *bench, const char *name, const char *members);
void bench_add_growth (const Bench *small, const Bench *large, const char *what, double factor);

typedef enum
{
  BENCH_AT_LEAST,
  BENCH_AT_MOST,
} BenchBound;

/* Adds a row to the table. @unit: printed after the numbers. */
void bench_add_budget (const Bench *bench,
                       const char *what,
                       BenchBound bound,
                       double budget,
                       double measured,
                       const char *unit);

/* Prints the table to stderr; TRUE if all budgets are met. */
gboolean bench_print_table (void);

G_END_DECLS
