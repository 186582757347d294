/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Periods: every way to make one, and the days on which clocks change. */

#include "test-support.h"

#include "libfootprints/core/footprints-clock-private.h"

#include <string.h>

/* The instant that @text names, RFC 3339. */
static gint64
instant (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    g_error ("%s is no instant", text);
  return g_date_time_to_unix (time);
}

static void
assert_period (FootprintsPeriod *period, const char *start, const char *end)
{
  g_assert_nonnull (period);
  g_assert_cmpint (footprints_period_get_start (period), ==,
                   start != NULL ? instant (start) : G_MININT64);
  g_assert_cmpint (footprints_period_get_end (period), ==,
                   end != NULL ? instant (end) : G_MAXINT64);
}

static void
assert_refused (FootprintsPeriod *period, GError **error)
{
  g_assert_null (period);
  g_assert_error (*error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (error);
}

static void
test_range (void)
{
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Asia/Kathmandu", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsPeriod) period = footprints_period_new_range (100, 200, calendar, &error);
  g_autoptr (FootprintsPeriod) empty = footprints_period_new_range (7, 7, calendar, &error);
  g_autoptr (FootprintsPeriod) open =
      footprints_period_new_range (G_MININT64, G_MAXINT64, calendar, &error);

  g_assert_no_error (error);
  g_assert_cmpint (footprints_period_get_start (period), ==, 100);
  g_assert_cmpint (footprints_period_get_end (period), ==, 200);
  g_assert_true (footprints_period_get_calendar (period) == calendar);
  g_assert_false (footprints_period_is_all_time (period));
  g_assert_true (footprints_period_is_all_time (open));
  g_assert_false (footprints_period_contains (empty, 7));
  assert_refused (footprints_period_new_range (200, 199, calendar, &error), &error);
}

/* The start is inside, the end is not: periods that meet share nothing. */
static void
test_half_open (void)
{
  g_autoptr (FootprintsPeriod) first = footprints_period_new_range (100, 200, NULL, NULL);
  g_autoptr (FootprintsPeriod) second = footprints_period_new_range (200, 300, NULL, NULL);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);

  g_assert_false (footprints_period_contains (first, 99));
  g_assert_true (footprints_period_contains (first, 100));
  g_assert_true (footprints_period_contains (first, 199));
  g_assert_false (footprints_period_contains (first, 200));
  g_assert_true (footprints_period_contains (second, 200));
  g_assert_true (footprints_period_contains (all, G_MININT64));
  g_assert_true (footprints_period_contains (all, 0));
  g_assert_true (footprints_period_is_all_time (all));
}

static void
test_references (void)
{
  FootprintsPeriod *period = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsPeriod) copy = g_boxed_copy (FOOTPRINTS_TYPE_PERIOD, period);

  g_assert_true (copy == period);
  g_assert_true (footprints_period_ref (period) == period);
  footprints_period_unref (period);
  footprints_period_unref (period);
  g_assert_true (footprints_period_is_all_time (copy));
}

static void
test_equal (void)
{
  g_autoptr (FootprintsCalendar) utc = test_calendar ("UTC", 0);
  g_autoptr (FootprintsCalendar) berlin = test_calendar ("Europe/Berlin", 0);
  g_autoptr (FootprintsPeriod) year = footprints_period_new_year (2024, utc, NULL);
  g_autoptr (FootprintsPeriod) parsed =
      footprints_period_parse ("2024-01-01..2025-01-01", utc, NULL);
  g_autoptr (FootprintsPeriod) elsewhere = footprints_period_new_range (
      footprints_period_get_start (year), footprints_period_get_end (year), berlin, NULL);
  g_autoptr (FootprintsPeriod) other = footprints_period_new_year (2023, utc, NULL);

  g_assert_true (footprints_period_equal (year, parsed));
  g_assert_false (footprints_period_equal (year, elsewhere));
  g_assert_false (footprints_period_equal (year, other));
}

static void
test_calendar_periods (void)
{
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsPeriod) year = footprints_period_new_year (2024, calendar, &error);
  g_autoptr (FootprintsPeriod) month = footprints_period_new_month (2024, 2, calendar, &error);
  g_autoptr (FootprintsPeriod) december = footprints_period_new_month (2023, 12, calendar, &error);
  g_autoptr (FootprintsPeriod) day = footprints_period_new_day (2024, 2, 29, calendar, &error);
  g_autoptr (FootprintsPeriod) week = footprints_period_new_iso_week (2024, 1, calendar, &error);
  g_autoptr (FootprintsPeriod) last_week =
      footprints_period_new_iso_week (2020, 53, calendar, &error);

  g_assert_no_error (error);
  assert_period (year, "2023-12-31T23:00:00Z", "2024-12-31T23:00:00Z");
  assert_period (month, "2024-01-31T23:00:00Z", "2024-02-29T23:00:00Z");
  assert_period (december, "2023-11-30T23:00:00Z", "2023-12-31T23:00:00Z");
  assert_period (day, "2024-02-28T23:00:00Z", "2024-02-29T23:00:00Z");
  assert_period (week, "2023-12-31T23:00:00Z", "2024-01-07T23:00:00Z");
  assert_period (last_week, "2020-12-27T23:00:00Z", "2021-01-03T23:00:00Z");
}

static void
test_calendar_errors (void)
{
  g_autoptr (GError) error = NULL;

  assert_refused (footprints_period_new_year (1969, NULL, &error), &error);
  assert_refused (footprints_period_new_year (2101, NULL, &error), &error);
  assert_refused (footprints_period_new_year (-1, NULL, &error), &error);
  assert_refused (footprints_period_new_year (G_MAXINT, NULL, &error), &error);
  assert_refused (footprints_period_new_year (G_MININT, NULL, &error), &error);
  assert_refused (footprints_period_new_month (2024, 0, NULL, &error), &error);
  assert_refused (footprints_period_new_month (2024, 13, NULL, &error), &error);
  assert_refused (footprints_period_new_day (2023, 2, 29, NULL, &error), &error);
  assert_refused (footprints_period_new_day (2024, 4, 31, NULL, &error), &error);
  assert_refused (footprints_period_new_day (2024, 4, 0, NULL, &error), &error);
  assert_refused (footprints_period_new_iso_week (2024, 0, NULL, &error), &error);
  assert_refused (footprints_period_new_iso_week (2024, 53, NULL, &error), &error);
  assert_refused (footprints_period_new_iso_week (2020, 54, NULL, &error), &error);
  assert_refused (footprints_period_new_iso_week (2101, 1, NULL, &error), &error);
}

/* Days on which something happens, in UTC; and how long they are. */
static void
test_changes_of_clock (void)
{
  static const struct
  {
    const char *zone;
    const char *day;
    const char *start;
    const char *end;
  } cases[] = {
    /* 23 and 25 hours. */
    { "Europe/Berlin", "2024-03-31", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z" },
    { "Europe/Berlin", "2024-10-27", "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z" },
    /* There was no midnight: the day began at one o'clock. */
    { "America/Sao_Paulo", "2017-10-14", "2017-10-14T03:00:00Z", "2017-10-15T03:00:00Z" },
    { "America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00:00Z", "2017-10-16T02:00:00Z" },
    /* Midnight was put back to eleven: the day before had 25 hours. */
    { "America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z" },
    { "America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", "2018-02-19T03:00:00Z" },
    /* Midnight came twice: the first begins the day. */
    { "America/Havana", "2019-11-03", "2019-11-03T04:00:00Z", "2019-11-04T05:00:00Z" },
    { "America/Havana", "2019-03-10", "2019-03-10T05:00:00Z", "2019-03-11T04:00:00Z" },
    { "Asia/Amman", "2021-10-29", "2021-10-28T21:00:00Z", "2021-10-29T22:00:00Z" },
    { "Africa/Cairo", "2014-09-25", "2014-09-24T21:00:00Z", "2014-09-25T22:00:00Z" },
    /* One minute into the new day the old one came back for an hour. */
    { "America/St_Johns", "2005-10-30", "2005-10-30T02:30:00Z", "2005-10-31T03:30:00Z" },
    { "Asia/Kathmandu", "2024-03-01", "2024-02-29T18:15:00Z", "2024-03-01T18:15:00Z" },
    /* Half an hour of summer time. */
    { "Australia/Lord_Howe", "2024-04-07", "2024-04-06T13:00:00Z", "2024-04-07T13:30:00Z" },
    { "Australia/Lord_Howe", "2024-10-06", "2024-10-05T13:30:00Z", "2024-10-06T13:00:00Z" },
    /* A day that was left out. */
    { "Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z" },
    { "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z" },
    { "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsCalendar) calendar = test_calendar (cases[i].zone, 0);
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsPeriod) period =
          footprints_period_parse (cases[i].day, calendar, &error);

      g_assert_no_error (error);
      g_test_message ("%s %s", cases[i].zone, cases[i].day);
      assert_period (period, cases[i].start, cases[i].end);
    }
}

/* Every day of a year follows the one before, in every zone. */
static void
test_days_meet (void)
{
  static const char *const zones[] = {
    "Europe/Berlin", "America/Sao_Paulo",   "America/Havana", "America/St_Johns",
    "Asia/Amman",    "Australia/Lord_Howe", "Pacific/Apia",
  };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (FootprintsCalendar) calendar = test_calendar (zones[i], 0);

      for (int year = 2005; year < 2020; year++)
        {
          g_autoptr (FootprintsPeriod) whole = footprints_period_new_year (year, calendar, NULL);
          gint64 at = footprints_period_get_start (whole);
          GDate date;

          g_date_clear (&date, 1);
          g_date_set_dmy (&date, 1, G_DATE_JANUARY, (GDateYear) year);
          for (; g_date_get_year (&date) == year; g_date_add_days (&date, 1))
            {
              g_autoptr (FootprintsPeriod) day = footprints_period_new_day (
                  year, (int) g_date_get_month (&date), g_date_get_day (&date), calendar, NULL);

              g_assert_cmpint (footprints_period_get_start (day), ==, at);
              at = footprints_period_get_end (day);
            }
          g_assert_cmpint (footprints_period_get_end (whole), ==, at);
        }
    }
}

static void
test_named (void)
{
  static const struct
  {
    FootprintsPeriodName name;
    const char *text;
    const char *start;
    const char *end;
  } cases[] = {
    { FOOTPRINTS_PERIOD_NAME_TODAY, "today", "2024-03-30T23:00:00Z", "2024-03-31T12:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_WEEK, "week", "2024-03-24T23:00:00Z", "2024-03-31T12:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_MONTH, "month", "2024-02-29T23:00:00Z", "2024-03-31T12:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_YEAR, "year", "2023-12-31T23:00:00Z", "2024-03-31T12:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_LAST_MONTH, "2024-02", "2024-01-31T23:00:00Z",
      "2024-02-29T23:00:00Z" },
    { FOOTPRINTS_PERIOD_NAME_ALL_TIME, "alltime", NULL, NULL },
  };
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);
  gint64 now = instant ("2024-03-31T12:00:00Z");

  _footprints_clock_freeze_s (now);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsPeriod) at =
          footprints_period_new_named_at (cases[i].name, calendar, now);
      g_autoptr (FootprintsPeriod) named = footprints_period_new_named (cases[i].name, calendar);
      g_autoptr (FootprintsPeriod) again = NULL;
      g_autofree char *text = footprints_period_to_string (at);

      assert_period (at, cases[i].start, cases[i].end);
      g_assert_true (footprints_period_equal (at, named));
      g_assert_cmpstr (text, ==, cases[i].text);
      again = footprints_period_parse (text, calendar, NULL);
      g_assert_true (footprints_period_equal (at, again));
    }
  _footprints_clock_thaw ();
}

/* In January the month before is in the year before; and the zone decides what today is. */
static void
test_named_at_borders (void)
{
  g_autoptr (FootprintsCalendar) berlin = test_calendar ("Europe/Berlin", 0);
  g_autoptr (FootprintsCalendar) kiritimati = test_calendar ("Pacific/Kiritimati", 0);
  gint64 new_year = instant ("2023-12-31T23:00:00Z");
  g_autoptr (FootprintsPeriod) last_month =
      footprints_period_new_named_at (FOOTPRINTS_PERIOD_NAME_LAST_MONTH, berlin, new_year);
  g_autoptr (FootprintsPeriod) before =
      footprints_period_new_named_at (FOOTPRINTS_PERIOD_NAME_YEAR, berlin, new_year - 1);
  g_autoptr (FootprintsPeriod) after =
      footprints_period_new_named_at (FOOTPRINTS_PERIOD_NAME_YEAR, berlin, new_year);
  g_autoptr (FootprintsPeriod) early =
      footprints_period_new_named_at (FOOTPRINTS_PERIOD_NAME_TODAY, kiritimati, new_year);

  assert_period (last_month, "2023-11-30T23:00:00Z", "2023-12-31T23:00:00Z");
  assert_period (before, "2022-12-31T23:00:00Z", "2023-12-31T23:00:00Z");
  assert_period (after, "2023-12-31T23:00:00Z", "2023-12-31T23:00:01Z");
  assert_period (early, "2023-12-31T10:00:00Z", "2023-12-31T23:00:01Z");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *start;
    const char *end;
  } cases[] = {
    { "2024", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z" },
    { "1970", "1970-01-01T00:00:00Z", "1971-01-01T00:00:00Z" },
    { "2100", "2100-01-01T00:00:00Z", "2101-01-01T00:00:00Z" },
    { "2024-03", "2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z" },
    { "2024-12", "2024-12-01T00:00:00Z", "2025-01-01T00:00:00Z" },
    { "2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z" },
    { "2024-W07", "2024-02-12T00:00:00Z", "2024-02-19T00:00:00Z" },
    { "2024-W01", "2024-01-01T00:00:00Z", "2024-01-08T00:00:00Z" },
    { "2020-W53", "2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z" },
    { "2024-03-01..2024-04-01", "2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z" },
    { "2024..2025", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z" },
    { "2024-W07..2024-03", "2024-02-12T00:00:00Z", "2024-03-01T00:00:00Z" },
    { "2024..", "2024-01-01T00:00:00Z", NULL },
    { "..2024-06", NULL, "2024-06-01T00:00:00Z" },
    { "..", NULL, NULL },
    { "2024..2024", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z" },
    { "2024-03-01T12:30:00Z..2024-03-01T13:00:00+00:30", "2024-03-01T12:30:00Z",
      "2024-03-01T12:30:00Z" },
    { "2024-03-01T12:30:00..2024-03-02", "2024-03-01T12:30:00Z", "2024-03-02T00:00:00Z" },
    { "alltime", NULL, NULL },
    { "all-time", NULL, NULL },
    { "ALL", NULL, NULL },
  };
  g_autoptr (FootprintsCalendar) utc = test_calendar ("UTC", 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsPeriod) period = footprints_period_parse (cases[i].text, utc, &error);
      g_autoptr (FootprintsPeriod) again = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      assert_period (period, cases[i].start, cases[i].end);
      text = footprints_period_to_string (period);
      again = footprints_period_parse (text, utc, &error);
      g_assert_no_error (error);
      g_assert_true (footprints_period_equal (period, again));
    }
}

static void
test_parse_in_zone (void)
{
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Asia/Kathmandu", 0);
  g_autoptr (FootprintsPeriod) month = footprints_period_parse ("2024-03", calendar, NULL);
  g_autoptr (FootprintsPeriod) range =
      footprints_period_parse ("2024-03-01..2024-03-01T12:00:00", calendar, NULL);
  g_autoptr (FootprintsPeriod) instants =
      footprints_period_parse ("2024-03-01T00:00:00Z..2024-03-01T12:00:00Z", calendar, NULL);

  assert_period (month, "2024-02-29T18:15:00Z", "2024-03-31T18:15:00Z");
  assert_period (range, "2024-02-29T18:15:00Z", "2024-03-01T06:15:00Z");
  assert_period (instants, "2024-03-01T00:00:00Z", "2024-03-01T12:00:00Z");
}

/* Who hears music after midnight may count it to the evening before. */
static void
test_late_days (void)
{
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 4);
  g_autoptr (FootprintsPeriod) day = footprints_period_parse ("2024-03-31", calendar, NULL);
  g_autoptr (FootprintsPeriod) before = footprints_period_parse ("2024-03-30", calendar, NULL);
  g_autoptr (FootprintsPeriod) week = footprints_period_parse ("2024-W01", calendar, NULL);
  g_autoptr (FootprintsPeriod) year = footprints_period_parse ("2024", calendar, NULL);
  g_autoptr (FootprintsPeriod) days =
      footprints_period_parse ("2024-01-01..2024-01-03", calendar, NULL);
  g_autoptr (FootprintsPeriod) today = footprints_period_new_named_at (
      FOOTPRINTS_PERIOD_NAME_TODAY, calendar, instant ("2024-01-01T02:59:59Z"));
  g_autoptr (FootprintsPeriod) this_year = footprints_period_new_named_at (
      FOOTPRINTS_PERIOD_NAME_YEAR, calendar, instant ("2024-01-01T02:59:59Z"));
  g_autoptr (FootprintsPeriod) last_month = footprints_period_new_named_at (
      FOOTPRINTS_PERIOD_NAME_LAST_MONTH, calendar, instant ("2024-01-01T03:00:00Z"));
  g_autofree char *text = footprints_period_to_string (day);

  /* The clock is put forward in the night that belongs to the day before. */
  assert_period (before, "2024-03-30T03:00:00Z", "2024-03-31T02:00:00Z");
  assert_period (day, "2024-03-31T02:00:00Z", "2024-04-01T02:00:00Z");
  assert_period (week, "2024-01-01T03:00:00Z", "2024-01-08T03:00:00Z");
  assert_period (year, "2024-01-01T03:00:00Z", "2025-01-01T03:00:00Z");
  assert_period (days, "2024-01-01T03:00:00Z", "2024-01-03T03:00:00Z");
  assert_period (today, "2023-12-31T03:00:00Z", "2024-01-01T03:00:00Z");
  assert_period (this_year, "2023-01-01T03:00:00Z", "2024-01-01T03:00:00Z");
  assert_period (last_month, "2023-12-01T03:00:00Z", "2024-01-01T03:00:00Z");
  g_assert_cmpstr (text, ==, "2024-03-31");
  g_assert_true (footprints_period_get_calendar (day) == calendar);
}

static void
test_parse_names (void)
{
  const char *const names[] = { "today",      "Week", "MONTH",   "year",    "lastmonth",
                                "last-month", "all",  "alltime", "All-Time" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsPeriod) period = footprints_period_parse (names[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (period);
    }
}

static void
test_parse_errors (void)
{
  const char *const bad[] = {
    "",
    " ",
    "yesterday",
    "202",
    "20244",
    "2024-",
    "2024-3",
    "2024-033",
    "2024-00",
    "2024-13",
    "2024-02-30",
    "2023-02-29",
    "2024-02-",
    "2024-02-2",
    "2024-02-029",
    "2024-W",
    "2024-W7",
    "2024-W00",
    "2024-W53",
    "2024-w07",
    "2024W07",
    "1969",
    "2101",
    "-2024",
    "+2024",
    " 2024",
    "2024 ",
    "２０２４",
    "2024-03-01...2024-04-01",
    "2024-03-01..2024-04-01..2024-05-01",
    "2024-04-01..2024-03-01",
    "2024..2023",
    "2024..x",
    "x..2024",
    "2024-03-01T25:00:00Z..",
    "2024-03-01T..",
    "T..T",
    "today..",
    "2024.2025",
    "\xff",
    "20\xc3",
    "2024-03-01..2024-04-01                                                                      x",
  };
  g_autoptr (FootprintsCalendar) utc = test_calendar ("UTC", 0);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsPeriod) period = footprints_period_parse (bad[i], utc, &error);

      if (period != NULL)
        g_error ("“%s” was accepted", bad[i]);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_to_string (void)
{
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);
  const struct
  {
    FootprintsPeriod *period;
    const char *text;
  } cases[] = {
    { footprints_period_new_year (2024, calendar, NULL), "2024" },
    { footprints_period_new_month (2024, 3, calendar, NULL), "2024-03" },
    { footprints_period_new_day (2024, 3, 5, calendar, NULL), "2024-03-05" },
    { footprints_period_new_iso_week (2024, 7, calendar, NULL), "2024-W07" },
    { footprints_period_new_all_time (calendar), "alltime" },
    { footprints_period_new_range (TEST_TIME, TEST_TIME + 1, calendar, NULL),
      "2024-03-01T00:00:00Z..2024-03-01T00:00:01Z" },
    { footprints_period_new_range (G_MININT64, TEST_TIME, calendar, NULL),
      "..2024-03-01T00:00:00Z" },
    { footprints_period_new_range (TEST_TIME, G_MAXINT64, calendar, NULL),
      "2024-03-01T00:00:00Z.." },
    { footprints_period_new_range (G_MININT64, G_MAXINT64, calendar, NULL), ".." },
    { footprints_period_new_range (-1, 0, calendar, NULL),
      "1969-12-31T23:59:59Z..1970-01-01T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = footprints_period_to_string (cases[i].period);
      g_autoptr (FootprintsPeriod) again = footprints_period_parse (text, calendar, NULL);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (footprints_period_equal (cases[i].period, again));
      footprints_period_unref (cases[i].period);
    }
}

/* @expected: NULL, or what a period is called. Takes @period. */
static void
assert_text (FootprintsPeriod *period, const char *expected)
{
  g_autofree char *text = period != NULL ? footprints_period_to_string (period) : NULL;

  g_assert_cmpstr (text, ==, expected);
  g_clear_pointer (&period, footprints_period_unref);
}

static void
test_before (void)
{
  static const struct
  {
    const char *text;
    const char *previous;
    const char *year_before;
  } cases[] = {
    { "2024", "2023", "2023" },
    { "1971", "1970", "1970" },
    { "1970", NULL, NULL },
    { "2024-01", "2023-12", "2023-01" },
    { "2024-02-29", "2024-02-28", "2023-02-28" },
    { "2024-03-01", "2024-02-29", "2023-03-01" },
    { "2024-W01", "2023-W52", "2023-W01" },
    { "2021-W01", "2020-W53", "2020-W02" },
    /* As many days, though one has 23 hours. */
    { "2024-03-31..2024-04-02", "2024-03-28T23:00:00Z..2024-03-30T23:00:00Z",
      "2023-03-30T22:00:00Z..2023-04-01T22:00:00Z" },
    { "2024-03-01T12:00:00Z..2024-03-02T11:00:00Z", "2024-02-29T13:00:00Z..2024-03-01T12:00:00Z",
      "2023-03-01T12:00:00Z..2023-03-02T11:00:00Z" },
    { "2024-03-01..2024-03-01", NULL, NULL },
    { "2024-03-01..", NULL, NULL },
    { "..2024-03-01", NULL, NULL },
    { "alltime", NULL, NULL },
  };
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsPeriod) period = footprints_period_parse (cases[i].text, calendar, NULL);

      assert_text (footprints_period_get_previous (period), cases[i].previous);
      assert_text (footprints_period_get_year_before (period), cases[i].year_before);
    }
}

/* What has only begun is compared with as much of the one before. */
static void
test_before_running (void)
{
  static const struct
  {
    FootprintsPeriodName name;
    const char *now;
    const char *previous;
    const char *year_before;
  } cases[] = {
    { FOOTPRINTS_PERIOD_NAME_TODAY, "2024-05-10T10:00:00Z",
      "2024-05-08T22:00:00Z..2024-05-09T10:00:01Z", "2023-05-09T22:00:00Z..2023-05-10T10:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_WEEK, "2024-05-10T10:00:00Z",
      "2024-04-26T22:00:00Z..2024-05-03T10:00:01Z", "2023-05-03T22:00:00Z..2023-05-10T10:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_MONTH, "2024-05-10T10:00:00Z",
      "2024-03-31T22:00:00Z..2024-04-10T10:00:01Z", "2023-04-30T22:00:00Z..2023-05-10T10:00:01Z" },
    /* The clock was put forward in between: the same hour on the wall, not the same number of them.
     */
    { FOOTPRINTS_PERIOD_NAME_MONTH, "2024-04-10T10:00:00Z",
      "2024-02-29T23:00:00Z..2024-03-10T11:00:01Z", "2023-03-31T22:00:00Z..2023-04-10T10:00:01Z" },
    /* February has no 30th: all of it. */
    { FOOTPRINTS_PERIOD_NAME_MONTH, "2024-03-30T10:00:00Z", "2024-02",
      "2023-02-28T23:00:00Z..2023-03-30T09:00:01Z" },
    { FOOTPRINTS_PERIOD_NAME_YEAR, "2024-02-29T10:00:00Z",
      "2022-12-31T23:00:00Z..2023-03-01T10:00:01Z", "2022-12-31T23:00:00Z..2023-03-01T10:00:01Z" },
  };
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsPeriod) period =
          footprints_period_new_named_at (cases[i].name, calendar, instant (cases[i].now));

      assert_text (footprints_period_get_previous (period), cases[i].previous);
      assert_text (footprints_period_get_year_before (period), cases[i].year_before);
    }
}

/* What a period is, as days, and what stands beside it. */
static void
test_days (void)
{
  static const struct
  {
    const char *text;
    const char *first_day;
    const char *last_day;
    const char *days;
    const char *before;
    const char *after;
    gboolean is_relative;
    const char *passed; /* by noon of 2024-05-10 in Berlin, as days; NULL: all of it */
  } cases[] = {
    { "today", "2024-05-10", "2024-05-10", "2024-05-10..2024-05-11", "2024-05-09", "2024-05-11",
      TRUE, NULL },
    { "week", "2024-05-04", "2024-05-10", "2024-05-04..2024-05-11", "2024-04-27..2024-05-04",
      "2024-05-11..2024-05-18", TRUE, NULL },
    { "month", "2024-05-01", "2024-05-10", "2024-05-01..2024-05-11", "2024-04", "2024-06", TRUE,
      NULL },
    { "lastmonth", "2024-04-01", "2024-04-30", "2024-04-01..2024-05-01", "2024-03", "2024-05", TRUE,
      NULL },
    { "2024-05", "2024-05-01", "2024-05-31", "2024-05-01..2024-06-01", "2024-04", "2024-06", FALSE,
      "2024-05-01..2024-05-11" },
    { "2024-W19", "2024-05-06", "2024-05-12", "2024-05-06..2024-05-13", "2024-W18", "2024-W20",
      FALSE, "2024-05-06..2024-05-11" },
    { "2020-12-31", "2020-12-31", "2020-12-31", "2020-12-31..2021-01-01", "2020-12-30",
      "2021-01-01", FALSE, NULL },
    { "1970", "1970-01-01", "1970-12-31", "1970-01-01..1971-01-01", NULL, "1971", FALSE, NULL },
    { "2100", "2100-01-01", "2100-12-31", "2100-01-01..2101-01-01", "2099", NULL, FALSE, NULL },
    { "2024-05-09..2024-05-14", "2024-05-09", "2024-05-13", "2024-05-09..2024-05-14",
      "2024-05-04..2024-05-09", "2024-05-14..2024-05-19", FALSE, "2024-05-09..2024-05-11" },
    { "2024-05-09..", "2024-05-09", NULL, NULL, NULL, NULL, FALSE, NULL },
    { "..2024-05-09", NULL, "2024-05-08", NULL, NULL, NULL, FALSE, NULL },
    { "2024-05-09..2024-05-09", "2024-05-09", NULL, NULL, NULL, NULL, FALSE, NULL },
    { "alltime", NULL, NULL, NULL, NULL, NULL, FALSE, NULL },
  };
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);
  gint64 now = instant ("2024-05-10T10:00:00Z");

  _footprints_clock_freeze_s (now);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FootprintsPeriod) period = footprints_period_parse (cases[i].text, calendar, NULL);
      g_autoptr (FootprintsPeriod) passed = footprints_period_get_passed (period, now);
      g_autofree char *first_day = footprints_period_dup_first_day (period);
      g_autofree char *last_day = footprints_period_dup_last_day (period);
      g_autofree char *days = footprints_period_dup_days (period);
      g_autofree char *passed_days = footprints_period_dup_days (passed);

      g_assert_cmpstr (first_day, ==, cases[i].first_day);
      g_assert_cmpstr (last_day, ==, cases[i].last_day);
      g_assert_cmpstr (days, ==, cases[i].days);
      assert_text (footprints_period_get_neighbour (period, -1), cases[i].before);
      assert_text (footprints_period_get_neighbour (period, 1), cases[i].after);
      g_assert_cmpint (footprints_period_is_relative (period), ==, cases[i].is_relative);
      g_assert_cmpint (passed == period, ==, cases[i].passed == NULL);
      g_assert_cmpstr (passed_days, ==, cases[i].passed != NULL ? cases[i].passed : days);
    }
  _footprints_clock_thaw ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/period/range", test_range);
  g_test_add_func ("/core/period/half-open", test_half_open);
  g_test_add_func ("/core/period/references", test_references);
  g_test_add_func ("/core/period/equal", test_equal);
  g_test_add_func ("/core/period/calendar", test_calendar_periods);
  g_test_add_func ("/core/period/calendar-errors", test_calendar_errors);
  g_test_add_func ("/core/period/changes-of-clock", test_changes_of_clock);
  g_test_add_func ("/core/period/days-meet", test_days_meet);
  g_test_add_func ("/core/period/named", test_named);
  g_test_add_func ("/core/period/named-at-borders", test_named_at_borders);
  g_test_add_func ("/core/period/parses", test_parse);
  g_test_add_func ("/core/period/parses-in-zone", test_parse_in_zone);
  g_test_add_func ("/core/period/late-days", test_late_days);
  g_test_add_func ("/core/period/parses-names", test_parse_names);
  g_test_add_func ("/core/period/refuses-text", test_parse_errors);
  g_test_add_func ("/core/period/to-string", test_to_string);
  g_test_add_func ("/core/period/before", test_before);
  g_test_add_func ("/core/period/before-running", test_before_running);
  g_test_add_func ("/core/period/days", test_days);
  return g_test_run ();
}
