/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/import/readers/footprints-row-reader-private.h"

G_BEGIN_DECLS

#define FOOTPRINTS_PLAN_MAX_EXAMPLES 3

/* A column of a table. */
typedef struct
{
  char *name;
  FootprintsTableRole role;
  char *examples[FOOTPRINTS_PLAN_MAX_EXAMPLES]; /* NULL where there are fewer rows */
} FootprintsPlanColumn;

/* How a file, or one member of an archive, is to be read. */
typedef struct
{
  guint number; /* among the members, from 1 */
  const char *format_name;
  gboolean has_listeners; /* rows say whose plays they are */
  char *source;           /* NULL: the format does not say */
  char *encoding;         /* NULL: not text */
  FootprintsDateOrder date_order;
  FootprintsCertainty date_order_certainty;
  FootprintsLengthUnit length_unit;
  FootprintsCertainty length_unit_certainty;
  FootprintsCertainty columns_certainty; /* OPEN: which is the artist, the track or the time */
  GPtrArray *columns;                    /* of FootprintsPlanColumn; empty: not a table */
} FootprintsPlanMember;

/* Finds out how to read what @reader is about to read. @options: what was said about it. NULL with
 * @error set on failure. */
FootprintsPlanMember *_footprints_plan_member_new (FootprintsRowReader *reader,
                                                   guint number,
                                                   const FootprintsReadingOptions *options,
                                                   GCancellable *cancellable,
                                                   GError **error);
void _footprints_plan_member_free (FootprintsPlanMember *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsPlanMember, _footprints_plan_member_free)

/* The name of the column that is @column; NULL: none is. */
const char *_footprints_plan_member_find_column (const FootprintsPlanMember *self,
                                                 FootprintsImportColumn column);
/* A value that shows why @column is doubtful; NULL: there is none. */
const char *_footprints_plan_member_find_example (const FootprintsPlanMember *self,
                                                  FootprintsImportColumn column);
/* "“Band”, “Song”, “When”" (transfer full). */
char *_footprints_plan_member_list_columns (const FootprintsPlanMember *self);
/* FALSE with FOOTPRINTS_ERROR_AMBIGUOUS, which asks, if something is open. */
gboolean _footprints_plan_member_check (const FootprintsPlanMember *self, GError **error);
/* Writes an array of {name, is, examples}. */
void _footprints_plan_member_write_columns (const FootprintsPlanMember *self,
                                            FootprintsJsonWriter *writer);

G_END_DECLS
