/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-anniversary-private.h"

/**
 * FootprintsAnniversary:
 *
 * The same date in one year: an entry of [class@Anniversaries].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsAnniversary
{
  GObject parent_instance;

  char *day;
  gint64 n_plays;
  char *artist;
  char *track;
  char *track_artist;
};

enum
{
  PROP_0,
  PROP_DAY,
  PROP_N_PLAYS,
  PROP_ARTIST,
  PROP_TRACK,
  PROP_TRACK_ARTIST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsAnniversary, footprints_anniversary, G_TYPE_OBJECT)

static void
footprints_anniversary_finalize (GObject *object)
{
  FootprintsAnniversary *self = FOOTPRINTS_ANNIVERSARY (object);

  g_free (self->day);
  g_free (self->artist);
  g_free (self->track);
  g_free (self->track_artist);

  G_OBJECT_CLASS (footprints_anniversary_parent_class)->finalize (object);
}

static void
footprints_anniversary_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  FootprintsAnniversary *self = FOOTPRINTS_ANNIVERSARY (object);

  switch (property_id)
    {
    case PROP_DAY:
      g_value_set_string (value, self->day);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_TRACK:
      g_value_set_string (value, self->track);
      break;
    case PROP_TRACK_ARTIST:
      g_value_set_string (value, self->track_artist);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_anniversary_class_init (FootprintsAnniversaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_anniversary_finalize;
  object_class->get_property = footprints_anniversary_get_property;

  /**
   * FootprintsAnniversary:day: (getter get_day)
   *
   * The day, as `2024-03-15`.
   *
   * Since: 0.1
   */
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read_only);

  /**
   * FootprintsAnniversary:n-plays: (getter get_n_plays)
   *
   * How many plays it has.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsAnniversary:artist: (getter get_artist)
   *
   * The artist who was heard most.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsAnniversary:track: (getter get_track)
   *
   * The title of the track that was heard most.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL, read_only);

  /**
   * FootprintsAnniversary:track-artist: (getter get_track_artist)
   *
   * The artist of that track.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK_ARTIST] = g_param_spec_string ("track-artist", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_anniversary_init (FootprintsAnniversary *self)
{
}

FootprintsAnniversary *
_footprints_anniversary_new (const char *day,
                             gint64 n_plays,
                             const char *artist,
                             const char *track,
                             const char *track_artist)
{
  FootprintsAnniversary *self = g_object_new (FOOTPRINTS_TYPE_ANNIVERSARY, NULL);

  self->day = g_strdup (day);
  self->n_plays = n_plays;
  self->artist = g_strdup (artist);
  self->track = g_strdup (track);
  self->track_artist = g_strdup (track_artist);
  return self;
}

/**
 * footprints_anniversary_get_day: (get-property day)
 * @self: a day
 *
 * Gets the day, as `2024-03-15`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_anniversary_get_day (FootprintsAnniversary *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_ANNIVERSARY (self), NULL);

  return self->day;
}

/**
 * footprints_anniversary_get_n_plays: (get-property n-plays)
 * @self: a day
 *
 * Gets how many plays it has.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_anniversary_get_n_plays (FootprintsAnniversary *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_ANNIVERSARY (self), 0);

  return self->n_plays;
}

/**
 * footprints_anniversary_get_artist: (get-property artist)
 * @self: a day
 *
 * Gets the artist who was heard most.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_anniversary_get_artist (FootprintsAnniversary *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_ANNIVERSARY (self), NULL);

  return self->artist;
}

/**
 * footprints_anniversary_get_track: (get-property track)
 * @self: a day
 *
 * Gets the title of the track that was heard most.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_anniversary_get_track (FootprintsAnniversary *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_ANNIVERSARY (self), NULL);

  return self->track;
}

/**
 * footprints_anniversary_get_track_artist: (get-property track-artist)
 * @self: a day
 *
 * Gets the artist of that track.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_anniversary_get_track_artist (FootprintsAnniversary *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_ANNIVERSARY (self), NULL);

  return self->track_artist;
}
