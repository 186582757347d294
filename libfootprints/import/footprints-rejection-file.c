/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes rejected rows as CSV: file, row, artist, track, reason. */

#include "libfootprints/import/footprints-rejection-file-private.h"

#include "libfootprints/core/footprints-csv-text-private.h"
#include "libfootprints/store/footprints-disk-private.h"

#include <string.h>

#define HEADER "file,row,artist,track,reason\n"
/* The name may be what is wrong with the row. */
#define MAX_NAME_LETTERS 100
/* How much is written before it is checked again whether there is room. */
#define MAX_UNCHECKED_BYTES (1024 * 1024)

struct _FootprintsRejectionFile
{
  char *path;
  char *label;
  GFileOutputStream *file; /* NULL: no row has come yet */
  GOutputStream *stream;   /* buffers what is written to file */
  goffset start;           /* how long the file was before */
  GString *record;
  gsize n_unchecked; /* bytes that may be written before the next look at the disk */
  gboolean is_full;  /* the disk has no more room for this */
};

FootprintsRejectionFile *
_footprints_rejection_file_new (const char *path, const char *label)
{
  FootprintsRejectionFile *self = g_new0 (FootprintsRejectionFile, 1);

  self->path = g_strdup (path);
  self->label = g_strdup (label);
  self->record = g_string_new (NULL);
  return self;
}

void
_footprints_rejection_file_free (FootprintsRejectionFile *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_string_free (self->record, TRUE);
  g_free (self->label);
  g_free (self->path);
  g_free (self);
}

static gboolean
open_file (FootprintsRejectionFile *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInfo) info = NULL;

  self->file = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error);
  if (self->file == NULL)
    return FALSE;
  info = g_file_output_stream_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL)
    return FALSE;
  self->start = g_file_info_get_size (info);
  self->stream = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (self->file), 64 * 1024);
  return self->start > 0 ||
         g_output_stream_write_all (self->stream, HEADER, strlen (HEADER), NULL, NULL, error);
}

static void
append_name (GString *record, const char *name)
{
  g_autofree char *start =
      name != NULL ? g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_NAME_LETTERS))
                   : NULL;

  g_string_append_c (record, ',');
  _footprints_csv_append_field (record, start);
}

/* What is written for people must not take the room that plays need. */
static gboolean
has_room (FootprintsRejectionFile *self)
{
  if (self->is_full || self->n_unchecked >= self->record->len)
    return !self->is_full;
  self->is_full = !_footprints_disk_check (self->path, MAX_UNCHECKED_BYTES, NULL);
  self->n_unchecked = MAX_UNCHECKED_BYTES;
  return !self->is_full;
}

/* A reason that is about a member of an archive begins with its name. */
static void
write_record (FootprintsRejectionFile *self, const FootprintsInputRow *row)
{
  GString *record = self->record;
  g_autofree char *file =
      row->place != NULL ? g_strdup_printf ("%s: %s", self->label, row->place) : NULL;

  g_string_truncate (record, 0);
  _footprints_csv_append_field (record, file != NULL ? file : self->label);
  g_string_append_printf (record, ",%" G_GINT64_FORMAT, row->number);
  append_name (record, row->play.artist);
  append_name (record, row->play.track);
  g_string_append_c (record, ',');
  _footprints_csv_append_field (record, row->problem);
  g_string_append_c (record, '\n');
}

gboolean
_footprints_rejection_file_add (FootprintsRejectionFile *self,
                                const FootprintsInputRow *row,
                                GError **error)
{
  if (self->file == NULL && !open_file (self, error))
    return FALSE;
  write_record (self, row);
  if (!has_room (self))
    return TRUE;
  self->n_unchecked -= MIN (self->record->len, self->n_unchecked);
  return g_output_stream_write_all (self->stream, self->record->str, self->record->len, NULL, NULL,
                                    error);
}

gboolean
_footprints_rejection_file_restart (FootprintsRejectionFile *self, GError **error)
{
  gboolean done = TRUE;

  if (self->file != NULL)
    done = g_output_stream_flush (self->stream, NULL, error) &&
           g_seekable_truncate (G_SEEKABLE (self->file), self->start, NULL, error);
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  self->n_unchecked = 0;
  self->is_full = FALSE;
  return done;
}

gboolean
_footprints_rejection_file_flush (FootprintsRejectionFile *self, GError **error)
{
  return self->stream == NULL || g_output_stream_flush (self->stream, NULL, error);
}
