/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_DIVERSITY_STEP (footprints_diversity_step_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (
    FootprintsDiversityStep, footprints_diversity_step, FOOTPRINTS, DIVERSITY_STEP, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_diversity_step_get_label (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_diversity_step_get_day (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_diversity_step_get_n_plays (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_diversity_step_get_n_artists (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_diversity_step_get_n_tracks (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_diversity_step_get_entropy (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_diversity_step_get_gini (FootprintsDiversityStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
double footprints_diversity_step_get_effective_artists (FootprintsDiversityStep *self);

G_END_DECLS
