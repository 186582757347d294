/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-import-page-private.h"

G_BEGIN_DECLS

/* The state of a walk back in time through the plays of a service, and its text form, which an
 * importer uses as its cursor. A service lists the plays before a second, so the next page must
 * begin with the second that the last one ended in, or plays of that second are lost; those that
 * were already listed are recognised by their hash. Pure: no I/O. */
typedef struct
{
  gint64 before;    /* plays before this second come next; 0: from the newest on */
  gint64 page;      /* of those, from 1; more than 1 when one second fills pages */
  gint64 gap_at;    /* the end of the window of a gap that is being searched; 0: not in a gap */
  gboolean by_page; /* the service ignores times: only page numbers */
  gint64 digest;    /* of the rows of the last page, to notice when that comes again */
  GArray *seen;     /* of guint32: the plays of second before - 1 that were already listed */
  GArray *ahead;    /* of FootprintsWalkEntry: what was listed too early, and comes again */
} FootprintsWalk;

typedef struct
{
  gint64 at;
  guint32 hash;
} FootprintsWalkEntry;

void _footprints_walk_init (FootprintsWalk *self);
void _footprints_walk_clear (FootprintsWalk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsWalk, _footprints_walk_clear)

/* NULL is the beginning. FALSE: the text is not one of our cursors. */
gboolean _footprints_walk_parse (FootprintsWalk *self, const char *cursor);
char *_footprints_walk_format (const FootprintsWalk *self);

/* Whether the play was on an earlier page; each is found once. */
gboolean _footprints_walk_take_seen (FootprintsWalk *self, const FootprintsScrobbleRow *play);

/* The plays of a page, as a walk sees them: only rows with a time that a play can have move its
 * place. */
typedef struct
{
  guint n_rows;              /* with such a time */
  guint n_fresh;             /* not on an earlier page */
  gint64 oldest;             /* the place that the page leads to; G_MAXINT64: none */
  gint64 newest;             /* where it begins; G_MININT64: none */
  gint64 digest;             /* of all rows */
  GArray *entries;           /* of FootprintsWalkEntry: these rows, in the order of the page */
  GArray *others;            /* of FootprintsWalkEntry: rows with a time that no play can have */
  GArray *border;            /* of guint32: plays of the oldest second */
  FootprintsRowBatch *again; /* rows that were on an earlier page */
} FootprintsWalkPage;

void _footprints_walk_page_init (FootprintsWalkPage *self);
void _footprints_walk_page_clear (FootprintsWalkPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsWalkPage, _footprints_walk_page_clear)

/* Notes @row, and adds it to @page unless an earlier page had it. */
void _footprints_walk_add_row (FootprintsWalk *self,
                               FootprintsWalkPage *seen,
                               FootprintsImportPage *page,
                               const FootprintsInputRow *row,
                               gint64 now_s);
/* Called when all rows of a page have been added: finds where it begins and where it leads to.
 * FALSE: it repeats the previous page. */
gboolean _footprints_walk_settle (FootprintsWalk *self, FootprintsWalkPage *page);
/* Whether a page lists nothing but rows that are older than any play can be. */
gboolean _footprints_walk_is_before_all (const FootprintsWalkPage *page);
/* Continues before the place that a page leads to; the page is not empty. */
void _footprints_walk_descend (FootprintsWalk *self, const FootprintsWalkPage *page);

G_END_DECLS
