/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-row-batch-private.h"

#include <string.h>

/* Large enough that a commit's wait for the disk does not count, small enough that other writers
 * need not wait long, and that a broken-off import repeats little. */
#define MAX_ROWS 20000
#define MAX_BYTES (16 * 1024 * 1024)

FootprintsRowBatch *
_footprints_row_batch_new (void)
{
  FootprintsRowBatch *self = g_new0 (FootprintsRowBatch, 1);

  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (FootprintsScrobbleRow), MAX_ROWS);
  self->texts = g_string_chunk_new (256 * 1024);
  return self;
}

void
_footprints_row_batch_free (FootprintsRowBatch *self)
{
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
_footprints_row_batch_clear (FootprintsRowBatch *self)
{
  g_array_set_size (self->rows, 0);
  g_string_chunk_clear (self->texts);
  self->n_bytes = 0;
}

static const char *
copy_text (FootprintsRowBatch *self, const char *text)
{
  gsize length;

  if (text == NULL)
    return NULL;
  length = strlen (text);
  self->n_bytes += length;
  return g_string_chunk_insert_len (self->texts, text, (gssize) length);
}

void
_footprints_row_batch_add (FootprintsRowBatch *self, const FootprintsScrobbleRow *row)
{
  FootprintsScrobbleRow copy = *row;

  copy.artist = copy_text (self, row->artist);
  copy.track = copy_text (self, row->track);
  copy.album = copy_text (self, row->album);
  copy.album_artist = copy_text (self, row->album_artist);
  copy.source = copy_text (self, row->source);
  copy.source_id = copy_text (self, row->source_id);
  copy.info = copy_text (self, row->info);
  g_array_append_val (self->rows, copy);
}

gboolean
_footprints_row_batch_is_full (const FootprintsRowBatch *self)
{
  return self->rows->len >= MAX_ROWS || self->n_bytes >= MAX_BYTES;
}
