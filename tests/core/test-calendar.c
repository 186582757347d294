/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The private calendar, compared with GDateTime for every day from 1970 to 2100. */

#include "test-support.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"

#include <string.h>

/* At which days begin; some of them are those at which clocks change. */
static const guint hours[] = { 0, 2, 4 };

static const char *const zones[] = {
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "America/Havana",
  "America/St_Johns",
  "America/Caracas",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Monrovia",
  "Asia/Amman",
  "Asia/Kathmandu",
  "Asia/Pyongyang",
  "Asia/Tehran",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kwajalein",
  "Pacific/Kiritimati",
  "Antarctica/Troll",
  "+05:30",
  "-12:00",
};

static GTimeZone *
get_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  g_assert_nonnull (zone);
  return zone;
}

static gint64
local_s (GTimeZone *zone, gint64 time_s)
{
  return time_s + g_time_zone_get_offset (
                      zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time_s));
}

/* No zone at all: dates and their numbers. */
static void
test_dates (void)
{
  GDate date;
  int day = 0;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1970);
  for (; g_date_get_year (&date) <= 2101; day++)
    {
      FootprintsDate ours = _footprints_date_from_day (day);
      FootprintsIsoWeek week = _footprints_iso_week_from_day (day);
      g_autoptr (GDateTime) time = g_date_time_new_utc (ours.year, ours.month, ours.day, 0, 0, 0);
      const char *const formats[] = { "%Y-%m-%d", "%G-W%V", "%Y-%m", "%Y" };

      g_assert_cmpint (ours.year, ==, g_date_get_year (&date));
      g_assert_cmpint (ours.month, ==, g_date_get_month (&date));
      g_assert_cmpint (ours.day, ==, g_date_get_day (&date));
      g_assert_cmpint (_footprints_date_to_day (ours), ==, day);
      g_assert_cmpint (g_date_time_to_unix (time), ==, day * TEST_DAY_S);
      g_assert_cmpint (week.year, ==, g_date_time_get_week_numbering_year (time));
      g_assert_cmpint (week.week, ==, g_date_time_get_week_of_year (time));
      g_assert_cmpint (_footprints_iso_week_to_day (week), ==,
                       day - (g_date_time_get_day_of_week (time) - 1));
      for (guint granularity = 0; granularity <= FOOTPRINTS_GRANULARITY_YEAR; granularity++)
        {
          int first = _footprints_step_first_day (granularity, day);
          int next = _footprints_step_next_day (granularity, first);
          g_autofree char *label = _footprints_step_label (granularity, first);
          g_autofree char *expected = g_date_time_format (time, formats[granularity]);

          g_assert_cmpint (first, <=, day);
          g_assert_cmpint (day, <, next);
          g_assert_cmpint (_footprints_step_first_day (granularity, next), ==, next);
          g_assert_cmpint (_footprints_step_first_day (granularity, next - 1), ==, first);
          g_assert_cmpstr (label, ==, expected);
        }
      g_date_add_days (&date, 1);
    }
}

static void
test_before_1970 (void)
{
  FootprintsDate date = _footprints_date_from_day (-1);

  g_assert_cmpint (date.year, ==, 1969);
  g_assert_cmpint (date.month, ==, 12);
  g_assert_cmpint (date.day, ==, 31);
  g_assert_cmpint (_footprints_date_to_day (date), ==, -1);
  g_assert_cmpint (_footprints_step_first_day (FOOTPRINTS_GRANULARITY_WEEK, -1), ==, -3);
  g_assert_cmpint (_footprints_step_first_day (FOOTPRINTS_GRANULARITY_YEAR, -1), ==, -365);
}

static void
test_valid_dates (void)
{
  static const FootprintsDate good[] = {
    { 1970, 1, 1 }, { 2100, 12, 31 }, { 2024, 2, 29 }, { 2000, 2, 29 }, { 2023, 4, 30 },
  };
  static const FootprintsDate bad[] = {
    { 1969, 12, 31 }, { 2101, 1, 1 }, { 2023, 2, 29 }, { 2100, 2, 29 }, { 2024, 0, 1 },
    { 2024, 13, 1 },  { 2024, 1, 0 }, { 2024, 1, 32 }, { 2024, 4, 31 }, { 2024, 1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (_footprints_date_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (_footprints_date_is_valid (bad[i]));
}

static void
test_valid_weeks (void)
{
  for (int year = FOOTPRINTS_CALENDAR_FIRST_YEAR; year <= FOOTPRINTS_CALENDAR_LAST_YEAR; year++)
    {
      guint8 n_weeks = g_date_get_monday_weeks_in_year ((GDateYear) year);
      GDate first;

      g_assert_true (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ year, 1 }));
      g_assert_true (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ year, 52 }));
      g_assert_false (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ year, 54 }));
      g_assert_false (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ year, 0 }));
      /* A year has 53 weeks when it begins on a Thursday, or on a Wednesday and is a leap year. */
      g_date_clear (&first, 1);
      g_date_set_dmy (&first, 1, G_DATE_JANUARY, (GDateYear) year);
      n_weeks = g_date_get_weekday (&first) == G_DATE_THURSDAY ||
                        (g_date_get_weekday (&first) == G_DATE_WEDNESDAY &&
                         g_date_is_leap_year ((GDateYear) year))
                    ? 53
                    : 52;
      g_assert_cmpint (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ year, 53 }), ==,
                       n_weeks == 53);
    }
  g_assert_false (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ 1969, 1 }));
  g_assert_false (_footprints_iso_week_is_valid ((FootprintsIsoWeek){ 2101, 1 }));
}

/* The number of days that a clock which is @hour late has shown. */
static gint64
late_day (GTimeZone *zone, gint64 time_s, guint hour)
{
  return (local_s (zone, time_s) - hour * 3600) / TEST_DAY_S;
}

/* A day begins at the first instant at which a clock shows its date and the hour. */
static void
check_days (GTimeZone *zone, guint hour)
{
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, hour);
  int last = _footprints_date_to_day ((FootprintsDate){ 2100, 12, 31 });
  gint64 before_s = _footprints_calendar_day_start_s (calendar, 0);
  guint n_skipped = 0;

  for (int day = 1; day <= last; day++)
    {
      gint64 start_s = _footprints_calendar_day_start_s (calendar, day);
      gint64 next_s;

      if (late_day (zone, start_s, hour) > day)
        {
          /* A date that the zone never had; of one that begins late there are some hours. */
          g_assert_cmpint (start_s, ==, _footprints_calendar_day_start_s (calendar, day + 1));
          n_skipped++;
          continue;
        }
      /* At its start the clock shows the date, a second before an earlier one. */
      if (late_day (zone, start_s, hour) != day || late_day (zone, start_s - 1, hour) >= day)
        g_error ("%s, day %d: starts at %" G_GINT64_FORMAT, g_time_zone_get_identifier (zone), day,
                 start_s);
      n_skipped += start_s - before_s < 20 * 3600;
      g_assert_cmpint (_footprints_calendar_day_of (calendar, start_s), ==, day);
      g_assert_cmpint (_footprints_calendar_day_of (calendar, start_s - 1), <, day);
      next_s = _footprints_calendar_day_start_s (calendar, day + 1);
      g_assert_cmpint (_footprints_calendar_day_of (calendar, (start_s + next_s) / 2), ==, day);
      before_s = start_s;
    }
  g_assert_cmpuint (n_skipped, <=, hour == 0 ? 1 : 2);
}

static void
test_days (gconstpointer data)
{
  g_autoptr (GTimeZone) zone = get_zone (data);

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    check_days (zone, hours[i]);
}

/* Every minute around every change of the clock. */
static void
check_changes (GTimeZone *zone, guint hour)
{
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, hour);
  gint64 end_s = G_GINT64_CONSTANT (4133980800);

  for (gint64 time_s = 0; time_s < end_s; time_s += TEST_DAY_S)
    {
      int day = 0;

      if (local_s (zone, time_s) - time_s ==
          local_s (zone, time_s + TEST_DAY_S) - time_s - TEST_DAY_S)
        continue;
      for (gint64 at_s = time_s - TEST_DAY_S; at_s < time_s + 2 * TEST_DAY_S; at_s += 60)
        {
          int shown = (int) late_day (zone, at_s, hour);

          /* Days follow each other, also where the clock shows a date again. */
          day = MAX (day, shown);
          if (at_s >= 0)
            g_assert_cmpint (_footprints_calendar_day_of (calendar, at_s), ==, day);
        }
    }
}

static void
test_changes (gconstpointer data)
{
  g_autoptr (GTimeZone) zone = get_zone (data);

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    check_changes (zone, hours[i]);
}

static void
test_equal (void)
{
  g_autoptr (GTimeZone) berlin = get_zone ("Europe/Berlin");
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (berlin, 4);
  g_autoptr (FootprintsCalendar) same = footprints_calendar_new (berlin, 4);
  g_autoptr (FootprintsCalendar) other = footprints_calendar_new (berlin, 5);
  g_autoptr (FootprintsCalendar) local = footprints_calendar_new (NULL, 4);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  g_assert_true (footprints_calendar_equal (calendar, same));
  g_assert_false (footprints_calendar_equal (calendar, other));
  g_assert_cmpuint (footprints_calendar_get_day_start_hour (calendar), ==, 4);
  g_assert_cmpstr (g_time_zone_get_identifier (footprints_calendar_get_zone (calendar)), ==,
                   "Europe/Berlin");
  g_assert_cmpstr (g_time_zone_get_identifier (footprints_calendar_get_zone (local)), ==,
                   g_time_zone_get_identifier (here));
}

static void
test_from_local (void)
{
  g_autoptr (GTimeZone) zone = get_zone ("Europe/Berlin");
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
  /* 2024-03-31: 02:00 becomes 03:00 at 01:00 UTC; 2024-10-27: 03:00 becomes 02:00 at 01:00 UTC. */
  gint64 spring_s = 1711846800;
  gint64 autumn_s = 1729990800;
  gint64 spring_day_s = 1711843200;
  gint64 autumn_day_s = 1729987200;

  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, spring_day_s + 7199), ==,
                   spring_s - 1);
  /* A time that is never shown is the end of the gap. */
  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, spring_day_s + 7200), ==, spring_s);
  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, spring_day_s + 9000), ==, spring_s);
  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, spring_day_s + 10800), ==,
                   spring_s);
  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, spring_day_s + 10801), ==,
                   spring_s + 1);
  /* One that is shown twice is the first. */
  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, autumn_day_s + 9000), ==,
                   autumn_s - 1800);
  g_assert_cmpint (_footprints_calendar_from_local_s (calendar, autumn_day_s + 10800), ==,
                   autumn_s + 3600);
}

/* Any offset is a zone, so that somebody may ask for thousands. */
static void
test_many_zones (void)
{
  g_autoptr (GTimeZone) berlin = get_zone ("Europe/Berlin");
  g_autoptr (FootprintsCalendar) kept = footprints_calendar_new (berlin, 0);

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("+%02d:%02d", i / 60, i % 60);
      g_autoptr (GTimeZone) zone = get_zone (name);
      g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);

      g_assert_cmpint (_footprints_calendar_day_start_s (calendar, 10), ==, 864000 - i * 60);
    }
  g_assert_cmpint (_footprints_calendar_day_start_s (kept, 10), ==, 864000 - 3600);
}

static gpointer
zone_thread (gpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GTimeZone) zone = get_zone (zones[i % G_N_ELEMENTS (zones)]);
      g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (zone, 0);
      gint64 start_s = _footprints_calendar_day_start_s (calendar, 19000);

      g_assert_cmpint (_footprints_calendar_day_of (calendar, start_s), ==, 19000);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("zone", zone_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/calendar/dates", test_dates);
  g_test_add_func ("/core/calendar/before-1970", test_before_1970);
  g_test_add_func ("/core/calendar/valid-dates", test_valid_dates);
  g_test_add_func ("/core/calendar/valid-weeks", test_valid_weeks);
  g_test_add_func ("/core/calendar/from-local", test_from_local);
  g_test_add_func ("/core/calendar/equal", test_equal);
  g_test_add_func ("/core/calendar/many-zones", test_many_zones);
  g_test_add_func ("/core/calendar/threads", test_threads);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *name = g_strdup (zones[i]);
      g_autofree char *days = NULL;
      g_autofree char *changes = NULL;

      g_strdelimit (name, "/:", '-');
      days = g_strdup_printf ("/core/calendar/days/%s", name);
      changes = g_strdup_printf ("/core/calendar/changes/%s", name);
      g_test_add_data_func (days, zones[i], test_days);
      g_test_add_data_func (changes, zones[i], test_changes);
    }
  return g_test_run ();
}
