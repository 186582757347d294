/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/records/footprints-import-record-private.h"
#include "libfootprints/sync/footprints-sync-run.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gint64 config_id;
  gint64 window_start;
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
} FootprintsSyncRunRow;

extern const FootprintsRowType _footprints_sync_run_row_type;

FootprintsSyncRun *_footprints_sync_run_new (const FootprintsImportRecord *record);

G_END_DECLS
