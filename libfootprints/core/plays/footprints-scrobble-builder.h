/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/plays/footprints-scrobble.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SCROBBLE_BUILDER (footprints_scrobble_builder_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsScrobbleBuilder, footprints_scrobble_builder, FOOTPRINTS, SCROBBLE_BUILDER, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobbleBuilder *footprints_scrobble_builder_new (void);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_artist (FootprintsScrobbleBuilder *self, const char *artist);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_track (FootprintsScrobbleBuilder *self, const char *track);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_album (FootprintsScrobbleBuilder *self, const char *album);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_album_artist (FootprintsScrobbleBuilder *self,
                                                   const char *album_artist);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_listened_at (FootprintsScrobbleBuilder *self,
                                                  gint64 listened_at);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_duration_ms (FootprintsScrobbleBuilder *self,
                                                  gint64 duration_ms);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_source (FootprintsScrobbleBuilder *self, const char *source);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_source_id (FootprintsScrobbleBuilder *self,
                                                const char *source_id);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_scrobble_builder_set_info (FootprintsScrobbleBuilder *self, const char *info);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobble *footprints_scrobble_builder_build (FootprintsScrobbleBuilder *self,
                                                       GError **error);

G_END_DECLS
