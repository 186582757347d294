/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_CHANGE (footprints_change_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsChange, footprints_change, FOOTPRINTS, CHANGE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_change_get_artist (FootprintsChange *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_change_get_n_plays (FootprintsChange *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_change_get_n_plays_other (FootprintsChange *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_change_get_share (FootprintsChange *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_change_get_share_other (FootprintsChange *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_change_get_rank (FootprintsChange *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_change_get_rank_other (FootprintsChange *self);

G_END_DECLS
