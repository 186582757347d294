/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes plays as CSV records. */

#include "libfootprints/export/footprints-row-writer-private.h"

#include "libfootprints/core/footprints-csv-text-private.h"

void
_footprints_csv_append_header (GString *text)
{
  g_string_append (text, "timestamp,artist,album,track,source\n");
}

void
_footprints_csv_append_row (GString *text, const FootprintsScrobbleRow *row)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (row->listened_at);
  g_autofree char *time_text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+00:00");

  g_string_append (text, time_text);
  g_string_append_c (text, ',');
  _footprints_csv_append_field (text, row->artist);
  g_string_append_c (text, ',');
  _footprints_csv_append_field (text, row->album);
  g_string_append_c (text, ',');
  _footprints_csv_append_field (text, row->track);
  g_string_append_c (text, ',');
  _footprints_csv_append_field (text, row->source);
  g_string_append_c (text, '\n');
}
