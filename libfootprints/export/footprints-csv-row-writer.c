/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes plays as CSV records. */

#include "libfootprints/export/footprints-row-writer-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

void
_footprints_csv_append_header (GString *text)
{
  g_string_append (text, "timestamp,artist,album,track,source\n");
}

/* Leading and trailing spaces are quoted too: some programs would drop them. */
static gboolean
needs_quotes (const char *value)
{
  gsize length = strlen (value);

  return strpbrk (value, ",\"\r\n") != NULL ||
         (length > 0 && (value[0] == ' ' || value[length - 1] == ' '));
}

static void
append_field (GString *text, const char *value)
{
  if (value == NULL)
    return;
  if (!needs_quotes (value))
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

void
_footprints_csv_append_row (GString *text, const FootprintsScrobbleRow *row)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (row->listened_at);
  g_autofree char *time_text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+00:00");

  g_string_append (text, time_text);
  g_string_append_c (text, ',');
  append_field (text, row->artist);
  g_string_append_c (text, ',');
  append_field (text, row->album);
  g_string_append_c (text, ',');
  append_field (text, row->track);
  g_string_append_c (text, ',');
  append_field (text, row->source);
  g_string_append_c (text, '\n');
}
