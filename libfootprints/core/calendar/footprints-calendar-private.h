/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-calendar.h"
#include "libfootprints/core/footprints-date-private.h"
#include "libfootprints/core/footprints-enums.h"

G_BEGIN_DECLS

/* Days are numbered from 1970-01-01. They never overlap and leave no gaps, even where a clock
 * change skips their first instant or repeats it.
 *
 * Outside the years that dates may have, the offset at the nearest end applies. */

typedef struct
{
  int year; /* the ISO year, which may differ from the calendar's near New Year */
  int week; /* 1 to 53 */
} FootprintsIsoWeek;

/* The first and the last second of the years that dates may have. */
gint64 _footprints_calendar_first_s (FootprintsCalendar *self);
gint64 _footprints_calendar_last_s (FootprintsCalendar *self);

gint64 _footprints_calendar_day_start_s (FootprintsCalendar *self, int day);
int _footprints_calendar_day_of (FootprintsCalendar *self, gint64 time_s);
/* How far local time is ahead of UTC, and until when; G_MAXINT64: for ever. */
gint64 _footprints_calendar_get_offset_s (FootprintsCalendar *self, gint64 time_s, gint64 *until_s);
/* The instant at which a wall clock shows @local_s (seconds since 1970-01-01 local): the first one
 * when it does so twice, the end of the gap when it never does. */
gint64 _footprints_calendar_from_local_s (FootprintsCalendar *self, gint64 local_s);

/* 0: Monday. */
int _footprints_weekday_of_day (int day);
FootprintsIsoWeek _footprints_iso_week_from_day (int day);
gboolean _footprints_iso_week_is_valid (FootprintsIsoWeek week);
/* The Monday of @week. */
int _footprints_iso_week_to_day (FootprintsIsoWeek week);

/* The first day of the step that @day is in, and of the step after it. */
int _footprints_step_first_day (FootprintsGranularity granularity, int day);
int _footprints_step_next_day (FootprintsGranularity granularity, int first_day);
/* The first day of the step that @time_s is in; sets @until_s to where the next one begins. */
int _footprints_calendar_find_step (FootprintsCalendar *self,
                                    FootprintsGranularity granularity,
                                    gint64 time_s,
                                    gint64 *until_s);
/* "2024-03-01", "2024-W09", "2024-03", "2024" (transfer full). */
char *_footprints_step_label (FootprintsGranularity granularity, int first_day);

G_END_DECLS
