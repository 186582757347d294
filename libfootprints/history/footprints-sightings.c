/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The reports of listens that have several, cut into small chunks by time. */

#include "libfootprints/history/footprints-sightings-private.h"

#include <string.h>

#define WINDOW_BITS 20

typedef struct FootprintsSightingChunk
{
  gatomicrefcount ref_count;
  gint64 window; /* listened_at >> WINDOW_BITS */
  guint32 n_sightings;
  FootprintsSighting sightings[];
} Chunk;

static gint64
get_window (const FootprintsSighting *sighting)
{
  return sighting->play.listened_at >> WINDOW_BITS;
}

static Chunk *
chunk_new (gint64 window, guint32 n_sightings)
{
  Chunk *chunk = g_malloc (sizeof *chunk + n_sightings * sizeof *chunk->sightings);

  g_atomic_ref_count_init (&chunk->ref_count);
  chunk->window = window;
  chunk->n_sightings = 0;
  return chunk;
}

static void
chunk_unref (Chunk *chunk)
{
  if (g_atomic_ref_count_dec (&chunk->ref_count))
    g_free (chunk);
}

void
_footprints_sightings_init (FootprintsSightings *self)
{
  *self = (FootprintsSightings){ 0 };
}

void
_footprints_sightings_init_copy (FootprintsSightings *self, const FootprintsSightings *other)
{
  *self = *other;
  self->chunks = g_memdup2 (other->chunks, other->n_chunks * sizeof *other->chunks);
  for (guint i = 0; i < self->n_chunks; i++)
    g_atomic_ref_count_inc (&self->chunks[i]->ref_count);
}

void
_footprints_sightings_clear (FootprintsSightings *self)
{
  for (guint i = 0; i < self->n_chunks; i++)
    chunk_unref (self->chunks[i]);
  g_free (self->chunks);
  _footprints_sightings_init (self);
}

gsize
_footprints_sightings_get_memory_use_bytes (const FootprintsSightings *self)
{
  return self->n_sightings * sizeof (FootprintsSighting) +
         self->n_chunks * (sizeof (Chunk) + sizeof (Chunk *));
}

int
_footprints_sightings_compare (gconstpointer a, gconstpointer b)
{
  const FootprintsSighting *left = a;
  const FootprintsSighting *right = b;

  return _footprints_plays_compare (&left->play, &right->play);
}

/* The first chunk that is not before @window. */
static guint
find_chunk (const FootprintsSightings *self, gint64 window)
{
  guint low = 0;
  guint high = self->n_chunks;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->chunks[middle]->window < window)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The first sighting that is not before (@listened_at, @id). */
static guint32
find_in_chunk (const Chunk *chunk, gint64 listened_at, guint32 id)
{
  const FootprintsSighting sought = { .play = { .listened_at = listened_at, .id = id } };
  guint32 low = 0;
  guint32 high = chunk->n_sightings;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (_footprints_sightings_compare (&chunk->sightings[middle], &sought) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
append (Chunk *chunk, const FootprintsSighting *sighting)
{
  chunk->sightings[chunk->n_sightings++] = *sighting;
}

/* A copy of @old, which may be NULL, without @removed and with @added. */
static Chunk *
chunk_change (const Chunk *old,
              gint64 window,
              const FootprintsSighting *removed,
              gsize n_removed,
              const FootprintsSighting *added,
              gsize n_added)
{
  guint32 n_old = old != NULL ? old->n_sightings : 0;
  Chunk *chunk = chunk_new (window, n_old + (guint32) n_added);

  for (guint32 i = 0; i < n_old; i++)
    {
      const FootprintsSighting *sighting = &old->sightings[i];

      if (n_removed > 0 && _footprints_sightings_compare (sighting, removed) == 0)
        {
          removed++;
          n_removed--;
          continue;
        }
      for (; n_added > 0 && _footprints_sightings_compare (added, sighting) < 0; n_added--)
        append (chunk, added++);
      append (chunk, sighting);
    }
  for (; n_added > 0; n_added--)
    append (chunk, added++);
  g_assert (n_removed == 0);
  return chunk;
}

/* Puts @chunk at @position in place of @n_old chunks, one or none; an empty one is left out. */
static void
set_chunk (FootprintsSightings *self, guint position, guint n_old, Chunk *chunk)
{
  guint n_new = chunk->n_sightings > 0;

  if (n_old > 0)
    chunk_unref (self->chunks[position]);
  if (n_new > n_old)
    self->chunks = g_renew (Chunk *, self->chunks, self->n_chunks + 1);
  memmove (self->chunks + position + n_new, self->chunks + position + n_old,
           (self->n_chunks - position - n_old) * sizeof *self->chunks);
  self->n_chunks = self->n_chunks + n_new - n_old;
  if (n_new > 0)
    self->chunks[position] = chunk;
  else
    chunk_unref (chunk);
}

static gsize
count_of_window (const FootprintsSighting *sightings, gsize n_sightings, gint64 window)
{
  gsize n = 0;

  while (n < n_sightings && get_window (&sightings[n]) == window)
    n++;
  return n;
}

static guint32
count_leads (const FootprintsSighting *sightings, gsize n_sightings)
{
  guint32 n_leads = 0;

  for (gsize i = 0; i < n_sightings; i++)
    n_leads += sightings[i].lead == sightings[i].play.id;
  return n_leads;
}

void
_footprints_sightings_change (FootprintsSightings *self,
                              const FootprintsSighting *removed,
                              gsize n_removed,
                              const FootprintsSighting *added,
                              gsize n_added)
{
  self->n_sightings += (guint32) n_added - (guint32) n_removed;
  self->n_leads += count_leads (added, n_added) - count_leads (removed, n_removed);
  while (n_removed > 0 || n_added > 0)
    {
      gint64 window = MIN (n_removed > 0 ? get_window (removed) : G_MAXINT64,
                           n_added > 0 ? get_window (added) : G_MAXINT64);
      gsize n_here_removed = count_of_window (removed, n_removed, window);
      gsize n_here_added = count_of_window (added, n_added, window);
      guint position = find_chunk (self, window);
      gboolean is_there = position < self->n_chunks && self->chunks[position]->window == window;

      set_chunk (self, position, is_there,
                 chunk_change (is_there ? self->chunks[position] : NULL, window, removed,
                               n_here_removed, added, n_here_added));
      removed += n_here_removed;
      n_removed -= n_here_removed;
      added += n_here_added;
      n_added -= n_here_added;
    }
}

const FootprintsSighting *
_footprints_sightings_find (const FootprintsSightings *self, gint64 listened_at, guint32 id)
{
  guint position = find_chunk (self, listened_at >> WINDOW_BITS);
  const Chunk *chunk;
  guint32 at;

  if (position == self->n_chunks)
    return NULL;
  chunk = self->chunks[position];
  at = find_in_chunk (chunk, listened_at, id);
  if (at == chunk->n_sightings || chunk->sightings[at].play.listened_at != listened_at ||
      chunk->sightings[at].play.id != id)
    return NULL;
  return &chunk->sightings[at];
}

void
_footprints_sightings_visit (const FootprintsSightings *self,
                             gint64 from,
                             gint64 to,
                             FootprintsSightingFunc func,
                             gpointer data)
{
  for (guint position = find_chunk (self, from >> WINDOW_BITS); position < self->n_chunks;
       position++)
    {
      const Chunk *chunk = self->chunks[position];

      for (guint32 i = find_in_chunk (chunk, from, 0); i < chunk->n_sightings; i++)
        {
          if (chunk->sightings[i].play.listened_at >= to)
            return;
          func (data, &chunk->sightings[i]);
        }
    }
}
