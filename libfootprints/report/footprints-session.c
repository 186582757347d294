/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-session-private.h"

/**
 * FootprintsSession:
 *
 * Plays that followed each other without a long gap: an entry of [class@Sessions].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsSession
{
  GObject parent_instance;

  gint64 started_at;
  gint64 ended_at;
  gint64 duration;
  guint n_plays;
  guint n_artists;
  guint n_tracks;
};

enum
{
  PROP_0,
  PROP_STARTED_AT,
  PROP_ENDED_AT,
  PROP_DURATION,
  PROP_N_PLAYS,
  PROP_N_ARTISTS,
  PROP_N_TRACKS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsSession, footprints_session, G_TYPE_OBJECT)

static void
footprints_session_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  FootprintsSession *self = FOOTPRINTS_SESSION (object);

  switch (property_id)
    {
    case PROP_STARTED_AT:
      g_value_set_int64 (value, self->started_at);
      break;
    case PROP_ENDED_AT:
      g_value_set_int64 (value, self->ended_at);
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, self->duration);
      break;
    case PROP_N_PLAYS:
      g_value_set_uint (value, self->n_plays);
      break;
    case PROP_N_ARTISTS:
      g_value_set_uint (value, self->n_artists);
      break;
    case PROP_N_TRACKS:
      g_value_set_uint (value, self->n_tracks);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_session_class_init (FootprintsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = footprints_session_get_property;

  /**
   * FootprintsSession:started-at: (getter get_started_at)
   *
   * When the first play began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_STARTED_AT] =
      g_param_spec_int64 ("started-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSession:ended-at: (getter get_ended_at)
   *
   * When the last play began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_ENDED_AT] =
      g_param_spec_int64 ("ended-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSession:duration: (getter get_duration)
   *
   * How long it was from the beginning of the first play to that of the last, in seconds.
   *
   * Since: 0.1
   */
  properties[PROP_DURATION] =
      g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSession:n-plays: (getter get_n_plays)
   *
   * How many plays it has.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] = g_param_spec_uint ("n-plays", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsSession:n-artists: (getter get_n_artists)
   *
   * How many different artists they have.
   *
   * Since: 0.1
   */
  properties[PROP_N_ARTISTS] =
      g_param_spec_uint ("n-artists", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsSession:n-tracks: (getter get_n_tracks)
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
footprints_session_init (FootprintsSession *self)
{
}

FootprintsSession *
_footprints_session_new (gint64 started_at,
                         gint64 ended_at,
                         gint64 duration,
                         guint n_plays,
                         guint n_artists,
                         guint n_tracks)
{
  FootprintsSession *self = g_object_new (FOOTPRINTS_TYPE_SESSION, NULL);

  self->started_at = started_at;
  self->ended_at = ended_at;
  self->duration = duration;
  self->n_plays = n_plays;
  self->n_artists = n_artists;
  self->n_tracks = n_tracks;
  return self;
}

/**
 * footprints_session_get_started_at: (get-property started-at)
 * @self: a session
 *
 * Gets when the first play began, in seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_session_get_started_at (FootprintsSession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSION (self), 0);

  return self->started_at;
}

/**
 * footprints_session_get_ended_at: (get-property ended-at)
 * @self: a session
 *
 * Gets when the last play began, in seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_session_get_ended_at (FootprintsSession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSION (self), 0);

  return self->ended_at;
}

/**
 * footprints_session_get_duration: (get-property duration)
 * @self: a session
 *
 * Gets how long it was from the beginning of the first play to that of the last, in seconds.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_session_get_duration (FootprintsSession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSION (self), 0);

  return self->duration;
}

/**
 * footprints_session_get_n_plays: (get-property n-plays)
 * @self: a session
 *
 * Gets how many plays it has.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_session_get_n_plays (FootprintsSession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSION (self), 0);

  return self->n_plays;
}

/**
 * footprints_session_get_n_artists: (get-property n-artists)
 * @self: a session
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
footprints_session_get_n_artists (FootprintsSession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSION (self), 0);

  return self->n_artists;
}

/**
 * footprints_session_get_n_tracks: (get-property n-tracks)
 * @self: a session
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
footprints_session_get_n_tracks (FootprintsSession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SESSION (self), 0);

  return self->n_tracks;
}
