/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-file-importer.h"
#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/store/footprints-store.h"

G_BEGIN_DECLS

/* What an import is to do, and who is told how it goes. */
typedef struct
{
  FootprintsStore *store;
  FootprintsFileImporter *importer;
  gboolean dry_run;
  /* Called on the running thread whenever more is stored. */
  void (*on_stored) (gpointer data, const FootprintsImportProgress *progress, double fraction);
  gpointer data;
} FootprintsImportPlan;

/* What was found out on the way; set also when the run fails. */
typedef struct
{
  const char *format_name; /* NULL: not recognised */
  char *source;            /* NULL: several, or none; owned */
} FootprintsImportOutcome;

/* Reads, and stores batch by batch, each with its checkpoint, to the end of the input. */
gboolean _footprints_import_run (const FootprintsImportPlan *plan,
                                 FootprintsImportOutcome *outcome,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
