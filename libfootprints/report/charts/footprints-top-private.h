/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first few of many in some order, without sorting the many: a heap with the last of those few
 * on top. @compare is negative when its first argument stands before the second. */
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
/* What was kept, in order (transfer full); @self must be initialised again after that. */
GArray *_footprints_top_end (FootprintsTop *self);

/* The one that the next better one replaces; NULL while there is room. */
static inline gconstpointer
_footprints_top_get_last (const FootprintsTop *self)
{
  return self->elements->len == self->capacity ? self->elements->data : NULL;
}

G_END_DECLS
