/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parses the forms of a track's length that exports contain. */

#include "libfootprints/protocol/footprints-length-parser-private.h"

#include <string.h>

/* About 31 years in seconds: more is no length. */
#define MAX_SECONDS 1e9

/* A decimal number; a comma may stand for the point. */
static gboolean
take_number (const char **text, double *number)
{
  const char *p = *text;
  double factor = 0.1;

  *number = 0;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    *number = *number * 10 + (*p - '0');
  if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++, factor /= 10)
      *number += factor * (*p - '0');
  *text = p;
  return TRUE;
}

static gboolean
is_at_end (const char *text)
{
  return text[strspn (text, " ")] == '\0';
}

/* "3:45", "1:03:45" */
static gboolean
parse_clock (const char *text, double *seconds)
{
  double part;
  int n_parts = 0;

  *seconds = 0;
  do
    {
      if (n_parts > 0)
        text++;
      if (!take_number (&text, &part) || (n_parts > 0 && part >= 60))
        return FALSE;
      *seconds = *seconds * 60 + part;
    }
  while (++n_parts < 3 && *text == ':');
  return n_parts > 1 && is_at_end (text);
}

/* "PT3M45S", a duration of ISO 8601 without days */
static gboolean
parse_iso_duration (const char *text, double *seconds)
{
  static const char units[] = { 'H', 'M', 'S' };
  static const double factors[] = { 3600, 60, 1 };
  gsize next = 0;

  *seconds = 0;
  if (g_ascii_strncasecmp (text, "PT", 2) != 0)
    return FALSE;
  text += 2;
  while (*text != '\0' && *text != ' ')
    {
      double part;

      if (!take_number (&text, &part))
        return FALSE;
      while (next < sizeof units && g_ascii_toupper (*text) != units[next])
        next++;
      if (next == sizeof units)
        return FALSE;
      *seconds += part * factors[next++];
      text++;
    }
  return next > 0 && is_at_end (text);
}

/* "225 s", "225000 ms" */
static gboolean
parse_with_unit (const char *text, double *seconds)
{
  static const struct
  {
    const char *name;
    double factor;
  } units[] = {
    { "ms", 0.001 }, { "milliseconds", 0.001 }, { "s", 1 },        { "sec", 1 },
    { "secs", 1 },   { "seconds", 1 },          { "min", 60 },     { "mins", 60 },
    { "m", 60 },     { "minutes", 60 },         { "hours", 3600 },
  };

  if (!take_number (&text, seconds))
    return FALSE;
  text += strspn (text, " ");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (units[i].name);

      if (g_ascii_strncasecmp (text, units[i].name, length) == 0 && is_at_end (text + length))
        {
          *seconds *= units[i].factor;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
_footprints_length_is_bare (const char *text, double *number)
{
  text += strspn (text, " ");
  return take_number (&text, number) && is_at_end (text) && *number > 0;
}

gboolean
_footprints_length_parse (const char *text, FootprintsLengthUnit unit, gint64 *length_ms)
{
  double seconds;

  text += strspn (text, " ");
  if (_footprints_length_is_bare (text, &seconds))
    {
      if (unit == FOOTPRINTS_LENGTH_UNIT_UNKNOWN)
        return FALSE;
      if (unit == FOOTPRINTS_LENGTH_UNIT_MILLISECONDS)
        seconds /= 1000;
    }
  else if (!parse_clock (text, &seconds) && !parse_iso_duration (text, &seconds) &&
           !parse_with_unit (text, &seconds))
    return FALSE;
  if (seconds <= 0 || seconds >= MAX_SECONDS)
    return FALSE;
  *length_ms = (gint64) (seconds * 1000 + 0.5);
  return *length_ms > 0;
}
