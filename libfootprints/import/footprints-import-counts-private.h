/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/records/footprints-import-record-private.h"

G_BEGIN_DECLS

/* What the ledger remembers of an import or of a run of a sync, made readable. */
typedef struct
{
  gint64 n_rows;
  gint64 n_new;
  gint64 n_duplicate;
  gint64 n_removed_before;
  gint64 n_missing;
  gint64 n_rejected;
} FootprintsImportCounts;

/* Zeros for a text that is none of ours. */
void _footprints_import_counts_read (FootprintsImportCounts *self, const char *summary);

json_object *_footprints_import_record_to_json (const FootprintsImportRecord *record,
                                                const FootprintsImportCounts *counts);

G_END_DECLS
