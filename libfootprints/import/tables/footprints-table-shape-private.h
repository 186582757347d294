/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-csv-parser-private.h"
#include "libfootprints/import/tables/footprints-reading-options-private.h"
#include "libfootprints/protocol/foreign/footprints-foreign-play-private.h"

G_BEGIN_DECLS

#define FOOTPRINTS_TABLE_MAX_COLUMNS 256

typedef enum
{
  FOOTPRINTS_TABLE_ROLE_EXTRA, /* kept as extra information under the column's name */
  FOOTPRINTS_TABLE_ROLE_IGNORED,
  FOOTPRINTS_TABLE_ROLE_ARTIST,
  FOOTPRINTS_TABLE_ROLE_TRACK,
  FOOTPRINTS_TABLE_ROLE_ALBUM,
  FOOTPRINTS_TABLE_ROLE_ALBUM_ARTIST,
  FOOTPRINTS_TABLE_ROLE_TIME,
  FOOTPRINTS_TABLE_ROLE_DATE,     /* beside a time of day */
  FOOTPRINTS_TABLE_ROLE_LENGTH,   /* in a unit that the values show */
  FOOTPRINTS_TABLE_ROLE_LENGTH_S, /* in the unit that the header names */
  FOOTPRINTS_TABLE_ROLE_LENGTH_MS,
  FOOTPRINTS_TABLE_ROLE_SOURCE,
  FOOTPRINTS_TABLE_ROLE_SOURCE_ID,
  FOOTPRINTS_TABLE_ROLE_EVENT,
  FOOTPRINTS_TABLE_N_ROLES
} FootprintsTableRole;

/* Sets a row from the fields of a record, as members that are called like the columns. */
typedef void (*FootprintsTableReadElement) (FootprintsInputRow *row, json_object *element);

/* Finds out whether the record @next is a part of the play @held, and adds it then. */
typedef FootprintsPartOf (*FootprintsTableJoin) (FootprintsInputRow *row,
                                                 json_object *held,
                                                 json_object *next);

/* What the beginning of a table shows: where it begins, and which column is what. */
typedef struct
{
  FootprintsTableReadElement read; /* NULL: each column is what its role says */
  FootprintsTableJoin join;        /* NULL: each row is a play of its own */
  guint bare_column;               /* from 1: it may have delimiters without quotes; 0: none does */
  gboolean wants_names;            /* lists beside the table name the artists */
  char delimiter;
  guint n_lines_before; /* to skip, including the header */
  guint n_columns;
  FootprintsTableRole roles[FOOTPRINTS_TABLE_MAX_COLUMNS];
  char *names[FOOTPRINTS_TABLE_MAX_COLUMNS]; /* as in the header, or "1", "2", … */
  gboolean is_open;        /* which column is the artist, the track or the time is not known */
  const char *format_name; /* "Last.fm CSV" */
  const char *source;      /* who recorded the plays; NULL: the format does not say */
  gboolean is_utc;         /* times without a zone are in UTC, without saying so */
} FootprintsTableShape;

void _footprints_table_shape_clear (FootprintsTableShape *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsTableShape, _footprints_table_shape_clear)

/* Finds the shape of the table that begins with @text, which ends in a line end and a NUL. FALSE
 * without an error if it is no table of plays; with one if it is a table that is known to hold
 * none, or lacks a column that @options name. */
gboolean _footprints_table_shape_find (FootprintsTableShape *self,
                                       FootprintsCsvParser *parser,
                                       const char *text,
                                       gsize length,
                                       const FootprintsReadingOptions *options,
                                       GError **error);
/* The first column with @role; -1: none has it. */
int _footprints_table_shape_find_role (const FootprintsTableShape *self, FootprintsTableRole role);
/* The role that a column has if somebody says that it is @column. */
FootprintsTableRole _footprints_table_role_of (FootprintsImportColumn column);

/* "“Band”, “Song”, “When”", the first ones (transfer full). */
char *_footprints_table_list_names (const char *const *names, guint n_names);

/* For the files that find shapes. */

/* Finds out whether the columns are those of a service whose rows are read as a whole, and calls
 * them as its reader does. */
gboolean _footprints_table_shape_find_service (FootprintsTableShape *self);

/* What a table with these columns is that is known to hold no plays; NULL: it may hold some. */
const char *_footprints_table_shape_find_refusal (const FootprintsTableShape *self);

/* A name in lower case without spaces, punctuation and underscores (transfer full). */
char *_footprints_table_plain_name (const char *name);
/* Gives each column of @header its role, by the names that @options give and those that are usual.
 * FALSE if an artist, a track or a time is missing. */
gboolean _footprints_table_shape_read_header (FootprintsTableShape *self,
                                              const GPtrArray *header,
                                              const FootprintsReadingOptions *options);
/* Whether the header has a column of the plain name @plain. */
gboolean _footprints_table_shape_has_column (const FootprintsTableShape *self, const char *plain);
/* Of several columns of times, chooses the first whose values in @text, which follows the header,
 * are times; finds out which program writes such tables, and so who recorded the plays. @before:
 * what precedes the header. */
void _footprints_table_shape_settle (FootprintsTableShape *self,
                                     FootprintsCsvParser *parser,
                                     const char *before,
                                     const char *text,
                                     gsize length);
/* Finds tables without a header, or whose header has no usual names. */
gboolean _footprints_table_shape_find_bare (FootprintsTableShape *self,
                                            FootprintsCsvParser *parser,
                                            const char *text,
                                            gsize length);
gboolean _footprints_table_shape_find_open (FootprintsTableShape *self,
                                            FootprintsCsvParser *parser,
                                            const char *text,
                                            gsize length,
                                            const FootprintsReadingOptions *options,
                                            GError **error);

G_END_DECLS
