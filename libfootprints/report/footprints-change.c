/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-change-private.h"

/**
 * FootprintsChange:
 *
 * What an artist had of two periods: an entry of [class@Changes].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsChange
{
  GObject parent_instance;

  char *artist;
  gint64 n_plays;
  gint64 n_plays_other;
  double share;
  double share_other;
  guint rank;
  guint rank_other;
};

enum
{
  PROP_0,
  PROP_ARTIST,
  PROP_N_PLAYS,
  PROP_N_PLAYS_OTHER,
  PROP_SHARE,
  PROP_SHARE_OTHER,
  PROP_RANK,
  PROP_RANK_OTHER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsChange, footprints_change, G_TYPE_OBJECT)

static void
footprints_change_finalize (GObject *object)
{
  FootprintsChange *self = FOOTPRINTS_CHANGE (object);

  g_free (self->artist);

  G_OBJECT_CLASS (footprints_change_parent_class)->finalize (object);
}

static void
footprints_change_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  FootprintsChange *self = FOOTPRINTS_CHANGE (object);

  switch (property_id)
    {
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_N_PLAYS_OTHER:
      g_value_set_int64 (value, self->n_plays_other);
      break;
    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;
    case PROP_SHARE_OTHER:
      g_value_set_double (value, self->share_other);
      break;
    case PROP_RANK:
      g_value_set_uint (value, self->rank);
      break;
    case PROP_RANK_OTHER:
      g_value_set_uint (value, self->rank_other);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_change_class_init (FootprintsChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_change_finalize;
  object_class->get_property = footprints_change_get_property;

  /**
   * FootprintsChange:artist: (getter get_artist)
   *
   * Whose plays these are.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsChange:n-plays: (getter get_n_plays)
   *
   * How many plays they have in the one period.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsChange:n-plays-other: (getter get_n_plays_other)
   *
   * How many plays they have in the other.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS_OTHER] =
      g_param_spec_int64 ("n-plays-other", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsChange:share: (getter get_share)
   *
   * The part of all plays of the one period that are theirs, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsChange:share-other: (getter get_share_other)
   *
   * The part of all plays of the other that are theirs, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_SHARE_OTHER] =
      g_param_spec_double ("share-other", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsChange:rank: (getter get_rank)
   *
   * Their place in the chart of the one period, from 1; 0 when they are not in it.
   *
   * Since: 0.1
   */
  properties[PROP_RANK] = g_param_spec_uint ("rank", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsChange:rank-other: (getter get_rank_other)
   *
   * Their place in the chart of the other, from 1; 0 when they are not in it.
   *
   * Since: 0.1
   */
  properties[PROP_RANK_OTHER] =
      g_param_spec_uint ("rank-other", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_change_init (FootprintsChange *self)
{
}

FootprintsChange *
_footprints_change_new (const char *artist,
                        gint64 n_plays,
                        gint64 n_plays_other,
                        double share,
                        double share_other,
                        guint rank,
                        guint rank_other)
{
  FootprintsChange *self = g_object_new (FOOTPRINTS_TYPE_CHANGE, NULL);

  self->artist = g_strdup (artist);
  self->n_plays = n_plays;
  self->n_plays_other = n_plays_other;
  self->share = share;
  self->share_other = share_other;
  self->rank = rank;
  self->rank_other = rank_other;
  return self;
}

/**
 * footprints_change_get_artist: (get-property artist)
 * @self: a change
 *
 * Gets whose plays these are.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_change_get_artist (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), NULL);

  return self->artist;
}

/**
 * footprints_change_get_n_plays: (get-property n-plays)
 * @self: a change
 *
 * Gets how many plays they have in the one period.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_change_get_n_plays (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), 0);

  return self->n_plays;
}

/**
 * footprints_change_get_n_plays_other: (get-property n-plays-other)
 * @self: a change
 *
 * Gets how many plays they have in the other.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_change_get_n_plays_other (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), 0);

  return self->n_plays_other;
}

/**
 * footprints_change_get_share: (get-property share)
 * @self: a change
 *
 * Gets the part of all plays of the one period that are theirs, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_change_get_share (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), 0);

  return self->share;
}

/**
 * footprints_change_get_share_other: (get-property share-other)
 * @self: a change
 *
 * Gets the part of all plays of the other that are theirs, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_change_get_share_other (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), 0);

  return self->share_other;
}

/**
 * footprints_change_get_rank: (get-property rank)
 * @self: a change
 *
 * Gets their place in the chart of the one period, from 1; 0 when they are not in it.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_change_get_rank (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), 0);

  return self->rank;
}

/**
 * footprints_change_get_rank_other: (get-property rank-other)
 * @self: a change
 *
 * Gets their place in the chart of the other, from 1; 0 when they are not in it.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_change_get_rank_other (FootprintsChange *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHANGE (self), 0);

  return self->rank_other;
}
