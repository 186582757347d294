/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_NOVELTY_STEP (footprints_novelty_step_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsNoveltyStep, footprints_novelty_step, FOOTPRINTS, NOVELTY_STEP, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_novelty_step_get_label (FootprintsNoveltyStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_novelty_step_get_day (FootprintsNoveltyStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_novelty_step_get_n_plays (FootprintsNoveltyStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_novelty_step_get_n_new_tracks (FootprintsNoveltyStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_novelty_step_get_n_artists (FootprintsNoveltyStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_novelty_step_get_n_new_artists (FootprintsNoveltyStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_novelty_step_get_ratio (FootprintsNoveltyStep *self);

G_END_DECLS
