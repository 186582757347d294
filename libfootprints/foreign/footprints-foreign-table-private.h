/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One plain table of a database that is not trusted, row by row. */
typedef struct _FootprintsForeignTable FootprintsForeignTable;

#define FOOTPRINTS_FOREIGN_MAX_COLUMNS 64

/* Whether the file has such a table, with these columns ("id, name"). */
gboolean
_footprints_foreign_table_exists (const char *path, const char *table, const char *columns);
FootprintsForeignTable *_footprints_foreign_table_open (const char *path,
                                                        const char *table,
                                                        const char *columns,
                                                        GError **error);
void _footprints_foreign_table_free (FootprintsForeignTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsForeignTable, _footprints_foreign_table_free)

/* 1: the next row; 0: no more; -1: @error is set. */
int _footprints_foreign_table_next (FootprintsForeignTable *self, GError **error);
/* Of the current row: NULL and 0 for a null. Numbers are texts, too, and the other way round. A
 * text with a NUL in it is cut there. Valid until the next row. */
const char *_footprints_foreign_table_get_text (FootprintsForeignTable *self, guint column);
/* Whether the text continues after a NUL. */
gboolean _footprints_foreign_table_is_cut (FootprintsForeignTable *self, guint column);
gint64 _footprints_foreign_table_get_int64 (FootprintsForeignTable *self, guint column);
/* How much of the table has been read, 0 to 1. */
double _footprints_foreign_table_get_progress (FootprintsForeignTable *self);

/* About how many rows there are: more if some were deleted. */
double _footprints_foreign_table_get_n_rows (FootprintsForeignTable *self);

/* The rows of a table by their first column, in memory. */
typedef struct
{
  gpointer next; /* a FootprintsForeignRecord of the same key, in the order of the table; NULL */
  guint n_texts;
  char *texts[]; /* of all columns; NULL for a null */
} FootprintsForeignRecord;

/* A hash table from texts to FootprintsForeignRecord (transfer full). NULL with @error set on
 * failure, which is FOOTPRINTS_ERROR_TOO_LARGE for more than 512 MiB of texts. */
GHashTable *_footprints_foreign_table_load (const char *path,
                                            const char *table,
                                            const char *columns,
                                            GCancellable *cancellable,
                                            GError **error);

/* A plain table, and its columns as far as they can be read. */
typedef struct
{
  char *name;
  GPtrArray *columns; /* of char * */
} FootprintsForeignSchema;

/* The tables of a database, up to 200 (element-type FootprintsForeignSchema) (transfer full). NULL
 * with @error set on failure. */
GPtrArray *_footprints_foreign_table_list (const char *path, GError **error);

G_END_DECLS
