/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/review/footprints-years.h"

#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/review/footprints-year-private.h"
#include "libfootprints/report/time/footprints-pulse.h"

#include <stdlib.h>

/**
 * FootprintsYears:
 *
 * The calendar years that have plays, newest first: a list model of [class@Year].
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Years".
 *
 * Since: 0.1
 */
struct _FootprintsYears
{
  FootprintsListReport parent_instance;

  FootprintsPulse *pulse; /* by year, oldest first */
};

FOOTPRINTS_DEFINE_REPORT (Years, years, ListReport, LIST_REPORT)

static void
footprints_years_finalize (GObject *object)
{
  FootprintsYears *self = FOOTPRINTS_YEARS (object);

  g_clear_object (&self->pulse);

  G_OBJECT_CLASS (footprints_years_parent_class)->finalize (object);
}

static FootprintsPulseStep *
get_step (FootprintsYears *self, guint position)
{
  guint n_items = FOOTPRINTS_LIST_REPORT (self)->n_items;

  return g_list_model_get_item (G_LIST_MODEL (self->pulse), n_items - 1 - position);
}

static void
years_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  g_autoptr (FootprintsPulseStep) step = get_step (FOOTPRINTS_YEARS (report), position);

  *(FootprintsYearRow *) row = (FootprintsYearRow){
    .year = atoi (footprints_pulse_step_get_label (step)),
    .n_plays = footprints_pulse_step_get_n_plays (step),
  };
}

/* [2024, 2023] */
static void
footprints_years_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < FOOTPRINTS_LIST_REPORT (report)->n_items; i++)
    {
      g_autoptr (FootprintsPulseStep) step = get_step (FOOTPRINTS_YEARS (report), i);

      _footprints_json_writer_int64 (writer, atoi (footprints_pulse_step_get_label (step)));
    }
  _footprints_json_writer_end_array (writer);
}

static void
footprints_years_class_init (FootprintsYearsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_years_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_year_row_type, years_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_years_write_json;
}

/**
 * footprints_history_get_years:
 * @history: a history
 * @calendar: (nullable): where years begin; %NULL for days from midnight in the system's time zone
 *
 * Lists the calendar years that have plays, newest first.
 *
 * Threading: any thread, no lock, no I/O.
 *
 * Source: doc/reports.md, "Years".
 *
 * Returns: (transfer full): the years, possibly none
 *
 * Since: 0.1
 */
FootprintsYears *
footprints_history_get_years (FootprintsHistory *history, FootprintsCalendar *calendar)
{
  g_autoptr (FootprintsPeriod) period = NULL;
  FootprintsYears *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);

  period = footprints_period_new_all_time (calendar);
  self = g_object_new (FOOTPRINTS_TYPE_YEARS, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->pulse = footprints_history_get_pulse (history, period, FOOTPRINTS_GRANULARITY_YEAR, FALSE);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self),
                                       g_list_model_get_n_items (G_LIST_MODEL (self->pulse)));
  return self;
}
