/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One streak in the streaks report: its properties and their getters. */

#include "libfootprints/report/time/footprints-streak-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsStreak:first-day: (getter get_first_day)
   *
   * The first day, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsStreakRow, TEXT, first_day, "first-day", "first_day"),
  /**
   * FootprintsStreak:last-day: (getter get_last_day)
   *
   * The last day, as `2024-03-15`.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsStreakRow, TEXT, last_day, "last-day", "last_day"),
  /**
   * FootprintsStreak:n-days: (getter get_n_days)
   *
   * How many days it has.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsStreakRow, UINT, n_days, "n-days", "days"),
  /**
   * FootprintsStreak:n-plays: (getter get_n_plays)
   *
   * How many plays these days have.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsStreakRow, COUNT, n_plays, "n-plays", "scrobbles"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsStreak:
 *
 * Days in a row with plays: an entry of [class@Streaks].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Streak, streak, fields)

/**
 * footprints_streak_get_first_day: (get-property first-day)
 * @self: a streak
 *
 * Gets the first day, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Streak, streak, STREAK, first_day)

/**
 * footprints_streak_get_last_day: (get-property last-day)
 * @self: a streak
 *
 * Gets the last day, as `2024-03-15`.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Streak, streak, STREAK, last_day)

/**
 * footprints_streak_get_n_days: (get-property n-days)
 * @self: a streak
 *
 * Gets how many days it has.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Streak, streak, STREAK, n_days)

/**
 * footprints_streak_get_n_plays: (get-property n-plays)
 * @self: a streak
 *
 * Gets how many plays these days have.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Streak, streak, STREAK, n_plays)
