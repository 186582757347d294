/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-novelty-step.h"

G_BEGIN_DECLS

FootprintsNoveltyStep *_footprints_novelty_step_new (const char *label,
                                                     const char *day,
                                                     gint64 n_plays,
                                                     gint64 n_new_tracks,
                                                     guint n_artists,
                                                     guint n_new_artists,
                                                     double ratio);

G_END_DECLS
