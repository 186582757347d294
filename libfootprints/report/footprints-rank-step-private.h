/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-rank-step.h"

G_BEGIN_DECLS

FootprintsRankStep *
_footprints_rank_step_new (const char *label, const char *day, gint64 n_plays, guint rank);

G_END_DECLS
