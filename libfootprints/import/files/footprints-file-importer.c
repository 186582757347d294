/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/files/footprints-file-importer-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/foreign/footprints-earlier-database-private.h"
#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Enough for a history of 50 million plays; a file that expands to more was made to do so. */
#define DEFAULT_MAX_BYTES (G_GINT64_CONSTANT (8) * 1024 * 1024 * 1024)
#define FINGERPRINT_BYTES (64 * 1024)
#define SQLITE_MAGIC "SQLite format 3"

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
struct _FootprintsFileImporter
{
  GObject parent_instance;

  char *path;
  char *source;    /* NULL: not known */
  char *label;     /* NULL: the name of the file */
  GTimeZone *zone; /* for times that do not name one */
  gint64 max_bytes;
};

enum
{
  PROP_0,
  PROP_PATH,
  PROP_SOURCE,
  PROP_LABEL,
  PROP_ZONE,
  PROP_MAX_BYTES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
  g_time_zone_unref (self->zone);

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
  GTimeZone *old;

  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (zone == self->zone)
    return;
  old = self->zone;
  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  g_time_zone_unref (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE]);
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

/* From size, beginning and end. Files that agree in these may still differ in the middle, so the
 * job compares what it reads with what it had read. */
char *
_footprints_file_importer_make_fingerprint (FootprintsFileImporter *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFileInfo) info = NULL;
  const char *source = self->source;
  goffset size_bytes;

  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL)
    return NULL;
  size_bytes = g_file_info_get_size (info);
  if (!add_part (checksum, stream, 0, error) ||
      !add_part (checksum, stream, MAX (0, size_bytes - FINGERPRINT_BYTES), error))
    return NULL;
  return g_strdup_printf ("file:%" G_GOFFSET_FORMAT ":%s:%s:%s", size_bytes,
                          g_checksum_get_string (checksum), g_time_zone_get_identifier (self->zone),
                          source != NULL ? source : "");
}

struct _FootprintsFileReading
{
  FootprintsFileImporter *importer;
  FootprintsCalendar *calendar;
  FootprintsArchiveInput *input; /* NULL: a database, read by reader alone */
  FootprintsRowReader *reader;   /* of the current member; NULL: none */
  const char *format_name;       /* of the last member that had one */
  const char *default_source;    /* of rows that name none */
  char *source;                  /* who recorded the plays so far; "" for several */
  gint64 now_s;
};

static gboolean
is_database (const char *path)
{
  guint8 head[sizeof SQLITE_MAGIC];
  gsize n_read;

  return _footprints_sqlite_peek_header (path, head, sizeof head, &n_read, NULL) &&
         n_read == sizeof head && memcmp (head, SQLITE_MAGIC, sizeof head) == 0;
}

static gboolean
open_database (FootprintsFileReading *self, GError **error)
{
  const char *path = self->importer->path;

  if (!_footprints_is_earlier_database (path))
    {
      _footprints_set_error (
          error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
          "%s is an SQLite database, but not one of the earlier program; to import a history of "
          "Footprints itself, export it as JSON Lines first",
          path);
      return FALSE;
    }
  self->reader = _footprints_database_reader_new (path, error);
  if (self->reader == NULL)
    return FALSE;
  self->format_name = self->reader->format_name;
  return TRUE;
}

/* A pipe would block, and could not be read a second time. */
static gboolean
check_file (const char *path, GError **error)
{
  GStatBuf status;
  const char *problem = NULL;
  int code = FOOTPRINTS_ERROR_NOT_FOUND;

  if (g_stat (path, &status) != 0)
    problem = g_strerror (errno);
  else if (S_ISDIR (status.st_mode))
    problem = "is a folder";
  else if (!S_ISREG (status.st_mode))
    problem = "is not a regular file";
  else if (status.st_size == 0)
    {
      problem = "is empty";
      code = FOOTPRINTS_ERROR_UNKNOWN_FORMAT;
    }
  if (problem == NULL)
    return TRUE;
  _footprints_set_error (error, code, "%s: %s", path, problem);
  return FALSE;
}

FootprintsFileReading *
_footprints_file_reading_new (FootprintsFileImporter *importer, GError **error)
{
  g_autoptr (FootprintsFileReading) self = g_new0 (FootprintsFileReading, 1);

  self->importer = g_object_ref (importer);
  self->default_source = importer->source;
  if (self->default_source == NULL)
    self->default_source = FOOTPRINTS_UNKNOWN_SOURCE;
  self->calendar = footprints_calendar_new (importer->zone, 0);
  self->now_s = _footprints_clock_now_s ();
  if (!check_file (importer->path, error))
    return NULL;
  if (is_database (importer->path))
    return open_database (self, error) ? g_steal_pointer (&self) : NULL;
  self->input = _footprints_archive_input_open (importer->path, importer->max_bytes, error);
  return self->input != NULL ? g_steal_pointer (&self) : NULL;
}

static void
close_reader (FootprintsFileReading *self)
{
  if (self->reader != NULL)
    self->reader->free (self->reader);
  self->reader = NULL;
}

void
_footprints_file_reading_free (FootprintsFileReading *self)
{
  close_reader (self);
  g_clear_pointer (&self->input, _footprints_archive_input_free);
  footprints_calendar_unref (self->calendar);
  g_object_unref (self->importer);
  g_free (self->source);
  g_free (self);
}

/* Moves to the next member of a known format. 1: reader is set; 0: no more; -1: @error is set. */
static int
open_next_member (FootprintsFileReading *self, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  int result;

  close_reader (self);
  if (self->input == NULL)
    return 0;
  while ((result = _footprints_archive_input_next_member (self->input, error)) == 1)
    {
      g_autoptr (GError) local_error = NULL;

      self->reader = _footprints_recognise (self->input, self->calendar, &local_error);
      if (self->reader != NULL)
        {
          self->format_name = self->reader->format_name;
          return 1;
        }
      /* A file that is known to hold no plays may lie beside those that do. */
      if (g_error_matches (local_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT))
        {
          g_clear_error (&refusal);
          refusal = g_steal_pointer (&local_error);
        }
      else if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }
    }
  if (result == 0 && self->format_name == NULL && refusal != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&refusal), "%s: ", self->importer->path);
      return -1;
    }
  if (result == 0 && self->format_name == NULL)
    {
      _footprints_set_error (
          error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
          "%s is not in a known format; expected a CSV file whose header names artist, track and a "
          "time, an export from Spotify, ListenBrainz, Last.fm, Pano Scrobbler or Footprints, or a "
          ".scrobbler.log",
          self->importer->path);
      return -1;
    }
  return result;
}

static void
note_source (FootprintsFileReading *self, const char *source)
{
  if (self->source == NULL)
    self->source = g_strdup (source);
  else if (*self->source != '\0' && !g_str_equal (self->source, source))
    *self->source = '\0';
}

static void
check_row (FootprintsFileReading *self, FootprintsInputRow *row)
{
  g_autoptr (GError) error = NULL;

  if (row->play.source == NULL)
    row->play.source = self->default_source;
  row->place = self->input != NULL ? _footprints_archive_input_get_member_name (self->input) : NULL;
  if (row->problem != NULL)
    return;
  if (!_footprints_scrobble_row_check (&row->play, self->now_s, &error))
    row->problem = _footprints_input_row_keep (row, g_strdup (error->message));
  else
    note_source (self, row->play.source);
}

int
_footprints_file_reading_next (FootprintsFileReading *self, FootprintsInputRow *row, GError **error)
{
  while (TRUE)
    {
      int result = self->reader != NULL ? self->reader->next (self->reader, row, error) : 0;

      if (result == 1)
        check_row (self, row);
      if (result != 0)
        return result;
      result = open_next_member (self, error);
      if (result != 1)
        return result;
    }
}

double
_footprints_file_reading_get_progress (FootprintsFileReading *self)
{
  if (self->input != NULL)
    return _footprints_archive_input_get_progress (self->input);
  return self->reader != NULL ? _footprints_database_reader_get_progress (self->reader) : 1;
}

const char *
_footprints_file_reading_get_source (FootprintsFileReading *self)
{
  return self->source != NULL && *self->source != '\0' ? self->source : NULL;
}

const char *
_footprints_file_reading_get_format_name (FootprintsFileReading *self)
{
  return self->format_name;
}
