/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/files/footprints-file-importer-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/import/input/footprints-archive-members-private.h"

#include <string.h>

/* Enough for a history of 50 million plays; a file that expands to more was made to do so. */
#define DEFAULT_MAX_BYTES (G_GINT64_CONSTANT (8) * 1024 * 1024 * 1024)
#define FINGERPRINT_BYTES (64 * 1024)

enum
{
  PROP_0,
  PROP_PATH,
  PROP_SOURCE,
  PROP_LABEL,
  PROP_ZONE,
  PROP_DATE_ORDER,
  PROP_LENGTH_UNIT,
  PROP_ENCODING,
  PROP_LISTENER,
  PROP_MIN_PLAYED_S,
  PROP_SKIPS_PRIVATE,
  PROP_TIME_SHIFT_S,
  PROP_LAST_AT,
  PROP_MAX_BYTES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/**
 * FootprintsFileImporter:
 *
 * Reads plays from a file of any known format.
 *
 * The format is recognised by the content, never by the name: CSV exports of Last.fm and any CSV
 * whose header names artist, track and a time; ListenBrainz exports (zip, JSON Lines, JSON); JSON
 * of the Last.fm API; what Spotify sends its listeners (zip, JSON); the log of portable players
 * (`.scrobbler.log`); Pano Scrobbler's exports; the exports and the database of the earlier
 * program; our own exports. Any of them may be compressed (gzip, bzip2, xz, zstd) or in a zip or
 * tar archive, of which every member is examined.
 *
 * The importer only defines what to read and how; an [class@ImportJob] does the work.
 *
 * Threading: one thread at a time; do not change it while a job runs.
 *
 * Source: doc/importing.md.
 *
 * Since: 0.1
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (FootprintsFileImporter,
                               footprints_file_importer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOOTPRINTS_TYPE_IMPORT_SOURCE, NULL))

static void
footprints_file_importer_finalize (GObject *object)
{
  FootprintsFileImporter *self = FOOTPRINTS_FILE_IMPORTER (object);

  g_free (self->path);
  g_free (self->source);
  g_free (self->label);
  g_free (self->encoding);
  g_free (self->listener);
  g_time_zone_unref (self->zone);
  _footprints_reading_options_clear (&self->options);

  G_OBJECT_CLASS (footprints_file_importer_parent_class)->finalize (object);
}

static void
footprints_file_importer_get_property (GObject *object,
                                       guint property_id,
                                       GValue *value,
                                       GParamSpec *pspec)
{
  FootprintsFileImporter *self = FOOTPRINTS_FILE_IMPORTER (object);

  switch (property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ZONE:
      g_value_set_boxed (value, self->zone);
      break;
    case PROP_DATE_ORDER:
      g_value_set_enum (value, (int) self->options.date_order);
      break;
    case PROP_LENGTH_UNIT:
      g_value_set_enum (value, (int) self->options.length_unit);
      break;
    case PROP_ENCODING:
      g_value_set_string (value, self->encoding);
      break;
    case PROP_LISTENER:
      g_value_set_string (value, self->listener);
      break;
    case PROP_MIN_PLAYED_S:
      g_value_set_int64 (value, self->options.min_played_ms / 1000);
      break;
    case PROP_SKIPS_PRIVATE:
      g_value_set_boolean (value, self->options.skips_private);
      break;
    case PROP_TIME_SHIFT_S:
      g_value_set_int64 (value, self->time_shift_s);
      break;
    case PROP_LAST_AT:
      g_value_set_int64 (value, self->last_at);
      break;
    case PROP_MAX_BYTES:
      g_value_set_int64 (value, self->max_bytes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_file_importer_set_property (GObject *object,
                                       guint property_id,
                                       const GValue *value,
                                       GParamSpec *pspec)
{
  FootprintsFileImporter *self = FOOTPRINTS_FILE_IMPORTER (object);

  switch (property_id)
    {
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    case PROP_SOURCE:
      footprints_file_importer_set_source (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      footprints_file_importer_set_label (self, g_value_get_string (value));
      break;
    case PROP_ZONE:
      footprints_file_importer_set_zone (self, g_value_get_boxed (value));
      break;
    case PROP_DATE_ORDER:
      footprints_file_importer_set_date_order (self,
                                               (FootprintsDateOrder) g_value_get_enum (value));
      break;
    case PROP_LENGTH_UNIT:
      footprints_file_importer_set_length_unit (self,
                                                (FootprintsLengthUnit) g_value_get_enum (value));
      break;
    case PROP_ENCODING:
      footprints_file_importer_set_encoding (self, g_value_get_string (value));
      break;
    case PROP_LISTENER:
      footprints_file_importer_set_listener (self, g_value_get_string (value));
      break;
    case PROP_MIN_PLAYED_S:
      footprints_file_importer_set_min_played_s (self, g_value_get_int64 (value));
      break;
    case PROP_SKIPS_PRIVATE:
      footprints_file_importer_set_skips_private (self, g_value_get_boolean (value));
      break;
    case PROP_TIME_SHIFT_S:
      footprints_file_importer_set_time_shift_s (self, g_value_get_int64 (value));
      break;
    case PROP_LAST_AT:
      footprints_file_importer_set_last_at (self, g_value_get_int64 (value));
      break;
    case PROP_MAX_BYTES:
      footprints_file_importer_set_max_bytes (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_file_importer_class_init (FootprintsFileImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_file_importer_finalize;
  object_class->get_property = footprints_file_importer_get_property;
  object_class->set_property = footprints_file_importer_set_property;

  /**
   * FootprintsFileImporter:path: (getter get_path) (type filename)
   *
   * The file.
   *
   * Since: 0.1
   */
  properties[PROP_PATH] =
      g_param_spec_string ("path", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsFileImporter:source: (getter get_source) (setter set_source)
   *
   * Who recorded plays that do not say so themselves: a short name such as `lastfm`, part of what
   * makes a play unique. `unknown` when not set.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, writable);

  /**
   * FootprintsFileImporter:label: (getter get_label) (setter set_label)
   *
   * What the import is called in the list of past imports; the name of the file when not set.
   *
   * Since: 0.1
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, writable);

  /**
   * FootprintsFileImporter:zone: (getter get_zone) (setter set_zone)
   *
   * The time zone that is assumed for times that do not name one. The system's when not set.
   *
   * Since: 0.1
   */
  properties[PROP_ZONE] = g_param_spec_boxed ("zone", NULL, NULL, G_TYPE_TIME_ZONE, writable);

  /**
   * FootprintsFileImporter:date-order: (getter get_date_order) (setter set_date_order)
   *
   * Whether the day or the month comes first in dates with slashes or dashes. Found in the file
   * when not set.
   *
   * Since: 0.1
   */
  properties[PROP_DATE_ORDER] =
      g_param_spec_enum ("date-order", NULL, NULL, FOOTPRINTS_TYPE_DATE_ORDER,
                         FOOTPRINTS_DATE_ORDER_UNKNOWN, writable);

  /**
   * FootprintsFileImporter:length-unit: (getter get_length_unit) (setter set_length_unit)
   *
   * The unit of lengths that are bare numbers. Found in the file when not set.
   *
   * Since: 0.1
   */
  properties[PROP_LENGTH_UNIT] =
      g_param_spec_enum ("length-unit", NULL, NULL, FOOTPRINTS_TYPE_LENGTH_UNIT,
                         FOOTPRINTS_LENGTH_UNIT_UNKNOWN, writable);

  /**
   * FootprintsFileImporter:encoding: (getter get_encoding) (setter set_encoding)
   *
   * How the text is encoded, as iconv calls it. Found in the file when not set.
   *
   * Since: 0.1
   */
  properties[PROP_ENCODING] = g_param_spec_string ("encoding", NULL, NULL, NULL, writable);

  /**
   * FootprintsFileImporter:listener: (getter get_listener) (setter set_listener)
   *
   * Whose plays are meant, in a file of a server that several people use; needed only for those.
   *
   * Since: 0.1
   */
  properties[PROP_LISTENER] = g_param_spec_string ("listener", NULL, NULL, NULL, writable);

  /**
   * FootprintsFileImporter:min-played-s: (getter get_min_played_s) (setter set_min_played_s)
   *
   * How long a stream must have been played to be a play, in seconds, where a streaming service
   * says how long it was. 30 when not set, as for all services.
   *
   * Since: 0.1
   */
  properties[PROP_MIN_PLAYED_S] =
      g_param_spec_int64 ("min-played-s", NULL, NULL, 0, FOOTPRINTS_MAX_MIN_PLAYED_S,
                          FOOTPRINTS_MIN_PLAYED_MS / 1000, writable);

  /**
   * FootprintsFileImporter:skips-private: (getter get_skips_private) (setter set_skips_private)
   *
   * Whether what was played in a private session is passed over, where a streaming service says
   * that it was.
   *
   * Since: 0.1
   */
  properties[PROP_SKIPS_PRIVATE] =
      g_param_spec_boolean ("skips-private", NULL, NULL, FALSE, writable);

  /**
   * FootprintsFileImporter:time-shift-s: (getter get_time_shift_s) (setter set_time_shift_s)
   *
   * By how much all times are moved, in seconds; below 0: to earlier times. 0 when not set. For the
   * log of a player whose clock was wrong.
   *
   * Since: 0.1
   */
  properties[PROP_TIME_SHIFT_S] =
      g_param_spec_int64 ("time-shift-s", NULL, NULL, -FOOTPRINTS_MAX_TIME_SHIFT_S,
                          FOOTPRINTS_MAX_TIME_SHIFT_S, 0, writable);

  /**
   * FootprintsFileImporter:last-at: (getter get_last_at) (setter set_last_at)
   *
   * When the last play of the file really was, in seconds since 1970-01-01 UTC: all times are moved
   * so that it falls there. 0 when not set. For the log of a player whose clock was dead.
   *
   * Since: 0.1
   */
  properties[PROP_LAST_AT] = g_param_spec_int64 ("last-at", NULL, NULL, 0, G_MAXINT64, 0, writable);

  /**
   * FootprintsFileImporter:max-bytes: (getter get_max_bytes) (setter set_max_bytes)
   *
   * How many bytes the file may have after decompression. 8 GiB when not set.
   *
   * Since: 0.1
   */
  properties[PROP_MAX_BYTES] =
      g_param_spec_int64 ("max-bytes", NULL, NULL, 1, G_MAXINT64, DEFAULT_MAX_BYTES, writable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_file_importer_init (FootprintsFileImporter *self)
{
  self->zone = g_time_zone_new_local ();
  self->options.calendar = footprints_calendar_new (self->zone, 0);
  self->options.min_played_ms = FOOTPRINTS_MIN_PLAYED_MS;
  self->max_bytes = DEFAULT_MAX_BYTES;
}

/**
 * footprints_file_importer_new:
 * @path: (type filename): the file
 *
 * Makes an importer for a file. Nothing is read yet.
 *
 * Returns: (transfer full): an importer
 *
 * Since: 0.1
 */
FootprintsFileImporter *
footprints_file_importer_new (const char *path)
{
  return g_object_new (FOOTPRINTS_TYPE_FILE_IMPORTER, "path", path, NULL);
}

/**
 * footprints_file_importer_get_path: (get-property path)
 * @self: an importer
 *
 * Gets the file.
 *
 * Returns: (type filename) (transfer none): a path
 *
 * Since: 0.1
 */
const char *
footprints_file_importer_get_path (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  return self->path;
}

/**
 * footprints_file_importer_get_source: (get-property source)
 * @self: an importer
 *
 * Gets who recorded plays that do not say so themselves.
 *
 * Returns: (nullable) (transfer none): a name; %NULL when not set
 *
 * Since: 0.1
 */
const char *
footprints_file_importer_get_source (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  return self->source;
}

/**
 * footprints_file_importer_set_source: (set-property source)
 * @self: an importer
 * @source: (nullable): a short name such as `lastfm`
 *
 * Sets who recorded plays that do not say so themselves.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_source (FootprintsFileImporter *self, const char *source)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (g_strcmp0 (source, self->source) == 0)
    return;
  g_free (self->source);
  self->source = g_strdup (source);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
}

/**
 * footprints_file_importer_get_label: (get-property label)
 * @self: an importer
 *
 * Gets what the import is called in the list of past imports.
 *
 * Returns: (nullable) (transfer none): a text, %NULL for the name of the file
 *
 * Since: 0.1
 */
const char *
footprints_file_importer_get_label (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  return self->label;
}

/**
 * footprints_file_importer_set_label: (set-property label)
 * @self: an importer
 * @label: (nullable): a text, %NULL for the name of the file
 *
 * Sets what the import is called in the list of past imports.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_label (FootprintsFileImporter *self, const char *label)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (g_strcmp0 (label, self->label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/* @zone: NULL for the system's. */
static void
take_zone (FootprintsFileImporter *self, GTimeZone *zone)
{
  GTimeZone *old = self->zone;

  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  g_time_zone_unref (old);
  footprints_calendar_unref (self->options.calendar);
  self->options.calendar = footprints_calendar_new (self->zone, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE]);
}

/**
 * footprints_file_importer_get_zone: (get-property zone)
 * @self: an importer
 *
 * Gets the time zone that is assumed for times that do not name one.
 *
 * Returns: (transfer none): a time zone
 *
 * Since: 0.1
 */
GTimeZone *
footprints_file_importer_get_zone (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  return self->zone;
}

/**
 * footprints_file_importer_set_zone: (set-property zone)
 * @self: an importer
 * @zone: (nullable): a time zone, %NULL for the system's
 *
 * Sets the time zone that is assumed for times that do not name one.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_zone (FootprintsFileImporter *self, GTimeZone *zone)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  self->zone_is_given = zone != NULL;
  if (zone != self->zone)
    take_zone (self, zone);
}

/**
 * footprints_file_importer_assume_zone:
 * @self: an importer
 * @zone: a time zone
 *
 * Sets the time zone as [method@FileImporter.set_zone] does, but one that nobody chose for this
 * file, such as that of the listener: a plan says that it is assumed.
 *
 * Since: 0.1
 */
void
footprints_file_importer_assume_zone (FootprintsFileImporter *self, GTimeZone *zone)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail (zone != NULL);

  take_zone (self, zone);
  self->zone_is_given = FALSE;
}

gboolean
_footprints_file_importer_has_zone (FootprintsFileImporter *self)
{
  return self->zone_is_given;
}

const FootprintsReadingOptions *
_footprints_file_importer_get_options (FootprintsFileImporter *self)
{
  return &self->options;
}

/**
 * footprints_file_importer_get_max_bytes: (get-property max-bytes)
 * @self: an importer
 *
 * Gets how many bytes the file may have after decompression.
 *
 * Returns: a number of bytes
 *
 * Since: 0.1
 */
gint64
footprints_file_importer_get_max_bytes (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), 0);

  return self->max_bytes;
}

/**
 * footprints_file_importer_set_max_bytes: (set-property max-bytes)
 * @self: an importer
 * @max_bytes: a number of bytes, 1 or more
 *
 * Sets how many bytes the file may have after decompression.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_max_bytes (FootprintsFileImporter *self, gint64 max_bytes)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail (max_bytes >= 1);

  if (max_bytes == self->max_bytes)
    return;
  self->max_bytes = max_bytes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_BYTES]);
}

/* A text that is equal for equal options. */
static char *
describe_options (FootprintsFileImporter *self)
{
  GString *text = g_string_new (g_time_zone_get_identifier (self->zone));

  g_string_append_printf (text, ":%s", self->source != NULL ? self->source : "");
  if (self->options.date_order != FOOTPRINTS_DATE_ORDER_UNKNOWN)
    g_string_append_printf (text, ":date-order=%d", (int) self->options.date_order);
  if (self->options.length_unit != FOOTPRINTS_LENGTH_UNIT_UNKNOWN)
    g_string_append_printf (text, ":length-unit=%d", (int) self->options.length_unit);
  if (self->options.min_played_ms != FOOTPRINTS_MIN_PLAYED_MS)
    g_string_append_printf (text, ":min-played=%" G_GINT64_FORMAT, self->options.min_played_ms);
  if (self->options.skips_private)
    g_string_append (text, ":skips-private");
  if (self->time_shift_s != 0)
    g_string_append_printf (text, ":shift=%" G_GINT64_FORMAT, self->time_shift_s);
  if (self->last_at != 0)
    g_string_append_printf (text, ":last-at=%" G_GINT64_FORMAT, self->last_at);
  if (self->encoding != NULL)
    g_string_append_printf (text, ":encoding=%s", self->encoding);
  if (self->listener != NULL)
    g_string_append_printf (text, ":listener=%s", self->listener);
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    if (self->options.columns[i] != NULL)
      g_string_append_printf (text, ":column%u=%s", i, self->options.columns[i]);
  return g_string_free (text, FALSE);
}

static gboolean
add_part (GChecksum *checksum, GFileInputStream *stream, goffset offset, GError **error)
{
  g_autofree guchar *part = g_malloc (FINGERPRINT_BYTES);
  gsize n_read;

  if (!g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, NULL, error) ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), part, FINGERPRINT_BYTES, &n_read, NULL,
                                error))
    return FALSE;
  g_checksum_update (checksum, part, (gssize) n_read);
  return TRUE;
}

/* Adds size, beginning and end of a file, and its size to @size_bytes. */
static gboolean
add_file (GChecksum *checksum, const char *path, goffset *size_bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info = NULL;
  goffset n_bytes;

  if (stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL)
    return FALSE;
  n_bytes = g_file_info_get_size (info);
  *size_bytes += n_bytes;
  return add_part (checksum, stream, 0, error) &&
         add_part (checksum, stream, MAX (0, n_bytes - FINGERPRINT_BYTES), error);
}

/* Adds the files below a folder, with their names. */
static gboolean
add_folder (GChecksum *checksum, const char *folder, goffset *size_bytes, GError **error)
{
  g_autoptr (GPtrArray) names = _footprints_list_files_below (folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name) + 1);
      if (!add_file (checksum, path, size_bytes, error))
        return FALSE;
    }
  return names != NULL;
}

/* From sizes, beginnings and ends. Files that agree in these may still differ in the middle, so the
 * job compares what it reads with what it had read. */
char *
_footprints_file_importer_make_fingerprint (FootprintsFileImporter *self, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean is_folder = g_file_test (self->path, G_FILE_TEST_IS_DIR);
  g_autofree char *options = NULL;
  goffset size_bytes = 0;

  if (is_folder ? !add_folder (checksum, self->path, &size_bytes, error)
                : !add_file (checksum, self->path, &size_bytes, error))
    return NULL;
  options = describe_options (self);
  return g_strdup_printf ("file:%" G_GOFFSET_FORMAT ":%s:%s", size_bytes,
                          g_checksum_get_string (checksum), options);
}
