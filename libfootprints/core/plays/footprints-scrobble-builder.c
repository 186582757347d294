/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/plays/footprints-scrobble-builder.h"

#include "libfootprints/core/plays/footprints-scrobble-private.h"

/**
 * FootprintsScrobbleBuilder:
 *
 * Collects the values of a play and builds a checked [class@Scrobble] from them.
 *
 * A builder keeps its values after [method@ScrobbleBuilder.build], so that a series of plays with
 * much in common can share it.
 *
 * Threading: one thread at a time.
 *
 * Since: 0.1
 */
struct _FootprintsScrobbleBuilder
{
  GObject parent_instance;

  char *artist;
  char *track;
  char *album;
  char *album_artist;
  gint64 listened_at;
  gint64 duration_ms;
  char *source;
  char *source_id;
  char *info;
};

G_DEFINE_FINAL_TYPE (FootprintsScrobbleBuilder, footprints_scrobble_builder, G_TYPE_OBJECT)

static void
footprints_scrobble_builder_finalize (GObject *object)
{
  FootprintsScrobbleBuilder *self = FOOTPRINTS_SCROBBLE_BUILDER (object);

  g_free (self->artist);
  g_free (self->track);
  g_free (self->album);
  g_free (self->album_artist);
  g_free (self->source);
  g_free (self->source_id);
  g_free (self->info);

  G_OBJECT_CLASS (footprints_scrobble_builder_parent_class)->finalize (object);
}

static void
footprints_scrobble_builder_class_init (FootprintsScrobbleBuilderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_scrobble_builder_finalize;
}

static void
footprints_scrobble_builder_init (FootprintsScrobbleBuilder *self)
{
}

/**
 * footprints_scrobble_builder_new:
 *
 * Makes an empty builder.
 *
 * Returns: (transfer full): a builder
 *
 * Since: 0.1
 */
FootprintsScrobbleBuilder *
footprints_scrobble_builder_new (void)
{
  return g_object_new (FOOTPRINTS_TYPE_SCROBBLE_BUILDER, NULL);
}

/**
 * footprints_scrobble_builder_set_artist:
 * @self: a builder
 * @artist: who is credited, as the source wrote it; 1 to 8192 bytes of UTF-8
 *
 * Sets the [property@Scrobble:artist] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_artist (FootprintsScrobbleBuilder *self, const char *artist)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->artist);
  self->artist = g_strdup (artist);
}

/**
 * footprints_scrobble_builder_set_track:
 * @self: a builder
 * @track: the title of the track; 1 to 8192 bytes of UTF-8
 *
 * Sets the [property@Scrobble:track] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_track (FootprintsScrobbleBuilder *self, const char *track)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->track);
  self->track = g_strdup (track);
}

/**
 * footprints_scrobble_builder_set_album:
 * @self: a builder
 * @album: (nullable): the title of the album, or %NULL when not known
 *
 * Sets the [property@Scrobble:album] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_album (FootprintsScrobbleBuilder *self, const char *album)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->album);
  self->album = g_strdup (album);
}

/**
 * footprints_scrobble_builder_set_album_artist:
 * @self: a builder
 * @album_artist: (nullable): who the album is credited to, or %NULL when that is the artist or not
 * known
 *
 * Sets the [property@Scrobble:album-artist] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_album_artist (FootprintsScrobbleBuilder *self,
                                              const char *album_artist)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->album_artist);
  self->album_artist = g_strdup (album_artist);
}

/**
 * footprints_scrobble_builder_set_listened_at:
 * @self: a builder
 * @listened_at: when the play started, seconds since 1970-01-01 UTC; from 2002-10-01 to a day from
 * now
 *
 * Sets the [property@Scrobble:listened-at] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_listened_at (FootprintsScrobbleBuilder *self, gint64 listened_at)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  self->listened_at = listened_at;
}

/**
 * footprints_scrobble_builder_set_duration_ms:
 * @self: a builder
 * @duration_ms: the length of the track in milliseconds, 0 when not known
 *
 * Sets the [property@Scrobble:duration-ms] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_duration_ms (FootprintsScrobbleBuilder *self, gint64 duration_ms)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  self->duration_ms = duration_ms;
}

/**
 * footprints_scrobble_builder_set_source:
 * @self: a builder
 * @source: (nullable): the service or program that recorded the play, such as `lastfm`,
 *   `listenbrainz` or `rockbox`; `local` when not given
 *
 * Sets the [property@Scrobble:source] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_source (FootprintsScrobbleBuilder *self, const char *source)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->source);
  self->source = g_strdup (source);
}

/**
 * footprints_scrobble_builder_set_source_id:
 * @self: a builder
 * @source_id: (nullable): the source's own name for the play, or %NULL
 *
 * Sets the [property@Scrobble:source-id] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_source_id (FootprintsScrobbleBuilder *self, const char *source_id)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->source_id);
  self->source_id = g_strdup (source_id);
}

/**
 * footprints_scrobble_builder_set_info:
 * @self: a builder
 * @info: (nullable): other information from the source, as the text of one JSON object of at most
 * 64 KiB, or %NULL
 *
 * Sets the [property@Scrobble:info] of the next play.
 *
 * Since: 0.1
 */
void
footprints_scrobble_builder_set_info (FootprintsScrobbleBuilder *self, const char *info)
{
  g_return_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self));

  g_free (self->info);
  self->info = g_strdup (info);
}

/**
 * footprints_scrobble_builder_build:
 * @self: a builder
 * @error: return location for an error
 *
 * Checks the values as [method@Scrobble.validate] does and builds a play from them.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_SCROBBLE, with the field and the reason.
 *
 * Returns: (transfer full): a play; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsScrobble *
footprints_scrobble_builder_build (FootprintsScrobbleBuilder *self, GError **error)
{
  g_autoptr (FootprintsScrobble) scrobble = NULL;
  FootprintsScrobbleRow row;

  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE_BUILDER (self), NULL);

  row = (FootprintsScrobbleRow){
    .artist = self->artist,
    .track = self->track,
    .album = self->album,
    .album_artist = self->album_artist,
    .listened_at = self->listened_at,
    .duration_ms = self->duration_ms,
    .source = self->source,
    .source_id = self->source_id,
    .info = self->info,
  };
  scrobble = _footprints_scrobble_new_from_row (0, &row);
  if (!footprints_scrobble_validate (scrobble, error))
    return NULL;
  return g_steal_pointer (&scrobble);
}
