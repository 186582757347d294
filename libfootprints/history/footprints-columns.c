/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Columns: the plays of a history, in chunks that snapshots share.
 *
 * Layout. Time is cut into windows of 2^24 s (194 days). Each window that has plays has one chunk:
 * a single allocation with an array per column (time as an offset in the window, id, track, album,
 * source and, where any is known, length). A chunk has room for `capacity` plays; its arrays never
 * move or grow.
 *
 * Snapshots. A FootprintsColumns belongs to one snapshot. It lists slices, ascending by window. A
 * slice refers to a chunk and owns the first `n_plays` plays in it. Copying columns copies only the
 * slices; the chunks, and so the plays, are shared and reference-counted.
 *
 * Append in place. Plays that come after the last one of a slice are written into its chunk, after
 * those that the slice owns, and only this slice counts them. A slice of the same chunk in an older
 * snapshot has a smaller `n_plays`, is never read past it, and nothing before it has changed, so
 * readers need no lock. `used` is the largest `n_plays` that a slice of the chunk has had: if it is
 * larger than that of the slice at hand, another snapshot has written there, and the chunk is
 * copied. Only one thread at a time may change columns that share chunks; readers ignore `used`.
 *
 * Copies. A chunk is also copied when a new play does not come after the last one of the slice,
 * when there is no room, when a first known length needs the column of lengths, and when a play is
 * removed. The other chunks stay shared. An old chunk lives as long as a slice refers to it. A
 * slice that loses its only play is dropped, so none is empty.
 *
 * Kernels rely on this: plays are sorted by time, then by id, within a slice and from each slice to
 * the next; and track, album and source are reported ids within the tables of names, album 0 for
 * none, so they index arrays by id without a check. The derivation checks them. */

#include "libfootprints/history/footprints-columns-private.h"

#include <stdlib.h>
#include <string.h>

#define BYTES_PER_PLAY (4 * sizeof (guint32) + sizeof (guint16))
#define WINDOW_MASK ((1 << FOOTPRINTS_WINDOW_BITS) - 1)

static gsize
get_bytes_per_play (gboolean has_lengths)
{
  return BYTES_PER_PLAY + (has_lengths ? sizeof (guint16) : 0);
}

static FootprintsChunk *
chunk_new (gint64 window, guint32 capacity, gboolean has_lengths)
{
  FootprintsChunk *self = g_new0 (FootprintsChunk, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->window = window;
  self->capacity = capacity;
  self->offsets_s = g_malloc_n (capacity, get_bytes_per_play (has_lengths));
  self->ids = self->offsets_s + capacity;
  self->tracks = self->ids + capacity;
  self->albums = self->tracks + capacity;
  self->sources = (guint16 *) (gpointer) (self->albums + capacity);
  self->lengths_s = has_lengths ? self->sources + capacity : NULL;
  return self;
}

static void
chunk_unref (FootprintsChunk *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->offsets_s);
  g_free (self);
}

FootprintsPlay
_footprints_chunk_get (const FootprintsChunk *self, guint32 index)
{
  return (FootprintsPlay){
    .listened_at = _footprints_chunk_get_time (self, index),
    .id = self->ids[index],
    .track = self->tracks[index],
    .album = self->albums[index],
    .source = self->sources[index],
    .length_s = _footprints_chunk_get_length (self, index),
  };
}

static void
chunk_set (FootprintsChunk *self, guint32 index, const FootprintsPlay *play)
{
  self->offsets_s[index] = (guint32) (play->listened_at & WINDOW_MASK);
  self->ids[index] = play->id;
  self->tracks[index] = play->track;
  self->albums[index] = play->album;
  self->sources[index] = play->source;
  if (self->lengths_s != NULL)
    self->lengths_s[index] = play->length_s;
}

static void
chunk_copy (
    FootprintsChunk *self, guint32 at, const FootprintsChunk *other, guint32 from, guint32 n_plays)
{
  memcpy (self->offsets_s + at, other->offsets_s + from, n_plays * sizeof *self->offsets_s);
  memcpy (self->ids + at, other->ids + from, n_plays * sizeof *self->ids);
  memcpy (self->tracks + at, other->tracks + from, n_plays * sizeof *self->tracks);
  memcpy (self->albums + at, other->albums + from, n_plays * sizeof *self->albums);
  memcpy (self->sources + at, other->sources + from, n_plays * sizeof *self->sources);
  for (guint32 i = 0; self->lengths_s != NULL && i < n_plays; i++)
    self->lengths_s[at + i] = _footprints_chunk_get_length (other, from + i);
}

void
_footprints_columns_init (FootprintsColumns *self)
{
  *self = (FootprintsColumns){ 0 };
}

void
_footprints_columns_init_copy (FootprintsColumns *self, const FootprintsColumns *other)
{
  *self = *other;
  self->slices = g_memdup2 (other->slices, other->n_slices * sizeof *other->slices);
  for (guint i = 0; i < self->n_slices; i++)
    g_atomic_ref_count_inc (&self->slices[i].chunk->ref_count);
}

void
_footprints_columns_clear (FootprintsColumns *self)
{
  for (guint i = 0; i < self->n_slices; i++)
    chunk_unref (self->slices[i].chunk);
  g_free (self->slices);
  _footprints_columns_init (self);
}

gsize
_footprints_columns_get_memory_use_bytes (const FootprintsColumns *self)
{
  gsize size_bytes = self->n_slices * (sizeof (FootprintsSlice) + sizeof (FootprintsChunk));

  for (guint i = 0; i < self->n_slices; i++)
    size_bytes += self->slices[i].chunk->capacity *
                  get_bytes_per_play (self->slices[i].chunk->lengths_s != NULL);
  return size_bytes;
}

int
_footprints_plays_compare (gconstpointer a, gconstpointer b)
{
  const FootprintsPlay *left = a;
  const FootprintsPlay *right = b;

  if (left->listened_at != right->listened_at)
    return left->listened_at < right->listened_at ? -1 : 1;
  return (left->id > right->id) - (left->id < right->id);
}

/* A run of plays that are already in order. */
typedef struct
{
  const FootprintsPlay *first;
  const FootprintsPlay *last;
} SortedRun;

static GArray *
find_runs (const FootprintsPlay *plays, gsize n_plays)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (SortedRun));
  SortedRun run = { plays, plays };

  for (gsize i = 1; i < n_plays; i++)
    {
      if (_footprints_plays_compare (run.last, &plays[i]) > 0)
        {
          g_array_append_val (runs, run);
          run.first = &plays[i];
        }
      run.last = &plays[i];
    }
  g_array_append_val (runs, run);
  return runs;
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  return _footprints_plays_compare (((const SortedRun *) a)->first, ((const SortedRun *) b)->first);
}

/* Concatenates runs in the order of their times; sorts only those that overlap. */
static void
join_runs (GArray *runs, FootprintsPlay *joined)
{
  FootprintsPlay *end = joined;
  FootprintsPlay *group = joined; /* start of the runs that overlap each other */
  gboolean overlaps = FALSE;
  const FootprintsPlay *last = NULL; /* the latest play so far */

  g_array_sort (runs, compare_runs);
  for (guint i = 0; i < runs->len; i++)
    {
      const SortedRun *run = &g_array_index (runs, SortedRun, i);
      gsize n_plays = run->last - run->first + 1;

      if (last == NULL || _footprints_plays_compare (last, run->first) < 0)
        {
          if (overlaps)
            qsort (group, end - group, sizeof *group, _footprints_plays_compare);
          group = end;
          overlaps = FALSE;
        }
      else
        overlaps = TRUE;
      if (last == NULL || _footprints_plays_compare (last, run->last) < 0)
        last = run->last;
      memcpy (end, run->first, n_plays * sizeof *end);
      end += n_plays;
    }
  if (overlaps)
    qsort (group, end - group, sizeof *group, _footprints_plays_compare);
}

/* Sorts by time, then by id. The ledger returns plays in the order in which they were stored, and
 * an import sorts each batch, so they are mostly long runs in the wrong order. */
void
_footprints_plays_sort (FootprintsPlay *plays, gsize n_plays)
{
  g_autoptr (GArray) runs = find_runs (plays, n_plays);
  g_autofree FootprintsPlay *joined = NULL;

  if (runs->len == 1)
    return;
  if (runs->len > n_plays / 8)
    {
      qsort (plays, n_plays, sizeof *plays, _footprints_plays_compare);
      return;
    }
  joined = g_new (FootprintsPlay, n_plays);
  join_runs (runs, joined);
  memcpy (plays, joined, n_plays * sizeof *plays);
}

/* The first slice whose window is not before @window. */
static guint
find_slice (const FootprintsColumns *self, gint64 window)
{
  guint low = 0;
  guint high = self->n_slices;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->slices[middle].chunk->window < window)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
insert_slice (FootprintsColumns *self, guint position, FootprintsChunk *chunk)
{
  self->slices = g_renew (FootprintsSlice, self->slices, self->n_slices + 1);
  memmove (self->slices + position + 1, self->slices + position,
           (self->n_slices - position) * sizeof *self->slices);
  self->slices[position] = (FootprintsSlice){ .chunk = chunk };
  self->n_slices++;
}

static void
count_slices (FootprintsColumns *self)
{
  self->n_plays = 0;
  for (guint i = 0; i < self->n_slices; i++)
    {
#ifndef G_DISABLE_ASSERT
      g_assert (i == 0 || self->slices[i - 1].chunk->window < self->slices[i].chunk->window);
#endif
      self->slices[i].first = self->n_plays;
      self->n_plays += self->slices[i].n_plays;
    }
}

static gboolean
have_lengths (const FootprintsPlay *plays, guint32 n_plays)
{
  for (guint32 i = 0; i < n_plays; i++)
    if (plays[i].length_s != 0)
      return TRUE;
  return FALSE;
}

/* Replaces the chunk of @slice with one that holds its plays and @plays, both sorted. */
static void
merge_into_slice (FootprintsSlice *slice, const FootprintsPlay *plays, guint32 n_plays)
{
  FootprintsChunk *old = slice->chunk;
  guint32 total = slice->n_plays + n_plays;
  /* Spare room only for a window that gets plays again: an old window hardly ever does. */
  FootprintsChunk *chunk =
      chunk_new (old->window, total + (slice->n_plays > 0 ? MIN (total / 16, 4096) + 16 : 0),
                 old->lengths_s != NULL || have_lengths (plays, n_plays));
  guint32 from = 0;
  guint32 at = 0;

  for (guint32 i = 0; i < n_plays; i++)
    {
      guint32 start = from;

      while (from < slice->n_plays)
        {
          FootprintsPlay play = _footprints_chunk_get (old, from);

          if (_footprints_plays_compare (&play, &plays[i]) > 0)
            break;
          from++;
        }
      chunk_copy (chunk, at, old, start, from - start);
      at += from - start;
      chunk_set (chunk, at++, &plays[i]);
    }
  chunk_copy (chunk, at, old, from, slice->n_plays - from);
  chunk->used = total;
  chunk_unref (old);
  slice->chunk = chunk;
  slice->n_plays = total;
}

/* Whether @plays can be written directly after the plays of @slice without affecting other
 * snapshots. */
static gboolean
can_append (const FootprintsSlice *slice, const FootprintsPlay *plays, guint32 n_plays)
{
  FootprintsPlay last;

  g_assert (slice->chunk->used >= slice->n_plays);

  if (slice->chunk->used != slice->n_plays || slice->chunk->capacity - slice->n_plays < n_plays)
    return FALSE;
  if (slice->chunk->lengths_s == NULL && have_lengths (plays, n_plays))
    return FALSE;
  if (slice->n_plays == 0)
    return TRUE;
  last = _footprints_chunk_get (slice->chunk, slice->n_plays - 1);
  return _footprints_plays_compare (&last, plays) < 0;
}

/* Adds sorted plays of one window. */
static void
add_to_window (FootprintsColumns *self, const FootprintsPlay *plays, guint32 n_plays)
{
  gint64 window = plays[0].listened_at >> FOOTPRINTS_WINDOW_BITS;
  guint position = find_slice (self, window);
  FootprintsSlice *slice;

  /* Sorted, so the last play stands for all. */
  g_assert (plays[n_plays - 1].listened_at >> FOOTPRINTS_WINDOW_BITS == window);

  if (position == self->n_slices || self->slices[position].chunk->window != window)
    insert_slice (self, position, chunk_new (window, n_plays, have_lengths (plays, n_plays)));
  slice = &self->slices[position];
  if (!can_append (slice, plays, n_plays))
    {
      merge_into_slice (slice, plays, n_plays);
      return;
    }
  for (guint32 i = 0; i < n_plays; i++)
    chunk_set (slice->chunk, slice->n_plays + i, &plays[i]);
  slice->n_plays += n_plays;
  slice->chunk->used = slice->n_plays;
}

void
_footprints_columns_add (FootprintsColumns *self,
                         FootprintsPlay *plays,
                         gsize n_plays,
                         gboolean *appended)
{
  gsize start = 0;

  *appended = TRUE;
  if (n_plays == 0)
    return;
  _footprints_plays_sort (plays, n_plays);
  if (self->n_plays > 0)
    {
      FootprintsPlay last = _footprints_columns_get (self, self->n_plays - 1);

      *appended = _footprints_plays_compare (&last, &plays[0]) < 0;
    }
  for (gsize i = 1; i <= n_plays; i++)
    if (i == n_plays || plays[i].listened_at >> FOOTPRINTS_WINDOW_BITS !=
                            plays[start].listened_at >> FOOTPRINTS_WINDOW_BITS)
      {
        add_to_window (self, plays + start, (guint32) (i - start));
        start = i;
      }
  count_slices (self);
}

static void
remove_slice (FootprintsColumns *self, FootprintsSlice *slice)
{
  chunk_unref (slice->chunk);
  self->n_slices--;
  memmove (slice, slice + 1, (self->n_slices - (slice - self->slices)) * sizeof *slice);
  count_slices (self);
}

gboolean
_footprints_columns_remove (FootprintsColumns *self,
                            gint64 listened_at,
                            guint32 id,
                            FootprintsPlay *play)
{
  guint32 index = _footprints_columns_find_play (self, listened_at, id);
  FootprintsChunk *chunk;
  FootprintsSlice *slice;
  guint32 at;

  if (index == self->n_plays)
    return FALSE;
  *play = _footprints_columns_get (self, index);
  if (play->id != id)
    return FALSE;
  slice = &self->slices[find_slice (self, listened_at >> FOOTPRINTS_WINDOW_BITS)];
  if (slice->n_plays == 1)
    {
      remove_slice (self, slice);
      return TRUE;
    }
  at = index - slice->first;
  chunk = chunk_new (slice->chunk->window, slice->n_plays, slice->chunk->lengths_s != NULL);
  chunk_copy (chunk, 0, slice->chunk, 0, at);
  chunk_copy (chunk, at, slice->chunk, at + 1, slice->n_plays - at - 1);
  chunk->used = --slice->n_plays;
  chunk_unref (slice->chunk);
  slice->chunk = chunk;
  count_slices (self);
  return TRUE;
}

/* Replaces the chunk of @slice with one that lacks @plays. */
static void
remove_from_slice (FootprintsColumns *self,
                   FootprintsSlice *slice,
                   const FootprintsPlay *plays,
                   guint32 n_plays)
{
  FootprintsChunk *old = slice->chunk;
  FootprintsChunk *chunk = chunk_new (old->window, slice->n_plays, old->lengths_s != NULL);
  guint32 from = 0;
  guint32 at = 0;

  for (guint32 i = 0; i < n_plays; i++)
    {
      guint32 found =
          _footprints_columns_find_play (self, plays[i].listened_at, plays[i].id) - slice->first;

      g_assert (found < slice->n_plays && old->ids[found] == plays[i].id);
      chunk_copy (chunk, at, old, from, found - from);
      at += found - from;
      from = found + 1;
    }
  chunk_copy (chunk, at, old, from, slice->n_plays - from);
  slice->n_plays -= n_plays;
  chunk->used = slice->n_plays;
  chunk_unref (old);
  slice->chunk = chunk;
}

void
_footprints_columns_remove_all (FootprintsColumns *self, const FootprintsPlay *plays, gsize n_plays)
{
  while (n_plays > 0)
    {
      gint64 window = plays[0].listened_at >> FOOTPRINTS_WINDOW_BITS;
      FootprintsSlice *slice = &self->slices[find_slice (self, window)];
      guint32 n = 1;

      while (n < n_plays && plays[n].listened_at >> FOOTPRINTS_WINDOW_BITS == window)
        n++;
      if (n == slice->n_plays)
        remove_slice (self, slice);
      else
        remove_from_slice (self, slice, plays, n);
      plays += n;
      n_plays -= n;
    }
  count_slices (self);
}

guint32
_footprints_columns_find_play (const FootprintsColumns *self, gint64 listened_at, gint64 id)
{
  gint64 window = listened_at >> FOOTPRINTS_WINDOW_BITS;
  guint position = find_slice (self, window);
  const FootprintsSlice *slice;
  guint32 low = 0;
  guint32 high;

  if (position == self->n_slices)
    return self->n_plays;
  slice = &self->slices[position];
  if (slice->chunk->window != window)
    return slice->first;
  high = slice->n_plays;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      gint64 time_s = _footprints_chunk_get_time (slice->chunk, middle);

      if (time_s < listened_at || (time_s == listened_at && slice->chunk->ids[middle] < id))
        low = middle + 1;
      else
        high = middle;
    }
  return slice->first + low;
}

guint32
_footprints_columns_find (const FootprintsColumns *self, gint64 time_s)
{
  return _footprints_columns_find_play (self, time_s, 0);
}

/* The slice that holds the play at @index. */
static const FootprintsSlice *
slice_at (const FootprintsColumns *self, guint32 index)
{
  guint low = 0;
  guint high = self->n_slices;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->slices[middle].first <= index)
        low = middle;
      else
        high = middle;
    }
  return &self->slices[low];
}

guint32
_footprints_columns_find_from (const FootprintsColumns *self, guint32 index, gint64 time_s)
{
  const FootprintsSlice *slice;
  guint32 low, high;
  guint32 step = 1;

  if (index >= self->n_plays)
    return self->n_plays;
  slice = slice_at (self, index);
  if (slice->chunk->window != time_s >> FOOTPRINTS_WINDOW_BITS)
    return MAX (index, _footprints_columns_find (self, time_s));
  low = high = index - slice->first;
  while (high < slice->n_plays && _footprints_chunk_get_time (slice->chunk, high) < time_s)
    {
      low = high + 1;
      high += step;
      step *= 2;
    }
  high = MIN (high, slice->n_plays);
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (_footprints_chunk_get_time (slice->chunk, middle) < time_s)
        low = middle + 1;
      else
        high = middle;
    }
  return slice->first + low;
}

FootprintsPlay
_footprints_columns_get (const FootprintsColumns *self, guint32 index)
{
  const FootprintsSlice *slice = slice_at (self, index);

  return _footprints_chunk_get (slice->chunk, index - slice->first);
}

gint64
_footprints_columns_get_time (const FootprintsColumns *self, guint32 index)
{
  const FootprintsSlice *slice = slice_at (self, index);

  return _footprints_chunk_get_time (slice->chunk, index - slice->first);
}

gboolean
_footprints_columns_next_part (const FootprintsColumns *self,
                               guint32 *index,
                               guint32 end,
                               FootprintsChunkPart *part)
{
  const FootprintsSlice *slice;

  if (*index >= end)
    return FALSE;
  slice = slice_at (self, *index);
  part->chunk = slice->chunk;
  part->from = *index - slice->first;
  part->to = MIN (slice->n_plays, end - slice->first);
  *index = slice->first + part->to;
  return TRUE;
}
