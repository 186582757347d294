/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_MILESTONE (footprints_milestone_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsMilestone, footprints_milestone, FOOTPRINTS, MILESTONE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsMilestoneKind footprints_milestone_get_kind (FootprintsMilestone *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_milestone_get_number (FootprintsMilestone *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_milestone_get_reached_at (FootprintsMilestone *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_milestone_get_artist (FootprintsMilestone *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_milestone_get_track (FootprintsMilestone *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_milestone_get_album (FootprintsMilestone *self);

G_END_DECLS
