/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/report/footprints-streaks.h"

G_BEGIN_DECLS

/* NULL, which is null, for NULL (transfer full). */
json_object *_footprints_streak_to_object (FootprintsStreak *streak);

G_END_DECLS
