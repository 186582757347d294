/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The body of a reply, collected in pieces of one size. */

#include "libfootprints/http/footprints-http-body-private.h"

#include <string.h>

/* Small enough for the allocator to reuse: larger blocks are mapped and unmapped each time, which
 * slows down all threads. */
#define PIECE_BYTES (64 * 1024)

struct _FootprintsHttpBody
{
  GQueue pieces; /* of GByteArray; all but the last are full */
  gsize length;
};

FootprintsHttpBody *
_footprints_http_body_new (void)
{
  return g_new0 (FootprintsHttpBody, 1);
}

void
_footprints_http_body_free (FootprintsHttpBody *self)
{
  g_queue_clear_full (&self->pieces, (GDestroyNotify) g_byte_array_unref);
  g_free (self);
}

/* The piece to append to, which has room. */
static GByteArray *
get_open_piece (FootprintsHttpBody *self)
{
  GByteArray *last = g_queue_peek_tail (&self->pieces);

  if (last == NULL || last->len == PIECE_BYTES)
    {
      last = g_byte_array_sized_new (PIECE_BYTES);
      g_queue_push_tail (&self->pieces, last);
    }
  return last;
}

void
_footprints_http_body_append (FootprintsHttpBody *self, const char *data, gsize length)
{
  self->length += length;
  while (length > 0)
    {
      GByteArray *piece = get_open_piece (self);
      gsize n = MIN (length, PIECE_BYTES - piece->len);

      g_byte_array_append (piece, (const guint8 *) data, (guint) n);
      data += n;
      length -= n;
    }
}

gsize
_footprints_http_body_get_length (const FootprintsHttpBody *self)
{
  return self->length;
}

GBytes *
_footprints_http_body_free_to_bytes (FootprintsHttpBody *self)
{
  gsize length = self->length;
  char *bytes = g_malloc (length);
  gsize n_joined = 0;
  GByteArray *piece;

  /* One by one: otherwise the reply would be in memory twice. */
  while ((piece = g_queue_pop_head (&self->pieces)) != NULL)
    {
      memcpy (bytes + n_joined, piece->data, piece->len);
      n_joined += piece->len;
      g_byte_array_unref (piece);
    }
  g_assert (n_joined == length);
  _footprints_http_body_free (self);
  return g_bytes_new_take (bytes, length);
}
