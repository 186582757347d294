/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The rules that a play must meet to be stored. */

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean scrobble_row_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
scrobble_row_fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error =
        g_error_new_valist (FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_SCROBBLE, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
check_text (const char *field, const char *text, gsize max_bytes, GError **error)
{
  gsize length = strlen (text);

  if (length > max_bytes)
    return scrobble_row_fail (error,
                              "%s is %" G_GSIZE_FORMAT " bytes long, more than %" G_GSIZE_FORMAT,
                              field, length, max_bytes);
  if (!g_utf8_validate_len (text, length, NULL))
    return scrobble_row_fail (error, "%s is not valid UTF-8", field);
  return TRUE;
}

static gboolean
check_name (const char *field, const char *text, gboolean required, GError **error)
{
  if (text == NULL)
    return required ? scrobble_row_fail (error, "%s is missing", field) : TRUE;
  if (!check_text (field, text, FOOTPRINTS_FIELD_MAX_BYTES, error))
    return FALSE;
  if (is_blank (text))
    return scrobble_row_fail (error, "%s is empty", field);
  return TRUE;
}

static gboolean
check_time (gint64 listened_at, gint64 now_s, GError **error)
{
  if (listened_at < FOOTPRINTS_EARLIEST_LISTENED_AT)
    return scrobble_row_fail (error, "time %" G_GINT64_FORMAT " is before 2002-10-01", listened_at);
  if (listened_at > now_s + FOOTPRINTS_FUTURE_TOLERANCE_S)
    return scrobble_row_fail (error, "time %" G_GINT64_FORMAT " is more than a day in the future",
                              listened_at);
  return TRUE;
}

gboolean
_footprints_scrobble_row_check_texts (const FootprintsScrobbleRow *row, GError **error)
{
  return check_name ("artist", row->artist, TRUE, error) &&
         check_name ("track", row->track, TRUE, error) &&
         check_name ("album", row->album, FALSE, error) &&
         check_name ("album artist", row->album_artist, FALSE, error) &&
         check_name ("source", row->source, TRUE, error) &&
         check_name ("source id", row->source_id, FALSE, error) &&
         (row->info == NULL || check_text ("info", row->info, FOOTPRINTS_INFO_MAX_BYTES, error));
}

gboolean
_footprints_scrobble_row_check_numbers (const FootprintsScrobbleRow *row,
                                        gint64 now_s,
                                        GError **error)
{
  if (!check_time (row->listened_at, now_s, error))
    return FALSE;
  if (row->duration_ms < 0)
    return scrobble_row_fail (error, "duration %" G_GINT64_FORMAT " ms is negative",
                              row->duration_ms);
  return TRUE;
}

gboolean
_footprints_scrobble_row_check (const FootprintsScrobbleRow *row, gint64 now_s, GError **error)
{
  return _footprints_scrobble_row_check_texts (row, error) &&
         _footprints_scrobble_row_check_numbers (row, now_s, error);
}

gboolean
_footprints_scrobble_row_check_info (const FootprintsScrobbleRow *row, GError **error)
{
  if (row->info == NULL || _footprints_json_is_object (row->info, FOOTPRINTS_INFO_MAX_DEPTH))
    return TRUE;
  return scrobble_row_fail (error, "info is not a JSON object");
}

const char *
_footprints_scrobble_row_get_album_artist (const FootprintsScrobbleRow *row)
{
  if (row->album == NULL || row->album_artist == NULL ||
      strcmp (row->album_artist, row->artist) == 0)
    return NULL;
  return row->album_artist;
}
