/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-growth-step.h"

G_BEGIN_DECLS

FootprintsGrowthStep *_footprints_growth_step_new (const char *label,
                                                   const char *day,
                                                   gint64 n_plays,
                                                   guint n_artists,
                                                   guint n_albums,
                                                   guint n_tracks);

G_END_DECLS
