/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_COMEBACK (footprints_comeback_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsComeback, footprints_comeback, FOOTPRINTS, COMEBACK, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_comeback_get_artist (FootprintsComeback *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_comeback_get_left_at (FootprintsComeback *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_comeback_get_returned_at (FootprintsComeback *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_comeback_get_n_days_away (FootprintsComeback *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_comeback_get_n_plays_before (FootprintsComeback *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_comeback_get_n_plays_since (FootprintsComeback *self);

G_END_DECLS
