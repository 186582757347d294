/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-growth-step-private.h"

/**
 * FootprintsGrowthStep:
 *
 * How large a history was at the end of a step: an entry of [class@Growth].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsGrowthStep
{
  GObject parent_instance;

  char *label;
  char *day;
  gint64 n_plays;
  guint n_artists;
  guint n_albums;
  guint n_tracks;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_DAY,
  PROP_N_PLAYS,
  PROP_N_ARTISTS,
  PROP_N_ALBUMS,
  PROP_N_TRACKS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsGrowthStep, footprints_growth_step, G_TYPE_OBJECT)

static void
footprints_growth_step_finalize (GObject *object)
{
  FootprintsGrowthStep *self = FOOTPRINTS_GROWTH_STEP (object);

  g_free (self->label);
  g_free (self->day);

  G_OBJECT_CLASS (footprints_growth_step_parent_class)->finalize (object);
}

static void
footprints_growth_step_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  FootprintsGrowthStep *self = FOOTPRINTS_GROWTH_STEP (object);

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
    case PROP_N_ALBUMS:
      g_value_set_uint (value, self->n_albums);
      break;
    case PROP_N_TRACKS:
      g_value_set_uint (value, self->n_tracks);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_growth_step_class_init (FootprintsGrowthStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_growth_step_finalize;
  object_class->get_property = footprints_growth_step_get_property;

  /**
   * FootprintsGrowthStep:label: (getter get_label)
   *
   * The name of the step: `2024-03-15`, `2024-W11`, `2024-03` or `2024`.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, read_only);

  /**
   * FootprintsGrowthStep:day: (getter get_day)
   *
   * The first day of the step, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsGrowthStep:n-plays: (getter get_n_plays)
   *
   * How many plays there were at its end, from the very first on.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsGrowthStep:n-artists: (getter get_n_artists)
   *
   * How many different artists they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_ARTISTS] =
      g_param_spec_uint ("n-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsGrowthStep:n-albums: (getter get_n_albums)
   *
   * How many different albums they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_ALBUMS] =
      g_param_spec_uint ("n-albums", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsGrowthStep:n-tracks: (getter get_n_tracks)
   *
   * How many different tracks they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_TRACKS] =
      g_param_spec_uint ("n-tracks", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_growth_step_init (FootprintsGrowthStep *self)
{
}

FootprintsGrowthStep *
_footprints_growth_step_new (const char *label,
                             const char *day,
                             gint64 n_plays,
                             guint n_artists,
                             guint n_albums,
                             guint n_tracks)
{
  FootprintsGrowthStep *self = g_object_new (FOOTPRINTS_TYPE_GROWTH_STEP, NULL);

  self->label = g_strdup (label);
  self->day = g_strdup (day);
  self->n_plays = n_plays;
  self->n_artists = n_artists;
  self->n_albums = n_albums;
  self->n_tracks = n_tracks;
  return self;
}

/**
 * footprints_growth_step_get_label: (get-property label)
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
footprints_growth_step_get_label (FootprintsGrowthStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_GROWTH_STEP (self), NULL);

  return self->label;
}

/**
 * footprints_growth_step_get_day: (get-property day)
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
footprints_growth_step_get_day (FootprintsGrowthStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_GROWTH_STEP (self), NULL);

  return self->day;
}

/**
 * footprints_growth_step_get_n_plays: (get-property n-plays)
 * @self: a step
 *
 * Gets how many plays there were at its end, from the very first on.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_growth_step_get_n_plays (FootprintsGrowthStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_GROWTH_STEP (self), 0);

  return self->n_plays;
}

/**
 * footprints_growth_step_get_n_artists: (get-property n-artists)
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
footprints_growth_step_get_n_artists (FootprintsGrowthStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_GROWTH_STEP (self), 0);

  return self->n_artists;
}

/**
 * footprints_growth_step_get_n_albums: (get-property n-albums)
 * @self: a step
 *
 * Gets how many different albums they have.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_growth_step_get_n_albums (FootprintsGrowthStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_GROWTH_STEP (self), 0);

  return self->n_albums;
}

/**
 * footprints_growth_step_get_n_tracks: (get-property n-tracks)
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
footprints_growth_step_get_n_tracks (FootprintsGrowthStep *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_GROWTH_STEP (self), 0);

  return self->n_tracks;
}
