/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-renames-private.h"
#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/import/services/footprints-import-page.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* What a page is asked for. */
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

/* Adds a row as a reader gives it, unless its texts are none for a ledger. */
void _footprints_import_page_add_row (FootprintsImportPage *self, const FootprintsInputRow *row);
/* Is empty again, as before its first row. */
void _footprints_import_page_forget_rows (FootprintsImportPage *self);
/* Tells that the page lists all plays of @range. @again: those of them that an earlier page had. */
void _footprints_import_page_set_listed (FootprintsImportPage *self,
                                         const FootprintsListedRange *range,
                                         const FootprintsRowBatch *again);
/* What was told so, to be taken from. */
FootprintsListed *_footprints_import_page_get_listed (FootprintsImportPage *self);
/* How many of the rows an earlier page had as well, as a service sends more than it was asked for;
 * they are counted once. */
void _footprints_import_page_set_n_repeated (FootprintsImportPage *self, guint n_repeated);
guint _footprints_import_page_get_n_repeated (FootprintsImportPage *self);
/* Fails with an error of any domain; takes @error. */
void _footprints_import_page_take_error (FootprintsImportPage *self, GError *error);

/* FALSE when an earlier page of the same walk, whose cursors are in @seen, has named the same next
 * cursor: such a walk would never end. Otherwise adds it to @seen. */
gboolean _footprints_import_page_check_next_cursor (FootprintsImportPage *self,
                                                    GHashTable *seen,
                                                    GError **error);

/* Whether the texts of all its rows have been checked, which is not to be done again on a main
 * loop. */
gboolean _footprints_import_page_is_checked (FootprintsImportPage *self);
FootprintsRowBatch *_footprints_import_page_get_batch (FootprintsImportPage *self);
/* Of char *: why rows were none, in order. */
GPtrArray *_footprints_import_page_get_rejections (FootprintsImportPage *self);

G_END_DECLS
