/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-ranking-private.h"

#include <string.h>

const char *
_footprints_entity_get_artist (FootprintsHistory *history, FootprintsEntityKind kind, guint32 id)
{
  const FootprintsNameTable *table = _footprints_history_get_name_table (history, kind);

  if (table->artists == NULL)
    return NULL;
  return _footprints_name_table_get (
      _footprints_history_get_name_table (history, FOOTPRINTS_ENTITY_KIND_ARTIST),
      _footprints_name_table_get_artists (table)[id]);
}

/* The best entries met so far: a heap with the worst of them on top. */
typedef struct
{
  FootprintsHistory *history;
  FootprintsEntityKind kind;
  FootprintsRanked *entries;
  guint n_entries;
  guint capacity;
} Heap;

/* Negative when @a stands before @b. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FootprintsRanked *left = a;
  const FootprintsRanked *right = b;
  const Heap *heap = data;
  const FootprintsNameTable *table = _footprints_history_get_name_table (heap->history, heap->kind);
  int order;

  if (left->plays != right->plays)
    return left->plays > right->plays ? -1 : 1;
  order = strcmp (_footprints_name_table_get (table, left->id),
                  _footprints_name_table_get (table, right->id));
  if (order == 0)
    order = g_strcmp0 (_footprints_entity_get_artist (heap->history, heap->kind, left->id),
                       _footprints_entity_get_artist (heap->history, heap->kind, right->id));
  if (order == 0)
    order = left->id < right->id ? -1 : left->id > right->id;
  return order;
}

static void
sift_up (Heap *heap, guint i)
{
  while (i > 0)
    {
      guint parent = (i - 1) / 2;
      FootprintsRanked entry = heap->entries[i];

      if (compare (&heap->entries[parent], &entry, heap) >= 0)
        return;
      heap->entries[i] = heap->entries[parent];
      heap->entries[parent] = entry;
      i = parent;
    }
}

static void
sift_down (Heap *heap, guint i)
{
  while (2 * i + 1 < heap->n_entries)
    {
      guint child = 2 * i + 1;
      FootprintsRanked entry = heap->entries[i];

      if (child + 1 < heap->n_entries &&
          compare (&heap->entries[child + 1], &heap->entries[child], heap) > 0)
        child++;
      if (compare (&heap->entries[child], &entry, heap) <= 0)
        return;
      heap->entries[i] = heap->entries[child];
      heap->entries[child] = entry;
      i = child;
    }
}

static void
heap_offer (Heap *heap, guint32 id, guint32 plays)
{
  FootprintsRanked entry = { id, plays, 0 };

  if (heap->n_entries < heap->capacity)
    {
      heap->entries[heap->n_entries] = entry;
      sift_up (heap, heap->n_entries++);
    }
  else if (compare (&entry, &heap->entries[0], heap) < 0)
    {
      heap->entries[0] = entry;
      sift_down (heap, 0);
    }
}

/* Most entities have too few plays to enter a full heap: the threshold keeps them out with one
 * comparison of numbers. */
static guint
offer_all (Heap *heap, const FootprintsTally *tally)
{
  guint32 threshold = 1;

  for (guint32 id = 1; id < tally->n_ids; id++)
    {
      if (tally->plays[id] < threshold)
        continue;
      heap_offer (heap, id, tally->plays[id]);
      if (heap->n_entries == heap->capacity)
        threshold = heap->entries[0].plays;
    }
  return tally->n_distinct;
}

static guint
offer_some (Heap *heap, const FootprintsTally *tally, const GArray *ids)
{
  guint n_total = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 id = g_array_index (ids, guint32, i);

      if (tally->plays[id] == 0)
        continue;
      n_total++;
      if (heap->n_entries < heap->capacity || tally->plays[id] >= heap->entries[0].plays)
        heap_offer (heap, id, tally->plays[id]);
    }
  return n_total;
}

static void
set_ranks (FootprintsRanked *entries, guint n_entries)
{
  for (guint i = 0; i < n_entries; i++)
    entries[i].rank =
        i > 0 && entries[i].plays == entries[i - 1].plays ? entries[i - 1].rank : i + 1;
}

GArray *
_footprints_rank (FootprintsHistory *history,
                  FootprintsEntityKind kind,
                  const FootprintsTally *tally,
                  const GArray *ids,
                  gint64 offset,
                  guint limit,
                  guint *n_total)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (FootprintsRanked));
  guint n_places = ids != NULL ? ids->len : tally->n_distinct;
  Heap heap = { .history = history, .kind = kind };

  /* The top of the list decides ranks, so the heap holds it down to the last place asked for. */
  heap.capacity = offset < n_places ? (guint) MIN (offset + limit, n_places) : n_places;
  if (heap.capacity == 0)
    {
      *n_total = 0;
      return ranked;
    }
  heap.entries = g_new (FootprintsRanked, heap.capacity);
  *n_total = ids != NULL ? offer_some (&heap, tally, ids) : offer_all (&heap, tally);
  g_qsort_with_data (heap.entries, (int) heap.n_entries, sizeof *heap.entries, compare, &heap);
  set_ranks (heap.entries, heap.n_entries);
  if (offset < heap.n_entries)
    g_array_append_vals (ranked, heap.entries + offset, heap.n_entries - (guint) offset);
  g_free (heap.entries);
  return ranked;
}
