/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/calendar/footprints-period-private.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"

#define DAYS_OF_WEEK 7

/**
 * FootprintsPeriod:
 *
 * A range of time, `[start, end)`, with the calendar that divides it into days.
 *
 * Start and end are seconds since 1970-01-01 UTC; a play at the very start is inside, one at the
 * very end is not, so that adjacent periods never share a play. The [struct@Calendar] decides where
 * days, weeks, months and years begin, even on days when clocks change.
 *
 * A period is immutable.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Periods".
 *
 * Since: 0.1
 */
G_DEFINE_BOXED_TYPE (FootprintsPeriod,
                     footprints_period,
                     footprints_period_ref,
                     footprints_period_unref)

static FootprintsCalendar *
calendar_or_local (FootprintsCalendar *calendar)
{
  return calendar != NULL ? footprints_calendar_ref (calendar) : footprints_calendar_new (NULL, 0);
}

/* Takes @text. */
FootprintsPeriod *
_footprints_period_new (gint64 start, gint64 end, FootprintsCalendar *calendar, char *text)
{
  FootprintsPeriod *self = g_new0 (FootprintsPeriod, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->start = start;
  self->end = end;
  self->calendar = calendar_or_local (calendar);
  self->text = text;
  self->unit = FOOTPRINTS_NO_UNIT;
  return self;
}

/* The local days [@first, @next). Takes @text. */
FootprintsPeriod *
_footprints_period_new_days (int first, int next, FootprintsCalendar *calendar, char *text)
{
  g_autoptr (FootprintsCalendar) owned = calendar_or_local (calendar);

  return _footprints_period_new (_footprints_calendar_day_start_s (owned, first),
                                 _footprints_calendar_day_start_s (owned, next), owned, text);
}

/* The whole day, week, month or year that contains @day. */
FootprintsPeriod *
_footprints_period_new_unit (FootprintsGranularity unit, int day, FootprintsCalendar *calendar)
{
  int first = _footprints_step_first_day (unit, day);
  FootprintsPeriod *self =
      _footprints_period_new_days (first, _footprints_step_next_day (unit, first), calendar,
                                   _footprints_step_label (unit, first));

  self->unit = (int) unit;
  return self;
}

/* The part that has passed, up to and including @now, of the unit that @now is in. */
static FootprintsPeriod *
period_new_passed (FootprintsGranularity unit,
                   gint64 now,
                   FootprintsCalendar *calendar,
                   const char *text)
{
  int first = _footprints_step_first_day (unit, _footprints_calendar_day_of (calendar, now));
  FootprintsPeriod *self = _footprints_period_new (
      _footprints_calendar_day_start_s (calendar, first), now + 1, calendar, g_strdup (text));

  self->unit = (int) unit;
  return self;
}

/**
 * footprints_period_new_range:
 * @start: the first second inside, since 1970-01-01 UTC; %G_MININT64 for no beginning
 * @end: the first second after, since 1970-01-01 UTC; %G_MAXINT64 for no end
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Makes a period from two instants. Equal ones make an empty period.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @end is before @start.
 *
 * Returns: (transfer full): a period; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_range (gint64 start, gint64 end, FootprintsCalendar *calendar, GError **error)
{
  if (end < start)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "the period ends (%" G_GINT64_FORMAT ") before it starts (%" G_GINT64_FORMAT ")",
                   end, start);
      return NULL;
    }
  /* Still empty, and end - 1 does not overflow. */
  if (end == G_MININT64)
    start = end = G_MININT64 + 1;
  return _footprints_period_new (start, end, calendar, NULL);
}

/**
 * footprints_period_new_all_time:
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 *
 * Makes the period that contains every play.
 *
 * Returns: (transfer full): a period
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_all_time (FootprintsCalendar *calendar)
{
  return _footprints_period_new (G_MININT64, G_MAXINT64, calendar, g_strdup ("alltime"));
}

/**
 * footprints_period_new_named:
 * @name: which one
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 *
 * Makes a named period, as of now.
 *
 * Returns: (transfer full): a period
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_named (FootprintsPeriodName name, FootprintsCalendar *calendar)
{
  return footprints_period_new_named_at (name, calendar, _footprints_clock_now_s ());
}

/**
 * footprints_period_new_named_at:
 * @name: which one
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @now: the instant to treat as now, seconds since 1970-01-01 UTC
 *
 * Makes a named period, as of a given instant.
 *
 * Returns: (transfer full): a period
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_named_at (FootprintsPeriodName name, FootprintsCalendar *calendar, gint64 now)
{
  g_autoptr (FootprintsCalendar) owned = calendar_or_local (calendar);
  int today = _footprints_calendar_day_of (owned, now);
  int this_month = _footprints_step_first_day (FOOTPRINTS_GRANULARITY_MONTH, today);

  FootprintsPeriod *self = NULL;

  switch (name)
    {
    case FOOTPRINTS_PERIOD_NAME_TODAY:
      self = period_new_passed (FOOTPRINTS_GRANULARITY_DAY, now, owned, "today");
      break;
    case FOOTPRINTS_PERIOD_NAME_WEEK:
      self = _footprints_period_new (
          _footprints_calendar_day_start_s (owned, today - (DAYS_OF_WEEK - 1)), now + 1, owned,
          g_strdup ("week"));
      break;
    case FOOTPRINTS_PERIOD_NAME_MONTH:
      self = period_new_passed (FOOTPRINTS_GRANULARITY_MONTH, now, owned, "month");
      break;
    case FOOTPRINTS_PERIOD_NAME_YEAR:
      self = period_new_passed (FOOTPRINTS_GRANULARITY_YEAR, now, owned, "year");
      break;
    case FOOTPRINTS_PERIOD_NAME_LAST_MONTH:
      self = _footprints_period_new_unit (FOOTPRINTS_GRANULARITY_MONTH, this_month - 1, owned);
      break;
    case FOOTPRINTS_PERIOD_NAME_ALL_TIME:
      return footprints_period_new_all_time (owned);
    }
  self->is_relative = TRUE;
  return self;
}

static gboolean
fail_calendar (GError **error, const char *what)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "%s does not exist, or is not between %d and %d", what,
               FOOTPRINTS_CALENDAR_FIRST_YEAR, FOOTPRINTS_CALENDAR_LAST_YEAR);
  return FALSE;
}

static FootprintsPeriod *
period_new_step (FootprintsGranularity granularity,
                 FootprintsDate date,
                 FootprintsCalendar *calendar,
                 GError **error)
{
  g_autoptr (FootprintsCalendar) owned = calendar_or_local (calendar);

  if (!_footprints_date_is_valid (date))
    {
      fail_calendar (error, "the date");
      return NULL;
    }
  return _footprints_period_new_unit (granularity, _footprints_date_to_day (date), owned);
}

/**
 * footprints_period_new_year:
 * @year: 1970 to 2100
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Makes the period of a calendar year.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @year is out of range.
 *
 * Returns: (transfer full): a period; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_year (int year, FootprintsCalendar *calendar, GError **error)
{
  return period_new_step (FOOTPRINTS_GRANULARITY_YEAR, (FootprintsDate){ year, 1, 1 }, calendar,
                          error);
}

/**
 * footprints_period_new_month:
 * @year: 1970 to 2100
 * @month: 1 to 12
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Makes the period of a calendar month.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when there is no such month.
 *
 * Returns: (transfer full): a period; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_month (int year, int month, FootprintsCalendar *calendar, GError **error)
{
  return period_new_step (FOOTPRINTS_GRANULARITY_MONTH, (FootprintsDate){ year, month, 1 },
                          calendar, error);
}

/**
 * footprints_period_new_day:
 * @year: 1970 to 2100
 * @month: 1 to 12
 * @day: 1 to 31
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Makes the period of a local day, which is 23 or 25 hours long when clocks change.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when there is no such day.
 *
 * Returns: (transfer full): a period; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_day (
    int year, int month, int day, FootprintsCalendar *calendar, GError **error)
{
  return period_new_step (FOOTPRINTS_GRANULARITY_DAY, (FootprintsDate){ year, month, day },
                          calendar, error);
}

/**
 * footprints_period_new_iso_week:
 * @year: the ISO 8601 year, 1970 to 2100; near New Year it can differ from the calendar year
 * @week: 1 to 53
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Makes the period of an ISO 8601 week, from Monday to Sunday.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when the year has no such week.
 *
 * Returns: (transfer full): a period; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_iso_week (int year, int week, FootprintsCalendar *calendar, GError **error)
{
  g_autoptr (FootprintsCalendar) owned = calendar_or_local (calendar);
  FootprintsIsoWeek iso_week = { year, week };

  if (!_footprints_iso_week_is_valid (iso_week))
    {
      fail_calendar (error, "the week");
      return NULL;
    }
  return _footprints_period_new_unit (FOOTPRINTS_GRANULARITY_WEEK,
                                      _footprints_iso_week_to_day (iso_week), owned);
}

/**
 * footprints_period_ref:
 * @self: a period
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_ref (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * footprints_period_unref:
 * @self: (transfer full): a period
 *
 * Releases a reference.
 *
 * Since: 0.1
 */
void
footprints_period_unref (FootprintsPeriod *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  footprints_calendar_unref (self->calendar);
  g_free (self->text);
  g_free (self);
}

/**
 * footprints_period_get_start:
 * @self: a period
 *
 * Gets the first second inside.
 *
 * Returns: seconds since 1970-01-01 UTC; %G_MININT64 for no beginning
 *
 * Since: 0.1
 */
gint64
footprints_period_get_start (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->start;
}

/**
 * footprints_period_get_end:
 * @self: a period
 *
 * Gets the first second after the period.
 *
 * Returns: seconds since 1970-01-01 UTC; %G_MAXINT64 for no end
 *
 * Since: 0.1
 */
gint64
footprints_period_get_end (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->end;
}

/**
 * footprints_period_get_calendar:
 * @self: a period
 *
 * Gets the calendar that divides the period into days.
 *
 * Returns: (transfer none): a calendar
 *
 * Since: 0.1
 */
FootprintsCalendar *
footprints_period_get_calendar (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->calendar;
}

/**
 * footprints_period_is_all_time:
 * @self: a period
 *
 * Checks whether every play is inside.
 *
 * Returns: %TRUE when the period has neither beginning nor end
 *
 * Since: 0.1
 */
gboolean
footprints_period_is_all_time (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->start == G_MININT64 && self->end == G_MAXINT64;
}

/**
 * footprints_period_is_relative:
 * @self: a period
 *
 * Checks whether the period depends on when it was made, as `today`, `month` and `lastmonth` do:
 * later, the same text means another period.
 *
 * Returns: %TRUE when it does
 *
 * Since: 0.1
 */
gboolean
footprints_period_is_relative (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_relative;
}

/**
 * footprints_period_get_unit:
 * @self: a period
 * @unit: (out): which one
 *
 * Checks whether the period is a calendar day, week, month or year, or the passed part of one.
 *
 * Returns: %TRUE when it is, with @unit set
 *
 * Since: 0.1
 */
gboolean
footprints_period_get_unit (FootprintsPeriod *self, FootprintsGranularity *unit)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (unit != NULL, FALSE);

  *unit = self->unit != FOOTPRINTS_NO_UNIT ? (FootprintsGranularity) self->unit
                                           : FOOTPRINTS_GRANULARITY_DAY;
  return self->unit != FOOTPRINTS_NO_UNIT;
}

/**
 * footprints_period_contains:
 * @self: a period
 * @time: an instant, seconds since 1970-01-01 UTC
 *
 * Checks whether an instant is inside.
 *
 * Returns: %TRUE when it is
 *
 * Since: 0.1
 */
gboolean
footprints_period_contains (FootprintsPeriod *self, gint64 time)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return time >= self->start && time < self->end;
}

/**
 * footprints_period_equal:
 * @self: a period
 * @other: another one
 *
 * Checks whether two periods have the same bounds and equal calendars.
 *
 * Returns: %TRUE when they do
 *
 * Since: 0.1
 */
gboolean
footprints_period_equal (FootprintsPeriod *self, FootprintsPeriod *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return self->start == other->start && self->end == other->end &&
         footprints_calendar_equal (self->calendar, other->calendar);
}
