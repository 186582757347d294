/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-discovery-private.h"

/**
 * FootprintsDiscovery:
 *
 * An artist and the moment at which they were first heard.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsDiscovery
{
  GObject parent_instance;

  char *artist;
  gint64 first_at;
  char *track;
  gint64 n_plays;
};

enum
{
  PROP_0,
  PROP_ARTIST,
  PROP_FIRST_AT,
  PROP_TRACK,
  PROP_N_PLAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsDiscovery, footprints_discovery, G_TYPE_OBJECT)

static void
footprints_discovery_finalize (GObject *object)
{
  FootprintsDiscovery *self = FOOTPRINTS_DISCOVERY (object);

  g_free (self->artist);
  g_free (self->track);

  G_OBJECT_CLASS (footprints_discovery_parent_class)->finalize (object);
}

static void
footprints_discovery_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  FootprintsDiscovery *self = FOOTPRINTS_DISCOVERY (object);

  switch (property_id)
    {
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_FIRST_AT:
      g_value_set_int64 (value, self->first_at);
      break;
    case PROP_TRACK:
      g_value_set_string (value, self->track);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_discovery_class_init (FootprintsDiscoveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_discovery_finalize;
  object_class->get_property = footprints_discovery_get_property;

  /**
   * FootprintsDiscovery:artist: (getter get_artist)
   *
   * The name of the artist.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsDiscovery:first-at: (getter get_first_at)
   *
   * When they were first heard, seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_FIRST_AT] =
      g_param_spec_int64 ("first-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsDiscovery:track: (getter get_track)
   *
   * The track that was heard then.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL, read_only);

  /**
   * FootprintsDiscovery:n-plays: (getter get_n_plays)
   *
   * How many plays they have had ever since.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_discovery_init (FootprintsDiscovery *self)
{
}

FootprintsDiscovery *
_footprints_discovery_new (const char *artist, gint64 first_at, const char *track, gint64 n_plays)
{
  FootprintsDiscovery *self = g_object_new (FOOTPRINTS_TYPE_DISCOVERY, NULL);

  self->artist = g_strdup (artist);
  self->first_at = first_at;
  self->track = g_strdup (track);
  self->n_plays = n_plays;
  return self;
}

/**
 * footprints_discovery_get_artist: (get-property artist)
 * @self: a discovery
 *
 * Gets the name of the artist.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_discovery_get_artist (FootprintsDiscovery *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DISCOVERY (self), NULL);

  return self->artist;
}

/**
 * footprints_discovery_get_first_at: (get-property first-at)
 * @self: a discovery
 *
 * Gets when they were first heard, seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_discovery_get_first_at (FootprintsDiscovery *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DISCOVERY (self), 0);

  return self->first_at;
}

/**
 * footprints_discovery_get_track: (get-property track)
 * @self: a discovery
 *
 * Gets the track that was heard then.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_discovery_get_track (FootprintsDiscovery *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DISCOVERY (self), NULL);

  return self->track;
}

/**
 * footprints_discovery_get_n_plays: (get-property n-plays)
 * @self: a discovery
 *
 * Gets how many plays they have had ever since.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_discovery_get_n_plays (FootprintsDiscovery *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_DISCOVERY (self), 0);

  return self->n_plays;
}
