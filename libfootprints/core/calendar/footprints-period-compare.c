/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Periods related to a period: the previous one, the one a year earlier, the part that has passed,
 * and its neighbours. */

#include "libfootprints/core/calendar/footprints-period-private.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"

#define DAY_S G_GINT64_CONSTANT (86400)

/* The position of an instant within its day. */
typedef struct
{
  int day;
  gint64 after_start_s;
} Moment;

static Moment
moment_of (FootprintsCalendar *calendar, gint64 time_s)
{
  int day = _footprints_calendar_day_of (calendar, time_s);

  return (Moment){ day, time_s - _footprints_calendar_day_start_s (calendar, day) };
}

static gint64
moment_to_s (FootprintsCalendar *calendar, Moment moment)
{
  return _footprints_calendar_day_start_s (calendar, moment.day) + moment.after_start_s;
}

/* The same date a year earlier; the 28th of February for the 29th. */
static int
year_before_day (int day)
{
  FootprintsDate date = _footprints_date_from_day (day);

  date.year--;
  if (!_footprints_date_is_valid (date))
    date.day--;
  return _footprints_date_to_day (date);
}

/* Whether all days of this period, and of the one @n_years earlier, are within the known years. */
static gboolean
can_go_back (FootprintsPeriod *self, int n_years)
{
  return self->start >= _footprints_calendar_first_s (self->calendar) + n_years * 365 * DAY_S &&
         self->start < self->end && self->end - 1 <= _footprints_calendar_last_s (self->calendar);
}

/* The unit that begins on @first, or as much of it as @self covers of its own. */
static FootprintsPeriod *
new_like (FootprintsPeriod *self, int first)
{
  FootprintsGranularity unit = (FootprintsGranularity) self->unit;
  Moment start = moment_of (self->calendar, self->start);
  Moment end = moment_of (self->calendar, self->end);
  FootprintsPeriod *like = _footprints_period_new_unit (unit, first, self->calendar);

  if (end.day >= _footprints_step_next_day (unit, start.day))
    return like;
  end.day += first - start.day;
  if (moment_to_s (self->calendar, end) < like->end)
    {
      like->end = moment_to_s (self->calendar, end);
      g_clear_pointer (&like->text, g_free);
    }
  return like;
}

/* The same hours @n_days earlier. */
static FootprintsPeriod *
new_earlier (FootprintsPeriod *self, Moment start, Moment end, int n_days)
{
  start.day -= n_days;
  end.day -= n_days;
  return _footprints_period_new (moment_to_s (self->calendar, start),
                                 moment_to_s (self->calendar, end), self->calendar, NULL);
}

/**
 * footprints_period_get_previous:
 * @self: a period
 *
 * Makes the period to compare with: the year before a year, the month before a month, and the same
 * number of days before a range of days. A period that is still running is compared with the same
 * part of the previous one: this month up to now with last month up to the same hour of the same
 * day.
 *
 * Returns: (transfer full) (nullable): a period that ends where @self begins, or earlier; %NULL
 *   when @self has no beginning, no end, or no length, or when the earlier one would begin before
 *   1970
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_get_previous (FootprintsPeriod *self)
{
  Moment start, end;

  g_return_val_if_fail (self != NULL, NULL);

  if (!can_go_back (self, self->unit == FOOTPRINTS_GRANULARITY_YEAR ? 1 : 0) ||
      self->start - (self->end - self->start) < _footprints_calendar_first_s (self->calendar))
    return NULL;
  start = moment_of (self->calendar, self->start);
  end = moment_of (self->calendar, self->end);
  if (self->unit != FOOTPRINTS_NO_UNIT)
    return new_like (
        self, _footprints_step_first_day ((FootprintsGranularity) self->unit, start.day - 1));
  if (start.after_start_s == 0 && end.after_start_s == 0)
    return _footprints_period_new_days (2 * start.day - end.day, start.day, self->calendar, NULL);
  if (start.after_start_s == 0 && self->is_relative)
    return new_earlier (self, start, end, end.day - start.day + 1);
  return _footprints_period_new (self->start - (self->end - self->start), self->start,
                                 self->calendar, NULL);
}

/**
 * footprints_period_get_year_before:
 * @self: a period
 *
 * Makes the same period a year earlier: by date, or 52 weeks earlier for a week. The 29th of
 * February becomes the 28th.
 *
 * Returns: (transfer full) (nullable): a period; %NULL when @self has no beginning, no end, or no
 *   length, or when the earlier one would begin before 1970
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_get_year_before (FootprintsPeriod *self)
{
  Moment start, end;

  g_return_val_if_fail (self != NULL, NULL);

  if (!can_go_back (self, 1))
    return NULL;
  start = moment_of (self->calendar, self->start);
  end = moment_of (self->calendar, self->end);
  if (self->unit == FOOTPRINTS_GRANULARITY_WEEK)
    return new_like (self, start.day - 52 * 7);
  if (self->unit != FOOTPRINTS_NO_UNIT)
    return new_like (self, year_before_day (start.day));
  start.day = year_before_day (start.day);
  end.day = year_before_day (end.day);
  return _footprints_period_new (moment_to_s (self->calendar, start),
                                 moment_to_s (self->calendar, end), self->calendar, NULL);
}

/**
 * footprints_period_get_passed:
 * @self: a period
 * @now: the instant to treat as now, seconds since 1970-01-01 UTC
 *
 * Makes the part of the period that has passed, including the second @now. It is compared with the
 * same part of the previous period.
 *
 * Returns: (transfer full): a period; @self when all of it has passed, or it has not begun
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_get_passed (FootprintsPeriod *self, gint64 now)
{
  FootprintsPeriod *passed;

  g_return_val_if_fail (self != NULL, NULL);

  if (now < self->start || now >= self->end - 1 || self->end == G_MAXINT64)
    return footprints_period_ref (self);
  passed = _footprints_period_new (self->start, now + 1, self->calendar, NULL);
  passed->unit = self->unit;
  passed->is_relative = TRUE;
  return passed;
}

/* The first day of the unit @count units later. */
static int
step_units (FootprintsGranularity unit, int first, int count)
{
  for (; count > 0; count--)
    first = _footprints_step_next_day (unit, first);
  for (; count < 0; count++)
    first = _footprints_step_first_day (unit, first - 1);
  return first;
}

static gboolean
is_known_day (FootprintsPeriod *self, int day)
{
  gint64 start_s = _footprints_calendar_day_start_s (self->calendar, day);

  return start_s >= _footprints_calendar_first_s (self->calendar) &&
         start_s <= _footprints_calendar_last_s (self->calendar);
}

/**
 * footprints_period_get_neighbour:
 * @self: a period
 * @count: how many periods later, -1000 to 1000; negative for earlier ones, 0 for @self
 *
 * Makes the whole period of the same kind that follows or precedes: the next month for a month,
 * even if that has only begun, and the same number of days for a range of days.
 *
 * Returns: (transfer full) (nullable): a period; %NULL when @self has no beginning, no end, or no
 *   length, or when the other one is outside the years that dates may have
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_get_neighbour (FootprintsPeriod *self, int count)
{
  int first, n_days;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ABS (count) <= 1000, NULL);

  if (!can_go_back (self, 0))
    return NULL;
  first = moment_of (self->calendar, self->start).day;
  if (self->unit != FOOTPRINTS_NO_UNIT)
    {
      first = step_units ((FootprintsGranularity) self->unit, first, count);
      return is_known_day (self, first)
                 ? _footprints_period_new_unit ((FootprintsGranularity) self->unit, first,
                                                self->calendar)
                 : NULL;
    }
  n_days = moment_of (self->calendar, self->end - 1).day - first + 1;
  if (ABS ((gint64) count) * n_days > G_MAXINT32 / 2)
    return NULL;
  first += count * n_days;
  return is_known_day (self, first) && is_known_day (self, first + n_days - 1)
             ? _footprints_period_new_days (first, first + n_days, self->calendar,
                                            _footprints_period_days_to_text (first, first + n_days))
             : NULL;
}
