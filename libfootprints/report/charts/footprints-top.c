/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A binary heap of limited size, in an array. */

#include "libfootprints/report/charts/footprints-top-private.h"

#include <string.h>

#define MAX_ELEMENT_BYTES 64

void
_footprints_top_init (FootprintsTop *self,
                      guint element_size,
                      guint capacity,
                      GCompareDataFunc compare,
                      gpointer data)
{
  g_assert (element_size <= MAX_ELEMENT_BYTES);

  self->elements = g_array_sized_new (FALSE, FALSE, element_size, capacity);
  self->capacity = capacity;
  self->compare = compare;
  self->data = data;
}

static char *
get (FootprintsTop *self, guint i)
{
  return self->elements->data + (gsize) i * g_array_get_element_size (self->elements);
}

/* Whether the element at @i comes before the one at @other. */
static gboolean
is_before (FootprintsTop *self, guint i, guint other)
{
  return self->compare (get (self, i), get (self, other), self->data) < 0;
}

static void
swap (FootprintsTop *self, guint i, guint other)
{
  guint size = g_array_get_element_size (self->elements);
  char element[MAX_ELEMENT_BYTES];

  memcpy (element, get (self, i), size);
  memcpy (get (self, i), get (self, other), size);
  memcpy (get (self, other), element, size);
}

static void
sift_up (FootprintsTop *self, guint i)
{
  while (i > 0 && is_before (self, (i - 1) / 2, i))
    {
      swap (self, (i - 1) / 2, i);
      i = (i - 1) / 2;
    }
}

static void
sift_down (FootprintsTop *self, guint i)
{
  guint child = 2 * i + 1;

  while (child < self->elements->len)
    {
      if (child + 1 < self->elements->len && is_before (self, child, child + 1))
        child++;
      if (!is_before (self, i, child))
        return;
      swap (self, i, child);
      i = child;
      child = 2 * i + 1;
    }
}

void
_footprints_top_offer (FootprintsTop *self, gconstpointer element)
{
  if (self->elements->len < self->capacity)
    {
      g_array_append_vals (self->elements, element, 1);
      sift_up (self, self->elements->len - 1);
    }
  else if (self->compare (element, self->elements->data, self->data) < 0)
    {
      memcpy (self->elements->data, element, g_array_get_element_size (self->elements));
      sift_down (self, 0);
    }
}

GArray *
_footprints_top_end (FootprintsTop *self)
{
  g_array_sort_with_data (self->elements, self->compare, self->data);
  return g_steal_pointer (&self->elements);
}
