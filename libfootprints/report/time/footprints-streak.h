/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_STREAK (footprints_streak_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsStreak, footprints_streak, FOOTPRINTS, STREAK, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_streak_get_first_day (FootprintsStreak *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_streak_get_last_day (FootprintsStreak *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_streak_get_n_days (FootprintsStreak *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_streak_get_n_plays (FootprintsStreak *self);

G_END_DECLS
