/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/services/footprints-importer.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_LISTENBRAINZ_IMPORTER (footprints_listenbrainz_importer_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsListenbrainzImporter,
                      footprints_listenbrainz_importer,
                      FOOTPRINTS,
                      LISTENBRAINZ_IMPORTER,
                      FootprintsImporter)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsListenbrainzImporter *footprints_listenbrainz_importer_new (const char *account,
                                                                      const char *token);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_listenbrainz_importer_get_page_size (FootprintsListenbrainzImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_listenbrainz_importer_set_page_size (FootprintsListenbrainzImporter *self,
                                                     guint page_size);

G_END_DECLS
