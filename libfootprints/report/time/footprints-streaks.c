/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The streaks report: days in a row with plays. */

#include "libfootprints/report/time/footprints-streaks-private.h"

#include "libfootprints/core/calendar/footprints-calendar-private.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/time/footprints-streak-private.h"

#define N_LISTED 100

/**
 * FootprintsStreaks:
 *
 * Days in a row with plays: a list model of [class@Streak], longest first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Streaks".
 *
 * Since: 0.1
 */
struct _FootprintsStreaks
{
  FootprintsListReport parent_instance;

  guint min_plays;
  GArray *streaks; /* of Days */
  FootprintsStreak *longest;
  FootprintsStreak *current;
};

typedef struct
{
  int first;
  int last;
  guint32 n_plays;
} Days;

FOOTPRINTS_DEFINE_REPORT (Streaks, streaks, ListReport, LIST_REPORT)

static void
footprints_streaks_finalize (GObject *object)
{
  FootprintsStreaks *self = FOOTPRINTS_STREAKS (object);

  g_clear_pointer (&self->streaks, g_array_unref);
  g_clear_object (&self->longest);
  g_clear_object (&self->current);

  G_OBJECT_CLASS (footprints_streaks_parent_class)->finalize (object);
}

static guint
count_days (const Days *days)
{
  return (guint) (days->last - days->first + 1);
}

static void
fill_streak (FootprintsStreakRow *row, const Days *days)
{
  *row = (FootprintsStreakRow){
    .first_day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, days->first),
    .last_day = _footprints_step_label (FOOTPRINTS_GRANULARITY_DAY, days->last),
    .n_days = count_days (days),
    .n_plays = days->n_plays,
  };
}

static FootprintsStreak *
make_streak (const Days *days)
{
  FootprintsStreakRow row;

  fill_streak (&row, days);
  return _footprints_row_to_object (&_footprints_streak_row_type, &row);
}

static void
streaks_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  fill_streak (row, &g_array_index (FOOTPRINTS_STREAKS (report)->streaks, Days, position));
}

void
_footprints_streak_write (FootprintsStreak *streak, FootprintsJsonWriter *writer)
{
  if (streak != NULL)
    _footprints_row_write (&_footprints_streak_row_type, _footprints_row_of (streak), writer);
  else
    _footprints_json_writer_null (writer);
}

static void
footprints_streaks_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsStreaks *self = FOOTPRINTS_STREAKS (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "current");
  _footprints_streak_write (self->current, writer);
  _footprints_json_writer_name (writer, "longest");
  _footprints_streak_write (self->longest, writer);
  _footprints_json_writer_name (writer, "streaks");
  _footprints_list_report_write_rows (FOOTPRINTS_LIST_REPORT (self), writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsStreaks:min-plays: (getter get_min_plays)
   *
   * How many plays a day needs to count.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "min-plays", footprints_streaks_get_min_plays),
  /**
   * FootprintsStreaks:longest: (getter get_longest)
   *
   * The longest streak, the latest of several; %NULL if there are no streaks.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "longest", footprints_streaks_get_longest, footprints_streak_get_type),
  /**
   * FootprintsStreaks:current: (getter get_current)
   *
   * The current streak; %NULL if there is none.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "current", footprints_streaks_get_current, footprints_streak_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_streaks_class_init (FootprintsStreaksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_streaks_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_streak_row_type, streaks_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_streaks_write_json;
  _footprints_properties_install (object_class, properties);
}

typedef struct
{
  FootprintsTop longest;
  guint min_plays;
  Days streak; /* which may continue; without plays: none */
  Days day;    /* being counted */
} Walk;

static int
compare_days (gconstpointer a, gconstpointer b, gpointer data)
{
  const Days *left = a;
  const Days *right = b;

  if (count_days (left) != count_days (right))
    return count_days (left) > count_days (right) ? -1 : 1;
  return left->first > right->first ? -1 : left->first < right->first;
}

static void
end_streak (Walk *walk)
{
  if (walk->streak.n_plays > 0)
    _footprints_top_offer (&walk->longest, &walk->streak);
}

static void
end_day (Walk *walk)
{
  if (walk->day.n_plays < walk->min_plays)
    return;
  if (walk->streak.n_plays > 0 && walk->day.first == walk->streak.last + 1)
    {
      walk->streak.last = walk->day.last;
      walk->streak.n_plays += walk->day.n_plays;
      return;
    }
  end_streak (walk);
  walk->streak = walk->day;
}

static void
walk_plays (Walk *walk, FootprintsHistory *history, FootprintsPeriod *period)
{
  FootprintsCalendar *calendar = footprints_period_get_calendar (period);
  FootprintsPlayRange range = _footprints_history_get_range (history, period);
  gint64 until_s = G_MININT64;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &range.from,
                                        range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        gint64 time_s = _footprints_chunk_get_time (part.chunk, i);

        if (time_s >= until_s)
          {
            end_day (walk);
            walk->day.first = walk->day.last = _footprints_calendar_find_step (
                calendar, FOOTPRINTS_GRANULARITY_DAY, time_s, &until_s);
            walk->day.n_plays = 0;
          }
        walk->day.n_plays++;
      }
  end_day (walk);
  end_streak (walk);
}

/**
 * footprints_history_get_streaks:
 * @history: a history
 * @period: which plays count, and by which calendar
 * @min_plays: how many plays a day needs to count, 1 or more
 * @now: the current time, in seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Finds days in a row with plays. The current streak includes the day of @now or the day before it,
 * since the day of @now is not over yet.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @min_plays is 0.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Streaks".
 *
 * Returns: (transfer full): the 100 longest streaks, longest first, the latest of equal ones first;
 *   %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsStreaks *
footprints_history_get_streaks (FootprintsHistory *history,
                                FootprintsPeriod *period,
                                guint min_plays,
                                gint64 now,
                                GError **error)
{
  Walk walk = { .min_plays = min_plays };
  FootprintsStreaks *self;
  int today;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_number ("the number of plays", min_plays, G_MAXINT32, error))
    return NULL;
  self = g_object_new (FOOTPRINTS_TYPE_STREAKS, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->min_plays = min_plays;
  _footprints_top_init (&walk.longest, sizeof (Days), N_LISTED, compare_days, NULL);
  walk_plays (&walk, history, period);
  self->streaks = _footprints_top_end (&walk.longest);
  if (self->streaks->len > 0)
    self->longest = make_streak (&g_array_index (self->streaks, Days, 0));
  today = _footprints_calendar_day_of (footprints_period_get_calendar (period), now);
  /* The walk ends with the latest streak. */
  if (walk.streak.n_plays > 0 && walk.streak.last >= today - 1)
    self->current = make_streak (&walk.streak);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->streaks->len);
  return self;
}

/**
 * footprints_streaks_get_min_plays: (get-property min-plays)
 * @self: streaks
 *
 * Gets how many plays a day needs to count.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Streaks, streaks, STREAKS, min_plays)

/**
 * footprints_streaks_get_longest: (get-property longest)
 * @self: streaks
 *
 * Gets the longest streak, the latest of several; %NULL if there are no streaks.
 *
 * Returns: (transfer none) (nullable): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsStreak *, Streaks, streaks, STREAKS, longest)

/**
 * footprints_streaks_get_current: (get-property current)
 * @self: streaks
 *
 * Gets the current streak; %NULL if there is none.
 *
 * Returns: (transfer none) (nullable): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsStreak *, Streaks, streaks, STREAKS, current)
