/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

G_BEGIN_DECLS

/* Rows that own their strings: a reader fills one batch while the writer stores the previous one.
 */
typedef struct
{
  GArray *rows;         /* of FootprintsScrobbleRow */
  GStringChunk **texts; /* reference-counted: other batches may share them */
  GPtrArray *shared;    /* texts of other batches */
  gsize n_bytes;
} FootprintsRowBatch;

FootprintsRowBatch *_footprints_row_batch_new (void);
void _footprints_row_batch_free (FootprintsRowBatch *self);
void _footprints_row_batch_clear (FootprintsRowBatch *self);
void _footprints_row_batch_add (FootprintsRowBatch *self, const FootprintsScrobbleRow *row);
/* Shares the texts of @other, so that its rows can be added without copying their texts. */
void _footprints_row_batch_share (FootprintsRowBatch *self, const FootprintsRowBatch *other);
/* Adds a row whose texts are shared. */
void _footprints_row_batch_add_shared (FootprintsRowBatch *self, const FootprintsScrobbleRow *row);
/* A copy of @text that lives as long as the batch's rows. */
const char *_footprints_row_batch_copy (FootprintsRowBatch *self, const char *text);
/* By how many more rows the time goes up than down. */
gint64 _footprints_row_batch_count_ascents (const FootprintsRowBatch *self);
/* Sorts the rows, oldest first. Rows of one second keep their order or, with @is_newest_first, get
 * the opposite one. */
void _footprints_row_batch_sort (FootprintsRowBatch *self, gboolean is_newest_first);
gboolean _footprints_row_batch_is_full (const FootprintsRowBatch *self);
/* Whether the batch is full and should not take a row of @listened_at any more: rows of one second
 * stay together, unless there are very many. */
gboolean _footprints_row_batch_ends_before (const FootprintsRowBatch *self, gint64 listened_at);
/* For tests, before anything is imported: a batch is full with @max_rows rows. */
void _footprints_row_batch_limit_rows (guint max_rows);

static inline const FootprintsScrobbleRow *
_footprints_row_batch_get_rows (const FootprintsRowBatch *self)
{
  return (const FootprintsScrobbleRow *) (gconstpointer) self->rows->data;
}

G_END_DECLS
