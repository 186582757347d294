/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SCROBBLE_PAGE (footprints_scrobble_page_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsScrobblePage, footprints_scrobble_page, FOOTPRINTS, SCROBBLE_PAGE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_scrobble_page_get_next_cursor (FootprintsScrobblePage *self);

G_END_DECLS
