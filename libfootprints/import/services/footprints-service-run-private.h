/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* What to import from a service, and whom to notify of the progress. */
typedef struct
{
  FootprintsStore *store;
  FootprintsImporter *importer;
  gint64 since; /* plays of [since, until) */
  gint64 until;
  gint64 sync_config_id; /* 0: an import; else a run of that sync, which writes only what is new */
  gint64 asked_generation; /* of a sync that is to look again: when that was requested; only a
                            * run that began after it is resumed. 0: it is not */
  gint64 expected_total;   /* how many plays the service counts; -1: not known */
  gboolean dry_run;
  /* Called whenever more is stored. */
  void (*on_stored) (gpointer data,
                     const FootprintsImportProgress *progress,
                     gint64 expected_total);
  gpointer data;
} FootprintsServicePlan;

typedef struct
{
  const FootprintsImportProgress *progress; /* of what is stored */
  gint64 since;          /* where the run began; where an interrupted one did if it was resumed */
  gint64 newest_at;      /* of the plays it saw, including those of a run it resumed; 0: none */
  gint64 expected_total; /* -1: not known */
  gint64 n_listed;       /* entries that the service listed, including to the run it resumed */
  gint64 n_future;       /* rejected because they lie in the future: our clock may be wrong */
  gint64 import_id;      /* of the record of the run in the ledger; 0: there is none */
  gboolean is_resumed;   /* it began where an interrupted one stopped */
} FootprintsServiceOutcome;

/* @error: NULL if the run came to its end; borrowed. */
typedef void (*FootprintsServiceDoneFunc) (gpointer data,
                                           const FootprintsServiceOutcome *outcome,
                                           const GError *error);

/* Fetches page after page on the thread-default main context, while the store's writer stores the
 * previous ones, each time with the place to resume from. */
typedef struct _FootprintsServiceRun FootprintsServiceRun;

/* Starts a run. If a run of the same import or sync was interrupted, resumes it. @done is called
 * once, later. */
FootprintsServiceRun *_footprints_service_run_start (const FootprintsServicePlan *plan,
                                                     GCancellable *cancellable,
                                                     FootprintsServiceDoneFunc done,
                                                     gpointer data);
void _footprints_service_run_unref (FootprintsServiceRun *self);
/* While it is paused, fetches no further page. */
void _footprints_service_run_set_paused (FootprintsServiceRun *self, gboolean paused);

/* The fingerprint of the runs of a sync in the ledger (transfer full). Another account or address
 * is another walk, which does not resume where this one stopped. */
char *_footprints_service_run_make_sync_fingerprint (gint64 sync_config_id,
                                                     const char *account,
                                                     const char *base_url);

G_END_DECLS
