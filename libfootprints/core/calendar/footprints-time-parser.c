/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parses the forms of time that exports contain. */

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

#include <string.h>

/* 10^11 s is the year 5138, 10^11 ms is 1973: larger numbers count smaller units. */
#define MAX_PLAIN G_GINT64_CONSTANT (100000000000)

gint64
_footprints_time_from_number (gint64 number)
{
  while (number > MAX_PLAIN)
    number /= 1000;
  return number;
}

typedef struct
{
  int year, month, day, hour, minute, second;
  gint64 precision_s;
} Clock;

static gboolean
take_digits (const char **text, int min, int max, int *number)
{
  int n_digits = 0;

  *number = 0;
  while (n_digits < max && g_ascii_isdigit (**text))
    {
      *number = *number * 10 + (**text - '0');
      (*text)++;
      n_digits++;
    }
  return n_digits >= min;
}

static gboolean
take_char (const char **text, const char *accepted)
{
  if (**text == '\0' || strchr (accepted, **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

static void
take_spaces (const char **text)
{
  while (**text == ' ' || **text == ',')
    (*text)++;
}

/* "22:13", "22:13:20", "22:13:20.123" */
static gboolean
take_clock (const char **text, Clock *clock)
{
  int fraction;

  if (!take_digits (text, 1, 2, &clock->hour) || !take_char (text, ":") ||
      !take_digits (text, 2, 2, &clock->minute))
    return FALSE;
  clock->precision_s = **text == ':' ? 1 : 60;
  if (take_char (text, ":") && !take_digits (text, 2, 2, &clock->second))
    return FALSE;
  if (take_char (text, ".") && !take_digits (text, 1, 9, &fraction))
    return FALSE;
  return TRUE;
}

/* "Z", "+01:00", "+0100", "+01", " UTC" */
static gboolean
take_offset (const char **text, gint64 *offset_s)
{
  int sign = **text == '-' ? -1 : 1;
  int hours, minutes = 0;

  if (take_char (text, "Zz"))
    return TRUE;
  if (!take_char (text, "+-") || !take_digits (text, 2, 2, &hours))
    return FALSE;
  take_char (text, ":");
  if (g_ascii_isdigit (**text) && !take_digits (text, 2, 2, &minutes))
    return FALSE;
  *offset_s = sign * (hours * 3600 + minutes * 60);
  return hours <= 14 && minutes <= 59;
}

static gboolean
take_month_name (const char **text, int *month)
{
  static const char *const names[] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  };

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (*text, names[i], 3) == 0)
      {
        *month = i + 1;
        while (g_ascii_isalpha (**text))
          (*text)++;
        return TRUE;
      }
  return FALSE;
}

/* "2023-11-14", "2023/11/14", "14.11.2023" or "14 Nov 2023" */
static gboolean
take_date (const char **text, Clock *clock)
{
  const char *start = *text;

  if (take_digits (text, 4, 4, &clock->year) && take_char (text, "-/"))
    return take_digits (text, 1, 2, &clock->month) && take_char (text, "-/") &&
           take_digits (text, 1, 2, &clock->day);
  *text = start;
  if (!take_digits (text, 1, 2, &clock->day))
    return FALSE;
  /* With dots, the day comes first everywhere. */
  if (take_char (text, "."))
    return take_digits (text, 1, 2, &clock->month) && take_char (text, ".") &&
           take_digits (text, 4, 4, &clock->year);
  take_spaces (text);
  if (!take_month_name (text, &clock->month))
    return FALSE;
  take_spaces (text);
  return take_digits (text, 4, 4, &clock->year);
}

/* The end of a day may be written as 24:00, a leap second as :60. */
static gboolean
clock_is_valid (const Clock *clock)
{
  if (clock->hour == 24)
    return clock->minute == 0 && clock->second == 0;
  return clock->hour < 24 && clock->minute <= 59 && clock->second <= 60;
}

static gboolean
parse_date_time (const char *text, FootprintsCalendar *calendar, FootprintsParsedTime *parsed)
{
  Clock clock = { .precision_s = 86400 };
  gint64 offset_s = 0;
  gint64 local_s;
  gboolean has_zone = FALSE;

  if (!take_date (&text, &clock))
    return FALSE;
  if (!take_char (&text, "Tt"))
    take_spaces (&text);
  if (*text != '\0' && !take_clock (&text, &clock))
    return FALSE;
  take_spaces (&text);
  if (*text == '+' || *text == '-' || *text == 'Z' || *text == 'z')
    {
      if (!take_offset (&text, &offset_s))
        return FALSE;
      has_zone = TRUE;
    }
  else if (g_ascii_strncasecmp (text, "UTC", 3) == 0)
    {
      has_zone = TRUE;
      text += 3;
    }
  if (*text != '\0' || !clock_is_valid (&clock) ||
      !_footprints_date_is_valid ((FootprintsDate){ clock.year, clock.month, clock.day }))
    return FALSE;
  local_s = _footprints_date_to_day ((FootprintsDate){ clock.year, clock.month, clock.day }) *
                G_GINT64_CONSTANT (86400) +
            clock.hour * 3600 + clock.minute * 60 + clock.second;
  parsed->used_zone = !has_zone;
  parsed->precision_s = clock.precision_s;
  parsed->time_s =
      has_zone ? local_s - offset_s : _footprints_calendar_from_local_s (calendar, local_s);
  return TRUE;
}

/* A whole number, or one with a fraction, which is dropped: spreadsheets write whole numbers that
 * way. */
static gboolean
parse_number (const char *text, gint64 *number)
{
  g_autofree char *whole = g_strndup (text, strcspn (text, "."));
  const char *fraction = text + strlen (whole);

  if (*fraction == '.' &&
      (fraction[1] == '\0' || fraction[1 + strspn (fraction + 1, "0123456789")] != '\0'))
    return FALSE;
  return g_ascii_string_to_signed (whole, 10, G_MININT64, G_MAXINT64, number, NULL);
}

gboolean
_footprints_time_parse (const char *text,
                        FootprintsCalendar *calendar,
                        FootprintsParsedTime *parsed)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  gint64 number;

  *parsed = (FootprintsParsedTime){ .precision_s = 1 };
  if (parse_number (bare, &number))
    {
      parsed->time_s = _footprints_time_from_number (number);
      return TRUE;
    }
  return parse_date_time (bare, calendar, parsed);
}
