/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Describes a period: its bounds, its neighbours, and the periods to compare it with. */

#include "footprintsd/handlers/fpd-handlers.h"

/* Whether @period is a whole calendar day, week, month or year, and not just part of one. */
static gboolean
is_whole_unit (FootprintsPeriod *period, FootprintsGranularity *unit)
{
  g_autoptr (FootprintsPeriod) whole = NULL;

  if (!footprints_period_get_unit (period, unit))
    return FALSE;
  whole = footprints_period_get_neighbour (period, 0);
  return whole != NULL && footprints_period_equal (whole, period);
}

/* NULL when @period is not a whole unit. */
static const char *
get_unit_name (FootprintsPeriod *period)
{
  static const char *const names[] = { "day", "week", "month", "year" };
  FootprintsGranularity unit;

  return is_whole_unit (period, &unit) ? names[unit] : NULL;
}

static void
write_bound (FootprintsJsonWriter *writer, const char *name, gint64 time_s)
{
  if (time_s == G_MININT64 || time_s == G_MAXINT64)
    _footprints_json_writer_add_null (writer, name);
  else
    _footprints_json_writer_add_time (writer, name, time_s);
}

static void
write_days (FootprintsJsonWriter *writer, FootprintsPeriod *period)
{
  g_autofree char *first = footprints_period_dup_first_day (period);
  g_autofree char *last = footprints_period_dup_last_day (period);

  _footprints_json_writer_add_string (writer, "first_day", first);
  _footprints_json_writer_add_string (writer, "last_day", last);
}

/* A text that means the same all day, so that answers need not be made again. */
static char *
dup_query (FootprintsPeriod *period)
{
  FootprintsGranularity unit;
  char *days = is_whole_unit (period, &unit) ? NULL : footprints_period_dup_days (period);

  return days != NULL ? days : footprints_period_to_string (period);
}

/* Writes a period to compare with; NULL writes null. */
static void
write_other (FootprintsJsonWriter *writer, const char *name, FootprintsPeriod *other)
{
  g_autofree char *query = NULL;

  if (other == NULL)
    {
      _footprints_json_writer_add_null (writer, name);
      return;
    }
  query = dup_query (other);
  _footprints_json_writer_add_object (writer, name);
  _footprints_json_writer_add_string (writer, "period", query);
  _footprints_json_writer_add_string (writer, "unit", get_unit_name (other));
  write_days (writer, other);
  _footprints_json_writer_end_object (writer);
}

/* Writes the period to go to from here; null when it does not exist or has not begun. */
static void
write_neighbour (
    FootprintsJsonWriter *writer, const char *name, FootprintsPeriod *period, int count, gint64 now)
{
  g_autoptr (FootprintsPeriod) neighbour = footprints_period_get_neighbour (period, count);
  g_autofree char *text = NULL;

  if (neighbour != NULL && footprints_period_get_start (neighbour) <= now)
    text = footprints_period_to_string (neighbour);
  _footprints_json_writer_add_string (writer, name, text);
}

/* @whole: @period, including the part that is still to come. */
static void
write_period (FootprintsJsonWriter *writer, FootprintsPeriod *period, FootprintsPeriod *whole)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (FootprintsPeriod) passed = footprints_period_get_passed (whole, now);
  g_autoptr (FootprintsPeriod) previous = footprints_period_get_previous (passed);
  g_autoptr (FootprintsPeriod) year_before = footprints_period_get_year_before (passed);
  g_autofree char *text = footprints_period_to_string (period);
  g_autofree char *title = footprints_period_dup_title (period);
  g_autofree char *query = dup_query (passed);
  g_autofree char *reached = footprints_period_dup_last_day (passed);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "period", text);
  _footprints_json_writer_add_string (writer, "title", title);
  _footprints_json_writer_add_string (writer, "unit", get_unit_name (whole));
  write_bound (writer, "start", footprints_period_get_start (whole));
  write_bound (writer, "end", footprints_period_get_end (whole));
  write_days (writer, whole);
  _footprints_json_writer_add_string (writer, "reached_day", reached);
  _footprints_json_writer_add_boolean (writer, "running", passed != whole);
  _footprints_json_writer_add_string (writer, "query", query);
  write_neighbour (writer, "previous", whole, -1, now);
  write_neighbour (writer, "next", whole, 1, now);
  write_other (writer, "compared_previous", previous);
  write_other (writer, "compared_year_before", year_before);
  _footprints_json_writer_end_object (writer);
}

FpdResponse *
fpd_handle_period (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsPeriod) whole = NULL;
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  if (period == NULL)
    return NULL;
  if (footprints_period_is_relative (period))
    whole = footprints_period_get_neighbour (period, 0);
  write_period (&writer, period, whole != NULL ? whole : period);
  return fpd_response_take_json (&writer, error);
}
