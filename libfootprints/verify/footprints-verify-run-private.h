/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/store/footprints-store.h"
#include "libfootprints/verify/footprints-month-tally-private.h"

G_BEGIN_DECLS

/* What to compare, and how to report the progress. */
typedef struct
{
  FootprintsStore *store;
  FootprintsImporter *importer;
  gboolean repair;
  gboolean thorough;
  void (*on_progress) (gpointer data, double fraction);
  gpointer data;
} FootprintsVerifyPlan;

/* How many of the plays that the service no longer lists are kept; all are counted. */
#define FOOTPRINTS_MAX_VANISHED 1000

/* @months: borrowed, as far as they are known. @vanished: of gint64, the plays that the service no
 * longer lists; borrowed. @error: borrowed; NULL when the comparison is complete. */
typedef void (*FootprintsVerifyDoneFunc) (gpointer data,
                                          const FootprintsMonths *months,
                                          const GArray *vanished,
                                          const GError *error);

/* Compares on the thread-default main context, with a thread for reading the ledger; @done is
 * called once, later. */
void _footprints_verify_run_start (const FootprintsVerifyPlan *plan,
                                   GCancellable *cancellable,
                                   FootprintsVerifyDoneFunc done,
                                   gpointer data);

G_END_DECLS
