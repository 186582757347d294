/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORT_SUMMARY (footprints_import_summary_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsImportSummary, footprints_import_summary, FOOTPRINTS, IMPORT_SUMMARY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_summary_get_format (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_summary_get_source (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_import_summary_get_zone (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_rows (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_new (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_duplicate (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_removed_before (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_missing (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_rejected (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_repaired (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_n_resumed (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_import_summary_get_duration_ms (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GListModel *footprints_import_summary_get_rejections (FootprintsImportSummary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_import_summary_to_json (FootprintsImportSummary *self);

G_END_DECLS
