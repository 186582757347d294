/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-forgotten-favourite-private.h"

/**
 * FootprintsForgottenFavourite:
 *
 * An artist who was heard a lot, but not for a long time: an entry of [class@ForgottenFavourites].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsForgottenFavourite
{
  GObject parent_instance;

  char *artist;
  gint64 n_plays;
  gint64 last_at;
  guint n_days_silent;
};

enum
{
  PROP_0,
  PROP_ARTIST,
  PROP_N_PLAYS,
  PROP_LAST_AT,
  PROP_N_DAYS_SILENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsForgottenFavourite, footprints_forgotten_favourite, G_TYPE_OBJECT)

static void
footprints_forgotten_favourite_finalize (GObject *object)
{
  FootprintsForgottenFavourite *self = FOOTPRINTS_FORGOTTEN_FAVOURITE (object);

  g_free (self->artist);

  G_OBJECT_CLASS (footprints_forgotten_favourite_parent_class)->finalize (object);
}

static void
footprints_forgotten_favourite_get_property (GObject *object,
                                             guint property_id,
                                             GValue *value,
                                             GParamSpec *pspec)
{
  FootprintsForgottenFavourite *self = FOOTPRINTS_FORGOTTEN_FAVOURITE (object);

  switch (property_id)
    {
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_LAST_AT:
      g_value_set_int64 (value, self->last_at);
      break;
    case PROP_N_DAYS_SILENT:
      g_value_set_uint (value, self->n_days_silent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_forgotten_favourite_class_init (FootprintsForgottenFavouriteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_forgotten_favourite_finalize;
  object_class->get_property = footprints_forgotten_favourite_get_property;

  /**
   * FootprintsForgottenFavourite:artist: (getter get_artist)
   *
   * Who was forgotten.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsForgottenFavourite:n-plays: (getter get_n_plays)
   *
   * How many plays they had in the period.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsForgottenFavourite:last-at: (getter get_last_at)
   *
   * When the last of them began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_LAST_AT] =
      g_param_spec_int64 ("last-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsForgottenFavourite:n-days-silent: (getter get_n_days_silent)
   *
   * How many times 24 hours have passed since, at the end of the period.
   *
   * Since: 0.1
   */
  properties[PROP_N_DAYS_SILENT] =
      g_param_spec_uint ("n-days-silent", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_forgotten_favourite_init (FootprintsForgottenFavourite *self)
{
}

FootprintsForgottenFavourite *
_footprints_forgotten_favourite_new (const char *artist,
                                     gint64 n_plays,
                                     gint64 last_at,
                                     guint n_days_silent)
{
  FootprintsForgottenFavourite *self = g_object_new (FOOTPRINTS_TYPE_FORGOTTEN_FAVOURITE, NULL);

  self->artist = g_strdup (artist);
  self->n_plays = n_plays;
  self->last_at = last_at;
  self->n_days_silent = n_days_silent;
  return self;
}

/**
 * footprints_forgotten_favourite_get_artist: (get-property artist)
 * @self: a forgotten favourite
 *
 * Gets who was forgotten.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_forgotten_favourite_get_artist (FootprintsForgottenFavourite *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FORGOTTEN_FAVOURITE (self), NULL);

  return self->artist;
}

/**
 * footprints_forgotten_favourite_get_n_plays: (get-property n-plays)
 * @self: a forgotten favourite
 *
 * Gets how many plays they had in the period.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_forgotten_favourite_get_n_plays (FootprintsForgottenFavourite *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FORGOTTEN_FAVOURITE (self), 0);

  return self->n_plays;
}

/**
 * footprints_forgotten_favourite_get_last_at: (get-property last-at)
 * @self: a forgotten favourite
 *
 * Gets when the last of them began, in seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_forgotten_favourite_get_last_at (FootprintsForgottenFavourite *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FORGOTTEN_FAVOURITE (self), 0);

  return self->last_at;
}

/**
 * footprints_forgotten_favourite_get_n_days_silent: (get-property n-days-silent)
 * @self: a forgotten favourite
 *
 * Gets how many times 24 hours have passed since, at the end of the period.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_forgotten_favourite_get_n_days_silent (FootprintsForgottenFavourite *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FORGOTTEN_FAVOURITE (self), 0);

  return self->n_days_silent;
}
