/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Periods as people write them: a parsed period can be formatted and parsed again. */

#include "tests/fuzz/fuzz.h"

#include <libfootprints/footprints.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsPeriod) period = footprints_period_parse (text, calendar, &error);
  g_autoptr (FootprintsPeriod) again = NULL;
  g_autofree char *written = NULL;

  if (period == NULL)
    {
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_cmpint (footprints_period_get_start (period), <=, footprints_period_get_end (period));
  written = footprints_period_to_string (period);
  again = footprints_period_parse (written, calendar, &error);
  g_assert_no_error (error);
  return 0;
}
