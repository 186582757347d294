/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/report/footprints-streak.h"

G_BEGIN_DECLS

FootprintsStreak *
_footprints_streak_new (const char *first_day, const char *last_day, guint n_days, gint64 n_plays);

G_END_DECLS
