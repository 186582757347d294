/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_OBSESSION (footprints_obsession_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsObsession, footprints_obsession, FOOTPRINTS, OBSESSION, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_obsession_get_artist (FootprintsObsession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_obsession_get_track (FootprintsObsession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_obsession_get_week (FootprintsObsession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_obsession_get_day (FootprintsObsession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_obsession_get_n_plays_in_week (FootprintsObsession *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_obsession_get_n_plays (FootprintsObsession *self);

G_END_DECLS
