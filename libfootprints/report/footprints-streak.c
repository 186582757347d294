/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-streak-private.h"

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
struct _FootprintsStreak
{
  GObject parent_instance;

  char *first_day;
  char *last_day;
  guint n_days;
  gint64 n_plays;
};

enum
{
  PROP_0,
  PROP_FIRST_DAY,
  PROP_LAST_DAY,
  PROP_N_DAYS,
  PROP_N_PLAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsStreak, footprints_streak, G_TYPE_OBJECT)

static void
footprints_streak_finalize (GObject *object)
{
  FootprintsStreak *self = FOOTPRINTS_STREAK (object);

  g_free (self->first_day);
  g_free (self->last_day);

  G_OBJECT_CLASS (footprints_streak_parent_class)->finalize (object);
}

static void
footprints_streak_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  FootprintsStreak *self = FOOTPRINTS_STREAK (object);

  switch (property_id)
    {
    case PROP_FIRST_DAY:
      g_value_set_string (value, self->first_day);
      break;
    case PROP_LAST_DAY:
      g_value_set_string (value, self->last_day);
      break;
    case PROP_N_DAYS:
      g_value_set_uint (value, self->n_days);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_streak_class_init (FootprintsStreakClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_streak_finalize;
  object_class->get_property = footprints_streak_get_property;

  /**
   * FootprintsStreak:first-day: (getter get_first_day)
   *
   * The first day, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_FIRST_DAY] = g_param_spec_string ("first-day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsStreak:last-day: (getter get_last_day)
   *
   * The last day, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_LAST_DAY] = g_param_spec_string ("last-day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsStreak:n-days: (getter get_n_days)
   *
   * How many days it has.
   *
   * Since: 0.1
   */
  properties[PROP_N_DAYS] = g_param_spec_uint ("n-days", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsStreak:n-plays: (getter get_n_plays)
   *
   * How many plays they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_streak_init (FootprintsStreak *self)
{
}

FootprintsStreak *
_footprints_streak_new (const char *first_day, const char *last_day, guint n_days, gint64 n_plays)
{
  FootprintsStreak *self = g_object_new (FOOTPRINTS_TYPE_STREAK, NULL);

  self->first_day = g_strdup (first_day);
  self->last_day = g_strdup (last_day);
  self->n_days = n_days;
  self->n_plays = n_plays;
  return self;
}

/**
 * footprints_streak_get_first_day: (get-property first-day)
 * @self: a streak
 *
 * Gets the first day, as `2024-03-15`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_streak_get_first_day (FootprintsStreak *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STREAK (self), NULL);

  return self->first_day;
}

/**
 * footprints_streak_get_last_day: (get-property last-day)
 * @self: a streak
 *
 * Gets the last day, as `2024-03-15`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_streak_get_last_day (FootprintsStreak *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STREAK (self), NULL);

  return self->last_day;
}

/**
 * footprints_streak_get_n_days: (get-property n-days)
 * @self: a streak
 *
 * Gets how many days it has.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_streak_get_n_days (FootprintsStreak *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STREAK (self), 0);

  return self->n_days;
}

/**
 * footprints_streak_get_n_plays: (get-property n-plays)
 * @self: a streak
 *
 * Gets how many plays they have.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_streak_get_n_plays (FootprintsStreak *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STREAK (self), 0);

  return self->n_plays;
}
