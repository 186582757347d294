/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_TRANSITION (footprints_transition_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsTransition, footprints_transition, FOOTPRINTS, TRANSITION, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_transition_get_from_artist (FootprintsTransition *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_transition_get_to_artist (FootprintsTransition *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_transition_get_n_times (FootprintsTransition *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_transition_get_share (FootprintsTransition *self);

G_END_DECLS
