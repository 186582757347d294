/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/services/footprints-import-page-private.h"

G_BEGIN_DECLS

/* Where a walk back in time through a service's plays stands, and the text that an importer keeps
 * of it as its cursor. A service lists the plays before a second, so the next page must begin with
 * the second that the last one ended in, or plays of that second are lost; those that were there
 * already are known by their hash. Pure: no I/O. */
typedef struct
{
  gint64 before;    /* plays before this second come next; 0: from the newest on */
  gint64 page;      /* of those, from 1; more than 1 when one second fills pages */
  gint64 gap_at;    /* the window below which nothing was found yet; 0: not in a gap */
  gboolean by_page; /* the service does not know times: only page numbers */
  gint64 digest;    /* of the rows of the last page, so that it is noticed when it comes again */
  GArray *seen;     /* of guint32: the plays of second before - 1 that were there already */
  GArray *ahead;    /* of FootprintsWalkEntry: what was listed before its turn, and comes again */
} FootprintsWalk;

typedef struct
{
  gint64 at;
  guint32 hash;
} FootprintsWalkEntry;

void _footprints_walk_init (FootprintsWalk *self);
void _footprints_walk_clear (FootprintsWalk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsWalk, _footprints_walk_clear)

/* NULL is the beginning. FALSE: the text is no cursor of ours. */
gboolean _footprints_walk_parse (FootprintsWalk *self, const char *cursor);
char *_footprints_walk_format (const FootprintsWalk *self);

/* Whether the play was on an earlier page; each is found once. */
gboolean _footprints_walk_take_seen (FootprintsWalk *self, const FootprintsScrobbleRow *play);

/* A page's plays, as a walk sees them: only rows whose time a play can have move its place. */
typedef struct
{
  guint n_rows;              /* with such a time */
  guint n_fresh;             /* not on an earlier page */
  gint64 oldest;             /* the place that the page leads to; G_MAXINT64: none */
  gint64 newest;             /* where it begins; G_MININT64: none */
  gint64 digest;             /* of all rows */
  GArray *entries;           /* of FootprintsWalkEntry: these rows, in the order of the page */
  GArray *others;            /* of FootprintsWalkEntry: those whose time no play can have */
  GArray *border;            /* of guint32: plays of the oldest second */
  FootprintsRowBatch *again; /* what an earlier page had */
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
/* When all rows of a page are there: finds where it begins and where it leads to. FALSE: it is the
 * page before once more. */
gboolean _footprints_walk_settle (FootprintsWalk *self, FootprintsWalkPage *page);
/* Whether a page lists nothing but rows that are older than any play can be. */
gboolean _footprints_walk_is_before_all (const FootprintsWalkPage *page);
/* Goes on below the place that a page leads to, which is not empty. */
void _footprints_walk_descend (FootprintsWalk *self, const FootprintsWalkPage *page);

G_END_DECLS
