/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/calendar/footprints-calendar.h>
#include <libfootprints/core/footprints-enums.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_PERIOD (footprints_period_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
GType footprints_period_get_type (void);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_new_range (gint64 start,
                                               gint64 end,
                                               FootprintsCalendar *calendar,
                                               GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_new_all_time (FootprintsCalendar *calendar);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_new_named (FootprintsPeriodName name,
                                               FootprintsCalendar *calendar);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_new_named_at (FootprintsPeriodName name,
                                                  FootprintsCalendar *calendar,
                                                  gint64 now);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *
footprints_period_new_year (int year, FootprintsCalendar *calendar, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *
footprints_period_new_month (int year, int month, FootprintsCalendar *calendar, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_new_day (
    int year, int month, int day, FootprintsCalendar *calendar, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *
footprints_period_new_iso_week (int year, int week, FootprintsCalendar *calendar, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *
footprints_period_parse (const char *text, FootprintsCalendar *calendar, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_ref (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_period_unref (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_period_get_start (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_period_get_end (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsCalendar *footprints_period_get_calendar (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_period_is_all_time (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_period_is_relative (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_period_get_unit (FootprintsPeriod *self, FootprintsGranularity *unit);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_period_contains (FootprintsPeriod *self, gint64 time);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_period_equal (FootprintsPeriod *self, FootprintsPeriod *other);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_period_to_string (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_get_previous (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_get_year_before (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_get_passed (FootprintsPeriod *self, gint64 now);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsPeriod *footprints_period_get_neighbour (FootprintsPeriod *self, int count);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_period_dup_title (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_period_dup_first_day (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_period_dup_last_day (FootprintsPeriod *self);
FOOTPRINTS_AVAILABLE_IN_0_1
char *footprints_period_dup_days (FootprintsPeriod *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsPeriod, footprints_period_unref)

G_END_DECLS
