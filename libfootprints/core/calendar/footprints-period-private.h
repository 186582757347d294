/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-period.h"

G_BEGIN_DECLS

/* No granularity. */
#define FOOTPRINTS_NO_UNIT (-1)

struct _FootprintsPeriod
{
  gatomicrefcount ref_count;
  gint64 start; /* G_MININT64: without beginning */
  gint64 end;   /* G_MAXINT64: without end */
  FootprintsCalendar *calendar;
  char *text;           /* canonical, what footprints_period_parse() reads; NULL for a bare range */
  int unit;             /* a FootprintsGranularity: it is one of these, or what has passed of it; or
                           FOOTPRINTS_NO_UNIT */
  gboolean is_relative; /* made of the time when it was made */
};

/* Takes @text. */
FootprintsPeriod *
_footprints_period_new (gint64 start, gint64 end, FootprintsCalendar *calendar, char *text);
/* The local days [@first, @next). Takes @text. */
FootprintsPeriod *
_footprints_period_new_days (int first, int next, FootprintsCalendar *calendar, char *text);
/* The whole day, week, month or year with @day. */
FootprintsPeriod *
_footprints_period_new_unit (FootprintsGranularity unit, int day, FootprintsCalendar *calendar);
/* "2024-03-01..2024-03-08" */
char *_footprints_period_days_to_text (int first, int next);

G_END_DECLS
