/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* List cursors, and checks of limits and offsets. */

#include "libfootprints/core/footprints-paging-private.h"

#include "libfootprints/core/footprints-error.h"

char *
_footprints_list_cursor_format (gint64 listened_at, gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, listened_at, id);
}

gboolean
_footprints_list_cursor_parse (const char *text, gint64 *listened_at, gint64 *id, GError **error)
{
  const char *dash = text[0] != '\0' ? g_utf8_strchr (text + 1, -1, '-') : NULL;
  g_autofree char *time_text = dash != NULL ? g_strndup (text, dash - text) : NULL;

  if (dash != NULL &&
      g_ascii_string_to_signed (time_text, 10, G_MININT64, G_MAXINT64, listened_at, NULL) &&
      g_ascii_string_to_signed (dash + 1, 10, 0, G_MAXINT64, id, NULL))
    return TRUE;
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                       "the cursor is not valid: use one that a list returned");
  return FALSE;
}

gboolean
_footprints_check_limit (guint limit, GError **error)
{
  if (limit >= 1 && limit <= FOOTPRINTS_MAX_PAGE)
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "the limit is %u but must be between 1 and %d", limit, FOOTPRINTS_MAX_PAGE);
  return FALSE;
}

gboolean
_footprints_check_offset (gint64 offset, GError **error)
{
  if (offset >= 0)
    return TRUE;
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                       "the offset is negative");
  return FALSE;
}

gboolean
_footprints_check_number (const char *what, guint value, guint max, GError **error)
{
  if (value >= 1 && value <= max)
    return TRUE;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "%s must be from 1 to %u, not %u", what, max, value);
  return FALSE;
}
