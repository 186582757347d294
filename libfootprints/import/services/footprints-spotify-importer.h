/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/import/services/footprints-importer.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SPOTIFY_IMPORTER (footprints_spotify_importer_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsSpotifyImporter,
                      footprints_spotify_importer,
                      FOOTPRINTS,
                      SPOTIFY_IMPORTER,
                      FootprintsImporter)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSpotifyImporter *footprints_spotify_importer_new (const char *account, const char *key);

G_END_DECLS
