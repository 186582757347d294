/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/time/footprints-pulse.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/time/footprints-pulse-step-private.h"

/**
 * FootprintsPulse:
 *
 * Plays per day, week, month or year: a list model of [class@PulseStep], oldest first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Pulse".
 *
 * Since: 0.1
 */
struct _FootprintsPulse
{
  FootprintsListReport parent_instance;

  FootprintsGranularity granularity;
  GArray *steps; /* of Step */
};

struct _FootprintsPulseClass
{
  FootprintsListReportClass parent_class;
};

typedef struct
{
  int day; /* the first */
  guint32 n_plays;
  gint64 start;
  gint64 end;
} Step;

G_DEFINE_FINAL_TYPE (FootprintsPulse, footprints_pulse, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_pulse_finalize (GObject *object)
{
  FootprintsPulse *self = FOOTPRINTS_PULSE (object);

  g_array_unref (self->steps);

  G_OBJECT_CLASS (footprints_pulse_parent_class)->finalize (object);
}

static void
pulse_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsPulse *self = FOOTPRINTS_PULSE (report);
  const Step *step = &g_array_index (self->steps, Step, position);

  *(FootprintsPulseStepRow *) row = (FootprintsPulseStepRow){
    .label = _footprints_step_label (self->granularity, step->day),
    .day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, step->day),
    .start = step->start,
    .end = step->end,
    .n_plays = step->n_plays,
  };
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsPulse:granularity: (getter get_granularity)
   *
   * How long a step is.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("granularity",
                            footprints_pulse_get_granularity,
                            footprints_granularity_get_type,
                            FOOTPRINTS_GRANULARITY_DAY),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_pulse_class_init (FootprintsPulseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_pulse_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_pulse_step_row_type, pulse_fill_row);
  _footprints_properties_install (object_class, properties);
}

static void
footprints_pulse_init (FootprintsPulse *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
}

/* Adds the step that begins on @day. Plays are sorted by time, so a step is two positions in the
 * columns, and its plays are not read. Returns where the next step begins. */
static guint32
add_step (FootprintsPulse *self,
          const FootprintsColumns *columns,
          FootprintsCalendar *calendar,
          int day,
          FootprintsPlayRange rest)
{
  Step step = { .day = day };

  step.start = _footprints_calendar_day_start_s (calendar, day);
  step.end = _footprints_calendar_day_start_s (calendar,
                                               _footprints_step_next_day (self->granularity, day));
  rest.to = MIN (_footprints_columns_find_from (columns, rest.from, step.end), rest.to);
  step.n_plays = rest.to - rest.from;
  g_array_append_val (self->steps, step);
  return rest.to;
}

static int
first_day_at (FootprintsPulse *self, FootprintsCalendar *calendar, gint64 time_s)
{
  return _footprints_step_first_day (self->granularity,
                                     _footprints_calendar_day_of (calendar, time_s));
}

/* Adds the steps that have plays, however much time lies between them. */
static void
add_filled_steps (FootprintsPulse *self,
                  const FootprintsColumns *columns,
                  FootprintsCalendar *calendar,
                  FootprintsPlayRange range)
{
  while (range.from < range.to)
    {
      gint64 first_at = _footprints_columns_get_time (columns, range.from);

      range.from =
          add_step (self, columns, calendar, first_day_at (self, calendar, first_at), range);
    }
}

/* Adds every step of the period; where it has no bound, from the first or to the last play. Leaves
 * out days that calendars do not support. */
static void
add_all_steps (FootprintsPulse *self,
               const FootprintsColumns *columns,
               FootprintsCalendar *calendar,
               FootprintsPlayRange range)
{
  FootprintsPeriod *period = footprints_report_get_period (FOOTPRINTS_REPORT (self));
  gint64 first_at = footprints_period_get_start (period);
  gint64 last_at = footprints_period_get_end (period) - 1;
  gboolean has_plays = range.from < range.to;

  if (first_at == G_MININT64)
    first_at = has_plays ? _footprints_columns_get_time (columns, range.from) : G_MAXINT64;
  if (last_at == G_MAXINT64 - 1)
    last_at = has_plays ? _footprints_columns_get_time (columns, range.to - 1) : G_MININT64;
  first_at = MAX (first_at, _footprints_calendar_first_s (calendar));
  last_at = MIN (last_at, _footprints_calendar_last_s (calendar));
  if (last_at < first_at)
    return;
  for (int day = first_day_at (self, calendar, first_at);
       _footprints_calendar_day_start_s (calendar, day) <= last_at;
       day = _footprints_step_next_day (self->granularity, day))
    range.from = add_step (self, columns, calendar, day, range);
}

/**
 * footprints_history_get_pulse:
 * @history: a history
 * @period: which plays count, and by which calendar
 * @granularity: how long a step is
 * @include_empty: whether steps without plays are listed too
 *
 * Counts plays per day, ISO week, month or year of the period's calendar.
 *
 * With @include_empty, the steps are all steps of the period; if it has no beginning or no end,
 * they begin with the first play or end with the last one. A step that the period cuts counts only
 * the plays inside the period.
 *
 * Threading: any thread, no lock, no I/O; depends on the number of steps, not of plays.
 *
 * Source: doc/reports.md, "Pulse".
 *
 * Returns: (transfer full): a pulse, possibly empty
 *
 * Since: 0.1
 */
FootprintsPulse *
footprints_history_get_pulse (FootprintsHistory *history,
                              FootprintsPeriod *period,
                              FootprintsGranularity granularity,
                              gboolean include_empty)
{
  FootprintsCalendar *calendar;
  const FootprintsColumns *columns;
  FootprintsPlayRange range;
  FootprintsPulse *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (granularity <= FOOTPRINTS_GRANULARITY_YEAR, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_PULSE, NULL);
  self->granularity = granularity;
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  columns = _footprints_history_get_columns (history);
  calendar = footprints_period_get_calendar (period);
  range = _footprints_history_get_range (history, period);
  if (include_empty)
    add_all_steps (self, columns, calendar, range);
  else
    add_filled_steps (self, columns, calendar, range);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->steps->len);
  return self;
}

/**
 * footprints_pulse_get_granularity: (get-property granularity)
 * @self: a pulse
 *
 * Gets how long a step is.
 *
 * Returns: the granularity
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsGranularity, Pulse, pulse, PULSE, granularity)
