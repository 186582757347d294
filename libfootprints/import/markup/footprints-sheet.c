/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A sheet of a workbook, as CSV:
 *
 *   <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>45244.9</v></c></row> */

#include "libfootprints/import/markup/footprints-workbook-private.h"

#include "libfootprints/core/footprints-csv-text-private.h"
#include "libfootprints/import/markup/footprints-markup-private.h"

#include <string.h>

/* More than a table of plays has; sheets may have 16384. */
#define MAX_COLUMNS 256

typedef struct
{
  FootprintsMarkup parent;
  FootprintsWorkbook *workbook;
  GPtrArray *row; /* of char *, by column; NULL: empty */
  guint column;   /* of the current cell; MAX_COLUMNS: it is left out */
  guint next_column;
  char *type; /* of the current cell; NULL: a number */
  guint64 style;
  GString *value; /* of the current cell */
  gboolean has_value;
} Sheet;

static guint64
parse_number (const char *text)
{
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &number, NULL)
             ? number
             : G_MAXUINT64;
}

/* "AB12" → 27 */
static guint
find_column (const char *reference)
{
  guint column = 0;

  for (; g_ascii_isupper (*reference) && column <= MAX_COLUMNS; reference++)
    column = column * 26 + (guint) (*reference - 'A') + 1;
  return column == 0 || column > MAX_COLUMNS ? MAX_COLUMNS : column - 1;
}

static void
begin_cell (Sheet *self, const char *const *attributes)
{
  const char *reference = _footprints_markup_find (attributes, "r");
  const char *style = _footprints_markup_find (attributes, "s");

  self->column = reference != NULL ? find_column (reference) : MIN (self->next_column, MAX_COLUMNS);
  self->next_column = self->column + 1;
  g_free (self->type);
  self->type = g_strdup (_footprints_markup_find (attributes, "t"));
  self->style = style != NULL ? parse_number (style) : 0;
  g_string_truncate (self->value, 0);
  self->has_value = FALSE;
}

/* (transfer full) */
static char *
dup_value (Sheet *self)
{
  const char *value = self->value->str;

  if (g_strcmp0 (self->type, "s") == 0)
    return g_strdup (_footprints_workbook_get_text (self->workbook, parse_number (value)));
  if (self->type == NULL || g_str_equal (self->type, "n"))
    {
      char *date =
          _footprints_workbook_is_date (self->workbook, self->style)
              ? _footprints_workbook_dup_date (self->workbook, g_ascii_strtod (value, NULL))
              : NULL;

      if (date != NULL)
        return date;
    }
  return g_strdup (value);
}

static void
end_cell (Sheet *self)
{
  if (!self->has_value || self->column >= MAX_COLUMNS)
    return;
  if (self->row->len <= self->column)
    g_ptr_array_set_size (self->row, (int) self->column + 1);
  g_free (g_ptr_array_index (self->row, self->column));
  g_ptr_array_index (self->row, self->column) = dup_value (self);
}

static void
write_row (Sheet *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->row->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      _footprints_csv_append_field (line, g_ptr_array_index (self->row, i));
    }
  g_string_append_c (line, '\n');
  g_byte_array_append (self->parent.out, (const guint8 *) line->str, (guint) line->len);
  g_ptr_array_set_size (self->row, 0);
  self->next_column = 0;
}

static void
sheet_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  Sheet *self = (Sheet *) markup;

  g_string_truncate (markup->text, 0);
  if (g_str_equal (name, "c"))
    begin_cell (self, attributes);
}

/* <v> is a value; <t> a text in the cell itself, maybe in parts. */
static void
sheet_end (FootprintsMarkup *markup, const char *name)
{
  Sheet *self = (Sheet *) markup;

  if (g_str_equal (name, "v") || g_str_equal (name, "t"))
    {
      if (self->value->len + markup->text->len <= FOOTPRINTS_MARKUP_MAX_TEXT_BYTES)
        g_string_append_len (self->value, markup->text->str, (gssize) markup->text->len);
      self->has_value = TRUE;
    }
  else if (g_str_equal (name, "c"))
    end_cell (self);
  else if (g_str_equal (name, "row") && _footprints_workbook_is_wanted (self->workbook))
    write_row (self);
  g_string_truncate (markup->text, 0);
}

static void
sheet_clear (FootprintsMarkup *markup)
{
  Sheet *self = (Sheet *) markup;

  _footprints_workbook_free (self->workbook);
  g_ptr_array_unref (self->row);
  g_free (self->type);
  g_string_free (self->value, TRUE);
}

FootprintsTranslator *
_footprints_sheet_new (FootprintsWorkbook *workbook)
{
  Sheet *self = g_new0 (Sheet, 1);

  _footprints_markup_init (&self->parent, FALSE);
  self->parent.start = sheet_start;
  self->parent.end = sheet_end;
  self->parent.clear = sheet_clear;
  self->workbook = workbook;
  self->row = g_ptr_array_new_with_free_func (g_free);
  self->value = g_string_new (NULL);
  return &self->parent.parent;
}
