/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/footprints-import-source.h>

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
gint64 footprints_file_importer_get_max_bytes (FootprintsFileImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_file_importer_set_max_bytes (FootprintsFileImporter *self, gint64 max_bytes);

G_END_DECLS
