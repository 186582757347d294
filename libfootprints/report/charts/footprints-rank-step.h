/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_RANK_STEP (footprints_rank_step_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsRankStep, footprints_rank_step, FOOTPRINTS, RANK_STEP, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_rank_step_get_label (FootprintsRankStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_rank_step_get_day (FootprintsRankStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_rank_step_get_n_plays (FootprintsRankStep *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_rank_step_get_rank (FootprintsRankStep *self);

G_END_DECLS
