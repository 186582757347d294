/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Google Takeout and My Activity as a web page, which is one long line of cells:
 *
 *   <div class="outer-cell …"><p class="mdl-typography--title">YouTube Music</p>
 *   <div class="content-cell mdl-typography--body-1">Watched <a href="…">Title</a><br>
 *   <a href="…">Channel</a><br>Aug 7, 2024, 8:14:07 PM CEST<br></div>
 *   <div class="content-cell mdl-typography--caption">Products: …</div></div>
 *
 * In JSON, Google writes "time" in UTC; here it is "shownTime". */

#include "libfootprints/import/markup/footprints-markup-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define MAX_LINES 20
#define ADVERTISEMENT "From Google Ads"

typedef enum
{
  PLACE_ELSEWHERE,
  PLACE_HEADER,
  PLACE_BODY,
  PLACE_CAPTION,
} Place;

typedef struct
{
  FootprintsMarkup parent;
  Place place;
  gboolean is_open; /* a cell has begun */
  char *header;
  GPtrArray *lines; /* of the body */
  GString *line;    /* of the body, so far */
  char *link;       /* of the first one in the body */
  GString *title;   /* the text of that link */
  gboolean is_in_title;
  gboolean is_advertisement;
} TakeoutPage;

/* Moves what was read of the current place to where it belongs. */
static void
take_text (TakeoutPage *self)
{
  char *text = _footprints_markup_take_text (&self->parent);

  switch (self->place)
    {
    case PLACE_HEADER:
      if (self->header == NULL && *text != '\0')
        self->header = g_strdup (text);
      break;
    case PLACE_BODY:
      if (*text != '\0')
        g_string_append_printf (self->line, "%s%s", self->line->len > 0 ? " " : "", text);
      if (*text != '\0' && self->is_in_title)
        g_string_append_printf (self->title, "%s%s", self->title->len > 0 ? " " : "", text);
      break;
    case PLACE_CAPTION:
      self->is_advertisement |= strstr (text, ADVERTISEMENT) != NULL;
      break;
    case PLACE_ELSEWHERE:
      break;
    }
  g_free (text);
}

static void
end_line (TakeoutPage *self)
{
  if (self->line->len > 0 && self->lines->len < MAX_LINES)
    g_ptr_array_add (self->lines, g_strdup (self->line->str));
  g_string_truncate (self->line, 0);
}

/* Adds [{"name": @name}]. */
static void
add_named (json_object *element, const char *member, const char *name)
{
  json_object *list = json_object_new_array ();
  json_object *object = json_object_new_object ();

  _footprints_json_add_string (object, "name", name);
  json_object_array_add (list, object);
  json_object_object_add (element, member, list);
}

/* Of the lines, the first one is the sentence and the last one the time. */
static json_object *
make_element (const TakeoutPage *self)
{
  json_object *element = json_object_new_object ();
  guint n_lines = self->lines->len;

  _footprints_json_add_string (element, "header", self->header != NULL ? self->header : "");
  if (n_lines > 0)
    _footprints_json_add_string (element, "title", g_ptr_array_index (self->lines, 0));
  if (self->title->len > 0)
    _footprints_json_add_string (element, "track", self->title->str);
  if (self->link != NULL)
    _footprints_json_add_string (element, "titleUrl", self->link);
  if (n_lines > 2)
    add_named (element, "subtitles", g_ptr_array_index (self->lines, 1));
  if (self->is_advertisement)
    add_named (element, "details", ADVERTISEMENT);
  _footprints_json_add_string (element, "shownTime",
                               n_lines > 1 ? g_ptr_array_index (self->lines, n_lines - 1) : "");
  return element;
}

static void
end_cell (TakeoutPage *self)
{
  if (self->is_open && self->lines->len > 0)
    {
      g_autoptr (json_object) element = make_element (self);
      g_autofree char *text = _footprints_json_to_string (element);

      g_byte_array_append (self->parent.out, (const guint8 *) text, (guint) strlen (text));
      g_byte_array_append (self->parent.out, (const guint8 *) "\n", 1);
    }
  self->is_open = FALSE;
  self->place = PLACE_ELSEWHERE;
  self->is_in_title = self->is_advertisement = FALSE;
  g_clear_pointer (&self->header, g_free);
  g_clear_pointer (&self->link, g_free);
  g_string_truncate (self->title, 0);
  g_ptr_array_set_size (self->lines, 0);
  g_string_truncate (self->line, 0);
}

static void
start_division (TakeoutPage *self, const char *const *attributes)
{
  if (_footprints_markup_has_class (attributes, "outer-cell"))
    {
      end_cell (self);
      self->is_open = TRUE;
    }
  if (!_footprints_markup_has_class (attributes, "content-cell"))
    return;
  if (self->place == PLACE_BODY)
    end_line (self);
  self->place = PLACE_ELSEWHERE;
  if (_footprints_markup_has_class (attributes, "mdl-typography--caption"))
    self->place = PLACE_CAPTION;
  else if (_footprints_markup_has_class (attributes, "mdl-typography--body-1") &&
           !_footprints_markup_has_class (attributes, "mdl-typography--text-right"))
    self->place = PLACE_BODY;
}

static void
takeout_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  TakeoutPage *self = (TakeoutPage *) markup;

  take_text (self);
  if (g_str_equal (name, "div"))
    start_division (self, attributes);
  else if (_footprints_markup_has_class (attributes, "mdl-typography--title"))
    self->place = PLACE_HEADER;
  else if (g_str_equal (name, "br") && self->place == PLACE_BODY)
    end_line (self);
  else if (g_str_equal (name, "a") && self->place == PLACE_BODY)
    {
      /* The first line may have none. */
      self->is_in_title = self->link == NULL && self->lines->len == 0;
      if (self->is_in_title)
        self->link = g_strdup (_footprints_markup_find (attributes, "href"));
    }
}

static void
takeout_end (FootprintsMarkup *markup, const char *name)
{
  TakeoutPage *self = (TakeoutPage *) markup;

  take_text (self);
  if (g_str_equal (name, "a"))
    self->is_in_title = FALSE;
  else if (g_str_equal (name, "p") && self->place == PLACE_HEADER)
    self->place = PLACE_ELSEWHERE;
  else if (g_str_equal (name, "div") && self->place == PLACE_BODY)
    {
      end_line (self);
      self->place = PLACE_ELSEWHERE;
    }
  else if (g_str_equal (name, "body"))
    end_cell (self);
}

static void
takeout_clear (FootprintsMarkup *markup)
{
  TakeoutPage *self = (TakeoutPage *) markup;

  g_free (self->header);
  g_free (self->link);
  g_string_free (self->title, TRUE);
  g_ptr_array_unref (self->lines);
  g_string_free (self->line, TRUE);
}

FootprintsTranslator *
_footprints_takeout_page_new (void)
{
  TakeoutPage *self = g_new0 (TakeoutPage, 1);

  _footprints_markup_init (&self->parent, TRUE);
  self->parent.start = takeout_start;
  self->parent.end = takeout_end;
  self->parent.clear = takeout_clear;
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->line = g_string_new (NULL);
  self->title = g_string_new (NULL);
  return &self->parent.parent;
}
