/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-rank-step-private.h"

/**
 * FootprintsRankStep:
 *
 * A place in the chart of one step: an entry of [class@RankHistory].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsRankStep
{
  GObject parent_instance;

  char *label;
  char *day;
  gint64 n_plays;
  guint rank;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_DAY,
  PROP_N_PLAYS,
  PROP_RANK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsRankStep, footprints_rank_step, G_TYPE_OBJECT)

static void
footprints_rank_step_finalize (GObject *object)
{
  FootprintsRankStep *self = FOOTPRINTS_RANK_STEP (object);

  g_free (self->label);
  g_free (self->day);

  G_OBJECT_CLASS (footprints_rank_step_parent_class)->finalize (object);
}

static void
footprints_rank_step_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  FootprintsRankStep *self = FOOTPRINTS_RANK_STEP (object);

  switch (property_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DAY:
      g_value_set_string (value, self->day);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_RANK:
      g_value_set_uint (value, self->rank);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_rank_step_class_init (FootprintsRankStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_rank_step_finalize;
  object_class->get_property = footprints_rank_step_get_property;

  /**
   * FootprintsRankStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, read_only);

  /**
   * FootprintsRankStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsRankStep:n-plays: (getter get_n_plays)
   *
   * How often it was played in the step.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsRankStep:rank: (getter get_rank)
   *
   * Its place in the chart of the step, from 1; 0 without plays.
   *
   * Since: 0.1
   */
  properties[PROP_RANK] = g_param_spec_uint ("rank", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_rank_step_init (FootprintsRankStep *self)
{
}

FootprintsRankStep *
_footprints_rank_step_new (const char *label, const char *day, gint64 n_plays, guint rank)
{
  FootprintsRankStep *self = g_object_new (FOOTPRINTS_TYPE_RANK_STEP, NULL);

  self->label = g_strdup (label);
  self->day = g_strdup (day);
  self->n_plays = n_plays;
  self->rank = rank;
  return self;
}

/**
 * footprints_rank_step_get_label: (get-property label)
 * @self: a step
 *
 * Gets the name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_rank_step_get_label (FootprintsRankStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_RANK_STEP (self), NULL);

  return self->label;
}

/**
 * footprints_rank_step_get_day: (get-property day)
 * @self: a step
 *
 * Gets the first day of the step, as `2024-03-15`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_rank_step_get_day (FootprintsRankStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_RANK_STEP (self), NULL);

  return self->day;
}

/**
 * footprints_rank_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how often it was played in the step.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_rank_step_get_n_plays (FootprintsRankStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_RANK_STEP (self), 0);

  return self->n_plays;
}

/**
 * footprints_rank_step_get_rank: (get-property rank)
 * @self: a step
 *
 * Gets its place in the chart of the step, from 1; 0 without plays.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_rank_step_get_rank (FootprintsRankStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_RANK_STEP (self), 0);

  return self->rank;
}
