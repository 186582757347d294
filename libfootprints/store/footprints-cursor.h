/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/plays/footprints-scrobble.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CURSOR (footprints_cursor_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsCursor, footprints_cursor, FOOTPRINTS, CURSOR, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_cursor_next (FootprintsCursor *self, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_cursor_close (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_cursor_get_id (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_cursor_get_listened_at (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_cursor_get_artist (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_cursor_get_track (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_cursor_get_album (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_cursor_get_source (FootprintsCursor *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsScrobble *footprints_cursor_dup_scrobble (FootprintsCursor *self);

G_END_DECLS
