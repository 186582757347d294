/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/calendar/footprints-time-parser-private.h"

static FootprintsCalendar *
get_calendar (const char *identifier)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (identifier);

  return footprints_calendar_new (zone, 0);
}

static void
test_accepts (void)
{
  static const struct
  {
    const char *text;
    gint64 time_s;
    gboolean used_zone;
  } times[] = {
    { "1700000000", 1700000000, FALSE },
    { " 1700000000\t", 1700000000, FALSE },
    { "1700000000.0", 1700000000, FALSE },
    { "1700000000.999", 1700000000, FALSE },
    { "1700000000123", 1700000000, FALSE },
    { "1700000000123456", 1700000000, FALSE },
    { "1700000000123456789", 1700000000, FALSE },
    { "-5", -5, FALSE },
    { "0", 0, FALSE },
    { "2023-11-14T22:13:20Z", 1700000000, FALSE },
    { "2023-11-14t22:13:20z", 1700000000, FALSE },
    { "2023-11-14T22:13:20.999999999Z", 1700000000, FALSE },
    { "2023-11-14 23:13:20+01:00", 1700000000, FALSE },
    { "2023-11-14T23:13:20+0100", 1700000000, FALSE },
    { "2023-11-14T23:13:20+01", 1700000000, FALSE },
    { "2023-11-14T16:43:20-05:30", 1700000000, FALSE },
    { "2023-11-14 22:13:20 UTC", 1700000000, FALSE },
    { "2023-11-14 22:13:20", 1700000000 - 9 * 3600, TRUE },
    { "2023-11-14 22:13", 1699999980 - 9 * 3600, TRUE },
    { "2023/11/14 7:13", 1699945980 - 9 * 3600, TRUE },
    { "2023-11-14", 1699920000 - 9 * 3600, TRUE },
    { "14 Nov 2023 22:13", 1699999980 - 9 * 3600, TRUE },
    { "14 Nov 2023, 22:13", 1699999980 - 9 * 3600, TRUE },
    { "14 november 2023, 22:13:20", 1700000000 - 9 * 3600, TRUE },
    { "1 Mar 2024 00:00", 1709251200 - 9 * 3600, TRUE },
    { "14.11.2023 22:13:20 +00:00", 1700000000, FALSE },
    { "1.3.2024", 1709251200 - 9 * 3600, TRUE },
    { "2024-02-29 00:00", 1709164800 - 9 * 3600, TRUE },
    /* A leap second counts as the next second. */
    { "2016-12-31T23:59:60Z", 1483228800, FALSE },
    { "2016-12-31T24:00:00Z", 1483228800, FALSE },
  };
  g_autoptr (FootprintsCalendar) tokyo = get_calendar ("Asia/Tokyo");

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      FootprintsParsedTime parsed;

      g_test_message ("%s", times[i].text);
      g_assert_true (_footprints_time_parse (times[i].text, tokyo, &parsed));
      g_assert_cmpint (parsed.time_s, ==, times[i].time_s);
      g_assert_cmpint (parsed.used_zone, ==, times[i].used_zone);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "now",
    "null",
    "2023-11",
    "2023-13-01",
    "2023-02-29",
    "2023-11-31",
    "2023-00-10",
    "2023-11-14T22",
    "2023-11-14T22:60",
    "2023-11-14T25:00",
    "2023-11-14T24:30",
    "2023-11-14T22:13:61Z",
    "2023-11-14T22:13:20+25:00",
    "2023-11-14T22:13:20+01:60",
    "2023-11-14T22:13:20+1",
    "2023-11-14T22:13:20Zulu",
    "2023-11-14T22:13:20.Z",
    "14 Foo 2023 22:13",
    "32 Nov 2023 22:13",
    "11/14/2023 22:13",
    "99999999999999999999999999",
    "1700000000 1700000000",
    "1700000000.5.5",
    "1700000000.",
    "0x6553f100",
    "1e9",
  };
  g_autoptr (FootprintsCalendar) utc = get_calendar ("UTC");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FootprintsParsedTime parsed;

      g_test_message ("%s", texts[i]);
      g_assert_false (_footprints_time_parse (texts[i], utc, &parsed));
    }
}

static void
test_numbers (void)
{
  g_assert_cmpint (_footprints_time_from_number (G_MAXINT64), <=, G_GINT64_CONSTANT (100000000000));
  g_assert_cmpint (_footprints_time_from_number (G_MININT64), <, 0);
  g_assert_cmpint (_footprints_time_from_number (1700000000), ==, 1700000000);
  g_assert_cmpint (_footprints_time_from_number (G_GINT64_CONSTANT (1700000000999)), ==,
                   1700000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/time-parser/accepts", test_accepts);
  g_test_add_func ("/import/time-parser/refuses", test_refuses);
  g_test_add_func ("/import/time-parser/numbers", test_numbers);
  return g_test_run ();
}
