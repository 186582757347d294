/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-obsession-private.h"

/**
 * FootprintsObsession:
 *
 * A track that was heard mostly in one week: an entry of [class@Obsessions].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsObsession
{
  GObject parent_instance;

  char *artist;
  char *track;
  char *week;
  char *day;
  gint64 n_plays_in_week;
  gint64 n_plays;
};

enum
{
  PROP_0,
  PROP_ARTIST,
  PROP_TRACK,
  PROP_WEEK,
  PROP_DAY,
  PROP_N_PLAYS_IN_WEEK,
  PROP_N_PLAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsObsession, footprints_obsession, G_TYPE_OBJECT)

static void
footprints_obsession_finalize (GObject *object)
{
  FootprintsObsession *self = FOOTPRINTS_OBSESSION (object);

  g_free (self->artist);
  g_free (self->track);
  g_free (self->week);
  g_free (self->day);

  G_OBJECT_CLASS (footprints_obsession_parent_class)->finalize (object);
}

static void
footprints_obsession_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  FootprintsObsession *self = FOOTPRINTS_OBSESSION (object);

  switch (property_id)
    {
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_TRACK:
      g_value_set_string (value, self->track);
      break;
    case PROP_WEEK:
      g_value_set_string (value, self->week);
      break;
    case PROP_DAY:
      g_value_set_string (value, self->day);
      break;
    case PROP_N_PLAYS_IN_WEEK:
      g_value_set_int64 (value, self->n_plays_in_week);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_obsession_class_init (FootprintsObsessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_obsession_finalize;
  object_class->get_property = footprints_obsession_get_property;

  /**
   * FootprintsObsession:artist: (getter get_artist)
   *
   * The artist of the track.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsObsession:track: (getter get_track)
   *
   * The title of the track.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL, read_only);

  /**
   * FootprintsObsession:week: (getter get_week)
   *
   * The week, as `2024-W11`.
   *
   * Since: 0.1
   */
  properties[PROP_WEEK] = g_param_spec_string ("week", NULL, NULL, NULL, read_only);

  /**
   * FootprintsObsession:day: (getter get_day)
   *
   * The Monday of the week, as `2024-03-11`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsObsession:n-plays-in-week: (getter get_n_plays_in_week)
   *
   * How often it was played in that week.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS_IN_WEEK] =
      g_param_spec_int64 ("n-plays-in-week", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsObsession:n-plays: (getter get_n_plays)
   *
   * How often it was ever played.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_obsession_init (FootprintsObsession *self)
{
}

FootprintsObsession *
_footprints_obsession_new (const char *artist,
                           const char *track,
                           const char *week,
                           const char *day,
                           gint64 n_plays_in_week,
                           gint64 n_plays)
{
  FootprintsObsession *self = g_object_new (FOOTPRINTS_TYPE_OBSESSION, NULL);

  self->artist = g_strdup (artist);
  self->track = g_strdup (track);
  self->week = g_strdup (week);
  self->day = g_strdup (day);
  self->n_plays_in_week = n_plays_in_week;
  self->n_plays = n_plays;
  return self;
}

/**
 * footprints_obsession_get_artist: (get-property artist)
 * @self: an obsession
 *
 * Gets the artist of the track.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_obsession_get_artist (FootprintsObsession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OBSESSION (self), NULL);

  return self->artist;
}

/**
 * footprints_obsession_get_track: (get-property track)
 * @self: an obsession
 *
 * Gets the title of the track.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_obsession_get_track (FootprintsObsession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OBSESSION (self), NULL);

  return self->track;
}

/**
 * footprints_obsession_get_week: (get-property week)
 * @self: an obsession
 *
 * Gets the week, as `2024-W11`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_obsession_get_week (FootprintsObsession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OBSESSION (self), NULL);

  return self->week;
}

/**
 * footprints_obsession_get_day: (get-property day)
 * @self: an obsession
 *
 * Gets the Monday of the week, as `2024-03-11`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_obsession_get_day (FootprintsObsession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OBSESSION (self), NULL);

  return self->day;
}

/**
 * footprints_obsession_get_n_plays_in_week: (get-property n-plays-in-week)
 * @self: an obsession
 *
 * Gets how often it was played in that week.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_obsession_get_n_plays_in_week (FootprintsObsession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OBSESSION (self), 0);

  return self->n_plays_in_week;
}

/**
 * footprints_obsession_get_n_plays: (get-property n-plays)
 * @self: an obsession
 *
 * Gets how often it was ever played.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_obsession_get_n_plays (FootprintsObsession *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_OBSESSION (self), 0);

  return self->n_plays;
}
