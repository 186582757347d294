/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-heatmap-cell-private.h"

/**
 * FootprintsHeatmapCell:
 *
 * One hour of one weekday of a [class@Heatmap].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsHeatmapCell
{
  GObject parent_instance;

  GDateWeekday weekday;
  guint hour;
  gint64 n_plays;
  double value;
};

enum
{
  PROP_0,
  PROP_WEEKDAY,
  PROP_HOUR,
  PROP_N_PLAYS,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsHeatmapCell, footprints_heatmap_cell, G_TYPE_OBJECT)

static void
footprints_heatmap_cell_get_property (GObject *object,
                                      guint property_id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  FootprintsHeatmapCell *self = FOOTPRINTS_HEATMAP_CELL (object);

  switch (property_id)
    {
    case PROP_WEEKDAY:
      g_value_set_uint (value, self->weekday);
      break;
    case PROP_HOUR:
      g_value_set_uint (value, self->hour);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_VALUE:
      g_value_set_double (value, self->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_heatmap_cell_class_init (FootprintsHeatmapCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = footprints_heatmap_cell_get_property;

  /**
   * FootprintsHeatmapCell:weekday: (getter get_weekday)
   *
   * The weekday, 1 (Monday) to 7 (Sunday).
   *
   * Since: 0.1
   */
  properties[PROP_WEEKDAY] = g_param_spec_uint ("weekday", NULL, NULL, 0, 7, 0, read_only);

  /**
   * FootprintsHeatmapCell:hour: (getter get_hour)
   *
   * The hour that a clock on the wall shows, 0 to 23.
   *
   * Since: 0.1
   */
  properties[PROP_HOUR] = g_param_spec_uint ("hour", NULL, NULL, 0, 23, 0, read_only);

  /**
   * FootprintsHeatmapCell:n-plays: (getter get_n_plays)
   *
   * How many plays began in this hour of such days.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsHeatmapCell:value: (getter get_value)
   *
   * Plays a week, or plays, as the heatmap was asked for.
   *
   * Since: 0.1
   */
  properties[PROP_VALUE] = g_param_spec_double ("value", NULL, NULL, 0, G_MAXDOUBLE, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_heatmap_cell_init (FootprintsHeatmapCell *self)
{
}

FootprintsHeatmapCell *
_footprints_heatmap_cell_new (GDateWeekday weekday, guint hour, gint64 n_plays, double value)
{
  FootprintsHeatmapCell *self = g_object_new (FOOTPRINTS_TYPE_HEATMAP_CELL, NULL);

  self->weekday = weekday;
  self->hour = hour;
  self->n_plays = n_plays;
  self->value = value;
  return self;
}

/**
 * footprints_heatmap_cell_get_weekday: (get-property weekday)
 * @self: a cell
 *
 * Gets the weekday.
 *
 * Threading: any thread.
 *
 * Returns: 1 (Monday) to 7 (Sunday)
 *
 * Since: 0.1
 */
GDateWeekday
footprints_heatmap_cell_get_weekday (FootprintsHeatmapCell *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP_CELL (self), G_DATE_BAD_WEEKDAY);

  return self->weekday;
}

/**
 * footprints_heatmap_cell_get_hour: (get-property hour)
 * @self: a cell
 *
 * Gets the hour that a clock on the wall shows.
 *
 * Threading: any thread.
 *
 * Returns: 0 to 23
 *
 * Since: 0.1
 */
guint
footprints_heatmap_cell_get_hour (FootprintsHeatmapCell *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP_CELL (self), 0);

  return self->hour;
}

/**
 * footprints_heatmap_cell_get_n_plays: (get-property n-plays)
 * @self: a cell
 *
 * Gets how many plays began in this hour of such days.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_heatmap_cell_get_n_plays (FootprintsHeatmapCell *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP_CELL (self), 0);

  return self->n_plays;
}

/**
 * footprints_heatmap_cell_get_value: (get-property value)
 * @self: a cell
 *
 * Gets plays a week, or plays, as the heatmap was asked for.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_heatmap_cell_get_value (FootprintsHeatmapCell *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HEATMAP_CELL (self), 0);

  return self->value;
}
