/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Periods as text: parsing, the canonical form, titles, and first and last days. */

#include "libfootprints/core/calendar/footprints-period-private.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define MAX_TEXT_BYTES 80

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

/* Reads exactly @n_digits digits at *@text and moves it past them. */
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

/* One side of "..": empty, an instant as RFC 3339, or the start of a calendar period. */
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
 *   (`2024`, `2024-03`, `2024-03-15`, `2024-W07`), or two bounds with `..` between them
 *   (`2024-03-01..2024-04-01`)
 * @calendar: (nullable): how time is divided into days, %NULL for days from midnight in the
 *   system's zone
 * @error: return location for an error
 *
 * Reads a period from text.
 *
 * A bound is the start of a calendar period, an instant as RFC 3339, or nothing for no bound on
 * that side. The right bound is exclusive: `2024-03-01..2024-04-01` is March. Names are not
 * case-sensitive.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @text has none of these forms, names a date that
 * does not exist, or ends before it starts.
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

  owned = calendar != NULL ? footprints_calendar_ref (calendar) : footprints_calendar_new (NULL, 0);
  if (strlen (text) > MAX_TEXT_BYTES || !g_utf8_validate (text, -1, NULL))
    return fail_parse (error, "…");
  if (parse_name (text, &name))
    return footprints_period_new_named (name, owned);
  dots = strstr (text, "..");
  return dots != NULL ? parse_range (text, dots, owned, error)
                      : parse_calendar (text, owned, error);
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

char *
_footprints_period_days_to_text (int first, int next)
{
  g_autofree char *from = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, first);
  g_autofree char *to = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, next);

  return g_strconcat (from, "..", to, NULL);
}

/**
 * footprints_period_dup_title:
 * @self: a period
 *
 * Gets the title of the period for the head of a report, in English: `All Time`, `Year 2024`, or
 * what [method@Period.to_string] writes.
 *
 * Returns: (transfer full): a title
 *
 * Since: 0.1
 */
char *
footprints_period_dup_title (FootprintsPeriod *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (footprints_period_is_all_time (self))
    return g_strdup ("All Time");
  text = footprints_period_to_string (self);
  if (strlen (text) == 4 && g_ascii_isdigit (text[0]))
    return g_strconcat ("Year ", text, NULL);
  return g_steal_pointer (&text);
}

static char *
dup_day (FootprintsPeriod *self, gint64 time_s)
{
  return _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY,
                                 _footprints_calendar_day_of (self->calendar, time_s));
}

/**
 * footprints_period_dup_first_day:
 * @self: a period
 *
 * Gets the local day on which the period begins.
 *
 * Returns: (transfer full) (nullable): text such as `2024-03-01`; %NULL when it has no beginning,
 *   or one outside the years that dates may have
 *
 * Since: 0.1
 */
char *
footprints_period_dup_first_day (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->start >= _footprints_calendar_first_s (self->calendar) &&
                 self->start <= _footprints_calendar_last_s (self->calendar)
             ? dup_day (self, self->start)
             : NULL;
}

/**
 * footprints_period_dup_last_day:
 * @self: a period
 *
 * Gets the local day of the last second of the period.
 *
 * Returns: (transfer full) (nullable): text such as `2024-03-31`; %NULL when it has no end or no
 *   length, or ends outside the years that dates may have
 *
 * Since: 0.1
 */
char *
footprints_period_dup_last_day (FootprintsPeriod *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->end > self->start &&
                 self->end - 1 >= _footprints_calendar_first_s (self->calendar) &&
                 self->end - 1 <= _footprints_calendar_last_s (self->calendar)
             ? dup_day (self, self->end - 1)
             : NULL;
}

/**
 * footprints_period_dup_days:
 * @self: a period
 *
 * Writes the local days that the period touches, as [func@Period.parse] reads them. Use it where
 * the text must stay the same until the day ends.
 *
 * Returns: (transfer full) (nullable): text such as `2024-03-01..2024-03-16`, where the second day
 *   is excluded; %NULL when [method@Period.dup_first_day] or [method@Period.dup_last_day] returns
 *   %NULL
 *
 * Since: 0.1
 */
char *
footprints_period_dup_days (FootprintsPeriod *self)
{
  g_autofree char *first = footprints_period_dup_first_day (self);
  g_autofree char *last = first != NULL ? footprints_period_dup_last_day (self) : NULL;

  if (last == NULL)
    return NULL;
  return _footprints_period_days_to_text (
      _footprints_calendar_day_of (self->calendar, self->start),
      _footprints_calendar_day_of (self->calendar, self->end - 1) + 1);
}
