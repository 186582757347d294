/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The parts of a workbook that its sheets refer to. They may come after the sheets in the archive,
 * so it is read a second time for them. */

#include "libfootprints/import/markup/footprints-workbook-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/import/markup/footprints-markup-private.h"

#include <string.h>

#define SHEETS "xl/worksheets/"
#define HISTORY "listeningHistory"
#define MAX_TEXTS_BYTES (256 * 1024 * 1024)
#define MAX_STYLES 100000
#define HEAD_BYTES 1
#define DAY_S (24 * 60 * 60)
/* From 1899-12-30, or 1904-01-01, to 1970-01-01. */
#define DAYS_BEFORE_1970 25569
#define DAYS_BEFORE_1970_FROM_1904 24107
#define MAX_DAYS 100000

struct _FootprintsWorkbook
{
  FootprintsMarkup parent; /* of the part that is being read */
  char *folder;            /* in which the parts are, such as "data.xlsx/"; or "" */
  char *sheet;             /* the path of the sheet below xl/, such as "worksheets/sheet2.xml" */

  gboolean is_from_1904;
  gboolean has_history;
  char *history_id;   /* of the relation to the sheet with the history; NULL: none */
  char *history_path; /* of that sheet, below xl/ */

  GStringChunk *texts;
  GPtrArray *text_list; /* of const char *, by number */
  gsize n_text_bytes;
  GString *item; /* the shared text that is being read */
  gboolean is_in_item;
  gboolean is_phonetic;

  GArray *date_styles;      /* gboolean, by style */
  GHashTable *date_formats; /* of numbers of formats as texts */
  gboolean is_in_cell_styles;
};

typedef struct
{
  const char *path; /* below the folder */
  void (*start) (FootprintsMarkup *self, const char *name, const char *const *attributes);
  void (*end) (FootprintsMarkup *self, const char *name);
} Part;

static gboolean
is_true (const char *text)
{
  return text != NULL && (g_str_equal (text, "1") || g_str_equal (text, "true"));
}

/* <workbookPr date1904="1"/>, <sheet name="10_listeningHistory" r:id="rId10"/> */
static void
workbook_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  FootprintsWorkbook *self = (FootprintsWorkbook *) markup;
  const char *title = _footprints_markup_find (attributes, "name");
  const char *id = _footprints_markup_find (attributes, "r:id");

  if (g_str_equal (name, "workbookPr"))
    self->is_from_1904 = is_true (_footprints_markup_find (attributes, "date1904"));
  if (!g_str_equal (name, "sheet") || title == NULL || id == NULL ||
      !g_str_has_suffix (title, HISTORY) || self->history_id != NULL)
    return;
  self->history_id = g_strdup (id);
}

/* <Relationship Id="rId10" Target="worksheets/sheet10.xml"/> */
static void
relations_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  FootprintsWorkbook *self = (FootprintsWorkbook *) markup;
  const char *target = _footprints_markup_find (attributes, "Target");

  if (!g_str_equal (name, "Relationship") || target == NULL || self->history_path != NULL ||
      g_strcmp0 (self->history_id, _footprints_markup_find (attributes, "Id")) != 0)
    return;
  if (g_str_has_prefix (target, "/xl/"))
    target += strlen ("/xl/");
  self->history_path = g_strdup (target);
}

/* <si><t>text</t></si>, or <si><r><t>te</t></r><r><t>xt</t></r><rPh>how it is spoken</rPh></si> */
static void
texts_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  FootprintsWorkbook *self = (FootprintsWorkbook *) markup;

  g_string_truncate (markup->text, 0);
  if (g_str_equal (name, "si"))
    {
      g_string_truncate (self->item, 0);
      self->is_in_item = TRUE;
    }
  else if (g_str_equal (name, "rPh"))
    self->is_phonetic = TRUE;
}

static void
texts_end (FootprintsMarkup *markup, const char *name)
{
  FootprintsWorkbook *self = (FootprintsWorkbook *) markup;

  if (g_str_equal (name, "rPh"))
    self->is_phonetic = FALSE;
  else if (g_str_equal (name, "t") && self->is_in_item && !self->is_phonetic)
    {
      g_string_append_len (self->item, markup->text->str, (gssize) markup->text->len);
      if (self->item->len > FOOTPRINTS_MARKUP_MAX_TEXT_BYTES)
        g_string_truncate (self->item, 0);
    }
  else if (g_str_equal (name, "si") && self->is_in_item)
    {
      self->is_in_item = FALSE;
      self->n_text_bytes += self->item->len + 1;
      if (self->n_text_bytes <= MAX_TEXTS_BYTES)
        g_ptr_array_add (self->text_list,
                         g_string_chunk_insert_const (self->texts, self->item->str));
    }
  g_string_truncate (markup->text, 0);
}

/* Whether a format shows days or times: it has letters for them outside quotes and brackets. */
static gboolean
is_date_format (const char *code)
{
  gboolean is_quoted = FALSE;
  gboolean is_bracketed = FALSE;

  for (const char *p = code; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        is_quoted = !is_quoted;
      else if (*p == '[' || *p == ']')
        is_bracketed = *p == '[';
      else if (!is_quoted && !is_bracketed && strchr ("dyhDYH", *p) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The formats that every workbook has. */
static gboolean
is_usual_date_format (const char *number)
{
  guint64 id;

  return g_ascii_string_to_unsigned (number, 10, 0, 1000, &id, NULL) &&
         ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
          (id >= 50 && id <= 58));
}

/* <numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>, <cellXfs><xf numFmtId="164"/></cellXfs> */
static void
styles_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  FootprintsWorkbook *self = (FootprintsWorkbook *) markup;
  const char *number = _footprints_markup_find (attributes, "numFmtId");
  const char *code = _footprints_markup_find (attributes, "formatCode");

  if (g_str_equal (name, "numFmt") && number != NULL && code != NULL && is_date_format (code) &&
      g_hash_table_size (self->date_formats) < MAX_STYLES)
    g_hash_table_add (self->date_formats, g_strdup (number));
  else if (g_str_equal (name, "cellXfs"))
    self->is_in_cell_styles = TRUE;
  else if (g_str_equal (name, "xf") && self->is_in_cell_styles &&
           self->date_styles->len < MAX_STYLES)
    {
      gboolean is_date = number != NULL && (is_usual_date_format (number) ||
                                            g_hash_table_contains (self->date_formats, number));

      g_array_append_val (self->date_styles, is_date);
    }
}

static void
styles_end (FootprintsMarkup *markup, const char *name)
{
  FootprintsWorkbook *self = (FootprintsWorkbook *) markup;

  if (g_str_equal (name, "cellXfs"))
    self->is_in_cell_styles = FALSE;
}

static void
ignore_end (FootprintsMarkup *markup, const char *name)
{
  g_string_truncate (markup->text, 0);
}

static const Part parts[] = {
  { "xl/workbook.xml", workbook_start, ignore_end },
  { "xl/_rels/workbook.xml.rels", relations_start, ignore_end },
  { "xl/sharedStrings.xml", texts_start, texts_end },
  { "xl/styles.xml", styles_start, styles_end },
};

static gboolean
read_part (FootprintsWorkbook *self,
           FootprintsArchiveInput *input,
           const Part *part,
           GError **error)
{
  FootprintsTranslator *translator = &self->parent.parent;
  g_autoptr (GByteArray) nothing = g_byte_array_new ();
  gboolean is_last = FALSE;
  gboolean is_whole = TRUE;

  _footprints_markup_init (&self->parent, FALSE);
  self->parent.start = part->start;
  self->parent.end = part->end;
  while (is_whole && !is_last)
    {
      gsize length;
      const char *text = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);

      is_last = length == 0;
      is_whole =
          text != NULL && translator->add (translator, text, length, is_last, nothing, error);
      if (text != NULL)
        _footprints_archive_input_skip (input, length);
    }
  _footprints_markup_clear (&self->parent);
  return is_whole;
}

/* Reads the parts from @first to @last of their list, wherever they are in the archive. */
static gboolean
read_parts (FootprintsWorkbook *self,
            FootprintsArchiveInput *input,
            guint first,
            guint last,
            GError **error)
{
  g_autoptr (FootprintsArchiveInput) again = _footprints_archive_input_reopen (input, error);
  int result;

  if (again == NULL)
    return FALSE;
  while ((result = _footprints_archive_input_next_member (again, error)) == 1)
    {
      const char *name = _footprints_archive_input_get_member_name (again);

      if (name == NULL || !g_str_has_prefix (name, self->folder))
        continue;
      for (guint i = first; i <= last; i++)
        if (g_str_equal (name + strlen (self->folder), parts[i].path) &&
            !read_part (self, again, &parts[i], error))
          return FALSE;
    }
  return result == 0;
}

FootprintsWorkbook *
_footprints_workbook_read (FootprintsArchiveInput *input, GError **error)
{
  g_autoptr (FootprintsWorkbook) self = g_new0 (FootprintsWorkbook, 1);
  const char *name = _footprints_archive_input_get_member_name (input);
  const char *sheets = name != NULL ? g_strrstr (name, SHEETS) : NULL;

  self->folder = sheets != NULL ? g_strndup (name, (gsize) (sheets - name)) : g_strdup ("");
  self->sheet = g_strdup (sheets != NULL ? sheets + strlen ("xl/") : "");
  self->texts = g_string_chunk_new (64 * 1024);
  self->text_list = g_ptr_array_new ();
  self->item = g_string_new (NULL);
  self->date_styles = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->date_formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Which sheet has the history; then, for that one alone, the texts. The relations name the sheet
   * of an id that the workbook gives, whichever comes first in the archive. */
  if (!read_parts (self, input, 0, 0, error) || !read_parts (self, input, 1, 1, error) ||
      (_footprints_workbook_is_wanted (self) && !read_parts (self, input, 2, 3, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
_footprints_workbook_free (FootprintsWorkbook *self)
{
  g_free (self->folder);
  g_free (self->sheet);
  g_free (self->history_id);
  g_free (self->history_path);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->text_list);
  g_string_free (self->item, TRUE);
  g_array_unref (self->date_styles);
  g_hash_table_unref (self->date_formats);
  g_free (self);
}

gboolean
_footprints_workbook_is_wanted (FootprintsWorkbook *self)
{
  return self->history_path == NULL || g_str_equal (self->history_path, self->sheet);
}

const char *
_footprints_workbook_get_text (FootprintsWorkbook *self, guint64 number)
{
  return number < self->text_list->len ? g_ptr_array_index (self->text_list, number) : NULL;
}

gboolean
_footprints_workbook_is_date (FootprintsWorkbook *self, guint64 style)
{
  return style < self->date_styles->len && g_array_index (self->date_styles, gboolean, style);
}

char *
_footprints_workbook_dup_date (FootprintsWorkbook *self, double days)
{
  int first = self->is_from_1904 ? DAYS_BEFORE_1970_FROM_1904 : DAYS_BEFORE_1970;
  g_autoptr (GDateTime) time = NULL;

  if (!(days >= 0 && days <= MAX_DAYS))
    return NULL;
  /* Half a second, since a fraction of a day is rarely exact. */
  time = g_date_time_new_from_unix_utc ((gint64) ((days - first) * DAY_S + 0.5));
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : NULL;
}
