/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-timeline-entry-private.h"

/**
 * FootprintsTimelineEntry:
 *
 * One play in a [class@Timeline]. Ask the store for all that is known of it, by its number.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsTimelineEntry
{
  GObject parent_instance;

  gint64 id;
  gint64 listened_at;
  char *artist;
  char *track;
  char *album;
  char *album_artist;
  char *source;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LISTENED_AT,
  PROP_ARTIST,
  PROP_TRACK,
  PROP_ALBUM,
  PROP_ALBUM_ARTIST,
  PROP_SOURCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsTimelineEntry, footprints_timeline_entry, G_TYPE_OBJECT)

static void
footprints_timeline_entry_finalize (GObject *object)
{
  FootprintsTimelineEntry *self = FOOTPRINTS_TIMELINE_ENTRY (object);

  g_free (self->artist);
  g_free (self->track);
  g_free (self->album);
  g_free (self->album_artist);
  g_free (self->source);

  G_OBJECT_CLASS (footprints_timeline_entry_parent_class)->finalize (object);
}

static void
footprints_timeline_entry_get_property (GObject *object,
                                        guint property_id,
                                        GValue *value,
                                        GParamSpec *pspec)
{
  FootprintsTimelineEntry *self = FOOTPRINTS_TIMELINE_ENTRY (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LISTENED_AT:
      g_value_set_int64 (value, self->listened_at);
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
    case PROP_ALBUM_ARTIST:
      g_value_set_string (value, self->album_artist);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_timeline_entry_class_init (FootprintsTimelineEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_timeline_entry_finalize;
  object_class->get_property = footprints_timeline_entry_get_property;

  /**
   * FootprintsTimelineEntry:id: (getter get_id)
   *
   * The number of the play in the ledger.
   *
   * Since: 0.1
   */
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsTimelineEntry:listened-at: (getter get_listened_at)
   *
   * When the play started, seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_LISTENED_AT] =
      g_param_spec_int64 ("listened-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsTimelineEntry:artist: (getter get_artist)
   *
   * Who is credited.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsTimelineEntry:track: (getter get_track)
   *
   * The title of the track.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL, read_only);

  /**
   * FootprintsTimelineEntry:album: (getter get_album)
   *
   * The title of the album, %NULL when not known.
   *
   * Since: 0.1
   */
  properties[PROP_ALBUM] = g_param_spec_string ("album", NULL, NULL, NULL, read_only);

  /**
   * FootprintsTimelineEntry:album-artist: (getter get_album_artist)
   *
   * Whose album it is, %NULL when the album is not known.
   *
   * Since: 0.1
   */
  properties[PROP_ALBUM_ARTIST] = g_param_spec_string ("album-artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsTimelineEntry:source: (getter get_source)
   *
   * Who recorded the play.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_timeline_entry_init (FootprintsTimelineEntry *self)
{
}

FootprintsTimelineEntry *
_footprints_timeline_entry_new (gint64 id,
                                gint64 listened_at,
                                const char *artist,
                                const char *track,
                                const char *album,
                                const char *album_artist,
                                const char *source)
{
  FootprintsTimelineEntry *self = g_object_new (FOOTPRINTS_TYPE_TIMELINE_ENTRY, NULL);

  self->id = id;
  self->listened_at = listened_at;
  self->artist = g_strdup (artist);
  self->track = g_strdup (track);
  self->album = g_strdup (album);
  self->album_artist = g_strdup (album_artist);
  self->source = g_strdup (source);
  return self;
}

/**
 * footprints_timeline_entry_get_id: (get-property id)
 * @self: an entry
 *
 * Gets the number of the play in the ledger.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_timeline_entry_get_id (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), 0);

  return self->id;
}

/**
 * footprints_timeline_entry_get_listened_at: (get-property listened-at)
 * @self: an entry
 *
 * Gets when the play started, seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_timeline_entry_get_listened_at (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), 0);

  return self->listened_at;
}

/**
 * footprints_timeline_entry_get_artist: (get-property artist)
 * @self: an entry
 *
 * Gets who is credited.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_timeline_entry_get_artist (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), NULL);

  return self->artist;
}

/**
 * footprints_timeline_entry_get_track: (get-property track)
 * @self: an entry
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
footprints_timeline_entry_get_track (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), NULL);

  return self->track;
}

/**
 * footprints_timeline_entry_get_album: (get-property album)
 * @self: an entry
 *
 * Gets the title of the album, %NULL when not known.
 *
 * Threading: any thread.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_timeline_entry_get_album (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), NULL);

  return self->album;
}

/**
 * footprints_timeline_entry_get_album_artist: (get-property album-artist)
 * @self: an entry
 *
 * Gets whose album it is, %NULL when the album is not known.
 *
 * Threading: any thread.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_timeline_entry_get_album_artist (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), NULL);

  return self->album_artist;
}

/**
 * footprints_timeline_entry_get_source: (get-property source)
 * @self: an entry
 *
 * Gets who recorded the play.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_timeline_entry_get_source (FootprintsTimelineEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TIMELINE_ENTRY (self), NULL);

  return self->source;
}
