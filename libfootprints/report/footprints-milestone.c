/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-milestone-private.h"

#include "libfootprints/core/footprints-enum-types.h"

/**
 * FootprintsMilestone:
 *
 * A round number that was reached: an entry of [class@Milestones].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsMilestone
{
  GObject parent_instance;

  FootprintsMilestoneKind kind;
  guint number;
  gint64 reached_at;
  char *artist;
  char *track;
  char *album;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_NUMBER,
  PROP_REACHED_AT,
  PROP_ARTIST,
  PROP_TRACK,
  PROP_ALBUM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsMilestone, footprints_milestone, G_TYPE_OBJECT)

static void
footprints_milestone_finalize (GObject *object)
{
  FootprintsMilestone *self = FOOTPRINTS_MILESTONE (object);

  g_free (self->artist);
  g_free (self->track);
  g_free (self->album);

  G_OBJECT_CLASS (footprints_milestone_parent_class)->finalize (object);
}

static void
footprints_milestone_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  FootprintsMilestone *self = FOOTPRINTS_MILESTONE (object);

  switch (property_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;
    case PROP_REACHED_AT:
      g_value_set_int64 (value, self->reached_at);
      break;
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_TRACK:
      g_value_set_string (value, self->track);
      break;
    case PROP_ALBUM:
      g_value_set_string (value, self->album);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_milestone_class_init (FootprintsMilestoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_milestone_finalize;
  object_class->get_property = footprints_milestone_get_property;

  /**
   * FootprintsMilestone:kind: (getter get_kind)
   *
   * What was counted.
   *
   * Since: 0.1
   */
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, FOOTPRINTS_TYPE_MILESTONE_KIND,
                                             FOOTPRINTS_MILESTONE_KIND_PLAYS, read_only);

  /**
   * FootprintsMilestone:number: (getter get_number)
   *
   * How many there were then.
   *
   * Since: 0.1
   */
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsMilestone:reached-at: (getter get_reached_at)
   *
   * When the play began that made them so many, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_REACHED_AT] =
      g_param_spec_int64 ("reached-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsMilestone:artist: (getter get_artist)
   *
   * The artist of that play.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsMilestone:track: (getter get_track)
   *
   * The title of its track.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL, read_only);

  /**
   * FootprintsMilestone:album: (getter get_album)
   *
   * The title of its album, or %NULL.
   *
   * Since: 0.1
   */
  properties[PROP_ALBUM] = g_param_spec_string ("album", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_milestone_init (FootprintsMilestone *self)
{
}

FootprintsMilestone *
_footprints_milestone_new (FootprintsMilestoneKind kind,
                           guint number,
                           gint64 reached_at,
                           const char *artist,
                           const char *track,
                           const char *album)
{
  FootprintsMilestone *self = g_object_new (FOOTPRINTS_TYPE_MILESTONE, NULL);

  self->kind = kind;
  self->number = number;
  self->reached_at = reached_at;
  self->artist = g_strdup (artist);
  self->track = g_strdup (track);
  self->album = g_strdup (album);
  return self;
}

/**
 * footprints_milestone_get_kind: (get-property kind)
 * @self: a milestone
 *
 * Gets what was counted.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FootprintsMilestoneKind
footprints_milestone_get_kind (FootprintsMilestone *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_MILESTONE (self), 0);

  return self->kind;
}

/**
 * footprints_milestone_get_number: (get-property number)
 * @self: a milestone
 *
 * Gets how many there were then.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_milestone_get_number (FootprintsMilestone *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_MILESTONE (self), 0);

  return self->number;
}

/**
 * footprints_milestone_get_reached_at: (get-property reached-at)
 * @self: a milestone
 *
 * Gets when the play began that made them so many, in seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_milestone_get_reached_at (FootprintsMilestone *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_MILESTONE (self), 0);

  return self->reached_at;
}

/**
 * footprints_milestone_get_artist: (get-property artist)
 * @self: a milestone
 *
 * Gets the artist of that play.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_milestone_get_artist (FootprintsMilestone *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_MILESTONE (self), NULL);

  return self->artist;
}

/**
 * footprints_milestone_get_track: (get-property track)
 * @self: a milestone
 *
 * Gets the title of its track.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_milestone_get_track (FootprintsMilestone *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_MILESTONE (self), NULL);

  return self->track;
}

/**
 * footprints_milestone_get_album: (get-property album)
 * @self: a milestone
 *
 * Gets the title of its album, or %NULL.
 *
 * Threading: any thread.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_milestone_get_album (FootprintsMilestone *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_MILESTONE (self), NULL);

  return self->album;
}
