/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/report/time/footprints-streaks.h"

G_BEGIN_DECLS

/* @streak: NULL for none, written as null. */
void _footprints_streak_write (FootprintsStreak *streak, FootprintsJsonWriter *writer);

G_END_DECLS
