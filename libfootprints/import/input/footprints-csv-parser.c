/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Splits CSV into records and fields. A record ends at the first line end outside quotes. If a
 * record is too long, or a quote is never closed, only that line is lost. */

#include "libfootprints/import/input/footprints-csv-parser-private.h"

#include <string.h>

FootprintsCsvParser *
_footprints_csv_parser_new (char delimiter)
{
  FootprintsCsvParser *self = g_new0 (FootprintsCsvParser, 1);

  self->delimiter = delimiter;
  self->next_line = 1;
  self->fields = g_ptr_array_new ();
  self->text = g_string_new (NULL);
  self->field_starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
_footprints_csv_parser_free (FootprintsCsvParser *self)
{
  g_ptr_array_unref (self->fields);
  g_string_free (self->text, TRUE);
  g_array_unref (self->field_starts);
  g_free (self);
}

/* Finds the quote that closes a field, from after the one that opens it; NULL: there is none. */
static const char *
find_closing_quote (const char *text, const char *end)
{
  const char *quote;

  while ((quote = memchr (text, '"', (gsize) (end - text))) != NULL)
    {
      if (quote + 1 == end || quote[1] != '"')
        return quote;
      text = quote + 2;
    }
  return NULL;
}

/* For a field of several lines: what follows the quote shows whether it closes that field, or opens
 * the next one because a closing quote is missing. */
static gboolean
ends_field (FootprintsCsvParser *self, const char *next, const char *end)
{
  return next == end || *next == self->delimiter || *next == '\n' || *next == '\r';
}

typedef enum
{
  RECORD_WHOLE,
  RECORD_CUT,    /* the text ends before its line end */
  RECORD_OPEN,   /* the text ends inside quotes */
  RECORD_BROKEN, /* a quote does not close where it should */
} RecordEnd;

/* Some programs write a space after the comma. The quote of a field that begins so; NULL: it is a
 * bare field. */
static const char *
find_spaced_quote (FootprintsCsvParser *self, const char *p, const char *end)
{
  const char *quote = p;
  const char *close;

  while (quote < end && *quote == ' ')
    quote++;
  if (quote == p || quote == end || *quote != '"')
    return NULL;
  close = find_closing_quote (quote + 1, end);
  return close != NULL && ends_field (self, close + 1, end) ? quote : NULL;
}

/* Finds the length of the first record without its line end. A quote opens a quoted field only at
 * the start of the field; inside a bare field it is a character like any other. */
static RecordEnd
find_record_end (FootprintsCsvParser *self, const char *text, gsize length, gsize *end)
{
  gboolean at_field_start = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        {
          *end = i;
          return RECORD_WHOLE;
        }
      if (text[i] == ' ' && at_field_start && i > 0)
        {
          const char *quote = find_spaced_quote (self, text + i, text + length);

          i = quote != NULL ? (gsize) (quote - text) : i;
        }
      if (text[i] == '"' && at_field_start)
        {
          const char *open = text + i + 1;
          const char *close = find_closing_quote (open, text + length);

          if (close == NULL)
            return RECORD_OPEN;
          if (memchr (open, '\n', (gsize) (close - open)) != NULL &&
              !ends_field (self, close + 1, text + length))
            return RECORD_BROKEN;
          i = (gsize) (close - text);
        }
      at_field_start = text[i] == self->delimiter;
    }
  return RECORD_CUT;
}

static void
begin_field (FootprintsCsvParser *self)
{
  g_array_append_val (self->field_starts, self->text->len);
}

/* Appends a quoted field, from after its opening quote; returns what follows the closing one. */
static const char *
append_quoted (FootprintsCsvParser *self, const char *p, const char *end)
{
  while (p < end)
    {
      const char *quote = memchr (p, '"', (gsize) (end - p));

      if (quote == NULL)
        quote = end;
      g_string_append_len (self->text, p, quote - p);
      if (quote + 1 >= end || quote[1] != '"')
        return MIN (quote + 1, end);
      g_string_append_c (self->text, '"');
      p = quote + 2;
    }
  return end;
}

static void
split_record (FootprintsCsvParser *self, const char *text, gsize length)
{
  const char *end = text + length;
  const char *p = text;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->field_starts, 0);
  self->has_nul = memchr (text, '\0', length) != NULL;
  self->is_broken = FALSE;
  while (TRUE)
    {
      const char *next;

      begin_field (self);
      next = p > text && p < end && *p == ' ' ? find_spaced_quote (self, p, end) : NULL;
      p = next != NULL ? next : p;
      if (p < end && *p == '"')
        p = append_quoted (self, p + 1, end);
      next = memchr (p, self->delimiter, (gsize) (end - p));
      g_string_append_len (self->text, p, (next != NULL ? next : end) - p);
      g_string_append_c (self->text, '\0');
      if (next == NULL)
        break;
      p = next + 1;
    }
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < self->field_starts->len; i++)
    g_ptr_array_add (self->fields, self->text->str + g_array_index (self->field_starts, gsize, i));
}

static gsize
strip_carriage_return (const char *text, gsize length)
{
  return length > 0 && text[length - 1] == '\r' ? length - 1 : length;
}

static gint64
count_lines (const char *text, gsize length)
{
  gint64 n_lines = 0;
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    n_lines++;
  return n_lines;
}

gsize
_footprints_csv_parser_parse_record (FootprintsCsvParser *self, const char *text, gsize length)
{
  gsize end;

  if (find_record_end (self, text, length, &end) != RECORD_WHOLE)
    return 0;
  split_record (self, text, strip_carriage_return (text, end));
  return end + 1;
}

static int
take_record (FootprintsCsvParser *self,
             FootprintsArchiveInput *input,
             const char *text,
             gsize length,
             gsize line_end_bytes)
{
  self->line = self->next_line;
  self->next_line += count_lines (text, length) + 1;
  split_record (self, text, strip_carriage_return (text, length));
  _footprints_archive_input_skip (input, length + line_end_bytes);
  return 1;
}

/* Takes one line of a record that is too long, or whose quote is never closed, so that only this
 * line is lost, not everything after it. */
static int
take_broken_line (FootprintsCsvParser *self,
                  FootprintsArchiveInput *input,
                  const char *text,
                  gsize length)
{
  gsize max_bytes = MIN (length, FOOTPRINTS_CSV_MAX_RECORD_BYTES);
  const char *line_end = memchr (text, '\n', max_bytes);

  take_record (self, input, text, line_end != NULL ? (gsize) (line_end - text) : max_bytes,
               line_end != NULL ? 1 : 0);
  self->is_broken = TRUE;
  self->is_too_long = line_end == NULL && length > max_bytes;
  return 1;
}

int
_footprints_csv_parser_next (FootprintsCsvParser *self,
                             FootprintsArchiveInput *input,
                             GError **error)
{
  gsize wanted = 1;

  if (self->is_too_long && !_footprints_archive_input_skip_line (input, error))
    return -1;
  self->is_too_long = FALSE;
  while (TRUE)
    {
      gsize n_bytes, end;
      const char *text = _footprints_archive_input_peek (input, wanted, &n_bytes, error);
      RecordEnd status;

      if (text == NULL)
        return -1;
      if (n_bytes == 0)
        return 0;
      status = find_record_end (self, text, n_bytes, &end);
      if (status == RECORD_WHOLE && strip_carriage_return (text, end) == 0)
        {
          self->next_line++;
          _footprints_archive_input_skip (input, end + 1);
          wanted = 1;
        }
      else if (status == RECORD_WHOLE && end <= FOOTPRINTS_CSV_MAX_RECORD_BYTES)
        return take_record (self, input, text, end, 1);
      else if ((status == RECORD_CUT || status == RECORD_OPEN) && n_bytes >= wanted &&
               n_bytes <= FOOTPRINTS_CSV_MAX_RECORD_BYTES)
        wanted = n_bytes * 2;
      else if (status == RECORD_CUT && n_bytes <= FOOTPRINTS_CSV_MAX_RECORD_BYTES)
        /* The last record may lack its line end. */
        return take_record (self, input, text, n_bytes, 0);
      else
        return take_broken_line (self, input, text, n_bytes);
    }
}
