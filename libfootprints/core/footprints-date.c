/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Converts between dates and day numbers, and writes dates and RFC 3339 times. */

#include "libfootprints/core/footprints-date-private.h"

#define DAY_S G_GINT64_CONSTANT (86400)

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
_footprints_date_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

gboolean
_footprints_date_is_valid (FootprintsDate date)
{
  return date.year >= FOOTPRINTS_CALENDAR_FIRST_YEAR &&
         date.year <= FOOTPRINTS_CALENDAR_LAST_YEAR && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= _footprints_date_days_in_month (date.year, date.month);
}

/* Whole days from 0000-03-01 to the first of March of @year, in the Gregorian calendar; counting
 * from March puts the leap day at the end of a year. */
static int
days_before_march (int year)
{
  return 365 * year + year / 4 - year / 100 + year / 400;
}

#define DAYS_TO_1970 719468

int
_footprints_date_to_day (FootprintsDate date)
{
  int month = date.month > 2 ? date.month - 3 : date.month + 9;
  int year = date.month > 2 ? date.year : date.year - 1;

  return days_before_march (year) + (153 * month + 2) / 5 + date.day - 1 - DAYS_TO_1970;
}

FootprintsDate
_footprints_date_from_day (int day)
{
  int days = day + DAYS_TO_1970;
  int year = (int) ((gint64) days * 400 / 146097) + 1;
  int day_of_year;
  int month;

  while (days_before_march (year) > days)
    year--;
  day_of_year = days - days_before_march (year);
  month = (5 * day_of_year + 2) / 153;
  return (FootprintsDate){
    .year = month < 10 ? year : year + 1,
    .month = month < 10 ? month + 3 : month - 9,
    .day = day_of_year - (153 * month + 2) / 5 + 1,
  };
}

char *
_footprints_write_digits (char *text, int value, guint n_digits)
{
  for (guint i = n_digits; i-- > 0; value /= 10)
    text[i] = (char) ('0' + value % 10);
  return text + n_digits;
}

char *
_footprints_write_date (char *text, FootprintsDate date)
{
  text = _footprints_write_digits (text, date.year, 4);
  *text++ = '-';
  text = _footprints_write_digits (text, date.month, 2);
  *text++ = '-';
  return _footprints_write_digits (text, date.day, 2);
}

char *
_footprints_date_to_string (FootprintsDate date)
{
  char *text = g_malloc (FOOTPRINTS_DATE_LENGTH + 1);

  *_footprints_write_date (text, date) = '\0';
  return text;
}

/* The first second of the year 1, and the last one of 9999. */
#define FIRST_TIME_S G_GINT64_CONSTANT (-62135596800)
#define LAST_TIME_S G_GINT64_CONSTANT (253402300799)

gboolean
_footprints_write_time (char *text, gint64 time_s)
{
  int second;

  if (time_s < FIRST_TIME_S || time_s > LAST_TIME_S)
    return FALSE;
  second = (int) ((time_s - FIRST_TIME_S) % DAY_S);
  text =
      _footprints_write_date (text, _footprints_date_from_day ((int) ((time_s - second) / DAY_S)));
  *text++ = 'T';
  text = _footprints_write_digits (text, second / 3600, 2);
  *text++ = ':';
  text = _footprints_write_digits (text, second / 60 % 60, 2);
  *text++ = ':';
  text = _footprints_write_digits (text, second % 60, 2);
  *text++ = 'Z';
  *text = '\0';
  return TRUE;
}

char *
_footprints_format_time (gint64 time_s)
{
  char text[FOOTPRINTS_TIME_BYTES];

  return _footprints_write_time (text, time_s) ? g_strdup (text) : NULL;
}
