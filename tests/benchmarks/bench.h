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
  char *ours_path;    /* the ledger that the import leaves */
  char *earlier_path; /* the earlier program's database with the same plays */
} Bench;

/* Before it the last play, and after it nothing, whatever the day of the measurement. */
#define BENCH_END_AT G_GINT64_CONSTANT (1735689600) /* 2025-01-01 */
#define BENCH_SEED 2
/* The size that the budgets are for, and sizes above. */
#define BENCH_BUDGET_PLAYS 1000000
/* What one call of footprints_store_add_scrobbles() takes: as many as an import writes at once. */
#define BENCH_BATCH_ROWS 20000

/* The parts, in the order in which they need each other. */
void bench_import (Bench *bench);
void bench_file_import (Bench *bench);
void bench_open (Bench *bench);
void bench_reports (Bench *bench);
void bench_own_reports (Bench *bench);
void bench_submissions (Bench *bench);
void bench_processes (Bench *bench);
void bench_services (Bench *bench);

/* How times and rates change from one size to another, measured in turns: an hour later, or with
 * other programs beside it, a machine is another one. */
void bench_import_growth (Bench *small, Bench *large);
void bench_report_growth (Bench *small, Bench *large);

/* The other process: imports the file. */
int bench_child_main (const char *path, const char *file_path);

/* Ends the program: a benchmark that measures something wrong is worse than none. */
void bench_fail (const char *format, ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;
void bench_check_error (const GError *error);

double bench_now_ms (void);
double bench_median (GArray *values); /* of double; sorts it */
char *bench_path (Bench *bench, const char *name);
/* Removes a database with its journals. */
void bench_remove (const char *path);

/* Results: a line of JSON each. */
void bench_add_times (const Bench *bench, const char *name, double ours_ms, double earlier_ms);
void bench_add_rates (const Bench *bench,
                      const char *name,
                      double ours_per_s,
                      const char *other, /* what is compared with: "earlier", "memory" */
                      double other_per_s);
void bench_add_line (const Bench *bench, const char *name, const char *members);
void bench_add_growth (const Bench *small, const Bench *large, const char *what, double factor);

typedef enum
{
  BENCH_AT_LEAST,
  BENCH_AT_MOST,
} BenchBound;

/* A row of the table. @unit: what stands behind the numbers. */
void bench_add_budget (const Bench *bench,
                       const char *what,
                       BenchBound bound,
                       double budget,
                       double measured,
                       const char *unit);

/* Prints the table to stderr; TRUE when all is met. */
gboolean bench_print_table (void);

G_END_DECLS
