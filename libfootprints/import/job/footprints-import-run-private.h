/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/footprints-import-source.h"
#include "libfootprints/import/services/footprints-service-run-private.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* One run of an import, whatever it reads from. */

/* What it is to do, and who is told how it goes. */
typedef struct
{
  FootprintsStore *store;
  FootprintsImportSource *source;
  gint64 since; /* only plays from this time on, of a service */
  gboolean dry_run;
  /* Called whenever more is stored, on the thread that runs. @fraction: 0 to 1; @expected_total:
   * how many plays a service says it has, -1 when it is not known. */
  void (*on_stored) (gpointer data,
                     const FootprintsImportProgress *progress,
                     double fraction,
                     gint64 expected_total);
  gpointer data;
} FootprintsImportPlan;

/* What was found out on the way; set also when the run fails. */
typedef struct
{
  const char *format_name; /* NULL: not recognised */
  char *source;            /* who recorded the plays; NULL: several, or none */
} FootprintsImportOutcome;

void _footprints_import_outcome_clear (FootprintsImportOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsImportOutcome, _footprints_import_outcome_clear)

/* Called once, on the thread that ran. Both are borrowed; @error is NULL when all was read. */
typedef void (*FootprintsImportDoneFunc) (gpointer data,
                                          const FootprintsImportOutcome *outcome,
                                          const GError *error);

/* Before a run. FALSE with FOOTPRINTS_ERROR_EXISTS when this program is fetching the same account.
 */
gboolean _footprints_import_run_claim (FootprintsStore *store,
                                       FootprintsImportSource *source,
                                       GError **error);
/* Whether it can be run on the thread that asks, and wait for the end: a file can. */
gboolean _footprints_import_run_can_wait (FootprintsImportSource *source);
gboolean _footprints_import_run_and_wait (const FootprintsImportPlan *plan,
                                          FootprintsImportOutcome *outcome,
                                          GCancellable *cancellable,
                                          GError **error);
/* Begins, and returns at once: a file is read by a thread of its own, a service on the
 * thread-default main context. Returns what can be paused (transfer full); NULL: nothing. */
FootprintsServiceRun *_footprints_import_run_start (const FootprintsImportPlan *plan,
                                                    GCancellable *cancellable,
                                                    FootprintsImportDoneFunc done,
                                                    gpointer data);

/* The zone in which times were meant that name none; NULL: there are no such times. */
GTimeZone *_footprints_import_run_get_zone (FootprintsImportSource *source);

G_END_DECLS
