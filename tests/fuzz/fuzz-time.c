/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Times as export files write them. */

#include "tests/fuzz/fuzz.h"

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  FootprintsParsedTime parsed;

  _footprints_time_parse (text, calendar, &parsed);
  return 0;
}
