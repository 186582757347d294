/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

/**
 * FOOTPRINTS_MAX_DAY_START_HOUR:
 *
 * The latest hour at which a day can begin.
 *
 * Since: 0.1
 */
#define FOOTPRINTS_MAX_DAY_START_HOUR 12

#define FOOTPRINTS_TYPE_CALENDAR (footprints_calendar_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
GType footprints_calendar_get_type (void);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsCalendar *footprints_calendar_new (GTimeZone *zone, guint day_start_hour);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsCalendar *footprints_calendar_ref (FootprintsCalendar *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_calendar_unref (FootprintsCalendar *self);
FOOTPRINTS_AVAILABLE_IN_0_1
GTimeZone *footprints_calendar_get_zone (FootprintsCalendar *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_calendar_get_day_start_hour (FootprintsCalendar *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_calendar_equal (FootprintsCalendar *self, FootprintsCalendar *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsCalendar, footprints_calendar_unref)

G_END_DECLS
