/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The shared arrays behind the names of a history: appended to in place, and grown or copied when
 * that is not possible. */

#include "libfootprints/history/footprints-buffer-private.h"

#include <string.h>

#define MIN_CAPACITY 64

FootprintsBuffer *
_footprints_buffer_new (guint element_size, gsize capacity)
{
  FootprintsBuffer *self = g_new0 (FootprintsBuffer, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->element_size = element_size;
  self->capacity = MAX (capacity, MIN_CAPACITY);
  self->data = g_malloc_n (self->capacity, element_size);
  return self;
}

FootprintsBuffer *
_footprints_buffer_ref (FootprintsBuffer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_footprints_buffer_unref (FootprintsBuffer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->data);
  g_free (self);
}

static gboolean
is_shared (FootprintsBuffer *self)
{
  return !g_atomic_ref_count_compare (&self->ref_count, 1);
}

static void
make_room (FootprintsBuffer **self, gsize length, gsize n_elements)
{
  FootprintsBuffer *old = *self;
  FootprintsBuffer *larger;
  /* A quarter while the first load fills it alone, an eighth once snapshots share it. */
  gsize spare = is_shared (old) ? (length + n_elements) / 8 : (length + n_elements) / 4;

  if (!is_shared (old))
    {
      old->capacity = length + n_elements + spare;
      old->data = g_realloc_n (old->data, old->capacity, old->element_size);
      return;
    }
  larger = _footprints_buffer_new (old->element_size, length + n_elements + spare);
  memcpy (larger->data, old->data, length * old->element_size);
  _footprints_buffer_unref (old);
  *self = larger;
}

void
_footprints_buffer_append (FootprintsBuffer **self,
                           gsize length,
                           gconstpointer elements,
                           gsize n_elements)
{
  if (length != (*self)->used || (*self)->capacity - length < n_elements)
    make_room (self, length, n_elements);
  memcpy ((*self)->data + length * (*self)->element_size, elements,
          n_elements * (*self)->element_size);
  (*self)->used = length + n_elements;
}

void
_footprints_buffer_trim (FootprintsBuffer *self, gsize length)
{
  self->capacity = MAX (length + length / 32, MIN_CAPACITY);
  self->data = g_realloc_n (self->data, self->capacity, self->element_size);
}

gsize
_footprints_buffer_get_size_bytes (FootprintsBuffer *self)
{
  return self->capacity * self->element_size;
}
