/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads the earlier program's database row by row, as a file that is not trusted. */

#include "libfootprints/foreign/footprints-earlier-database-private.h"

#include "libfootprints/foreign/footprints-foreign-table-private.h"

#define TABLE "scrobbles"
#define COLUMNS "artist, track, album, timestamp, source, source_id"

enum
{
  ARTIST,
  TRACK,
  ALBUM,
  TIMESTAMP,
  SOURCE,
  SOURCE_ID,
};

struct _FootprintsEarlierDatabase
{
  FootprintsForeignTable *table;
};

gboolean
_footprints_is_earlier_database (const char *path)
{
  return _footprints_foreign_table_exists (path, TABLE, COLUMNS);
}

FootprintsEarlierDatabase *
_footprints_earlier_database_open (const char *path, GError **error)
{
  FootprintsForeignTable *table = _footprints_foreign_table_open (path, TABLE, COLUMNS, error);
  FootprintsEarlierDatabase *self;

  if (table == NULL)
    return NULL;
  self = g_new0 (FootprintsEarlierDatabase, 1);
  self->table = table;
  return self;
}

void
_footprints_earlier_database_free (FootprintsEarlierDatabase *self)
{
  _footprints_foreign_table_free (self->table);
  g_free (self);
}

double
_footprints_earlier_database_get_progress (FootprintsEarlierDatabase *self)
{
  return _footprints_foreign_table_get_progress (self->table);
}

/* NULL for a null; sets @is_cut when the text continues after a NUL. */
static const char *
read_text (FootprintsEarlierDatabase *self, guint column, gboolean *is_cut)
{
  *is_cut |= _footprints_foreign_table_is_cut (self->table, column);
  return _footprints_foreign_table_get_text (self->table, column);
}

int
_footprints_earlier_database_next (FootprintsEarlierDatabase *self,
                                   FootprintsScrobbleRow *row,
                                   gboolean *is_cut,
                                   GError **error)
{
  int result = _footprints_foreign_table_next (self->table, error);

  *is_cut = FALSE;
  if (result != 1)
    return result;
  *row = (FootprintsScrobbleRow){
    .artist = read_text (self, ARTIST, is_cut),
    .track = read_text (self, TRACK, is_cut),
    .album = read_text (self, ALBUM, is_cut),
    .listened_at = _footprints_foreign_table_get_int64 (self->table, TIMESTAMP),
    .source = read_text (self, SOURCE, is_cut),
    .source_id = read_text (self, SOURCE_ID, is_cut),
  };
  return 1;
}
