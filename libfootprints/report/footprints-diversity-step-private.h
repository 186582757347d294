/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-diversity-step.h"

G_BEGIN_DECLS

FootprintsDiversityStep *_footprints_diversity_step_new (const char *label,
                                                         const char *day,
                                                         gint64 n_plays,
                                                         guint n_artists,
                                                         guint n_tracks,
                                                         double entropy,
                                                         double gini,
                                                         double effective_artists);

G_END_DECLS
