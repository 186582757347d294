/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads plays from the database of the earlier program. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/foreign/footprints-earlier-database-private.h"

typedef struct
{
  FootprintsRowReader parent;
  FootprintsEarlierDatabase *database;
  gint64 n_read;
} DatabaseReader;

static int
database_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  DatabaseReader *self = (DatabaseReader *) reader;
  FootprintsScrobbleRow play;
  gboolean is_cut;
  int result = _footprints_earlier_database_next (self->database, &play, &is_cut, error);

  if (result != 1)
    return result;
  _footprints_row_reader_begin (reader, row, ++self->n_read);
  row->play.artist = _footprints_input_row_text (row, play.artist);
  row->play.track = _footprints_input_row_text (row, play.track);
  row->play.album = _footprints_input_row_text (row, play.album);
  row->play.source = _footprints_input_row_text (row, play.source);
  row->play.source_id = _footprints_input_row_text (row, play.source_id);
  row->play.listened_at = play.listened_at;
  if (is_cut)
    row->problem = "a text contains a NUL";
  return 1;
}

static double
database_get_progress (FootprintsRowReader *reader)
{
  DatabaseReader *self = (DatabaseReader *) reader;

  return _footprints_earlier_database_get_progress (self->database);
}

static void
database_free (FootprintsRowReader *reader)
{
  DatabaseReader *self = (DatabaseReader *) reader;

  _footprints_row_reader_clear (reader);
  _footprints_earlier_database_free (self->database);
  g_free (self);
}

FootprintsRowReader *
_footprints_database_reader_new (const char *path, GError **error)
{
  FootprintsEarlierDatabase *database = _footprints_earlier_database_open (path, error);
  DatabaseReader *self;

  if (database == NULL)
    return NULL;
  self = g_new0 (DatabaseReader, 1);
  _footprints_row_reader_init (&self->parent, NULL, NULL);
  self->parent.format_name = "database of the earlier program";
  self->parent.next = database_next;
  self->parent.get_progress = database_get_progress;
  self->parent.free = database_free;
  self->database = database;
  return &self->parent;
}
