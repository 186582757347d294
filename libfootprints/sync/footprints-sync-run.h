/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SYNC_RUN (footprints_sync_run_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsSyncRun, footprints_sync_run, FOOTPRINTS, SYNC_RUN, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_id (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_config_id (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_window_start (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportState footprints_sync_run_get_state (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_started_at (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_ended_at (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_n_rows (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_n_new (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_n_duplicate (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_n_removed_before (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_n_missing (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_sync_run_get_n_rejected (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_sync_run_get_error (FootprintsSyncRun *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_sync_run_to_json (FootprintsSyncRun *self);

G_END_DECLS
