/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tables of databases that no known program writes. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/foreign/footprints-foreign-dump-private.h"

typedef struct
{
  FootprintsByteSource parent;
  FootprintsForeignDump *dump;
} DumpSource;

static gboolean
dump_source_read (FootprintsByteSource *source, GByteArray *bytes, GError **error)
{
  DumpSource *self = (DumpSource *) source;

  return _footprints_foreign_dump_read (self->dump, bytes, error);
}

static double
dump_source_get_progress (FootprintsByteSource *source)
{
  DumpSource *self = (DumpSource *) source;

  return _footprints_foreign_dump_get_progress (self->dump);
}

static void
dump_source_free (FootprintsByteSource *source)
{
  DumpSource *self = (DumpSource *) source;

  _footprints_foreign_dump_free (self->dump);
  g_free (self);
}

FootprintsArchiveInput *
_footprints_table_of_database_open (const char *path, GError **error)
{
  FootprintsForeignDump *dump = _footprints_foreign_dump_open (path, error);
  DumpSource *source;

  if (dump == NULL)
    return NULL;
  source = g_new0 (DumpSource, 1);
  source->parent.read = dump_source_read;
  source->parent.get_progress = dump_source_get_progress;
  source->parent.free = dump_source_free;
  source->dump = dump;
  return _footprints_archive_input_new_from (path, &source->parent);
}

FootprintsRowReader *
_footprints_table_of_database_reader_new (FootprintsArchiveInput *input,
                                          const FootprintsReadingOptions *options,
                                          GError **error)
{
  return _footprints_csv_reader_new_for_list (input, options, "table of a database", TRUE, error);
}
