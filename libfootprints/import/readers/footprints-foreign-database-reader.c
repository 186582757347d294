/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads plays from the databases of other programs. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/foreign/footprints-foreign-database-private.h"

typedef struct
{
  FootprintsRowReader parent;
  FootprintsForeignDatabase *database;
  gint64 n_read;
} ForeignDatabaseReader;

static int
foreign_database_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  ForeignDatabaseReader *self = (ForeignDatabaseReader *) reader;

  _footprints_row_reader_begin (reader, row, ++self->n_read);
  return _footprints_foreign_database_next (self->database, row, error);
}

static double
foreign_database_get_progress (FootprintsRowReader *reader)
{
  ForeignDatabaseReader *self = (ForeignDatabaseReader *) reader;

  return _footprints_foreign_database_get_progress (self->database);
}

static void
foreign_database_free (FootprintsRowReader *reader)
{
  ForeignDatabaseReader *self = (ForeignDatabaseReader *) reader;

  _footprints_row_reader_clear (reader);
  _footprints_foreign_database_free (self->database);
  g_free (self);
}

FootprintsRowReader *
_footprints_foreign_database_reader_new (const char *path,
                                         const FootprintsReadingOptions *options,
                                         GError **error)
{
  FootprintsForeignDatabase *database = _footprints_foreign_database_open (path, error);
  ForeignDatabaseReader *self;

  if (database == NULL)
    return NULL;
  self = g_new0 (ForeignDatabaseReader, 1);
  _footprints_row_reader_init (&self->parent, NULL, options);
  self->parent.format_name = _footprints_foreign_database_get_format_name (database);
  self->parent.has_listeners = _footprints_foreign_database_has_listeners (database);
  self->parent.next = foreign_database_next;
  self->parent.get_progress = foreign_database_get_progress;
  self->parent.free = foreign_database_free;
  self->database = database;
  return &self->parent;
}
