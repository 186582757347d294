/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-renames-private.h"
#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/import/services/footprints-import-page.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* What a page is to fetch. */
typedef struct
{
  const char *source; /* of plays that name none; NULL: not known */
  const char *cursor; /* NULL: the first page */
  gint64 since;       /* plays of [since, until) */
  gint64 until;
} FootprintsImportWindow;

/* Takes @task, which returns the page once it is complete. */
FootprintsImportPage *_footprints_import_page_new (const FootprintsImportWindow *window,
                                                   GTask *task);

/* Adds a row that a reader has read; as a rejection if it has a problem, or texts that a ledger
 * does not accept. */
void _footprints_import_page_add_row (FootprintsImportPage *self, const FootprintsInputRow *row);
/* Empties the page, as it was before its first row. */
void _footprints_import_page_forget_rows (FootprintsImportPage *self);
/* Notes that the page lists all plays of @range. @again: those of them that were on an earlier
 * page. */
void _footprints_import_page_set_listed (FootprintsImportPage *self,
                                         const FootprintsListedRange *range,
                                         const FootprintsRowBatch *again);
/* The ranges that were noted; borrowed. */
FootprintsListed *_footprints_import_page_get_listed (FootprintsImportPage *self);
/* How many of the rows were on an earlier page as well, because the service sends more than it was
 * asked for; they are counted once. */
void _footprints_import_page_set_n_repeated (FootprintsImportPage *self, guint n_repeated);
guint _footprints_import_page_get_n_repeated (FootprintsImportPage *self);
/* Fails with an error of any domain; takes @error. */
void _footprints_import_page_take_error (FootprintsImportPage *self, GError *error);

/* FALSE when an earlier page of the same walk, whose cursors are in @seen, has named the same next
 * cursor: such a walk would never end. Otherwise adds it to @seen. */
gboolean _footprints_import_page_check_next_cursor (FootprintsImportPage *self,
                                                    GHashTable *seen,
                                                    GError **error);

/* Whether the texts of all rows have been checked, so that a main loop need not check them
 * again. */
gboolean _footprints_import_page_is_checked (FootprintsImportPage *self);
FootprintsRowBatch *_footprints_import_page_get_batch (FootprintsImportPage *self);
/* Of char *: why rows were rejected, in order. */
GPtrArray *_footprints_import_page_get_rejections (FootprintsImportPage *self);

G_END_DECLS
