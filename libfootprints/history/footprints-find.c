/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A substring search with vectors: it compares the first and the last byte of the needle at many
 * positions at once, and the whole needle only where both match. */

#include "libfootprints/history/footprints-find-private.h"

#include <string.h>

/* Compilers turn these into the vector instructions of the processor, sixteen bytes at a time. */
#define BLOCK_BYTES 16
#define BLOCKS_PER_STEP 4

typedef guint8 Block __attribute__ ((vector_size (BLOCK_BYTES)));
typedef guint64 Words __attribute__ ((vector_size (BLOCK_BYTES)));

static inline Block
load (const guint8 *bytes)
{
  Block block;

  memcpy (&block, bytes, sizeof block);
  return block;
}

static inline Block
repeat (guint8 byte)
{
  return (Block){ 0 } + byte;
}

static inline gboolean
is_zero (Block block)
{
  Words words = (Words) block;

  return (words[0] | words[1]) == 0;
}

/* Marks the bytes at @text that equal the needle's first and have its last @distance bytes after
 * them. */
static inline Block
candidates (const guint8 *text, gsize distance, Block first, Block last)
{
  return (Block) (load (text) == first) & (Block) (load (text + distance) == last);
}

static const guint8 *
check_candidates (const guint8 *text, Block marks, const guint8 *needle, gsize n_needle_bytes)
{
  for (guint i = 0; i < BLOCK_BYTES; i++)
    if (marks[i] != 0 && memcmp (text + i, needle, n_needle_bytes) == 0)
      return text + i;
  return NULL;
}

static const guint8 *
check_step (const guint8 *text, const Block *marks, const guint8 *needle, gsize n_needle_bytes)
{
  for (guint i = 0; i < BLOCKS_PER_STEP; i++)
    if (!is_zero (marks[i]))
      {
        const guint8 *match =
            check_candidates (text + i * BLOCK_BYTES, marks[i], needle, n_needle_bytes);

        if (match != NULL)
          return match;
      }
  return NULL;
}

const guint8 *
_footprints_find_bytes (const guint8 *text,
                        gsize n_bytes,
                        const guint8 *needle,
                        gsize n_needle_bytes)
{
  gsize distance = n_needle_bytes - 1;
  Block first = repeat (needle[0]);
  Block last = repeat (needle[distance]);
  const guint8 *end = text + n_bytes;

  while ((gsize) (end - text) >= BLOCKS_PER_STEP * BLOCK_BYTES + distance)
    {
      Block marks[BLOCKS_PER_STEP];
      Block any = { 0 };

      for (guint i = 0; i < BLOCKS_PER_STEP; i++)
        {
          marks[i] = candidates (text + i * BLOCK_BYTES, distance, first, last);
          any |= marks[i];
        }
      if (!is_zero (any))
        {
          const guint8 *match = check_step (text, marks, needle, n_needle_bytes);

          if (match != NULL)
            return match;
        }
      text += BLOCKS_PER_STEP * BLOCK_BYTES;
    }
  return memmem (text, (gsize) (end - text), needle, n_needle_bytes);
}
