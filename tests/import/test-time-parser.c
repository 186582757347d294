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
    { "14.11.23 22:13", 1699999980 - 9 * 3600, TRUE },
    { "14. Nov. 2023 22:13", 1699999980 - 9 * 3600, TRUE },
    { "14-Nov-2023 22:13", 1699999980 - 9 * 3600, TRUE },
    { "2023.11.14 22:13", 1699999980 - 9 * 3600, TRUE },
    /* RFC 2822 and RFC 7231 */
    { "Tue, 14 Nov 2023 23:13:20 +0100", 1700000000, FALSE },
    { "14 Nov 2023 22:13:20 GMT", 1700000000, FALSE },
    { "Tue, 14 Nov 2023 17:13:20 EST", 1700000000, FALSE },
    { "Tuesday, 14-Nov-2023 22:13:20 GMT", 1700000000, FALSE },
    { "Tue Nov 14 22:13:20 2023", 1700000000 - 9 * 3600, TRUE },
    /* Go, JavaScript */
    { "2023-11-14 22:13:20.123456789 +0000 UTC", 1700000000, FALSE },
    { "2023-11-14 23:13:20 +0100 CET m=+0.012345", 1700000000, FALSE },
    { "Tue Nov 14 2023 23:13:20 GMT+0100 (Central European Standard Time)", 1700000000, FALSE },
    { "2023-11-14 23:13:20 UTC+1", 1700000000, FALSE },
    { "2023-11-14 23:13:20 GMT+01:00", 1700000000, FALSE },
    { "20231114T221320Z", 1700000000, FALSE },
    { "20231114T2213", 1699999980 - 9 * 3600, TRUE },
    /* As people see them */
    { "Nov 14, 2023, 10:13 PM", 1699999980 - 9 * 3600, TRUE },
    { "Nov 14, 2023, 10:13:20\u202fPM", 1700000000 - 9 * 3600, TRUE },
    { "November 14, 2023 at 10:13PM", 1699999980 - 9 * 3600, TRUE },
    { "2023-11-14 10:13:20 p.m.", 1700000000 - 9 * 3600, TRUE },
    { "2023-11-15 12:00 AM", 1700006400 - 9 * 3600, TRUE },
    { "2023-11-14 12:00 PM", 1699963200 - 9 * 3600, TRUE },
    /* The only order in which they are dates */
    { "14/11/2023 22:13", 1699999980 - 9 * 3600, TRUE },
    { "11/14/2023 22:13", 1699999980 - 9 * 3600, TRUE },
    { "11/14/23, 22:13", 1699999980 - 9 * 3600, TRUE },
    { "14-11-2023 22:13", 1699999980 - 9 * 3600, TRUE },
    { "11/11/2023", 1699660800 - 9 * 3600, TRUE },
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
      g_assert_true (
          _footprints_time_parse (times[i].text, tokyo, FOOTPRINTS_DATE_ORDER_UNKNOWN, &parsed));
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
    "13/14/2023 22:13",
    "03/04/2023 22:13",
    "03/04/203 22:13",
    "11/14/2023 22:13 PM",
    "11/14/2023 0:13 AM",
    "Nov 2023 22:13",
    "Novembre 14, 2023",
    "14 Nov 2023 22:13 MEZ",
    "2023-11-14 22:13 GMT+1:0",
    "Tue",
    "at 22:13",
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
      g_assert_false (
          _footprints_time_parse (texts[i], utc, FOOTPRINTS_DATE_ORDER_UNKNOWN, &parsed));
    }
}

static void
test_order (void)
{
  static const struct
  {
    const char *text;
    FootprintsDateEvidence evidence;
    gint64 day_first_s; /* 0: no time */
    gint64 month_first_s;
  } dates[] = {
    { "03/04/2023 10:00", FOOTPRINTS_DATE_EVIDENCE_OPEN, 1680516000, 1677924000 },
    { "3-4-2023", FOOTPRINTS_DATE_EVIDENCE_OPEN, 1680480000, 1677888000 },
    { "04/04/2023", FOOTPRINTS_DATE_EVIDENCE_NONE, 1680566400, 1680566400 },
    { "25/04/2023", FOOTPRINTS_DATE_EVIDENCE_DAY_FIRST, 1682380800, 0 },
    { "04/25/2023", FOOTPRINTS_DATE_EVIDENCE_MONTH_FIRST, 0, 1682380800 },
    /* These show their order. */
    { "03.04.2023", FOOTPRINTS_DATE_EVIDENCE_NONE, 1680480000, 1680480000 },
    { "2023-04-03", FOOTPRINTS_DATE_EVIDENCE_NONE, 1680480000, 1680480000 },
    { "3 Apr 2023", FOOTPRINTS_DATE_EVIDENCE_NONE, 1680480000, 1680480000 },
    { "22:13", FOOTPRINTS_DATE_EVIDENCE_NONE, 0, 0 },
  };
  g_autoptr (FootprintsCalendar) utc = get_calendar ("UTC");

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      FootprintsParsedTime parsed = { 0 };

      g_test_message ("%s", dates[i].text);
      g_assert_cmpint (_footprints_time_get_date_evidence (dates[i].text), ==, dates[i].evidence);
      g_assert_cmpint (
          _footprints_time_parse (dates[i].text, utc, FOOTPRINTS_DATE_ORDER_DAY_FIRST, &parsed)
              ? parsed.time_s
              : 0,
          ==, dates[i].day_first_s);
      g_assert_cmpint (
          _footprints_time_parse (dates[i].text, utc, FOOTPRINTS_DATE_ORDER_MONTH_FIRST, &parsed)
              ? parsed.time_s
              : 0,
          ==, dates[i].month_first_s);
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
  g_test_add_func ("/import/time-parser/order", test_order);
  g_test_add_func ("/import/time-parser/numbers", test_numbers);
  return g_test_run ();
}
