/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"
#include "libfootprints/sync/footprints-sync-run.h"

G_BEGIN_DECLS

/* Copies @record. */
FootprintsSyncRun *_footprints_sync_run_new (const FootprintsImportRecord *record);

G_END_DECLS
