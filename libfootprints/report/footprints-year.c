/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-year-private.h"

/**
 * FootprintsYear:
 *
 * One year in [class@Years].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsYear
{
  GObject parent_instance;

  int year;
  gint64 n_plays;
};

enum
{
  PROP_0,
  PROP_YEAR,
  PROP_N_PLAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsYear, footprints_year, G_TYPE_OBJECT)

static void
footprints_year_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FootprintsYear *self = FOOTPRINTS_YEAR (object);

  switch (property_id)
    {
    case PROP_YEAR:
      g_value_set_int (value, self->year);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_year_class_init (FootprintsYearClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = footprints_year_get_property;

  /**
   * FootprintsYear:year: (getter get_year)
   *
   * The calendar year.
   *
   * Since: 0.1
   */
  properties[PROP_YEAR] = g_param_spec_int ("year", NULL, NULL, G_MININT, G_MAXINT, 0, read_only);

  /**
   * FootprintsYear:n-plays: (getter get_n_plays)
   *
   * How many plays it has.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_year_init (FootprintsYear *self)
{
}

FootprintsYear *
_footprints_year_new (int year, gint64 n_plays)
{
  FootprintsYear *self = g_object_new (FOOTPRINTS_TYPE_YEAR, NULL);

  self->year = year;
  self->n_plays = n_plays;
  return self;
}

/**
 * footprints_year_get_year: (get-property year)
 * @self: an entry
 *
 * Gets the calendar year.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
int
footprints_year_get_year (FootprintsYear *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_YEAR (self), 0);

  return self->year;
}

/**
 * footprints_year_get_n_plays: (get-property n-plays)
 * @self: an entry
 *
 * Gets how many plays it has.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_year_get_n_plays (FootprintsYear *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_YEAR (self), 0);

  return self->n_plays;
}
