/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-concentration-point-private.h"

/**
 * FootprintsConcentrationPoint:
 *
 * How much of what was heard the most played artists are: an entry of [class@Concentration].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsConcentrationPoint
{
  GObject parent_instance;

  guint n_artists;
  double artist_share;
  double play_share;
};

enum
{
  PROP_0,
  PROP_N_ARTISTS,
  PROP_ARTIST_SHARE,
  PROP_PLAY_SHARE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsConcentrationPoint, footprints_concentration_point, G_TYPE_OBJECT)

static void
footprints_concentration_point_get_property (GObject *object,
                                             guint property_id,
                                             GValue *value,
                                             GParamSpec *pspec)
{
  FootprintsConcentrationPoint *self = FOOTPRINTS_CONCENTRATION_POINT (object);

  switch (property_id)
    {
    case PROP_N_ARTISTS:
      g_value_set_uint (value, self->n_artists);
      break;
    case PROP_ARTIST_SHARE:
      g_value_set_double (value, self->artist_share);
      break;
    case PROP_PLAY_SHARE:
      g_value_set_double (value, self->play_share);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_concentration_point_class_init (FootprintsConcentrationPointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = footprints_concentration_point_get_property;

  /**
   * FootprintsConcentrationPoint:n-artists: (getter get_n_artists)
   *
   * How many artists these are, the most played ones.
   *
   * Since: 0.1
   */
  properties[PROP_N_ARTISTS] =
      g_param_spec_uint ("n-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsConcentrationPoint:artist-share: (getter get_artist_share)
   *
   * The part of all artists that they are, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST_SHARE] =
      g_param_spec_double ("artist-share", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsConcentrationPoint:play-share: (getter get_play_share)
   *
   * The part of all plays that are theirs, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_PLAY_SHARE] = g_param_spec_double ("play-share", NULL, NULL, 0, 1, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_concentration_point_init (FootprintsConcentrationPoint *self)
{
}

FootprintsConcentrationPoint *
_footprints_concentration_point_new (guint n_artists, double artist_share, double play_share)
{
  FootprintsConcentrationPoint *self = g_object_new (FOOTPRINTS_TYPE_CONCENTRATION_POINT, NULL);

  self->n_artists = n_artists;
  self->artist_share = artist_share;
  self->play_share = play_share;
  return self;
}

/**
 * footprints_concentration_point_get_n_artists: (get-property n-artists)
 * @self: a point
 *
 * Gets how many artists these are, the most played ones.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_concentration_point_get_n_artists (FootprintsConcentrationPoint *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CONCENTRATION_POINT (self), 0);

  return self->n_artists;
}

/**
 * footprints_concentration_point_get_artist_share: (get-property artist-share)
 * @self: a point
 *
 * Gets the part of all artists that they are, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_concentration_point_get_artist_share (FootprintsConcentrationPoint *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CONCENTRATION_POINT (self), 0);

  return self->artist_share;
}

/**
 * footprints_concentration_point_get_play_share: (get-property play-share)
 * @self: a point
 *
 * Gets the part of all plays that are theirs, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_concentration_point_get_play_share (FootprintsConcentrationPoint *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CONCENTRATION_POINT (self), 0);

  return self->play_share;
}
