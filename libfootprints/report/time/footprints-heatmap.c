/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/time/footprints-heatmap.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/footprints-day-count-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/time/footprints-heatmap-cell-private.h"

#define N_WEEKDAYS 7
#define N_HOURS 24
#define N_CELLS (N_WEEKDAYS * N_HOURS)
#define HOUR_S 3600
#define DAY_S 86400
/* A whole number of days that makes every time that can be stored positive. */
#define BIAS_S (G_GINT64_CONSTANT (1) << 40) / DAY_S *DAY_S

/**
 * FootprintsHeatmap:
 *
 * Plays by weekday and hour: a list model of 168 [class@HeatmapCell], the hours of Monday first.
 *
 * The hour is that of a local clock; the weekday is that of the day that a play counts towards. If
 * days begin at four, a play on Sunday at two in the morning is in hour 2 of Saturday.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Heatmap".
 *
 * Since: 0.1
 */
struct _FootprintsHeatmap
{
  FootprintsListReport parent_instance;

  gboolean per_week;
  gint64 n_plays;
  double n_weeks;
  gint64 counts[N_CELLS];
};

FOOTPRINTS_DEFINE_REPORT (Heatmap, heatmap, ListReport, LIST_REPORT)

static double
get_value (FootprintsHeatmap *self, guint cell)
{
  return (double) self->counts[cell] / (self->per_week ? self->n_weeks : 1);
}

static void
heatmap_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsHeatmap *self = FOOTPRINTS_HEATMAP (report);

  *(FootprintsHeatmapCellRow *) row = (FootprintsHeatmapCellRow){
    .weekday = (GDateWeekday) (G_DATE_MONDAY + position / N_HOURS),
    .hour = position % N_HOURS,
    .n_plays = self->counts[position],
    .value = get_value (self, position),
  };
}

/* The index of the first of the greatest counts; -1 when all are 0. */
static int
find_greatest (const gint64 *counts, int n_counts)
{
  int greatest = 0;

  for (int i = 1; i < n_counts; i++)
    if (counts[i] > counts[greatest])
      greatest = i;
  return counts[greatest] > 0 ? greatest : -1;
}

static void
add_up (FootprintsHeatmap *self, gint64 *weekdays, gint64 *hours)
{
  for (guint i = 0; i < N_CELLS; i++)
    {
      weekdays[i / N_HOURS] += self->counts[i];
      hours[i % N_HOURS] += self->counts[i];
    }
}

/* JSON counts weekdays from 0, as the earlier program did. */
static void
write_count (const char *name, int number, gint64 count, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, name, number);
  _footprints_json_writer_add_int64 (writer, "count", count);
  _footprints_json_writer_end_object (writer);
}

static void
write_peak (const char *name, const gint64 *counts, int n_counts, FootprintsJsonWriter *writer)
{
  int greatest = find_greatest (counts, n_counts);

  if (greatest >= 0)
    write_count (name, greatest, counts[greatest], writer);
  else
    _footprints_json_writer_null (writer);
}

static void
write_grid (FootprintsHeatmap *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    {
      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_int64 (writer, "day_of_week", weekday);
      _footprints_json_writer_add_array (writer, "hours");
      for (int hour = 0; hour < N_HOURS; hour++)
        write_count ("hour", hour, self->counts[weekday * N_HOURS + hour], writer);
      _footprints_json_writer_end_array (writer);
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
write_cells (FootprintsHeatmap *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < N_CELLS; i++)
    {
      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_int64 (writer, "weekday", i / N_HOURS);
      _footprints_json_writer_add_int64 (writer, "hour", i % N_HOURS);
      _footprints_json_writer_add_int64 (writer, "count", self->counts[i]);
      _footprints_json_writer_add_double (writer, "normalized", get_value (self, i));
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
heatmap_write_summary (FootprintsHeatmap *self, FootprintsJsonWriter *writer)
{
  int peak = find_greatest (self->counts, N_CELLS);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "total_scrobbles", self->n_plays);
  _footprints_json_writer_add_double (writer, "weeks_in_range", self->n_weeks);
  if (peak >= 0)
    {
      _footprints_json_writer_add_int64 (writer, "peak_hour", peak % N_HOURS);
      _footprints_json_writer_add_int64 (writer, "peak_weekday", peak / N_HOURS);
    }
  else
    {
      _footprints_json_writer_add_null (writer, "peak_hour");
      _footprints_json_writer_add_null (writer, "peak_weekday");
    }
  _footprints_json_writer_add_int64 (writer, "peak_count", peak >= 0 ? self->counts[peak] : 0);
  _footprints_json_writer_end_object (writer);
}

static void
write_weekday_totals (const gint64 *counts, FootprintsJsonWriter *writer)
{
  static const char *const names[N_WEEKDAYS] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                                 "Friday", "Saturday", "Sunday" };

  _footprints_json_writer_begin_array (writer);
  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_int64 (writer, "weekday", i);
      _footprints_json_writer_add_int64 (writer, "count", counts[i]);
      _footprints_json_writer_add_string (writer, "name", names[i]);
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
write_hour_totals (const gint64 *counts, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (int i = 0; i < N_HOURS; i++)
    write_count ("hour", i, counts[i], writer);
  _footprints_json_writer_end_array (writer);
}

static void
footprints_heatmap_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsHeatmap *self = FOOTPRINTS_HEATMAP (report);
  gint64 weekdays[N_WEEKDAYS] = { 0 };
  gint64 hours[N_HOURS] = { 0 };

  add_up (self, weekdays, hours);
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "grid");
  write_grid (self, writer);
  _footprints_json_writer_name (writer, "peak_day");
  write_peak ("day_of_week", weekdays, N_WEEKDAYS, writer);
  _footprints_json_writer_name (writer, "peak_hour");
  write_peak ("hour", hours, N_HOURS, writer);
  _footprints_json_writer_add_int64 (writer, "total_scrobbles", self->n_plays);
  _footprints_json_writer_add_boolean (writer, "is_normalized", self->per_week);
  _footprints_json_writer_name (writer, "heatmap");
  write_cells (self, writer);
  _footprints_json_writer_name (writer, "summary");
  heatmap_write_summary (self, writer);
  _footprints_json_writer_name (writer, "weekday_totals");
  write_weekday_totals (weekdays, writer);
  _footprints_json_writer_name (writer, "hour_totals");
  write_hour_totals (hours, writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsHeatmap:per-week: (getter is_per_week)
   *
   * Whether the values of cells are plays per week.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (BOOLEAN, "per-week", footprints_heatmap_is_per_week),
  /**
   * FootprintsHeatmap:n-plays: (getter get_n_plays)
   *
   * How many plays the period has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "n-plays", footprints_heatmap_get_n_plays),
  /**
   * FootprintsHeatmap:n-weeks: (getter get_n_weeks)
   *
   * How many weeks it covers, at least 1: a seventh of [property@Overview:n-days].
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (DOUBLE, "n-weeks", footprints_heatmap_get_n_weeks),
  /**
   * FootprintsHeatmap:peak: (getter get_peak)
   *
   * The fullest cell.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "peak", footprints_heatmap_get_peak, footprints_heatmap_cell_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_heatmap_class_init (FootprintsHeatmapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  _footprints_list_report_class_setup (klass, &_footprints_heatmap_cell_row_type, heatmap_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_heatmap_write_json;
  _footprints_properties_install (object_class, properties);
}

/* What applies to a play and to those that follow it, until the clock changes or a day begins. */
typedef struct
{
  gint64 until_s;
  gint64 offset_s;
  gint64 *hours; /* of the weekday */
} Stretch;

static Stretch
find_stretch (FootprintsHeatmap *self, FootprintsCalendar *calendar, gint64 time_s)
{
  int day = _footprints_calendar_day_of (calendar, time_s);
  Stretch stretch;

  stretch.offset_s = _footprints_calendar_get_offset_s (calendar, time_s, &stretch.until_s);
  stretch.until_s = MIN (stretch.until_s, _footprints_calendar_day_start_s (calendar, day + 1));
  stretch.hours = self->counts + N_HOURS * _footprints_weekday_of_day (day);
  return stretch;
}

static void
count (FootprintsHeatmap *self,
       const FootprintsColumns *columns,
       FootprintsCalendar *calendar,
       FootprintsPlayRange range)
{
  Stretch stretch = { .until_s = G_MININT64 };
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &range.from, range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        gint64 time_s = _footprints_chunk_get_time (part.chunk, i);

        if (time_s >= stretch.until_s)
          stretch = find_stretch (self, calendar, time_s);
        stretch.hours[(guint64) (time_s + stretch.offset_s + BIAS_S) % DAY_S / HOUR_S]++;
      }
}

/**
 * footprints_history_get_heatmap:
 * @history: a history
 * @period: which plays count, and by which calendar
 * @per_week: whether the values of cells are plays per week, or plays
 *
 * Counts plays by weekday and hour.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Heatmap".
 *
 * Returns: (transfer full): a heatmap
 *
 * Since: 0.1
 */
FootprintsHeatmap *
footprints_history_get_heatmap (FootprintsHistory *history,
                                FootprintsPeriod *period,
                                gboolean per_week)
{
  FootprintsPlayRange range;
  FootprintsHeatmap *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_HEATMAP, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->per_week = per_week;
  self->n_weeks = MAX (1, _footprints_count_days (history, period) / (double) N_WEEKDAYS);
  range = _footprints_history_get_range (history, period);
  self->n_plays = range.to - range.from;
  count (self, _footprints_history_get_columns (history), footprints_period_get_calendar (period),
         range);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), N_CELLS);
  return self;
}

/**
 * footprints_heatmap_is_per_week: (get-property per-week)
 * @self: a heatmap
 *
 * Gets whether the values of cells are plays per week.
 *
 * Returns: %TRUE when they are, %FALSE when they are plays
 *
 * Since: 0.1
 */
gboolean
footprints_heatmap_is_per_week (FootprintsHeatmap *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP (self), FALSE);

  return self->per_week;
}

/**
 * footprints_heatmap_get_n_plays: (get-property n-plays)
 * @self: a heatmap
 *
 * Gets how many plays the period has.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Heatmap, heatmap, HEATMAP, n_plays)

/**
 * footprints_heatmap_get_n_weeks: (get-property n-weeks)
 * @self: a heatmap
 *
 * Gets how many weeks the period and the history share.
 *
 * Returns: a seventh of the days, at least 1
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (double, Heatmap, heatmap, HEATMAP, n_weeks)

/**
 * footprints_heatmap_get_peak: (get-property peak)
 * @self: a heatmap
 *
 * Gets the fullest cell; if several are equal, the first one from Monday on.
 *
 * Returns: (transfer full) (nullable): a cell, %NULL without plays
 *
 * Since: 0.1
 */
FootprintsHeatmapCell *
footprints_heatmap_get_peak (FootprintsHeatmap *self)
{
  int peak;

  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP (self), NULL);

  peak = find_greatest (self->counts, N_CELLS);
  return peak >= 0 ? g_list_model_get_item (G_LIST_MODEL (self), (guint) peak) : NULL;
}

/**
 * footprints_heatmap_count_weekday:
 * @self: a heatmap
 * @weekday: 1 (Monday) to 7 (Sunday)
 *
 * Adds up the hours of a weekday.
 *
 * Returns: plays
 *
 * Since: 0.1
 */
gint64
footprints_heatmap_count_weekday (FootprintsHeatmap *self, GDateWeekday weekday)
{
  gint64 weekdays[N_WEEKDAYS] = { 0 };
  gint64 hours[N_HOURS] = { 0 };

  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP (self), 0);
  g_return_val_if_fail (weekday >= G_DATE_MONDAY && weekday <= G_DATE_SUNDAY, 0);

  add_up (self, weekdays, hours);
  return weekdays[weekday - G_DATE_MONDAY];
}

/**
 * footprints_heatmap_count_hour:
 * @self: a heatmap
 * @hour: 0 to 23
 *
 * Adds up an hour over all weekdays.
 *
 * Returns: plays
 *
 * Since: 0.1
 */
gint64
footprints_heatmap_count_hour (FootprintsHeatmap *self, guint hour)
{
  gint64 weekdays[N_WEEKDAYS] = { 0 };
  gint64 hours[N_HOURS] = { 0 };

  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP (self), 0);
  g_return_val_if_fail (hour < N_HOURS, 0);

  add_up (self, weekdays, hours);
  return hours[hour];
}
