/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SCROBBLE (footprints_scrobble_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsScrobble, footprints_scrobble, FOOTPRINTS, SCROBBLE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobble *
footprints_scrobble_new (const char *artist, const char *track, gint64 listened_at);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_scrobble_validate (FootprintsScrobble *self, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_scrobble_get_id (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_artist (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_track (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_album (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_album_artist (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_scrobble_get_listened_at (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_scrobble_get_duration_ms (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_source (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_source_id (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_get_info (FootprintsScrobble *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_scrobble_equal (FootprintsScrobble *self, FootprintsScrobble *other);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_scrobble_to_json (FootprintsScrobble *self);

G_END_DECLS
