/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-novelty-step-private.h"

/**
 * FootprintsNoveltyStep:
 *
 * One step of a [class@Novelty]: a day, a week, a month or a year that has plays.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsNoveltyStep
{
  GObject parent_instance;

  char *label;
  char *day;
  gint64 n_plays;
  gint64 n_new_tracks;
  guint n_artists;
  guint n_new_artists;
  double ratio;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_DAY,
  PROP_N_PLAYS,
  PROP_N_NEW_TRACKS,
  PROP_N_ARTISTS,
  PROP_N_NEW_ARTISTS,
  PROP_RATIO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsNoveltyStep, footprints_novelty_step, G_TYPE_OBJECT)

static void
footprints_novelty_step_finalize (GObject *object)
{
  FootprintsNoveltyStep *self = FOOTPRINTS_NOVELTY_STEP (object);

  g_free (self->label);
  g_free (self->day);

  G_OBJECT_CLASS (footprints_novelty_step_parent_class)->finalize (object);
}

static void
footprints_novelty_step_get_property (GObject *object,
                                      guint property_id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  FootprintsNoveltyStep *self = FOOTPRINTS_NOVELTY_STEP (object);

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
    case PROP_N_NEW_TRACKS:
      g_value_set_int64 (value, self->n_new_tracks);
      break;
    case PROP_N_ARTISTS:
      g_value_set_uint (value, self->n_artists);
      break;
    case PROP_N_NEW_ARTISTS:
      g_value_set_uint (value, self->n_new_artists);
      break;
    case PROP_RATIO:
      g_value_set_double (value, self->ratio);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_novelty_step_class_init (FootprintsNoveltyStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_novelty_step_finalize;
  object_class->get_property = footprints_novelty_step_get_property;

  /**
   * FootprintsNoveltyStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, read_only);

  /**
   * FootprintsNoveltyStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsNoveltyStep:n-plays: (getter get_n_plays)
   *
   * How many plays of the period are in the step.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsNoveltyStep:n-new-tracks: (getter get_n_new_tracks)
   *
   * How many of them are the first ever of their track.
   *
   * Since: 0.1
   */
  properties[PROP_N_NEW_TRACKS] =
      g_param_spec_int64 ("n-new-tracks", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsNoveltyStep:n-artists: (getter get_n_artists)
   *
   * How many different artists they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_ARTISTS] =
      g_param_spec_uint ("n-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsNoveltyStep:n-new-artists: (getter get_n_new_artists)
   *
   * How many of these artists were never heard before.
   *
   * Since: 0.1
   */
  properties[PROP_N_NEW_ARTISTS] =
      g_param_spec_uint ("n-new-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsNoveltyStep:ratio: (getter get_ratio)
   *
   * The share of plays that are the first of their track, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_RATIO] = g_param_spec_double ("ratio", NULL, NULL, 0, 1, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_novelty_step_init (FootprintsNoveltyStep *self)
{
}

FootprintsNoveltyStep *
_footprints_novelty_step_new (const char *label,
                              const char *day,
                              gint64 n_plays,
                              gint64 n_new_tracks,
                              guint n_artists,
                              guint n_new_artists,
                              double ratio)
{
  FootprintsNoveltyStep *self = g_object_new (FOOTPRINTS_TYPE_NOVELTY_STEP, NULL);

  self->label = g_strdup (label);
  self->day = g_strdup (day);
  self->n_plays = n_plays;
  self->n_new_tracks = n_new_tracks;
  self->n_artists = n_artists;
  self->n_new_artists = n_new_artists;
  self->ratio = ratio;
  return self;
}

/**
 * footprints_novelty_step_get_label: (get-property label)
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
footprints_novelty_step_get_label (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), NULL);

  return self->label;
}

/**
 * footprints_novelty_step_get_day: (get-property day)
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
footprints_novelty_step_get_day (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), NULL);

  return self->day;
}

/**
 * footprints_novelty_step_get_n_plays: (get-property n-plays)
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
footprints_novelty_step_get_n_plays (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), 0);

  return self->n_plays;
}

/**
 * footprints_novelty_step_get_n_new_tracks: (get-property n-new-tracks)
 * @self: a step
 *
 * Gets how many of them are the first ever of their track.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_novelty_step_get_n_new_tracks (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), 0);

  return self->n_new_tracks;
}

/**
 * footprints_novelty_step_get_n_artists: (get-property n-artists)
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
footprints_novelty_step_get_n_artists (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), 0);

  return self->n_artists;
}

/**
 * footprints_novelty_step_get_n_new_artists: (get-property n-new-artists)
 * @self: a step
 *
 * Gets how many of these artists were never heard before.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_novelty_step_get_n_new_artists (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), 0);

  return self->n_new_artists;
}

/**
 * footprints_novelty_step_get_ratio: (get-property ratio)
 * @self: a step
 *
 * Gets the share of plays that are the first of their track, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_novelty_step_get_ratio (FootprintsNoveltyStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_NOVELTY_STEP (self), 0);

  return self->ratio;
}
