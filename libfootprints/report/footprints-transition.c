/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-transition-private.h"

/**
 * FootprintsTransition:
 *
 * One artist after another: an entry of [class@Transitions].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsTransition
{
  GObject parent_instance;

  char *from_artist;
  char *to_artist;
  guint n_times;
  double share;
};

enum
{
  PROP_0,
  PROP_FROM_ARTIST,
  PROP_TO_ARTIST,
  PROP_N_TIMES,
  PROP_SHARE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsTransition, footprints_transition, G_TYPE_OBJECT)

static void
footprints_transition_finalize (GObject *object)
{
  FootprintsTransition *self = FOOTPRINTS_TRANSITION (object);

  g_free (self->from_artist);
  g_free (self->to_artist);

  G_OBJECT_CLASS (footprints_transition_parent_class)->finalize (object);
}

static void
footprints_transition_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  FootprintsTransition *self = FOOTPRINTS_TRANSITION (object);

  switch (property_id)
    {
    case PROP_FROM_ARTIST:
      g_value_set_string (value, self->from_artist);
      break;
    case PROP_TO_ARTIST:
      g_value_set_string (value, self->to_artist);
      break;
    case PROP_N_TIMES:
      g_value_set_uint (value, self->n_times);
      break;
    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_transition_class_init (FootprintsTransitionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_transition_finalize;
  object_class->get_property = footprints_transition_get_property;

  /**
   * FootprintsTransition:from-artist: (getter get_from_artist)
   *
   * Who was heard first.
   *
   * Since: 0.1
   */
  properties[PROP_FROM_ARTIST] = g_param_spec_string ("from-artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsTransition:to-artist: (getter get_to_artist)
   *
   * Who was heard next.
   *
   * Since: 0.1
   */
  properties[PROP_TO_ARTIST] = g_param_spec_string ("to-artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsTransition:n-times: (getter get_n_times)
   *
   * How often that happened.
   *
   * Since: 0.1
   */
  properties[PROP_N_TIMES] = g_param_spec_uint ("n-times", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsTransition:share: (getter get_share)
   *
   * The part of all transitions that these are, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_transition_init (FootprintsTransition *self)
{
}

FootprintsTransition *
_footprints_transition_new (const char *from_artist,
                            const char *to_artist,
                            guint n_times,
                            double share)
{
  FootprintsTransition *self = g_object_new (FOOTPRINTS_TYPE_TRANSITION, NULL);

  self->from_artist = g_strdup (from_artist);
  self->to_artist = g_strdup (to_artist);
  self->n_times = n_times;
  self->share = share;
  return self;
}

/**
 * footprints_transition_get_from_artist: (get-property from-artist)
 * @self: a transition
 *
 * Gets who was heard first.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_transition_get_from_artist (FootprintsTransition *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TRANSITION (self), NULL);

  return self->from_artist;
}

/**
 * footprints_transition_get_to_artist: (get-property to-artist)
 * @self: a transition
 *
 * Gets who was heard next.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_transition_get_to_artist (FootprintsTransition *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TRANSITION (self), NULL);

  return self->to_artist;
}

/**
 * footprints_transition_get_n_times: (get-property n-times)
 * @self: a transition
 *
 * Gets how often that happened.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_transition_get_n_times (FootprintsTransition *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TRANSITION (self), 0);

  return self->n_times;
}

/**
 * footprints_transition_get_share: (get-property share)
 * @self: a transition
 *
 * Gets the part of all transitions that these are, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_transition_get_share (FootprintsTransition *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TRANSITION (self), 0);

  return self->share;
}
