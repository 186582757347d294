/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds the first few of many elements without sorting them all: a heap with the last of those few
 * on top. @compare is negative when its first argument comes before the second. */
typedef struct
{
  GArray *elements;
  guint capacity;
  GCompareDataFunc compare;
  gpointer data;
} FootprintsTop;

/* Keeps @capacity elements, 1 or more, of @element_size bytes. */
void _footprints_top_init (FootprintsTop *self,
                           guint element_size,
                           guint capacity,
                           GCompareDataFunc compare,
                           gpointer data);
void _footprints_top_offer (FootprintsTop *self, gconstpointer element);
/* Returns the elements that were kept, in order (transfer full); @self must then be initialised
 * again. */
GArray *_footprints_top_end (FootprintsTop *self);

/* The element that the next better one replaces; NULL while there is room. */
static inline gconstpointer
_footprints_top_get_last (const FootprintsTop *self)
{
  return self->elements->len == self->capacity ? self->elements->data : NULL;
}

G_END_DECLS
