/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Times and lengths as export files write them. */

#include "tests/fuzz/fuzz.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"
#include "libfootprints/protocol/footprints-length-parser-private.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  FootprintsParsedTime parsed;
  gint64 length_ms;

  for (int order = FOOTPRINTS_DATE_ORDER_UNKNOWN; order <= FOOTPRINTS_DATE_ORDER_MONTH_FIRST;
       order++)
    _footprints_time_parse (text, calendar, (FootprintsDateOrder) order, &parsed);
  _footprints_time_get_date_evidence (text);
  _footprints_length_parse (text, FOOTPRINTS_LENGTH_UNIT_SECONDS, &length_ms);
  return 0;
}
