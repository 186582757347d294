/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What a file importer is told about how to read its file. */

#include "libfootprints/import/files/footprints-file-importer-private.h"

/**
 * footprints_file_importer_get_date_order: (get-property date-order)
 * @self: an importer
 *
 * Gets whether the day or the month comes first.
 *
 * Returns: %FOOTPRINTS_DATE_ORDER_UNKNOWN when not set
 *
 * Since: 0.1
 */
FootprintsDateOrder
footprints_file_importer_get_date_order (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), FOOTPRINTS_DATE_ORDER_UNKNOWN);

  return self->options.date_order;
}

/**
 * footprints_file_importer_set_date_order: (set-property date-order)
 * @self: an importer
 * @date_order: an order; %FOOTPRINTS_DATE_ORDER_UNKNOWN to find it in the file
 *
 * Sets whether the day or the month comes first in dates with slashes or dashes.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_date_order (FootprintsFileImporter *self,
                                         FootprintsDateOrder date_order)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (date_order == self->options.date_order)
    return;
  self->options.date_order = date_order;
  g_object_notify (G_OBJECT (self), "date-order");
}

/**
 * footprints_file_importer_get_length_unit: (get-property length-unit)
 * @self: an importer
 *
 * Gets the unit of lengths that are bare numbers.
 *
 * Returns: %FOOTPRINTS_LENGTH_UNIT_UNKNOWN when not set
 *
 * Since: 0.1
 */
FootprintsLengthUnit
footprints_file_importer_get_length_unit (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), FOOTPRINTS_LENGTH_UNIT_UNKNOWN);

  return self->options.length_unit;
}

/**
 * footprints_file_importer_set_length_unit: (set-property length-unit)
 * @self: an importer
 * @length_unit: a unit; %FOOTPRINTS_LENGTH_UNIT_UNKNOWN to find it in the file
 *
 * Sets the unit of lengths that are bare numbers.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_length_unit (FootprintsFileImporter *self,
                                          FootprintsLengthUnit length_unit)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (length_unit == self->options.length_unit)
    return;
  self->options.length_unit = length_unit;
  g_object_notify (G_OBJECT (self), "length-unit");
}

/**
 * footprints_file_importer_get_encoding: (get-property encoding)
 * @self: an importer
 *
 * Gets how the text is encoded.
 *
 * Returns: (nullable) (transfer none): a name; %NULL when not set
 *
 * Since: 0.1
 */
const char *
footprints_file_importer_get_encoding (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  return self->encoding;
}

/**
 * footprints_file_importer_set_encoding: (set-property encoding)
 * @self: an importer
 * @encoding: (nullable): a name that iconv knows, such as `WINDOWS-1251`; %NULL to find it in the
 *   file, which shows UTF-8 and UTF-16; other text is then read as Windows-1252
 *
 * Sets how the text is encoded.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_encoding (FootprintsFileImporter *self, const char *encoding)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (g_strcmp0 (encoding, self->encoding) == 0)
    return;
  g_free (self->encoding);
  self->encoding = g_strdup (encoding);
  g_object_notify (G_OBJECT (self), "encoding");
}

/**
 * footprints_file_importer_get_listener: (get-property listener)
 * @self: an importer
 *
 * Gets whose plays are meant.
 *
 * Returns: (nullable) (transfer none): a name; %NULL when not set
 *
 * Since: 0.1
 */
const char *
footprints_file_importer_get_listener (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);

  return self->listener;
}

/**
 * footprints_file_importer_set_listener: (set-property listener)
 * @self: an importer
 * @listener: (nullable): one of [method@ImportPlan.dup_listener_names]; %NULL for a file that has
 *   plays of one listener
 *
 * Sets whose plays are meant, in a file of a server that several people use. Those of the others
 * are passed over.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_listener (FootprintsFileImporter *self, const char *listener)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  if (g_strcmp0 (listener, self->listener) == 0)
    return;
  g_free (self->listener);
  self->listener = g_strdup (listener);
  g_object_notify (G_OBJECT (self), "listener");
}

/**
 * footprints_file_importer_get_column:
 * @self: an importer
 * @column: what it holds
 *
 * Gets which column of a table holds it.
 *
 * Returns: (nullable) (transfer none): what was set, %NULL for nothing
 *
 * Since: 0.1
 */
const char *
footprints_file_importer_get_column (FootprintsFileImporter *self, FootprintsImportColumn column)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), NULL);
  g_return_val_if_fail ((guint) column < FOOTPRINTS_N_IMPORT_COLUMNS, NULL);

  return self->options.columns[column];
}

/**
 * footprints_file_importer_set_column:
 * @self: an importer
 * @column: what it holds
 * @name: (nullable): a name in the header, in any case, or the number of the column from 1; %NULL
 * to find it in the file
 *
 * Sets which column of a table holds the artist, the track and so on. A file that is no table is
 * read as without it.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_column (FootprintsFileImporter *self,
                                     FootprintsImportColumn column,
                                     const char *name)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail ((guint) column < FOOTPRINTS_N_IMPORT_COLUMNS);

  g_free (self->options.columns[column]);
  self->options.columns[column] = g_strdup (name);
}

/**
 * footprints_file_importer_get_min_played_s: (get-property min-played-s)
 * @self: an importer
 *
 * Gets how long a stream must have been played to be a play, where a streaming service says how
 * long it was.
 *
 * Returns: a number of seconds, 0 or more, 30 when not set
 *
 * Since: 0.1
 */
gint64
footprints_file_importer_get_min_played_s (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), 0);

  return self->options.min_played_ms / 1000;
}

/**
 * footprints_file_importer_set_min_played_s: (set-property min-played-s)
 * @self: an importer
 * @min_played_s: a number of seconds, 0 or more, 30 when not set
 *
 * Sets how long a stream must have been played to be a play, where a streaming service says how
 * long it was.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_min_played_s (FootprintsFileImporter *self, gint64 min_played_s)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail (min_played_s >= 0 && min_played_s <= FOOTPRINTS_MAX_MIN_PLAYED_S);

  if (min_played_s == self->options.min_played_ms / 1000)
    return;
  self->options.min_played_ms = min_played_s * 1000;
  g_object_notify (G_OBJECT (self), "min-played-s");
}

/**
 * footprints_file_importer_get_skips_private: (get-property skips-private)
 * @self: an importer
 *
 * Finds out whether what was played in a private session is passed over.
 *
 * Returns: %TRUE when it is
 *
 * Since: 0.1
 */
gboolean
footprints_file_importer_get_skips_private (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), FALSE);

  return self->options.skips_private;
}

/**
 * footprints_file_importer_set_skips_private: (set-property skips-private)
 * @self: an importer
 * @skips_private: whether what was played in a private session is passed over
 *
 * Sets whether what was played in a private session is passed over, where a streaming service says
 * that it was.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_skips_private (FootprintsFileImporter *self, gboolean skips_private)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));

  skips_private = !!skips_private;
  if (skips_private == self->options.skips_private)
    return;
  self->options.skips_private = skips_private;
  g_object_notify (G_OBJECT (self), "skips-private");
}

/**
 * footprints_file_importer_get_time_shift_s: (get-property time-shift-s)
 * @self: an importer
 *
 * Gets by how much all times are moved.
 *
 * Returns: a number of seconds; below 0: to earlier times
 *
 * Since: 0.1
 */
gint64
footprints_file_importer_get_time_shift_s (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), 0);

  return self->time_shift_s;
}

/**
 * footprints_file_importer_set_time_shift_s: (set-property time-shift-s)
 * @self: an importer
 * @time_shift_s: a number of seconds; below 0: to earlier times
 *
 * Sets by how much all times are moved.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_time_shift_s (FootprintsFileImporter *self, gint64 time_shift_s)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail (ABS (time_shift_s) <= FOOTPRINTS_MAX_TIME_SHIFT_S);

  if (time_shift_s == self->time_shift_s)
    return;
  self->time_shift_s = time_shift_s;
  g_object_notify (G_OBJECT (self), "time-shift-s");
}

/**
 * footprints_file_importer_get_last_at: (get-property last-at)
 * @self: an importer
 *
 * Gets when the last play of the file really was: all times are moved so that it falls there.
 *
 * Returns: seconds since 1970-01-01 UTC; 0: not set
 *
 * Since: 0.1
 */
gint64
footprints_file_importer_get_last_at (FootprintsFileImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self), 0);

  return self->last_at;
}

/**
 * footprints_file_importer_set_last_at: (set-property last-at)
 * @self: an importer
 * @last_at: seconds since 1970-01-01 UTC; 0: not set
 *
 * Sets when the last play of the file really was: all times are moved so that it falls there. The
 * whole file is read for that, before anything is stored; a time shift that was set is not used
 * then.
 *
 * Since: 0.1
 */
void
footprints_file_importer_set_last_at (FootprintsFileImporter *self, gint64 last_at)
{
  g_return_if_fail (FOOTPRINTS_IS_FILE_IMPORTER (self));
  g_return_if_fail (last_at >= 0);

  if (last_at == self->last_at)
    return;
  self->last_at = last_at;
  g_object_notify (G_OBJECT (self), "last-at");
}
