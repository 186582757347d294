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
  char *text; /* canonical, as footprints_period_parse() reads it; NULL for a bare range */
  int unit;   /* a FootprintsGranularity when it is such a unit, or the passed part of one; else
                 FOOTPRINTS_NO_UNIT */
  gboolean is_relative; /* depends on when it was made */
};

/* Takes @text. */
FootprintsPeriod *
_footprints_period_new (gint64 start, gint64 end, FootprintsCalendar *calendar, char *text);
/* The local days [@first, @next). Takes @text. */
FootprintsPeriod *
_footprints_period_new_days (int first, int next, FootprintsCalendar *calendar, char *text);
/* The whole day, week, month or year that contains @day. */
FootprintsPeriod *
_footprints_period_new_unit (FootprintsGranularity unit, int day, FootprintsCalendar *calendar);
/* "2024-03-01..2024-03-08" */
char *_footprints_period_days_to_text (int first, int next);

G_END_DECLS
