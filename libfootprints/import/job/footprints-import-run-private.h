/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/footprints-import-source.h"
#include "libfootprints/import/services/footprints-service-run-private.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* One run of an import, whatever it reads from. */

/* What to import, and whom to notify of the progress. */
typedef struct
{
  FootprintsStore *store;
  FootprintsImportSource *source;
  gint64 since; /* only plays from this time on; for a service */
  gboolean dry_run;
  const char *rejections_path; /* where a file's rejected rows are written; NULL: nowhere */
  /* Called whenever more is stored, on the thread of the run. @fraction: 0 to 1; @expected_total:
   * how many plays the service says it has, -1 if that is not known. */
  void (*on_stored) (gpointer data,
                     const FootprintsImportProgress *progress,
                     double fraction,
                     gint64 expected_total);
  gpointer data;
} FootprintsImportOrder;

/* What the run found out; also set if it fails. */
typedef struct
{
  const char *format_name; /* NULL: not recognised */
  char *source;            /* who recorded the plays; NULL: several, or none */
  gint64 import_id;        /* in the list of past imports; 0: none was written */
} FootprintsImportOutcome;

void _footprints_import_outcome_clear (FootprintsImportOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsImportOutcome, _footprints_import_outcome_clear)

/* Called once, on the thread of the run. Both are borrowed; @error is NULL if everything was
 * read. */
typedef void (*FootprintsImportDoneFunc) (gpointer data,
                                          const FootprintsImportOutcome *outcome,
                                          const GError *error);

/* Called before a run. FALSE with FOOTPRINTS_ERROR_EXISTS if this program is already fetching the
 * same account. */
gboolean _footprints_import_run_claim (FootprintsStore *store,
                                       FootprintsImportSource *source,
                                       GError **error);
/* Whether the caller can run it on its own thread and wait for the end. That is so for a file. */
gboolean _footprints_import_run_can_wait (FootprintsImportSource *source);
gboolean _footprints_import_run_and_wait (const FootprintsImportOrder *order,
                                          FootprintsImportOutcome *outcome,
                                          GCancellable *cancellable,
                                          GError **error);
/* Starts a run and returns at once: a file is read on a thread of its own, a service on the
 * thread-default main context. Returns the run if it can be paused (transfer full), otherwise
 * NULL. */
FootprintsServiceRun *_footprints_import_run_start (const FootprintsImportOrder *order,
                                                    GCancellable *cancellable,
                                                    FootprintsImportDoneFunc done,
                                                    gpointer data);

/* The zone that is assumed for times without one; NULL: the source has no such times. */
GTimeZone *_footprints_import_run_get_zone (FootprintsImportSource *source);

G_END_DECLS
