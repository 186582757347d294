/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/plays/footprints-scrobble-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-json-writer-private.h"

/**
 * FootprintsScrobble:
 *
 * One play of one track, as its source reported it.
 *
 * It is immutable. C programs make one with a [class@ScrobbleBuilder], whose
 * [method@ScrobbleBuilder.build] checks it; scripts set the properties at construction. A store
 * checks every play again before it takes it, see [method@Scrobble.validate].
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsScrobble
{
  GObject parent_instance;

  gint64 id; /* the row in the ledger, 0 before it is stored */
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

enum
{
  PROP_0,
  PROP_ID,
  PROP_ARTIST,
  PROP_TRACK,
  PROP_ALBUM,
  PROP_ALBUM_ARTIST,
  PROP_LISTENED_AT,
  PROP_DURATION_MS,
  PROP_SOURCE,
  PROP_SOURCE_ID,
  PROP_INFO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsScrobble, footprints_scrobble, G_TYPE_OBJECT)

static void
footprints_scrobble_finalize (GObject *object)
{
  FootprintsScrobble *self = FOOTPRINTS_SCROBBLE (object);

  g_free (self->artist);
  g_free (self->track);
  g_free (self->album);
  g_free (self->album_artist);
  g_free (self->source);
  g_free (self->source_id);
  g_free (self->info);

  G_OBJECT_CLASS (footprints_scrobble_parent_class)->finalize (object);
}

static void
footprints_scrobble_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsScrobble *self = FOOTPRINTS_SCROBBLE (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
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
    case PROP_LISTENED_AT:
      g_value_set_int64 (value, self->listened_at);
      break;
    case PROP_DURATION_MS:
      g_value_set_int64 (value, self->duration_ms);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, footprints_scrobble_get_source (self));
      break;
    case PROP_SOURCE_ID:
      g_value_set_string (value, self->source_id);
      break;
    case PROP_INFO:
      g_value_set_string (value, self->info);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_scrobble_set_property (GObject *object,
                                  guint property_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsScrobble *self = FOOTPRINTS_SCROBBLE (object);

  switch (property_id)
    {
    case PROP_ARTIST:
      self->artist = g_value_dup_string (value);
      break;
    case PROP_TRACK:
      self->track = g_value_dup_string (value);
      break;
    case PROP_ALBUM:
      self->album = g_value_dup_string (value);
      break;
    case PROP_ALBUM_ARTIST:
      self->album_artist = g_value_dup_string (value);
      break;
    case PROP_LISTENED_AT:
      self->listened_at = g_value_get_int64 (value);
      break;
    case PROP_DURATION_MS:
      self->duration_ms = g_value_get_int64 (value);
      break;
    case PROP_SOURCE:
      self->source = g_value_dup_string (value);
      break;
    case PROP_SOURCE_ID:
      self->source_id = g_value_dup_string (value);
      break;
    case PROP_INFO:
      self->info = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_scrobble_class_init (FootprintsScrobbleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct_only =
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_scrobble_finalize;
  object_class->get_property = footprints_scrobble_get_property;
  object_class->set_property = footprints_scrobble_set_property;

  /**
   * FootprintsScrobble:id: (getter get_id)
   *
   * The number of the play in its ledger, 0 before it is stored.
   *
   * Since: 0.1
   */
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsScrobble:artist: (getter get_artist)
   *
   * Who is credited, as the source wrote it; 1 to 8192 bytes of UTF-8.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, construct_only);

  /**
   * FootprintsScrobble:track: (getter get_track)
   *
   * The title of the track; 1 to 8192 bytes of UTF-8.
   *
   * Since: 0.1
   */
  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL, construct_only);

  /**
   * FootprintsScrobble:album: (getter get_album)
   *
   * The title of the album, or %NULL when not known.
   *
   * Since: 0.1
   */
  properties[PROP_ALBUM] = g_param_spec_string ("album", NULL, NULL, NULL, construct_only);

  /**
   * FootprintsScrobble:album-artist: (getter get_album_artist)
   *
   * Who the album is credited to, or %NULL when that is @artist or not known. Kept only together
   * with an album, and only when it differs from the artist.
   *
   * Since: 0.1
   */
  properties[PROP_ALBUM_ARTIST] =
      g_param_spec_string ("album-artist", NULL, NULL, NULL, construct_only);

  /**
   * FootprintsScrobble:listened-at: (getter get_listened_at)
   *
   * When the play started, seconds since 1970-01-01 UTC; from 2002-10-01 to a day from now.
   *
   * Since: 0.1
   */
  properties[PROP_LISTENED_AT] =
      g_param_spec_int64 ("listened-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, construct_only);

  /**
   * FootprintsScrobble:duration-ms: (getter get_duration_ms)
   *
   * The length of the track in milliseconds, 0 when not known.
   *
   * Since: 0.1
   */
  properties[PROP_DURATION_MS] =
      g_param_spec_int64 ("duration-ms", NULL, NULL, G_MININT64, G_MAXINT64, 0, construct_only);

  /**
   * FootprintsScrobble:source: (getter get_source)
   *
   * The service or program that recorded the play, such as `lastfm`, `listenbrainz` or `rockbox`;
   * `local` when not given.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, construct_only);

  /**
   * FootprintsScrobble:source-id: (getter get_source_id)
   *
   * The source's own name for the play, or %NULL.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE_ID] = g_param_spec_string ("source-id", NULL, NULL, NULL, construct_only);

  /**
   * FootprintsScrobble:info: (getter get_info)
   *
   * Other information from the source, as the text of one JSON object of at most 64 KiB, or %NULL.
   *
   * Since: 0.1
   */
  properties[PROP_INFO] = g_param_spec_string ("info", NULL, NULL, NULL, construct_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_scrobble_init (FootprintsScrobble *self)
{
}

/**
 * footprints_scrobble_new:
 * @artist: who is credited
 * @track: the title of the track
 * @listened_at: when the play started, seconds since 1970-01-01 UTC
 *
 * Makes a play from the three values that every play has.
 *
 * Nothing is checked yet, see [method@Scrobble.validate].
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): a play
 *
 * Since: 0.1
 */
FootprintsScrobble *
footprints_scrobble_new (const char *artist, const char *track, gint64 listened_at)
{
  return g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", artist, "track", track, "listened-at",
                       listened_at, NULL);
}

FootprintsScrobble *
_footprints_scrobble_new_from_row (gint64 id, const FootprintsScrobbleRow *row)
{
  FootprintsScrobble *self =
      g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", row->artist, "track", row->track, "album",
                    row->album, "album-artist", row->album_artist, "listened-at", row->listened_at,
                    "duration-ms", row->duration_ms, "source", row->source, "source-id",
                    row->source_id, "info", row->info, NULL);

  self->id = id;
  return self;
}

FootprintsScrobbleRow
_footprints_scrobble_get_row (FootprintsScrobble *self)
{
  FootprintsScrobbleRow row = {
    .artist = self->artist,
    .track = self->track,
    .album = self->album,
    .album_artist = self->album_artist,
    .source = footprints_scrobble_get_source (self),
    .source_id = self->source_id,
    .info = self->info,
    .listened_at = self->listened_at,
    .duration_ms = self->duration_ms,
  };

  return row;
}

gboolean
_footprints_scrobble_has_source (FootprintsScrobble *self)
{
  return self->source != NULL;
}

/**
 * footprints_scrobble_validate:
 * @self: a play
 * @error: return location for an error
 *
 * Checks that a store may keep @self.
 *
 * Artist and track are required; no text may be blank, longer than 8 KiB or anything but UTF-8; the
 * time must be between 2002-10-01 and a day from now; the duration must not be negative; the extra
 * information must be a JSON object of at most 64 KiB.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_SCROBBLE, with the field and the reason.
 *
 * Threading: any thread.
 *
 * Source: doc/ledger-format.md, "What is accepted".
 *
 * Returns: %TRUE when the play is valid
 *
 * Since: 0.1
 */
gboolean
footprints_scrobble_validate (FootprintsScrobble *self, GError **error)
{
  FootprintsScrobbleRow row;

  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), FALSE);

  row = _footprints_scrobble_get_row (self);
  return _footprints_scrobble_row_check (&row, _footprints_clock_now_s (), error) &&
         _footprints_scrobble_row_check_info (&row, error);
}

/**
 * footprints_scrobble_equal:
 * @self: a play
 * @other: another one
 *
 * Checks whether two objects are the same play to a ledger: same artist, track, time and source,
 * compared exactly.
 *
 * Threading: any thread.
 *
 * Returns: %TRUE when they are
 *
 * Since: 0.1
 */
gboolean
footprints_scrobble_equal (FootprintsScrobble *self, FootprintsScrobble *other)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), FALSE);
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (other), FALSE);

  return self->listened_at == other->listened_at && g_strcmp0 (self->artist, other->artist) == 0 &&
         g_strcmp0 (self->track, other->track) == 0 &&
         g_str_equal (footprints_scrobble_get_source (self),
                      footprints_scrobble_get_source (other));
}

/**
 * footprints_scrobble_to_json:
 * @self: a play
 *
 * Writes the play as one JSON object with `id` (null before it is stored), `artist`, `album`,
 * `track`, `timestamp` (RFC 3339, UTC), `source`, `source_id` and `album_artist`.
 *
 * Threading: any thread.
 *
 * Source: doc/rest-api.md, "Scrobble".
 *
 * Returns: (transfer full): JSON text
 *
 * Since: 0.1
 */
char *
footprints_scrobble_to_json (FootprintsScrobble *self)
{
  FootprintsJsonWriter writer;

  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_name (&writer, "id");
  if (self->id != 0)
    _footprints_json_writer_int64 (&writer, self->id);
  else
    _footprints_json_writer_null (&writer);
  _footprints_json_writer_add_string (&writer, "artist", self->artist);
  _footprints_json_writer_add_string (&writer, "album", self->album);
  _footprints_json_writer_add_string (&writer, "track", self->track);
  _footprints_json_writer_add_time (&writer, "timestamp", self->listened_at);
  _footprints_json_writer_add_string (&writer, "source", footprints_scrobble_get_source (self));
  _footprints_json_writer_add_string (&writer, "source_id", self->source_id);
  _footprints_json_writer_add_string (
      &writer, "album_artist",
      self->album != NULL && self->album_artist == NULL ? self->artist : self->album_artist);
  _footprints_json_writer_end_object (&writer);
  return _footprints_json_writer_take_text (&writer);
}

/**
 * footprints_scrobble_get_id: (get-property id)
 * @self: a play
 *
 * Gets the number of the play in its ledger.
 *
 * Returns: the number, 0 before it is stored
 *
 * Since: 0.1
 */
gint64
footprints_scrobble_get_id (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), 0);

  return self->id;
}

/**
 * footprints_scrobble_get_artist: (get-property artist)
 * @self: a play
 *
 * Gets who is credited, as the source wrote it; 1 to 8192 bytes of UTF-8.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_artist (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->artist;
}

/**
 * footprints_scrobble_get_track: (get-property track)
 * @self: a play
 *
 * Gets the title of the track; 1 to 8192 bytes of UTF-8.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_track (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->track;
}

/**
 * footprints_scrobble_get_album: (get-property album)
 * @self: a play
 *
 * Gets the title of the album, or %NULL when not known.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_album (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->album;
}

/**
 * footprints_scrobble_get_album_artist: (get-property album-artist)
 * @self: a play
 *
 * Gets who the album is credited to, or %NULL when that is @artist or not known. Kept only together
 * with an album, and only when it differs from the artist.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_album_artist (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->album_artist;
}

/**
 * footprints_scrobble_get_listened_at: (get-property listened-at)
 * @self: a play
 *
 * Gets when the play started, seconds since 1970-01-01 UTC; from 2002-10-01 to a day from now.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_scrobble_get_listened_at (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), 0);

  return self->listened_at;
}

/**
 * footprints_scrobble_get_duration_ms: (get-property duration-ms)
 * @self: a play
 *
 * Gets the length of the track in milliseconds, 0 when not known.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_scrobble_get_duration_ms (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), 0);

  return self->duration_ms;
}

/**
 * footprints_scrobble_get_source: (get-property source)
 * @self: a play
 *
 * Gets the service or program that recorded the play, such as `lastfm`, `listenbrainz` or
 * `rockbox`; `local` when not given.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_source (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->source != NULL ? self->source : FOOTPRINTS_DEFAULT_SOURCE;
}

/**
 * footprints_scrobble_get_source_id: (get-property source-id)
 * @self: a play
 *
 * Gets the source's own name for the play, or %NULL.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_source_id (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->source_id;
}

/**
 * footprints_scrobble_get_info: (get-property info)
 * @self: a play
 *
 * Gets other information from the source, as the text of one JSON object of at most 64 KiB, or
 * %NULL.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_scrobble_get_info (FootprintsScrobble *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SCROBBLE (self), NULL);

  return self->info;
}
