/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An array of equally sized elements that several snapshots share. Each snapshot knows how many of
 * the elements are its own and never reads the ones after them, which belong to others. So elements
 * can be appended in place while readers read, and nothing is copied until the room runs out.
 *
 * Only one thread may append at a time; reading needs no lock. */
typedef struct
{
  gatomicrefcount ref_count;
  guint element_size;
  gsize capacity; /* elements */
  gsize used;     /* elements that some snapshot owns; only the appending thread reads it */
  guint8 *data;
} FootprintsBuffer;

FootprintsBuffer *_footprints_buffer_new (guint element_size, gsize capacity);
FootprintsBuffer *_footprints_buffer_ref (FootprintsBuffer *self);
void _footprints_buffer_unref (FootprintsBuffer *self);

/* Appends to a buffer of which the caller owns the first @length elements; replaces *@self with a
 * larger one when there is no room, or with a copy when another snapshot has appended meanwhile. */
void _footprints_buffer_append (FootprintsBuffer **self,
                                gsize length,
                                gconstpointer elements,
                                gsize n_elements);
/* Releases most of the room after @length. Only for a buffer with a single owner. */
void _footprints_buffer_trim (FootprintsBuffer *self, gsize length);

gsize _footprints_buffer_get_size_bytes (FootprintsBuffer *self);

G_END_DECLS
