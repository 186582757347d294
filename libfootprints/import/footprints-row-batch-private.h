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
/* Sorts the rows, oldest first. Rows of one second keep their order, or are reversed with all
 * others. */
void _footprints_row_batch_sort (FootprintsRowBatch *self);
gboolean _footprints_row_batch_is_full (const FootprintsRowBatch *self);
/* For tests, before anything is imported: a batch is full with @max_rows rows. */
void _footprints_row_batch_limit_rows (guint max_rows);

static inline const FootprintsScrobbleRow *
_footprints_row_batch_get_rows (const FootprintsRowBatch *self)
{
  return (const FootprintsScrobbleRow *) (gconstpointer) self->rows->data;
}

G_END_DECLS
