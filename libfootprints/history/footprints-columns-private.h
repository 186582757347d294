/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The plays of a history as columns, cut into chunks by time. A chunk holds the plays of one window
 * of 2^24 s (194 days), sorted by time and then by id. A set of columns is the value of one
 * snapshot: a list of slices of chunks, which are shared with other snapshots. New plays at the end
 * of a chunk are appended in place, after those that older snapshots read; any other change copies
 * that one chunk. */

#define FOOTPRINTS_WINDOW_BITS 24

typedef struct
{
  gint64 listened_at;
  guint32 id;
  guint32 track;
  guint32 album; /* 0: none */
  guint16 source;
  guint16 length_s; /* 0: not known */
} FootprintsPlay;

typedef struct
{
  gatomicrefcount ref_count;
  gint64 window; /* listened_at >> FOOTPRINTS_WINDOW_BITS */
  guint32 capacity;
  guint32 used; /* plays that some snapshot owns; only the building thread reads it */
  guint32 *offsets_s;
  guint32 *ids;
  guint32 *tracks;
  guint32 *albums;
  guint16 *sources;
  guint16 *lengths_s; /* NULL when none is known */
} FootprintsChunk;

typedef struct
{
  FootprintsChunk *chunk;
  guint32 n_plays;
  guint32 first; /* number of plays in the slices before it */
} FootprintsSlice;

typedef struct
{
  FootprintsSlice *slices;
  guint n_slices;
  guint32 n_plays;
} FootprintsColumns;

void _footprints_columns_init (FootprintsColumns *self);
void _footprints_columns_init_copy (FootprintsColumns *self, const FootprintsColumns *other);
void _footprints_columns_clear (FootprintsColumns *self);
gsize _footprints_columns_get_memory_use_bytes (const FootprintsColumns *self);

/* Adds plays, which may be in any order; sorts @plays. Sets @appended to whether all of them come
 * after the last play. */
void _footprints_columns_add (FootprintsColumns *self,
                              FootprintsPlay *plays,
                              gsize n_plays,
                              gboolean *appended);
/* Removes the play with this time and id, and sets @play to it; FALSE when there is none. */
gboolean _footprints_columns_remove (FootprintsColumns *self,
                                     gint64 listened_at,
                                     guint32 id,
                                     FootprintsPlay *play);
/* Removes @plays, which must be there, sorted by time, then by id. */
void _footprints_columns_remove_all (FootprintsColumns *self,
                                     const FootprintsPlay *plays,
                                     gsize n_plays);

/* Sorts by time, then by id; fast for plays that are mostly sorted. */
void _footprints_plays_sort (FootprintsPlay *plays, gsize n_plays);
/* The same order. */
int _footprints_plays_compare (gconstpointer a, gconstpointer b);

/* The index of the first play at or after @time_s. */
guint32 _footprints_columns_find (const FootprintsColumns *self, gint64 time_s);
/* The same, but searches from @index on and ignores earlier plays: fast when the result is near. */
guint32 _footprints_columns_find_from (const FootprintsColumns *self, guint32 index, gint64 time_s);
/* The index of the first play at or after (@listened_at, @id). */
guint32
_footprints_columns_find_play (const FootprintsColumns *self, gint64 listened_at, gint64 id);
FootprintsPlay _footprints_columns_get (const FootprintsColumns *self, guint32 index);
/* Only the time of that play. */
gint64 _footprints_columns_get_time (const FootprintsColumns *self, guint32 index);

/* A part of one chunk; kernels loop over these. */
typedef struct
{
  const FootprintsChunk *chunk;
  guint32 from;
  guint32 to;
} FootprintsChunkPart;

/* Gets the next part of the plays [@index, @end) and moves @index past it. FALSE at the end. */
gboolean _footprints_columns_next_part (const FootprintsColumns *self,
                                        guint32 *index,
                                        guint32 end,
                                        FootprintsChunkPart *part);

FootprintsPlay _footprints_chunk_get (const FootprintsChunk *self, guint32 index);

static inline gint64
_footprints_chunk_get_time (const FootprintsChunk *self, guint32 index)
{
  return (self->window << FOOTPRINTS_WINDOW_BITS) + self->offsets_s[index];
}

/* 0 when it is not known. */
static inline guint16
_footprints_chunk_get_length (const FootprintsChunk *self, guint32 index)
{
  return self->lengths_s != NULL ? self->lengths_s[index] : 0;
}

G_END_DECLS
