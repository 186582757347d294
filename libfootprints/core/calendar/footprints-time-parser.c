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
  gint64 offset_s;
  gboolean has_zone;
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

/* Takes @word, in any case, unless more letters follow. */
static gboolean
take_word (const char **text, const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (*text, word, length) != 0 || g_ascii_isalpha ((*text)[length]))
    return FALSE;
  *text += length;
  return TRUE;
}

/* Also spaces that do not break, which some programs write before AM and PM. */
static void
take_spaces (const char **text)
{
  static const char *const wide_spaces[] = { "\u00a0", "\u202f", "\u2009" };
  gboolean took;

  do
    {
      took = take_char (text, " ,\t");
      for (guint i = 0; i < G_N_ELEMENTS (wide_spaces) && !took; i++)
        if (**text == *wide_spaces[i] && g_str_has_prefix (*text, wide_spaces[i]))
          {
            *text += strlen (wide_spaces[i]);
            took = TRUE;
          }
    }
  while (took);
}

/* "PM", "p.m." */
static gboolean
take_half_day (const char **text, Clock *clock)
{
  const char *p = *text;
  gboolean is_afternoon;

  take_spaces (&p);
  is_afternoon = g_ascii_tolower (*p) == 'p';
  if (!take_char (&p, "aApP"))
    return TRUE;
  take_char (&p, ".");
  if (!take_char (&p, "mM"))
    return TRUE;
  take_char (&p, ".");
  if (g_ascii_isalpha (*p))
    return TRUE;
  *text = p;
  if (clock->hour < 1 || clock->hour > 12)
    return FALSE;
  clock->hour = clock->hour % 12 + (is_afternoon ? 12 : 0);
  return TRUE;
}

/* "22:13", "22:13:20", "22:13:20.123", "10:13 PM" */
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
  if (clock->precision_s == 1 && take_char (text, ".") && !take_digits (text, 1, 9, &fraction))
    return FALSE;
  return take_half_day (text, clock);
}

/* "+01:00", "+0100", "+01", "+1" after a name of the zone */
static gboolean
take_offset (const char **text, int min_hour_digits, Clock *clock)
{
  int sign = **text == '-' ? -1 : 1;
  int hours, minutes = 0;

  if (!take_char (text, "+-") || !take_digits (text, min_hour_digits, 2, &hours))
    return FALSE;
  take_char (text, ":");
  if (g_ascii_isdigit (**text) && !take_digits (text, 2, 2, &minutes))
    return FALSE;
  clock->offset_s = sign * (hours * 3600 + minutes * 60);
  clock->has_zone = TRUE;
  return hours <= 14 && minutes <= 59;
}

/* The names that RFC 2822 gives a meaning; most others have several. */
static gboolean
take_zone_name (const char **text, Clock *clock)
{
  static const struct
  {
    const char *name;
    int hours;
  } names[] = {
    { "UTC", 0 },  { "GMT", 0 },  { "UT", 0 },   { "Z", 0 },    { "EST", -5 }, { "EDT", -4 },
    { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (take_word (text, names[i].name))
      {
        clock->offset_s = names[i].hours * 3600;
        clock->has_zone = TRUE;
        return TRUE;
      }
  return FALSE;
}

/* What follows an offset and only names it: "UTC", "(Central European Time)", "m=+0.01" */
static void
take_zone_remark (const char **text)
{
  take_spaces (text);
  while (g_ascii_isupper (**text))
    (*text)++;
  take_spaces (text);
  if (**text == '(' && strchr (*text, ')') != NULL)
    *text = strchr (*text, ')') + 1;
  if (g_str_has_prefix (*text, "m="))
    *text += 2 + strspn (*text + 2, "+-.0123456789");
}

/* FALSE if there is a zone that cannot be read. */
static gboolean
take_zone (const char **text, Clock *clock)
{
  take_spaces (text);
  if (take_zone_name (text, clock))
    {
      /* "GMT+01:00" is one hour ahead, as people mean it. */
      if ((**text == '+' || **text == '-') && !take_offset (text, 1, clock))
        return FALSE;
    }
  else if (**text == '+' || **text == '-')
    {
      if (!take_offset (text, 2, clock))
        return FALSE;
    }
  else
    return TRUE;
  take_zone_remark (text);
  return TRUE;
}

static gboolean
take_month_name (const char **text, int *month)
{
  static const char *const names[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
  };
  gsize length = 0;

  while (g_ascii_isalpha ((*text)[length]))
    length++;
  for (int i = 0; i < 12; i++)
    if (length >= 3 && length <= strlen (names[i]) &&
        g_ascii_strncasecmp (*text, names[i], length) == 0)
      {
        *month = i + 1;
        *text += length;
        take_char (text, ".");
        return TRUE;
      }
  return FALSE;
}

/* "Tue, ", which says nothing new */
static void
take_weekday (const char **text)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (*text, names[i], 3) == 0)
      {
        while (g_ascii_isalpha (**text))
          (*text)++;
        take_char (text, ".");
        take_spaces (text);
        return;
      }
}

/* "/11/2023" after the first number of a date, which may be the day or the month. */
static gboolean
take_rest_of_numbers (const char **text, int first, FootprintsDateOrder order, Clock *clock)
{
  const char separator[] = { **text, '\0' };
  const char *year;
  int second;

  if (!take_char (text, "/-.") || !take_digits (text, 1, 2, &second) ||
      !take_char (text, separator))
    return FALSE;
  /* With dots, the day comes first everywhere. A date that contradicts a known order is none: if
   * somebody chose the wrong one, that shows. */
  if (separator[0] == '.')
    order = FOOTPRINTS_DATE_ORDER_DAY_FIRST;
  else if (order == FOOTPRINTS_DATE_ORDER_UNKNOWN && first > 12)
    order = FOOTPRINTS_DATE_ORDER_DAY_FIRST;
  else if (order == FOOTPRINTS_DATE_ORDER_UNKNOWN && (second > 12 || second == first))
    order = FOOTPRINTS_DATE_ORDER_MONTH_FIRST;
  if (order == FOOTPRINTS_DATE_ORDER_UNKNOWN)
    return FALSE;
  clock->day = order == FOOTPRINTS_DATE_ORDER_DAY_FIRST ? first : second;
  clock->month = order == FOOTPRINTS_DATE_ORDER_DAY_FIRST ? second : first;
  year = *text;
  if (!take_digits (text, 2, 4, &clock->year) || *text - year == 3)
    return FALSE;
  if (*text - year == 2)
    clock->year += 2000;
  return TRUE;
}

/* "14 Nov 2023" or "14-Nov-2023", after the number */
static gboolean
take_day_month_name (const char **text, Clock *clock)
{
  take_char (text, "-");
  take_spaces (text);
  if (!take_month_name (text, &clock->month))
    return FALSE;
  take_char (text, "-");
  take_spaces (text);
  return take_digits (text, 4, 4, &clock->year);
}

/* "Nov 14, 2023" or, with the time of day before the year, "Nov 14 22:13:20 2023" */
static gboolean
take_month_name_day (const char **text, Clock *clock)
{
  if (!take_month_name (text, &clock->month))
    return FALSE;
  take_spaces (text);
  if (!take_digits (text, 1, 2, &clock->day))
    return FALSE;
  take_spaces (text);
  if (g_ascii_isdigit ((*text)[0]) && (*text)[1 + (g_ascii_isdigit ((*text)[1]) ? 1 : 0)] == ':')
    {
      if (!take_clock (text, clock))
        return FALSE;
      take_spaces (text);
    }
  return take_digits (text, 4, 4, &clock->year);
}

/* "2023-11-14", "2023/11/14" or "20231114T" */
static gboolean
take_year_first (const char **text, Clock *clock)
{
  if (!take_digits (text, 4, 4, &clock->year))
    return FALSE;
  if (take_char (text, "-/."))
    return take_digits (text, 1, 2, &clock->month) && take_char (text, "-/.") &&
           take_digits (text, 1, 2, &clock->day);
  return take_digits (text, 2, 2, &clock->month) && take_digits (text, 2, 2, &clock->day) &&
         g_ascii_toupper (**text) == 'T';
}

static gboolean
take_date (const char **text, FootprintsDateOrder order, Clock *clock)
{
  const char *start;
  int first;

  take_weekday (text);
  start = *text;
  if (take_year_first (text, clock))
    return TRUE;
  *text = start;
  if (!take_digits (text, 1, 2, &first))
    return take_month_name_day (text, clock);
  if (**text != '\0' && strchr ("/-.", **text) != NULL && g_ascii_isdigit ((*text)[1]))
    return take_rest_of_numbers (text, first, order, clock);
  take_char (text, ".");
  clock->day = first;
  return take_day_month_name (text, clock);
}

/* "T221320", as it follows "20231114" */
static gboolean
take_compact_clock (const char **text, Clock *clock)
{
  if (strspn (*text, "0123456789") < 4 || !take_digits (text, 2, 2, &clock->hour) ||
      !take_digits (text, 2, 2, &clock->minute))
    return FALSE;
  clock->precision_s = 60;
  if (!g_ascii_isdigit (**text))
    return TRUE;
  clock->precision_s = 1;
  return take_digits (text, 2, 2, &clock->second);
}

/* The end of a day may be written as 24:00, a leap second as :60. */
static gboolean
clock_is_valid (const Clock *clock)
{
  if (clock->hour == 24)
    return clock->minute == 0 && clock->second == 0;
  return clock->hour < 24 && clock->minute <= 59 && clock->second <= 60;
}

/* The time of day that follows a date, if there is one. */
static gboolean
take_rest_of_day (const char **text, Clock *clock)
{
  gboolean has_mark = take_char (text, "Tt");

  if (has_mark && strspn (*text, "0123456789") >= 4)
    return take_compact_clock (text, clock);
  take_spaces (text);
  if (take_word (text, "at"))
    take_spaces (text);
  return !g_ascii_isdigit (**text) ? !has_mark : take_clock (text, clock);
}

static gboolean
parse_date_time (const char *text,
                 FootprintsCalendar *calendar,
                 FootprintsDateOrder order,
                 FootprintsParsedTime *parsed)
{
  Clock clock = { .precision_s = 86400 };
  gint64 local_s;

  if (!take_date (&text, order, &clock) || !take_rest_of_day (&text, &clock) ||
      !take_zone (&text, &clock))
    return FALSE;
  take_spaces (&text);
  if (*text != '\0' || !clock_is_valid (&clock) ||
      !_footprints_date_is_valid ((FootprintsDate){ clock.year, clock.month, clock.day }))
    return FALSE;
  local_s = _footprints_date_to_day ((FootprintsDate){ clock.year, clock.month, clock.day }) *
                G_GINT64_CONSTANT (86400) +
            clock.hour * 3600 + clock.minute * 60 + clock.second;
  parsed->used_zone = !clock.has_zone;
  parsed->precision_s = clock.precision_s;
  parsed->time_s = clock.has_zone ? local_s - clock.offset_s
                                  : _footprints_calendar_from_local_s (calendar, local_s);
  return TRUE;
}

/* A whole number, or one with a fraction, which is dropped: spreadsheets write whole numbers that
 * way. */
static gboolean
parse_number (const char *text, gint64 *number)
{
  g_autofree char *whole = NULL;
  const char *fraction = text + strcspn (text, ".");

  /* Most times are none. */
  if (text[strspn (text, "+-.0123456789")] != '\0')
    return FALSE;
  whole = g_strndup (text, (gsize) (fraction - text));
  if (*fraction == '.' &&
      (fraction[1] == '\0' || fraction[1 + strspn (fraction + 1, "0123456789")] != '\0'))
    return FALSE;
  return g_ascii_string_to_signed (whole, 10, G_MININT64, G_MAXINT64, number, NULL);
}

gboolean
_footprints_time_parse (const char *text,
                        FootprintsCalendar *calendar,
                        FootprintsDateOrder order,
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
  return parse_date_time (bare, calendar, order, parsed);
}

FootprintsDateEvidence
_footprints_time_get_date_evidence (const char *text)
{
  int first, second;
  char separator;

  take_spaces (&text);
  if (!take_digits (&text, 1, 2, &first))
    return FOOTPRINTS_DATE_EVIDENCE_NONE;
  separator = *text;
  if (!take_char (&text, "/-") || !take_digits (&text, 1, 2, &second) || *text != separator)
    return FOOTPRINTS_DATE_EVIDENCE_NONE;
  if (first > 12 && second <= 12)
    return FOOTPRINTS_DATE_EVIDENCE_DAY_FIRST;
  if (first <= 12 && second > 12)
    return FOOTPRINTS_DATE_EVIDENCE_MONTH_FIRST;
  return first <= 12 && first != second ? FOOTPRINTS_DATE_EVIDENCE_OPEN
                                        : FOOTPRINTS_DATE_EVIDENCE_NONE;
}
