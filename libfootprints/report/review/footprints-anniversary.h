/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_ANNIVERSARY (footprints_anniversary_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsAnniversary, footprints_anniversary, FOOTPRINTS, ANNIVERSARY, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_anniversary_get_day (FootprintsAnniversary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_anniversary_get_n_plays (FootprintsAnniversary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_anniversary_get_artist (FootprintsAnniversary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_anniversary_get_track (FootprintsAnniversary *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_anniversary_get_track_artist (FootprintsAnniversary *self);

G_END_DECLS
