/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-diversity-step-private.h"

/**
 * FootprintsDiversityStep:
 *
 * One step of a [class@Diversity]: a day, a week, a month or a year that has plays.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsDiversityStep
{
  GObject parent_instance;

  char *label;
  char *day;
  gint64 n_plays;
  guint n_artists;
  guint n_tracks;
  double entropy;
  double gini;
  double effective_artists;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_DAY,
  PROP_N_PLAYS,
  PROP_N_ARTISTS,
  PROP_N_TRACKS,
  PROP_ENTROPY,
  PROP_GINI,
  PROP_EFFECTIVE_ARTISTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsDiversityStep, footprints_diversity_step, G_TYPE_OBJECT)

static void
footprints_diversity_step_finalize (GObject *object)
{
  FootprintsDiversityStep *self = FOOTPRINTS_DIVERSITY_STEP (object);

  g_free (self->label);
  g_free (self->day);

  G_OBJECT_CLASS (footprints_diversity_step_parent_class)->finalize (object);
}

static void
footprints_diversity_step_get_property (GObject *object,
                                        guint property_id,
                                        GValue *value,
                                        GParamSpec *pspec)
{
  FootprintsDiversityStep *self = FOOTPRINTS_DIVERSITY_STEP (object);

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
    case PROP_N_ARTISTS:
      g_value_set_uint (value, self->n_artists);
      break;
    case PROP_N_TRACKS:
      g_value_set_uint (value, self->n_tracks);
      break;
    case PROP_ENTROPY:
      g_value_set_double (value, self->entropy);
      break;
    case PROP_GINI:
      g_value_set_double (value, self->gini);
      break;
    case PROP_EFFECTIVE_ARTISTS:
      g_value_set_double (value, self->effective_artists);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_diversity_step_class_init (FootprintsDiversityStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_diversity_step_finalize;
  object_class->get_property = footprints_diversity_step_get_property;

  /**
   * FootprintsDiversityStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, read_only);

  /**
   * FootprintsDiversityStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsDiversityStep:n-plays: (getter get_n_plays)
   *
   * How many plays of the period are in the step.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsDiversityStep:n-artists: (getter get_n_artists)
   *
   * How many different artists they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_ARTISTS] =
      g_param_spec_uint ("n-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsDiversityStep:n-tracks: (getter get_n_tracks)
   *
   * How many different tracks they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_TRACKS] =
      g_param_spec_uint ("n-tracks", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsDiversityStep:entropy: (getter get_entropy)
   *
   * The Shannon entropy of plays over artists, in bits.
   *
   * Since: 0.1
   */
  properties[PROP_ENTROPY] =
      g_param_spec_double ("entropy", NULL, NULL, 0, G_MAXDOUBLE, 0, read_only);

  /**
   * FootprintsDiversityStep:gini: (getter get_gini)
   *
   * The Gini coefficient of plays over artists, 0 (all alike) to 1.
   *
   * Since: 0.1
   */
  properties[PROP_GINI] = g_param_spec_double ("gini", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsDiversityStep:effective-artists: (getter get_effective_artists)
   *
   * How many artists, all heard alike, would have the same entropy.
   *
   * Since: 0.1
   */
  properties[PROP_EFFECTIVE_ARTISTS] =
      g_param_spec_double ("effective-artists", NULL, NULL, 0, G_MAXDOUBLE, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_diversity_step_init (FootprintsDiversityStep *self)
{
}

FootprintsDiversityStep *
_footprints_diversity_step_new (const char *label,
                                const char *day,
                                gint64 n_plays,
                                guint n_artists,
                                guint n_tracks,
                                double entropy,
                                double gini,
                                double effective_artists)
{
  FootprintsDiversityStep *self = g_object_new (FOOTPRINTS_TYPE_DIVERSITY_STEP, NULL);

  self->label = g_strdup (label);
  self->day = g_strdup (day);
  self->n_plays = n_plays;
  self->n_artists = n_artists;
  self->n_tracks = n_tracks;
  self->entropy = entropy;
  self->gini = gini;
  self->effective_artists = effective_artists;
  return self;
}

/**
 * footprints_diversity_step_get_label: (get-property label)
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
footprints_diversity_step_get_label (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), NULL);

  return self->label;
}

/**
 * footprints_diversity_step_get_day: (get-property day)
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
footprints_diversity_step_get_day (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), NULL);

  return self->day;
}

/**
 * footprints_diversity_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how many plays of the period are in the step.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_diversity_step_get_n_plays (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), 0);

  return self->n_plays;
}

/**
 * footprints_diversity_step_get_n_artists: (get-property n-artists)
 * @self: a step
 *
 * Gets how many different artists they have.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_diversity_step_get_n_artists (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), 0);

  return self->n_artists;
}

/**
 * footprints_diversity_step_get_n_tracks: (get-property n-tracks)
 * @self: a step
 *
 * Gets how many different tracks they have.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_diversity_step_get_n_tracks (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), 0);

  return self->n_tracks;
}

/**
 * footprints_diversity_step_get_entropy: (get-property entropy)
 * @self: a step
 *
 * Gets the Shannon entropy of plays over artists, in bits.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_diversity_step_get_entropy (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), 0);

  return self->entropy;
}

/**
 * footprints_diversity_step_get_gini: (get-property gini)
 * @self: a step
 *
 * Gets the Gini coefficient of plays over artists, 0 (all alike) to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_diversity_step_get_gini (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), 0);

  return self->gini;
}

/**
 * footprints_diversity_step_get_effective_artists: (get-property effective-artists)
 * @self: a step
 *
 * Gets how many artists, all heard alike, would have the same entropy.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_diversity_step_get_effective_artists (FootprintsDiversityStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DIVERSITY_STEP (self), 0);

  return self->effective_artists;
}
