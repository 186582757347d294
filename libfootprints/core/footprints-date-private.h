/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates of the Gregorian calendar, without a time zone, and functions that write dates and instants
 * as text. Days are numbered from 1970-01-01. */

/* The years that a play can be in. */
#define FOOTPRINTS_CALENDAR_FIRST_YEAR 1970
#define FOOTPRINTS_CALENDAR_LAST_YEAR 2100

typedef struct
{
  int year;
  int month; /* 1 to 12 */
  int day;   /* 1 to 31 */
} FootprintsDate;

gboolean _footprints_date_is_valid (FootprintsDate date);
int _footprints_date_days_in_month (int year, int month);
int _footprints_date_to_day (FootprintsDate date);
FootprintsDate _footprints_date_from_day (int day);
/* "2024-03-15" (transfer full). It is called often, so it avoids printf(). */
char *_footprints_date_to_string (FootprintsDate date);
/* Writes the same into @text, without a terminating NUL; returns the position after it. */
#define FOOTPRINTS_DATE_LENGTH 10
char *_footprints_write_date (char *text, FootprintsDate date);
/* Writes @value with leading zeros. */
char *_footprints_write_digits (char *text, int value, guint n_digits);
/* RFC 3339 in UTC: "2024-03-15T12:00:00Z" (transfer full); NULL when the year is not between 1 and
 * 9999. */
char *_footprints_format_time (gint64 time_s);
/* Writes the same into @text, with a terminating NUL. FALSE when the year is out of range. */
#define FOOTPRINTS_TIME_BYTES 21
gboolean _footprints_write_time (char *text, gint64 time_s);

G_END_DECLS
