/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/import/footprints-import-entry.h"
#include "libfootprints/records/footprints-import-record-private.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *label;
  char *source;
  char *account;
  gint64 undone_at;
  int state; /* FootprintsImportState */
  gint64 started_at;
  gint64 ended_at;
  gint64 n_rows;
  gint64 n_new;
  gint64 n_duplicate;
  gint64 n_removed_before;
  gint64 n_missing;
  gint64 n_rejected;
  char *error;
} FootprintsImportEntryRow;

extern const FootprintsRowType _footprints_import_entry_row_type;

FootprintsImportEntry *_footprints_import_entry_new (const FootprintsImportRecord *record);

G_END_DECLS
