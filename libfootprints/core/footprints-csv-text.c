/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Fields of CSV records. */

#include "libfootprints/core/footprints-csv-text-private.h"

#include <string.h>

/* Leading and trailing spaces are quoted too: some programs would drop them. */
static gboolean
needs_quotes (const char *value)
{
  gsize length = strlen (value);

  return strpbrk (value, ",\"\r\n") != NULL ||
         (length > 0 && (value[0] == ' ' || value[length - 1] == ' '));
}

void
_footprints_csv_append_field (GString *text, const char *value)
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
_footprints_csv_take_line (GString *record, GByteArray *bytes)
{
  g_strdelimit (record->str, "\r\n", ' ');
  g_byte_array_append (bytes, (const guint8 *) record->str, (guint) record->len);
  g_byte_array_append (bytes, (const guint8 *) "\n", 1);
  g_string_truncate (record, 0);
}
