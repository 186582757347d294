/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/footprints-period.h"

#include "libfootprints/core/footprints-calendar-private.h"
#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define DAY_S G_GINT64_CONSTANT (86400)
#define MAX_TEXT_BYTES 80
#define NO_UNIT (-1)

/**
 * FootprintsPeriod:
 *
 * A range of time, `[start, end)`, with the calendar by which its days are counted.
 *
 * Start and end are seconds since 1970-01-01 UTC; a play at the very start is inside, one at the
 * very end is not, so that two periods that meet never share a play. The [struct@Calendar] decides
 * where days, weeks, months and years begin, also on the days when clocks change.
 *
 * A period is immutable.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Periods".
 *
 * Since: 0.1
 */
struct _FootprintsPeriod
{
  gatomicrefcount ref_count;
  gint64 start; /* G_MININT64: without beginning */
  gint64 end;   /* G_MAXINT64: without end */
  FootprintsCalendar *calendar;
  char *text; /* canonical, what footprints_period_parse() reads; NULL for a bare range */
  int unit; /* a FootprintsGranularity: it is one of these, or what has passed of it; or NO_UNIT */
};

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
static FootprintsPeriod *
period_new (gint64 start, gint64 end, FootprintsCalendar *calendar, char *text)
{
  FootprintsPeriod *self = g_new0 (FootprintsPeriod, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->start = start;
  self->end = end;
  self->calendar = calendar_or_local (calendar);
  self->text = text;
  self->unit = NO_UNIT;
  return self;
}

/* The local days [@first, @next). Takes @text. */
static FootprintsPeriod *
period_new_days (int first, int next, FootprintsCalendar *calendar, char *text)
{
  g_autoptr (FootprintsCalendar) owned = calendar_or_local (calendar);

  return period_new (_footprints_calendar_day_start_s (owned, first),
                     _footprints_calendar_day_start_s (owned, next), owned, text);
}

/* The whole day, week, month or year with @day. */
static FootprintsPeriod *
period_new_unit (FootprintsGranularity unit, int day, FootprintsCalendar *calendar)
{
  int first = _footprints_step_first_day (unit, day);
  FootprintsPeriod *self = period_new_days (first, _footprints_step_next_day (unit, first),
                                            calendar, _footprints_step_label (unit, first));

  self->unit = (int) unit;
  return self;
}

/* What has passed at @now, inclusively, of the unit that it is in. */
static FootprintsPeriod *
period_new_passed (FootprintsGranularity unit,
                   gint64 now,
                   FootprintsCalendar *calendar,
                   const char *text)
{
  int first = _footprints_step_first_day (unit, _footprints_calendar_day_of (calendar, now));
  FootprintsPeriod *self = period_new (_footprints_calendar_day_start_s (calendar, first), now + 1,
                                       calendar, g_strdup (text));

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
 * Makes a period of two instants. Equal ones make an empty period.
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
  /* As empty as it was, and every period has a last second. */
  if (end == G_MININT64)
    start = end = G_MININT64 + 1;
  return period_new (start, end, calendar, NULL);
}

/**
 * footprints_period_new_all_time:
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 *
 * Makes the period that every play is in.
 *
 * Returns: (transfer full): a period
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_new_all_time (FootprintsCalendar *calendar)
{
  return period_new (G_MININT64, G_MAXINT64, calendar, g_strdup ("alltime"));
}

/**
 * footprints_period_new_named:
 * @name: which one
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 *
 * Makes a period that has a name, as of now.
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
 * @now: the instant to call now, seconds since 1970-01-01 UTC
 *
 * Makes a period that has a name, as of a given instant.
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

  switch (name)
    {
    case FOOTPRINTS_PERIOD_NAME_TODAY:
      return period_new_passed (FOOTPRINTS_GRANULARITY_DAY, now, owned, "today");
    case FOOTPRINTS_PERIOD_NAME_WEEK:
      return period_new (now - 7 * DAY_S, now + 1, owned, g_strdup ("week"));
    case FOOTPRINTS_PERIOD_NAME_MONTH:
      return period_new_passed (FOOTPRINTS_GRANULARITY_MONTH, now, owned, "month");
    case FOOTPRINTS_PERIOD_NAME_YEAR:
      return period_new_passed (FOOTPRINTS_GRANULARITY_YEAR, now, owned, "year");
    case FOOTPRINTS_PERIOD_NAME_LAST_MONTH:
      return period_new_unit (FOOTPRINTS_GRANULARITY_MONTH, this_month - 1, owned);
    case FOOTPRINTS_PERIOD_NAME_ALL_TIME:
      break;
    }
  return footprints_period_new_all_time (owned);
}

static gboolean
fail_calendar (GError **error, const char *what)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "there is no %s, or it is not between %d and %d", what,
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
      fail_calendar (error, "such date");
      return NULL;
    }
  return period_new_unit (granularity, _footprints_date_to_day (date), owned);
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
 * @year: the ISO 8601 year, 1970 to 2100; near New Year not always the calendar's
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
      fail_calendar (error, "such week");
      return NULL;
    }
  return period_new_unit (FOOTPRINTS_GRANULARITY_WEEK, _footprints_iso_week_to_day (iso_week),
                          owned);
}

static gboolean
parse_name (const char *text, FootprintsPeriodName *name)
{
  static const struct
  {
    const char *text;
    FootprintsPeriodName name;
  } names[] = {
    { "today", FOOTPRINTS_PERIOD_NAME_TODAY },
    { "week", FOOTPRINTS_PERIOD_NAME_WEEK },
    { "month", FOOTPRINTS_PERIOD_NAME_MONTH },
    { "year", FOOTPRINTS_PERIOD_NAME_YEAR },
    { "lastmonth", FOOTPRINTS_PERIOD_NAME_LAST_MONTH },
    { "last-month", FOOTPRINTS_PERIOD_NAME_LAST_MONTH },
    { "alltime", FOOTPRINTS_PERIOD_NAME_ALL_TIME },
    { "all-time", FOOTPRINTS_PERIOD_NAME_ALL_TIME },
    { "all", FOOTPRINTS_PERIOD_NAME_ALL_TIME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i].text) == 0)
      {
        *name = names[i].name;
        return TRUE;
      }
  return FALSE;
}

/* Reads exactly @n_digits digits at *@text and moves it behind them. */
static gboolean
take_number (const char **text, int n_digits, int *number)
{
  *number = 0;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      *number = *number * 10 + ((*text)[i] - '0');
    }
  *text += n_digits;
  return TRUE;
}

static gboolean
take_prefix (const char **text, const char *prefix)
{
  if (!g_str_has_prefix (*text, prefix))
    return FALSE;
  *text += strlen (prefix);
  return TRUE;
}

static FootprintsPeriod *
fail_parse (GError **error, const char *text)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "“%.*s” is not a period: use today, week, month, year, lastmonth, alltime, 2024, "
               "2024-03, 2024-03-15, 2024-W07, or two dates as in 2024-03-01..2024-04-01",
               MAX_TEXT_BYTES, text);
  return NULL;
}

/* "2024", "2024-03", "2024-03-15", "2024-W07" */
static FootprintsPeriod *
parse_calendar (const char *text, FootprintsCalendar *calendar, GError **error)
{
  const char *rest = text;
  int year, month, day, week;

  if (!take_number (&rest, 4, &year))
    return fail_parse (error, text);
  if (*rest == '\0')
    return footprints_period_new_year (year, calendar, error);
  if (take_prefix (&rest, "-W"))
    {
      if (!take_number (&rest, 2, &week) || *rest != '\0')
        return fail_parse (error, text);
      return footprints_period_new_iso_week (year, week, calendar, error);
    }
  if (!take_prefix (&rest, "-") || !take_number (&rest, 2, &month))
    return fail_parse (error, text);
  if (*rest == '\0')
    return footprints_period_new_month (year, month, calendar, error);
  if (!take_prefix (&rest, "-") || !take_number (&rest, 2, &day) || *rest != '\0')
    return fail_parse (error, text);
  return footprints_period_new_day (year, month, day, calendar, error);
}

/* One side of "..": empty, an instant as RFC 3339, or where a calendar period starts. */
static gboolean
parse_bound (const char *text,
             FootprintsCalendar *calendar,
             gint64 open_bound,
             gint64 *bound,
             GError **error)
{
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (GDateTime) instant = NULL;

  if (*text == '\0')
    {
      *bound = open_bound;
      return TRUE;
    }
  if (strchr (text, 'T') != NULL)
    {
      instant = g_date_time_new_from_iso8601 (text, footprints_calendar_get_zone (calendar));
      if (instant == NULL)
        return fail_parse (error, text) != NULL;
      *bound = g_date_time_to_unix (instant);
      return TRUE;
    }
  period = parse_calendar (text, calendar, error);
  if (period == NULL)
    return FALSE;
  *bound = period->start;
  return TRUE;
}

static FootprintsPeriod *
parse_range (const char *text, const char *dots, FootprintsCalendar *calendar, GError **error)
{
  g_autofree char *left = g_strndup (text, dots - text);
  gint64 start, end;
  FootprintsPeriod *self;

  if (!parse_bound (left, calendar, G_MININT64, &start, error) ||
      !parse_bound (dots + 2, calendar, G_MAXINT64, &end, error))
    return NULL;
  self = footprints_period_new_range (start, end, calendar, error);
  if (self != NULL)
    self->text = g_strdup (text);
  return self;
}

/**
 * footprints_period_parse:
 * @text: a name (`today`, `week`, `month`, `year`, `lastmonth`, `alltime`), a calendar period
 *   (`2024`, `2024-03`, `2024-03-15`, `2024-W07`), or two bounds with `..` between
 *   (`2024-03-01..2024-04-01`)
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Reads a period from text.
 *
 * A bound is the start of a calendar period, an instant as RFC 3339, or nothing for no bound on
 * that side. The right one is not inside: `2024-03-01..2024-04-01` is March. Names do not
 * distinguish case.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @text is none of these, names a date that does
 * not exist or ends before it starts.
 *
 * Returns: (transfer full): a period; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsPeriod *
footprints_period_parse (const char *text, FootprintsCalendar *calendar, GError **error)
{
  g_autoptr (FootprintsCalendar) owned = NULL;
  FootprintsPeriodName name;
  const char *dots;

  g_return_val_if_fail (text != NULL, NULL);

  owned = calendar_or_local (calendar);
  if (strlen (text) > MAX_TEXT_BYTES || !g_utf8_validate (text, -1, NULL))
    return fail_parse (error, "…");
  if (parse_name (text, &name))
    return footprints_period_new_named (name, owned);
  dots = strstr (text, "..");
  return dots != NULL ? parse_range (text, dots, owned, error)
                      : parse_calendar (text, owned, error);
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
 * Gives a reference back.
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
 * Gets how time is divided into days.
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
 * Tells whether every play is inside.
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
 * footprints_period_contains:
 * @self: a period
 * @time: an instant, seconds since 1970-01-01 UTC
 *
 * Tells whether an instant is inside.
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
 * Tells whether two periods have the same bounds and equal calendars.
 *
 * Returns: %TRUE when they have
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

static char *
bound_to_string (gint64 bound)
{
  if (bound == G_MININT64 || bound == G_MAXINT64)
    return g_strdup ("");
  return _footprints_format_time (bound);
}

/**
 * footprints_period_to_string:
 * @self: a period
 *
 * Writes the period as [func@Period.parse] reads it.
 *
 * Returns: (transfer full): text such as `2024-W07`
 *
 * Since: 0.1
 */
char *
footprints_period_to_string (FootprintsPeriod *self)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->text != NULL)
    return g_strdup (self->text);
  start = bound_to_string (self->start);
  end = bound_to_string (self->end);
  return g_strdup_printf ("%s..%s", start != NULL ? start : "", end != NULL ? end : "");
}

/* Where on its day an instant is. */
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

/* The same date of the year before; the last day of February for its 29th. */
static int
year_before_day (int day)
{
  FootprintsDate date = _footprints_date_from_day (day);

  date.year--;
  if (!_footprints_date_is_valid (date))
    date.day--;
  return _footprints_date_to_day (date);
}

/* Whether all days of both this period and what is @n_years before it are known. */
static gboolean
can_go_back (FootprintsPeriod *self, int n_years)
{
  return self->start >= _footprints_calendar_first_s (self->calendar) + n_years * 365 * DAY_S &&
         self->end <= _footprints_calendar_last_s (self->calendar) && self->start < self->end;
}

/* The unit that begins on @first, or as much of it as @self is of its own. */
static FootprintsPeriod *
new_like (FootprintsPeriod *self, int first)
{
  FootprintsGranularity unit = (FootprintsGranularity) self->unit;
  Moment start = moment_of (self->calendar, self->start);
  Moment end = moment_of (self->calendar, self->end);
  FootprintsPeriod *like = period_new_unit (unit, first, self->calendar);

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

/**
 * footprints_period_get_previous:
 * @self: a period
 *
 * Makes the period to compare with: the year before a year, the month before a month, as many days
 * before a range of days. What has only begun is compared with as much of the one before: this
 * month up to now, with the last one up to the same hour of the same day.
 *
 * Returns: (transfer full) (nullable): a period that ends where @self begins, or before; %NULL
 *   when @self has no beginning, no end, or no length, or when the one before is before 1970
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
  if (self->unit != NO_UNIT)
    return new_like (
        self, _footprints_step_first_day ((FootprintsGranularity) self->unit, start.day - 1));
  if (start.after_start_s == 0 && end.after_start_s == 0)
    return period_new_days (2 * start.day - end.day, start.day, self->calendar, NULL);
  return period_new (self->start - (self->end - self->start), self->start, self->calendar, NULL);
}

/**
 * footprints_period_get_year_before:
 * @self: a period
 *
 * Makes the same period of the year before: by date, or 52 weeks earlier for a week. The 29th of
 * February becomes the 28th.
 *
 * Returns: (transfer full) (nullable): a period; %NULL when @self has no beginning, no end, or no
 *   length, or when the one before is before 1970
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
  if (self->unit != NO_UNIT)
    return new_like (self, year_before_day (start.day));
  start.day = year_before_day (start.day);
  end.day = year_before_day (end.day);
  return period_new (moment_to_s (self->calendar, start), moment_to_s (self->calendar, end),
                     self->calendar, NULL);
}
