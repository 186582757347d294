/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>
#include <libfootprints/store/footprints-store.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_EXPORTER (footprints_exporter_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsExporter, footprints_exporter, FOOTPRINTS, EXPORTER, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsExporter *footprints_exporter_new (FootprintsStore *store, FootprintsExportFormat format);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsExportFormat footprints_exporter_get_format (FootprintsExporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_exporter_get_period (FootprintsExporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_exporter_set_period (FootprintsExporter *self, FootprintsPeriod *period);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_exporter_get_separates_reports (FootprintsExporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_exporter_set_separates_reports (FootprintsExporter *self,
                                                gboolean separates_reports);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_exporter_write (FootprintsExporter *self,
                                  GOutputStream *stream,
                                  GCancellable *cancellable,
                                  GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_exporter_write_async (FootprintsExporter *self,
                                      GOutputStream *stream,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64
footprints_exporter_write_finish (FootprintsExporter *self, GAsyncResult *result, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_export_format_get_content_type (FootprintsExportFormat format);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_export_format_get_extension (FootprintsExportFormat format);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean
footprints_export_format_parse (const char *text, FootprintsExportFormat *format, GError **error);

G_END_DECLS
