/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>
#include <libfootprints/import/footprints-import-source.h>
#include <libfootprints/import/plan/footprints-import-plan.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_FILE_IMPORTER (footprints_file_importer_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsFileImporter, footprints_file_importer, FOOTPRINTS, FILE_IMPORTER, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsFileImporter *footprints_file_importer_new (const char *path);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_file_importer_get_path (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_file_importer_get_source (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_source (FootprintsFileImporter *self, const char *source);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_file_importer_get_label (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_label (FootprintsFileImporter *self, const char *label);
FOOTPRINTS_AVAILABLE_IN_0_1
GTimeZone *footprints_file_importer_get_zone (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_zone (FootprintsFileImporter *self, GTimeZone *zone);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_assume_zone (FootprintsFileImporter *self, GTimeZone *zone);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_file_importer_get_max_bytes (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_max_bytes (FootprintsFileImporter *self, gint64 max_bytes);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsDateOrder footprints_file_importer_get_date_order (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_date_order (FootprintsFileImporter *self,
                                              FootprintsDateOrder date_order);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsLengthUnit footprints_file_importer_get_length_unit (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_length_unit (FootprintsFileImporter *self,
                                               FootprintsLengthUnit length_unit);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_file_importer_get_encoding (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_encoding (FootprintsFileImporter *self, const char *encoding);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_file_importer_get_listener (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_listener (FootprintsFileImporter *self, const char *listener);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_file_importer_get_column (FootprintsFileImporter *self,
                                                 FootprintsImportColumn column);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_column (FootprintsFileImporter *self,
                                          FootprintsImportColumn column,
                                          const char *name);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_file_importer_get_min_played_s (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_min_played_s (FootprintsFileImporter *self, gint64 min_played_s);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_file_importer_get_skips_private (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_skips_private (FootprintsFileImporter *self,
                                                 gboolean skips_private);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_file_importer_get_time_shift_s (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_time_shift_s (FootprintsFileImporter *self, gint64 time_shift_s);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_file_importer_get_last_at (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_last_at (FootprintsFileImporter *self, gint64 last_at);

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportPlan *footprints_file_importer_plan (FootprintsFileImporter *self,
                                                     GCancellable *cancellable,
                                                     GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_plan_async (FootprintsFileImporter *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportPlan *footprints_file_importer_plan_finish (FootprintsFileImporter *self,
                                                            GAsyncResult *result,
                                                            GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_plan (FootprintsFileImporter *self, FootprintsImportPlan *plan);

G_END_DECLS
