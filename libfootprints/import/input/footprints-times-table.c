/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* "Artist<TAB>Album<TAB>Title<TAB>["2023-11-14 22:13:20", …]": each time of the list becomes a row.
 * Times are dates on the clock of the wall, milliseconds since 1970, or 100 ns since 1601. */

#include "libfootprints/import/input/footprints-times-table-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define MAX_LINE_BYTES (8 * 1024 * 1024)
#define HEADER "artist\talbum\ttitle\tplayed at\n"
#define N_USUAL_COLUMNS 4
#define MAX_DEPTH 2
/* Larger numbers are 100 ns since 1601. */
#define MIN_FILETIME 10000000000000000
#define FILETIMES_PER_S 10000000
#define FILETIME_OF_1970_S 11644473600

typedef struct
{
  FootprintsTranslator parent;
  GByteArray *rest; /* a line that is not whole yet */
  gboolean has_header;
} TimesTable;

/* Where the list at the end of a line begins; NULL: the line has none. */
static const char *
find_list (const char *line, gsize length)
{
  const char *start = NULL;

  for (const char *p = line; p + 1 < line + length; p++)
    if (p[0] == '\t' && p[1] == '[')
      start = p + 1;
  return start != NULL && line[length - 1] == ']' ? start : NULL;
}

static gsize
line_length (const char *text, gsize length)
{
  while (length > 0 && (text[length - 1] == '\r' || text[length - 1] == '\n'))
    length--;
  return length;
}

static void
append (GByteArray *out, const char *text, gsize length)
{
  g_byte_array_append (out, (const guint8 *) text, (guint) length);
}

/* @start: the other columns, with the last tab. */
static void
write_time (json_object *time, const char *start, gsize length, GByteArray *out)
{
  g_autofree char *text = NULL;

  if (json_object_is_type (time, json_type_string))
    text = g_strdup (json_object_get_string (time));
  else if (json_object_is_type (time, json_type_int))
    {
      gint64 number = json_object_get_int64 (time);

      if (number >= MIN_FILETIME)
        number = number / FILETIMES_PER_S - FILETIME_OF_1970_S;
      text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
    }
  else
    return;
  append (out, start, length);
  append (out, text, strlen (text));
  append (out, "\n", 1);
}

/* A line without a list is a header at first, then a row without a time. */
static void
translate_line (TimesTable *self, const char *line, gsize length, GByteArray *out)
{
  const char *start = find_list (line, length);
  gsize before = start != NULL ? (gsize) (start - line) : length;
  g_autoptr (json_object) list =
      start != NULL ? _footprints_json_parse (start, length - before, MAX_DEPTH, NULL) : NULL;
  guint n_columns = 1;

  for (gsize i = 0; i < before; i++)
    n_columns += line[i] == '\t';
  if (!self->has_header && start != NULL && n_columns == N_USUAL_COLUMNS)
    append (out, HEADER, strlen (HEADER));
  self->has_header = TRUE;
  if (list == NULL)
    {
      append (out, line, length);
      append (out, "\n", 1);
    }
  else
    for (gsize i = 0; i < json_object_array_length (list); i++)
      write_time (json_object_array_get_idx (list, i), line, before, out);
}

static gboolean
times_table_add (FootprintsTranslator *translator,
                 const char *text,
                 gsize length,
                 gboolean is_last,
                 GByteArray *out,
                 GError **error)
{
  TimesTable *self = (TimesTable *) translator;
  const char *start, *line_end, *end;

  append (self->rest, text, length);
  start = (const char *) self->rest->data;
  end = start + self->rest->len;
  while (start < end && (line_end = memchr (start, '\n', (gsize) (end - start))) != NULL)
    {
      translate_line (self, start, line_length (start, (gsize) (line_end - start)), out);
      start = line_end + 1;
    }
  if (is_last && start < end)
    {
      translate_line (self, start, line_length (start, (gsize) (end - start)), out);
      start = end;
    }
  if (self->rest->len > 0)
    g_byte_array_remove_range (self->rest, 0, (guint) (start - (const char *) self->rest->data));
  if (self->rest->len <= MAX_LINE_BYTES)
    return TRUE;
  _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE, "a line is longer than 8 MiB");
  return FALSE;
}

static void
times_table_free (FootprintsTranslator *translator)
{
  TimesTable *self = (TimesTable *) translator;

  g_byte_array_unref (self->rest);
  g_free (self);
}

FootprintsTranslator *
_footprints_times_table_new (void)
{
  TimesTable *self = g_new0 (TimesTable, 1);

  self->parent.add = times_table_add;
  self->parent.free = times_table_free;
  self->rest = g_byte_array_new ();
  return &self->parent;
}

gboolean
_footprints_times_table_is (const char *text, gsize length)
{
  const char *end = text + length;

  /* The first line may be a header. */
  for (guint i = 0; i < 2 && text < end; i++)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      gsize n_bytes = (gsize) ((line_end != NULL ? line_end : end) - text);
      gsize line_bytes = line_length (text, n_bytes);
      const char *list = line_bytes > 0 ? find_list (text, line_bytes) : NULL;

      if (list != NULL && (g_ascii_isdigit (list[1]) || list[1] == '"'))
        return TRUE;
      text += n_bytes + 1;
    }
  return FALSE;
}
