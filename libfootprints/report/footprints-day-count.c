/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The days that averages per day and per week divide by. */

#include "libfootprints/report/footprints-day-count-private.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/history/footprints-history-private.h"

guint
_footprints_count_days (FootprintsHistory *history, FootprintsPeriod *period)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  gint64 first_at, last_at;

  if (columns->n_plays == 0)
    return 0;
  first_at = MAX (_footprints_columns_get_time (columns, 0), footprints_period_get_start (period));
  last_at = MIN (_footprints_columns_get_time (columns, columns->n_plays - 1),
                 footprints_period_get_end (period) - 1);
  if (last_at < first_at)
    return 0;
  return (guint) (_footprints_calendar_day_of (calendar, last_at) -
                  _footprints_calendar_day_of (calendar, first_at) + 1);
}
