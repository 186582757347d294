/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-csv-parser-private.h"

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

/* The length of the first record without its line end; FALSE when @text ends inside it. A quote
 * opens a quoted field only at the field's start; inside a bare field it is a letter like others.
 */
static gboolean
find_record_end (FootprintsCsvParser *self, const char *text, gsize length, gsize *end)
{
  gboolean at_field_start = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        {
          *end = i;
          return TRUE;
        }
      if (text[i] == '"' && at_field_start)
        {
          for (i++; i < length; i++)
            {
              const char *quote = memchr (text + i, '"', length - i);

              if (quote == NULL)
                return FALSE;
              i = (gsize) (quote - text);
              if (i + 1 == length || text[i + 1] != '"')
                break;
              i++;
            }
          if (i >= length)
            return FALSE;
        }
      at_field_start = text[i] == self->delimiter;
    }
  return FALSE;
}

static void
begin_field (FootprintsCsvParser *self)
{
  g_array_append_val (self->field_starts, self->text->len);
}

/* A quoted field from behind its quote; returns what follows the closing one. */
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

gboolean
_footprints_csv_parser_parse_text (FootprintsCsvParser *self, const char *text, gsize length)
{
  gsize end;

  if (!find_record_end (self, text, length, &end))
    return FALSE;
  split_record (self, text, strip_carriage_return (text, end));
  return TRUE;
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

int
_footprints_csv_parser_next (FootprintsCsvParser *self,
                             FootprintsArchiveInput *input,
                             GError **error)
{
  gsize wanted = 1;

  while (TRUE)
    {
      gsize n_bytes, end;
      const char *text = _footprints_archive_input_peek (input, wanted, &n_bytes, error);
      const char *line_end;

      if (text == NULL)
        return -1;
      if (n_bytes == 0)
        return 0;
      if (find_record_end (self, text, n_bytes, &end))
        {
          if (strip_carriage_return (text, end) == 0)
            {
              self->next_line++;
              _footprints_archive_input_skip (input, end + 1);
              wanted = 1;
              continue;
            }
          return take_record (self, input, text, end, 1);
        }
      if (n_bytes >= wanted && n_bytes < FOOTPRINTS_CSV_MAX_RECORD_BYTES)
        {
          wanted = n_bytes * 2;
          continue;
        }
      /* The last record without a line end, or a quote that never closes: then only this line is
       * lost, not all that follows. */
      line_end = memchr (text, '\n', MIN (n_bytes, FOOTPRINTS_CSV_MAX_RECORD_BYTES));
      end = line_end != NULL ? (gsize) (line_end - text)
                             : MIN (n_bytes, FOOTPRINTS_CSV_MAX_RECORD_BYTES);
      take_record (self, input, text, end, line_end != NULL ? 1 : 0);
      self->is_broken = line_end != NULL || n_bytes > FOOTPRINTS_CSV_MAX_RECORD_BYTES;
      return 1;
    }
}
