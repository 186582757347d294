/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/services/footprints-importer.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_LASTFM_IMPORTER (footprints_lastfm_importer_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsLastfmImporter,
                      footprints_lastfm_importer,
                      FOOTPRINTS,
                      LASTFM_IMPORTER,
                      FootprintsImporter)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsLastfmImporter *footprints_lastfm_importer_new (const char *account, const char *api_key);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_lastfm_importer_get_page_size (FootprintsLastfmImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_lastfm_importer_set_page_size (FootprintsLastfmImporter *self, guint page_size);

G_END_DECLS
