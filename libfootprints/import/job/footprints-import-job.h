/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>
#include <libfootprints/import/footprints-import-source.h>
#include <libfootprints/import/footprints-import-summary.h>
#include <libfootprints/store/footprints-store.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORT_JOB (footprints_import_job_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsImportJob, footprints_import_job, FOOTPRINTS, IMPORT_JOB, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportJob *footprints_import_job_new (FootprintsStore *store,
                                                FootprintsImportSource *import_source);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_import_job_is_dry_run (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_job_set_dry_run (FootprintsImportJob *self, gboolean dry_run);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean
footprints_import_job_run (FootprintsImportJob *self, GCancellable *cancellable, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_job_run_async (FootprintsImportJob *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean
footprints_import_job_run_finish (FootprintsImportJob *self, GAsyncResult *result, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportState footprints_import_job_get_state (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_import_job_get_progress (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_job_get_n_rows (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_import_job_get_rows_per_second (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportSummary *footprints_import_job_get_summary (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_job_set_paused (FootprintsImportJob *self, gboolean paused);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_job_get_since (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_job_set_since (FootprintsImportJob *self, gint64 since);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_job_get_expected_total (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_job_get_seconds_left (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportSource *footprints_import_job_get_import_source (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_job_get_import_id (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_job_get_rejections_path (FootprintsImportJob *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_import_job_set_rejections_path (FootprintsImportJob *self, const char *path);

G_END_DECLS
