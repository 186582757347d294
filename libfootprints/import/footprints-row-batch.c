/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A batch of rows, and the texts that they refer to. */

#include "libfootprints/import/footprints-row-batch-private.h"

#include <string.h>

/* Large enough that a commit's wait for the disk does not matter, small enough that other writers
 * do not wait long and an interrupted import repeats little. */
#define MAX_ROWS 20000
#define MAX_BYTES (16 * 1024 * 1024)

static guint limit_rows = MAX_ROWS;

static void
clear_texts (gpointer data)
{
  g_string_chunk_free (*(GStringChunk **) data);
}

static void
unref_texts (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_texts);
}

FootprintsRowBatch *
_footprints_row_batch_new (void)
{
  FootprintsRowBatch *self = g_new0 (FootprintsRowBatch, 1);

  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (FootprintsScrobbleRow), MAX_ROWS);
  self->texts = g_atomic_rc_box_new0 (GStringChunk *);
  *self->texts = g_string_chunk_new (256 * 1024);
  self->shared = g_ptr_array_new_with_free_func (unref_texts);
  return self;
}

void
_footprints_row_batch_free (FootprintsRowBatch *self)
{
  g_array_unref (self->rows);
  unref_texts (self->texts);
  g_ptr_array_unref (self->shared);
  g_free (self);
}

/* May be called only while no other batch shares the texts. */
void
_footprints_row_batch_clear (FootprintsRowBatch *self)
{
  g_array_set_size (self->rows, 0);
  g_string_chunk_clear (*self->texts);
  g_ptr_array_set_size (self->shared, 0);
  self->n_bytes = 0;
}

const char *
_footprints_row_batch_copy (FootprintsRowBatch *self, const char *text)
{
  gsize length;

  if (text == NULL)
    return NULL;
  length = strlen (text);
  self->n_bytes += length;
  return g_string_chunk_insert_len (*self->texts, text, (gssize) length);
}

void
_footprints_row_batch_share (FootprintsRowBatch *self, const FootprintsRowBatch *other)
{
  g_ptr_array_add (self->shared, g_atomic_rc_box_acquire (other->texts));
  self->n_bytes += other->n_bytes;
}

void
_footprints_row_batch_add_shared (FootprintsRowBatch *self, const FootprintsScrobbleRow *row)
{
  g_array_append_val (self->rows, *row);
}

void
_footprints_row_batch_add (FootprintsRowBatch *self, const FootprintsScrobbleRow *row)
{
  FootprintsScrobbleRow copy = *row;

  copy.artist = _footprints_row_batch_copy (self, row->artist);
  copy.track = _footprints_row_batch_copy (self, row->track);
  copy.album = _footprints_row_batch_copy (self, row->album);
  copy.album_artist = _footprints_row_batch_copy (self, row->album_artist);
  copy.source = _footprints_row_batch_copy (self, row->source);
  copy.source_id = _footprints_row_batch_copy (self, row->source_id);
  copy.info = _footprints_row_batch_copy (self, row->info);
  copy.withdrawn = _footprints_row_batch_copy (self, row->withdrawn);
  copy.new_artist = _footprints_row_batch_copy (self, row->new_artist);
  copy.new_track = _footprints_row_batch_copy (self, row->new_track);
  g_array_append_val (self->rows, copy);
}

static int
compare_by_time (gconstpointer a, gconstpointer b)
{
  const FootprintsScrobbleRow *left = a;
  const FootprintsScrobbleRow *right = b;

  return (left->listened_at > right->listened_at) - (left->listened_at < right->listened_at);
}

static void
reverse (GArray *rows)
{
  FootprintsScrobbleRow *all = (FootprintsScrobbleRow *) (gpointer) rows->data;

  for (guint i = 0, j = rows->len; i + 1 < j; i++)
    {
      FootprintsScrobbleRow other = all[--j];

      all[j] = all[i];
      all[i] = other;
    }
}

gint64
_footprints_row_batch_count_ascents (const FootprintsRowBatch *self)
{
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (self);
  gint64 n_ascents = 0;

  for (guint i = 1; i < self->rows->len; i++)
    n_ascents += compare_by_time (&rows[i], &rows[i - 1]);
  return n_ascents;
}

static gboolean
is_sorted (const FootprintsRowBatch *self)
{
  const FootprintsScrobbleRow *rows = _footprints_row_batch_get_rows (self);

  for (guint i = 1; i < self->rows->len; i++)
    if (rows[i].listened_at < rows[i - 1].listened_at)
      return FALSE;
  return TRUE;
}

void
_footprints_row_batch_sort (FootprintsRowBatch *self, gboolean is_newest_first)
{
  if (is_newest_first)
    reverse (self->rows);
  /* Rows of one second keep their order. */
  if (!is_sorted (self))
    g_array_sort (self->rows, compare_by_time);
}

gboolean
_footprints_row_batch_is_full (const FootprintsRowBatch *self)
{
  return self->rows->len >= limit_rows || self->n_bytes >= MAX_BYTES;
}

gboolean
_footprints_row_batch_ends_before (const FootprintsRowBatch *self, gint64 listened_at)
{
  guint n_rows = self->rows->len;

  if (!_footprints_row_batch_is_full (self))
    return FALSE;
  return n_rows == 0 || n_rows >= 2 * limit_rows || self->n_bytes >= 2 * MAX_BYTES ||
         _footprints_row_batch_get_rows (self)[n_rows - 1].listened_at != listened_at;
}

void
_footprints_row_batch_limit_rows (guint max_rows)
{
  limit_rows = max_rows;
}
