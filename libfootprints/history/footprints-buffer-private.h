/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A run of equal elements that several snapshots share. Each snapshot knows how many of the
 * elements are its own; what lies behind them is another's and is never read. So elements can be
 * appended in place while readers read, and nothing is copied until the room runs out.
 *
 * Appending is for one thread at a time; reading needs no lock. */
typedef struct
{
  gatomicrefcount ref_count;
  guint element_size;
  gsize capacity; /* elements */
  gsize used;     /* elements that some snapshot owns; only the appending thread looks */
  guint8 *data;
} FootprintsBuffer;

FootprintsBuffer *_footprints_buffer_new (guint element_size, gsize capacity);
FootprintsBuffer *_footprints_buffer_ref (FootprintsBuffer *self);
void _footprints_buffer_unref (FootprintsBuffer *self);

/* Appends to a buffer of which the caller owns the first @length elements; replaces *@self by a
 * larger one, or by a copy when another snapshot has appended meanwhile. */
void _footprints_buffer_append (FootprintsBuffer **self,
                                gsize length,
                                gconstpointer elements,
                                gsize n_elements);
/* Gives back the room behind @length. For the only owner. */
void _footprints_buffer_trim (FootprintsBuffer *self, gsize length);

gsize _footprints_buffer_get_size_bytes (FootprintsBuffer *self);

G_END_DECLS
