/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CONCENTRATION_POINT (footprints_concentration_point_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsConcentrationPoint,
                      footprints_concentration_point,
                      FOOTPRINTS,
                      CONCENTRATION_POINT,
                      GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_concentration_point_get_n_artists (FootprintsConcentrationPoint *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_concentration_point_get_artist_share (FootprintsConcentrationPoint *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_concentration_point_get_play_share (FootprintsConcentrationPoint *self);

G_END_DECLS
