/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Decodes text: spreadsheets write UTF-16, old programs the encoding of their country, and very old
 * ones end lines with CR. */

#include "libfootprints/import/input/footprints-text-decoder-private.h"

#include "libfootprints/core/footprints-error-private.h"

#include <errno.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define OUT_BYTES 4096
/* The longest character of any encoding. */
#define MAX_PENDING 8
/* How much shows whether each second byte is zero. */
#define MIN_UTF16_BYTES 8
#define MAX_UTF16_BYTES 512

struct _FootprintsTextDecoder
{
  char *encoding;
  gsize mark_bytes; /* of a byte order mark that is still to be skipped */
  gsize unit_bytes; /* what is skipped of a character that is not valid */
  GIConv converter; /* (GIConv) -1: the text is UTF-8 */
  guint8 pending[MAX_PENDING];
  gsize n_pending;
  gboolean ends_lines_with_cr;
};

static gboolean
has_prefix (const guint8 *head, gsize length, const char *prefix)
{
  return length >= strlen (prefix) && memcmp (head, prefix, strlen (prefix)) == 0;
}

/* Whether nearly every byte at @offset, @offset + 2, … is zero, and hardly any of the others. */
static gboolean
has_zeros_at (const guint8 *head, gsize length, gsize offset)
{
  gsize n_pairs = MIN (length, MAX_UTF16_BYTES) / 2;
  gsize n_zeros = 0;
  gsize n_others = 0;

  for (gsize i = 0; i < n_pairs; i++)
    {
      n_zeros += head[2 * i + offset] == 0;
      n_others += head[2 * i + 1 - offset] == 0;
    }
  return length >= MIN_UTF16_BYTES && n_zeros * 10 >= n_pairs * 8 && n_others == 0;
}

/* Sets mark_bytes, too. */
static const char *
find_encoding (FootprintsTextDecoder *self, const guint8 *head, gsize length)
{
  if (has_prefix (head, length, "\xef\xbb\xbf"))
    {
      self->mark_bytes = 3;
      return "UTF-8";
    }
  if (has_prefix (head, length, "\xff\xfe") || has_prefix (head, length, "\xfe\xff"))
    {
      self->mark_bytes = 2;
      return head[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
    }
  if (has_zeros_at (head, length, 1))
    return "UTF-16LE";
  if (has_zeros_at (head, length, 0))
    return "UTF-16BE";
  return "UTF-8";
}

/* Lines end in CR if there is one, but no LF. Text in UTF-16 has these bytes, too. */
static gboolean
has_only_cr (const guint8 *head, gsize length)
{
  return memchr (head, '\r', length) != NULL && memchr (head, '\n', length) == NULL;
}

FootprintsTextDecoder *
_footprints_text_decoder_new (const guint8 *head,
                              gsize length,
                              const char *encoding,
                              GError **error)
{
  g_autoptr (FootprintsTextDecoder) self = g_new0 (FootprintsTextDecoder, 1);
  const char *found = find_encoding (self, head, length);

  self->converter = (GIConv) -1;
  self->encoding = g_strdup (encoding != NULL ? encoding : found);
  self->unit_bytes = g_ascii_strncasecmp (self->encoding, "UTF-16", 6) == 0 ? 2 : 1;
  self->ends_lines_with_cr = has_only_cr (head, length);
  if (g_ascii_strcasecmp (self->encoding, "UTF-8") == 0)
    return g_steal_pointer (&self);
  self->converter = g_iconv_open ("UTF-8", self->encoding);
  if (self->converter != (GIConv) -1)
    return g_steal_pointer (&self);
  _footprints_set_error (error, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                         "“%s” is not the name of an encoding, such as WINDOWS-1252",
                         self->encoding);
  return NULL;
}

void
_footprints_text_decoder_free (FootprintsTextDecoder *self)
{
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_free (self->encoding);
  g_free (self);
}

const char *
_footprints_text_decoder_get_encoding (FootprintsTextDecoder *self)
{
  return self->encoding;
}

gboolean
_footprints_text_decoder_is_idle (FootprintsTextDecoder *self)
{
  return self->converter == (GIConv) -1 && self->mark_bytes == 0 && !self->ends_lines_with_cr;
}

/* Decodes as much of @bytes as is whole; returns how many bytes are left. */
static gsize
convert (FootprintsTextDecoder *self,
         const guint8 *bytes,
         gsize length,
         gboolean is_last,
         GByteArray *text)
{
  char *in = (char *) bytes;
  gsize n_in = length;

  while (n_in > 0)
    {
      char buffer[OUT_BYTES];
      char *out = buffer;
      gsize n_out = sizeof buffer;
      gsize result = g_iconv (self->converter, &in, &n_in, &out, &n_out);
      int problem = errno;

      g_byte_array_append (text, (guint8 *) buffer, (guint) (out - buffer));
      if (result != (gsize) -1 || problem == E2BIG)
        continue;
      if (problem == EINVAL && !is_last && n_in <= MAX_PENDING)
        break;
      g_byte_array_append (text, (const guint8 *) REPLACEMENT, strlen (REPLACEMENT));
      in += MIN (self->unit_bytes, n_in);
      n_in -= MIN (self->unit_bytes, n_in);
    }
  return n_in;
}

static void
end_lines_with_lf (GByteArray *text, gsize start)
{
  for (gsize i = start; i < text->len; i++)
    if (text->data[i] == '\r')
      text->data[i] = '\n';
}

void
_footprints_text_decoder_add (FootprintsTextDecoder *self,
                              const guint8 *bytes,
                              gsize length,
                              gboolean is_last,
                              GByteArray *text)
{
  gsize start = text->len;
  gsize n_mark = MIN (self->mark_bytes, length);

  bytes += n_mark;
  length -= n_mark;
  self->mark_bytes -= n_mark;
  if (self->converter == (GIConv) -1)
    g_byte_array_append (text, bytes, (guint) length);
  else
    {
      g_autoptr (GByteArray) all = g_byte_array_sized_new ((guint) (self->n_pending + length));
      gsize n_left;

      g_byte_array_append (all, self->pending, (guint) self->n_pending);
      g_byte_array_append (all, bytes, (guint) length);
      n_left = convert (self, all->data, all->len, is_last, text);
      g_assert (n_left <= MAX_PENDING);
      if (n_left > 0)
        memcpy (self->pending, all->data + all->len - n_left, n_left);
      self->n_pending = n_left;
    }
  if (self->ends_lines_with_cr)
    end_lines_with_lf (text, start);
}
