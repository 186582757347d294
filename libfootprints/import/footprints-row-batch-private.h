/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-scrobble-row-private.h"

G_BEGIN_DECLS

/* Rows with strings of their own: what a reader fills while the writer stores the batch before. */
typedef struct
{
  GArray *rows; /* of FootprintsScrobbleRow */
  GStringChunk *texts;
  gsize n_bytes;
} FootprintsRowBatch;

FootprintsRowBatch *_footprints_row_batch_new (void);
void _footprints_row_batch_free (FootprintsRowBatch *self);
void _footprints_row_batch_clear (FootprintsRowBatch *self);
void _footprints_row_batch_add (FootprintsRowBatch *self, const FootprintsScrobbleRow *row);
gboolean _footprints_row_batch_is_full (const FootprintsRowBatch *self);

static inline const FootprintsScrobbleRow *
_footprints_row_batch_get_rows (const FootprintsRowBatch *self)
{
  return (const FootprintsScrobbleRow *) (gconstpointer) self->rows->data;
}

G_END_DECLS
