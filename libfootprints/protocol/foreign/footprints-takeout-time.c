/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Times as Google shows them to people, in their languages. */

#include "libfootprints/protocol/foreign/footprints-takeout-time-private.h"

#include <string.h>

#define MAX_TEXT_BYTES 128
#define MAX_OFFSET_H 14

/* Abbreviations of months, in lower case and without a dot, of the languages whose pages are known.
 * A longer word that begins so is the same month. */
static const struct
{
  const char *word;
  int month;
} months[] = {
  { "jan", 1 },   { "janv", 1 },  { "ene", 1 },    { "gen", 1 },     { "oca", 1 },
  { "led", 1 },   { "sty", 1 },   { "янв", 1 },    { "січ", 1 },     { "tammi", 1 },
  { "ian", 1 },   { "feb", 2 },   { "fév", 2 },    { "fev", 2 },     { "şub", 2 },
  { "úno", 2 },   { "lut", 2 },   { "фев", 2 },    { "лют", 2 },     { "helmi", 2 },
  { "mar", 3 },   { "mär", 3 },   { "mrt", 3 },    { "maa", 3 },     { "bře", 3 },
  { "мар", 3 },   { "бер", 3 },   { "maalis", 3 }, { "apr", 4 },     { "avr", 4 },
  { "abr", 4 },   { "nis", 4 },   { "dub", 4 },    { "kwi", 4 },     { "апр", 4 },
  { "кві", 4 },   { "huhti", 4 }, { "may", 5 },    { "mai", 5 },     { "mei", 5 },
  { "mag", 5 },   { "maj", 5 },   { "kvě", 5 },    { "мая", 5 },     { "май", 5 },
  { "тра", 5 },   { "touko", 5 }, { "jun", 6 },    { "juin", 6 },    { "giu", 6 },
  { "haz", 6 },   { "čvn", 6 },   { "cze", 6 },    { "июн", 6 },     { "чер", 6 },
  { "kesä", 6 },  { "iun", 6 },   { "jul", 7 },    { "juil", 7 },    { "lug", 7 },
  { "tem", 7 },   { "čvc", 7 },   { "lip", 7 },    { "июл", 7 },     { "лип", 7 },
  { "heinä", 7 }, { "iul", 7 },   { "aug", 8 },    { "aoû", 8 },     { "ago", 8 },
  { "ağu", 8 },   { "srp", 8 },   { "sie", 8 },    { "авг", 8 },     { "сер", 8 },
  { "elo", 8 },   { "sep", 9 },   { "set", 9 },    { "eyl", 9 },     { "zář", 9 },
  { "wrz", 9 },   { "сен", 9 },   { "вер", 9 },    { "syys", 9 },    { "oct", 10 },
  { "okt", 10 },  { "ott", 10 },  { "out", 10 },   { "eki", 10 },    { "říj", 10 },
  { "paź", 10 },  { "окт", 10 },  { "жов", 10 },   { "loka", 10 },   { "nov", 11 },
  { "kas", 11 },  { "lis", 11 },  { "ноя", 11 },   { "marras", 11 }, { "noi", 11 },
  { "dec", 12 },  { "déc", 12 },  { "dez", 12 },   { "dic", 12 },    { "ara", 12 },
  { "pro", 12 },  { "gru", 12 },  { "дек", 12 },   { "гру", 12 },    { "joulu", 12 },
  { "des", 12 },
};

/* Minutes east of Greenwich. */
static const struct
{
  const char *word;
  int offset_min;
  gboolean is_ambiguous;
} zones[] = {
  { "UTC", 0, FALSE },    { "GMT", 0, FALSE },    { "Z", 0, FALSE },       { "WET", 0, FALSE },
  { "WEST", 60, FALSE },  { "CET", 60, FALSE },   { "MEZ", 60, FALSE },    { "SEČ", 60, FALSE },
  { "CEST", 120, FALSE }, { "MESZ", 120, FALSE }, { "SELČ", 120, FALSE },  { "EET", 120, FALSE },
  { "EEST", 180, FALSE }, { "MSK", 180, FALSE },  { "TRT", 180, FALSE },   { "SAST", 120, FALSE },
  { "JST", 540, FALSE },  { "KST", 540, FALSE },  { "HKT", 480, FALSE },   { "SGT", 480, FALSE },
  { "PKT", 300, FALSE },  { "WIB", 420, FALSE },  { "BRT", -180, FALSE },  { "ART", -180, FALSE },
  { "BST", 60, TRUE },    { "IST", 330, TRUE },   { "CST", -360, TRUE },   { "CDT", -300, TRUE },
  { "EST", -300, TRUE },  { "EDT", -240, FALSE }, { "MST", -420, TRUE },   { "MDT", -360, FALSE },
  { "PST", -480, TRUE },  { "PDT", -420, FALSE }, { "AKST", -540, FALSE }, { "AKDT", -480, FALSE },
  { "HST", -600, FALSE }, { "AST", -240, TRUE },  { "ADT", -180, FALSE },  { "NST", -210, FALSE },
  { "NDT", -150, FALSE }, { "AWST", 480, FALSE }, { "ACST", 570, FALSE },  { "ACDT", 630, FALSE },
  { "AEST", 600, FALSE }, { "AEDT", 660, FALSE }, { "NZST", 720, FALSE },  { "NZDT", 780, FALSE },
};

typedef struct
{
  int year, month, day, hour, minute, second;
  gboolean has_seconds;
} Shown;

/* Plain spaces and commas, and none of the marks of direction (transfer full). */
static char *
simplify (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x200e || c == 0x200f || c == 0x061c)
        continue;
      if (c == 0x060c || c == 0xff0c)
        c = ',';
      else if (g_unichar_isspace (c))
        c = ' ';
      else if (g_unichar_isdigit (c))
        c = (gunichar) ('0' + g_unichar_digit_value (c));
      g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

static gboolean
take_digits (const char **text, gsize max_digits, int *number)
{
  gsize n_digits = strspn (*text, "0123456789");

  if (n_digits == 0 || n_digits > max_digits)
    return FALSE;
  *number = (int) g_ascii_strtoll (*text, NULL, 10);
  *text += n_digits;
  return TRUE;
}

static int
find_month (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  int month = 0;
  gsize longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (lower, months[i].word) && strlen (months[i].word) > longest)
      {
        month = months[i].month;
        longest = strlen (months[i].word);
      }
  return month;
}

/* A word up to the next digit, space, dot or comma (transfer full). */
static char *
take_word (const char **text)
{
  gsize length = strcspn (*text, "0123456789 .,/-:");
  char *word = g_strndup (*text, length);

  *text += length;
  return word;
}

/* Three parts: a day, a month as a number or a word, and a year, in the order that they show. */
static gboolean
read_date (const char *text, Shown *shown)
{
  int numbers[3] = { 0 };
  guint n_numbers = 0;

  while (*text != '\0')
    {
      if (g_ascii_isdigit (*text))
        {
          if (n_numbers == G_N_ELEMENTS (numbers) || !take_digits (&text, 4, &numbers[n_numbers++]))
            return FALSE;
        }
      else if (strchr (" .,/-:", *text) != NULL)
        text++;
      else
        {
          g_autofree char *word = take_word (&text);

          if (shown->month == 0)
            shown->month = find_month (word);
        }
    }
  if (n_numbers == 2 && shown->month > 0)
    {
      shown->day = MIN (numbers[0], numbers[1]);
      shown->year = MAX (numbers[0], numbers[1]);
      return TRUE;
    }
  if (n_numbers != 3)
    return FALSE;
  shown->month = numbers[1];
  shown->day = numbers[0] > 31 ? numbers[2] : numbers[0];
  shown->year = numbers[0] > 31 ? numbers[0] : numbers[2];
  return TRUE;
}

/* "8:14:07" or "8:14"; moves @text behind it. */
static gboolean
read_clock (const char **text, Shown *shown)
{
  const char *p = *text;

  if (!take_digits (&p, 2, &shown->hour) || *p++ != ':' || !take_digits (&p, 2, &shown->minute))
    return FALSE;
  if (*p == ':' && g_ascii_isdigit (p[1]))
    {
      p++;
      shown->has_seconds = take_digits (&p, 2, &shown->second);
    }
  *text = p;
  return TRUE;
}

/* Takes a word for the half of the day, if there is one. */
static void
take_half (const char **text, Shown *shown)
{
  static const struct
  {
    const char *word;
    gboolean is_afternoon;
  } halves[] = {
    { "AM", FALSE },   { "PM", TRUE },   { "am", FALSE },    { "pm", TRUE },
    { "a.m.", FALSE }, { "p.m.", TRUE }, { "a. m.", FALSE }, { "p. m.", TRUE },
    { "ص", FALSE },    { "م", TRUE },    { "午前", FALSE },  { "午後", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    if (g_str_has_prefix (*text, halves[i].word) && shown->hour <= 12 &&
        !g_ascii_isalpha ((*text)[strlen (halves[i].word)]))
      {
        *text += strlen (halves[i].word);
        shown->hour = shown->hour % 12 + (halves[i].is_afternoon ? 12 : 0);
        return;
      }
}

/* "GMT+3", "UTC-03:30": ahead of Greenwich, or behind it. */
static gboolean
read_offset (const char *text, int *offset_min)
{
  int hours = 0, minutes = 0;
  int sign;

  if (!g_str_has_prefix (text, "GMT") && !g_str_has_prefix (text, "UTC"))
    return FALSE;
  text += strlen ("GMT");
  if (*text == '+')
    sign = 1;
  else if (*text == '-' || g_str_has_prefix (text, "−"))
    sign = -1;
  else
    return FALSE;
  text = g_utf8_next_char (text);
  if (!take_digits (&text, 2, &hours) ||
      (*text == ':' && (text++, !take_digits (&text, 2, &minutes))))
    return FALSE;
  *offset_min = sign * (hours * 60 + minutes);
  return hours <= MAX_OFFSET_H && minutes < 60;
}

/* Whether the clocks of @zone showed that word then. */
static gboolean
shows (GTimeZone *zone, const char *word, gint64 time_s)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time_s);

  return interval >= 0 && g_strcmp0 (g_time_zone_get_abbreviation (zone, interval), word) == 0;
}

/* The time that a clock on the wall showed as @local_s. */
static void
apply_zone (const char *word,
            gint64 local_s,
            FootprintsCalendar *calendar,
            FootprintsParsedTime *parsed)
{
  gint64 listener_s = _footprints_calendar_from_local_s (calendar, local_s);
  int offset_min;

  parsed->used_zone = FALSE;
  if (read_offset (word, &offset_min))
    {
      parsed->time_s = local_s - (gint64) offset_min * 60;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_str_equal (zones[i].word, word))
      {
        gboolean is_here = zones[i].is_ambiguous &&
                           shows (footprints_calendar_get_zone (calendar), word, listener_s);

        parsed->time_s = is_here ? listener_s : local_s - (gint64) zones[i].offset_min * 60;
        return;
      }
  parsed->used_zone = TRUE;
  parsed->time_s = listener_s;
}

static gboolean
get_local_s (const Shown *shown, gint64 *local_s)
{
  g_autoptr (GDateTime) time = shown->second < 60
                                   ? g_date_time_new_utc (shown->year, shown->month, shown->day,
                                                          shown->hour, shown->minute, shown->second)
                                   : NULL;

  if (time == NULL)
    return FALSE;
  *local_s = g_date_time_to_unix (time);
  return TRUE;
}

/* Where the time of day begins: at the digits before the first colon; NULL: there is none. */
static const char *
find_clock (const char *text)
{
  const char *colon = strchr (text, ':');

  while (colon != NULL && colon > text && g_ascii_isdigit (colon[-1]))
    colon--;
  return colon;
}

gboolean
_footprints_takeout_time_parse (const char *text,
                                FootprintsCalendar *calendar,
                                FootprintsParsedTime *parsed)
{
  g_autofree char *plain = NULL;
  g_autofree char *date = NULL;
  const char *rest;
  Shown shown = { 0 };
  gint64 local_s;

  if (strlen (text) > MAX_TEXT_BYTES || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  plain = simplify (text);
  rest = find_clock (plain);
  if (rest == NULL)
    return FALSE;
  date = g_strndup (plain, (gsize) (rest - plain));
  if (!read_clock (&rest, &shown) || !read_date (date, &shown))
    return FALSE;
  rest += strspn (rest, " ");
  take_half (&rest, &shown);
  rest += strspn (rest, " ");
  if (!get_local_s (&shown, &local_s))
    return FALSE;
  apply_zone (g_strchomp ((char *) rest), local_s, calendar, parsed);
  parsed->precision_s = shown.has_seconds ? 1 : 60;
  return TRUE;
}
