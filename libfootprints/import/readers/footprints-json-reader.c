/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* JSON in the shapes of several programs: lists, lines and wrapped lists of plays. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/input/footprints-json-splitter-private.h"
#include "libfootprints/import/readers/footprints-json-shape-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define HEAD_BYTES (64 * 1024)
/* A play of our own exports has its extra information one level down, and three in a report that is
 * in the list "also" of another. */
#define MAX_DEPTH (FOOTPRINTS_INFO_MAX_DEPTH + 3)

typedef struct
{
  FootprintsRowReader parent;
  FootprintsJsonSplitter splitter;
  guint shape;       /* of the last play, see _footprints_json_shape_find() */
  json_object *page; /* an element that is itself a list of plays; NULL: none */
  json_object *page_tracks;
  gsize page_position;
  gint64 n_page_rows;   /* plays returned from pages so far */
  json_object *element; /* of the current row; the row's texts live in it */
  json_object *also;    /* further reports of the play, in element; NULL: none */
  gsize also_position;
} JsonReader;

/* The list of plays in an element that is a page of the Last.fm API; NULL for anything else. A page
 * may have a single play without a list; in plays of other programs, a track is an object, too. */
static json_object *
find_page_tracks (json_object *element)
{
  json_object *inner = _footprints_json_get_object (element, "recenttracks");
  json_object *tracks = _footprints_json_get_object (inner != NULL ? inner : element, "track");
  const char *format_name;
  guint hint = 0;

  if (json_object_is_type (tracks, json_type_array))
    return tracks;
  return json_object_is_type (tracks, json_type_object) &&
                 !_footprints_json_has (element, "artist") &&
                 _footprints_json_shape_find (element, &hint, &format_name) == NULL
             ? tracks
             : NULL;
}

static void
read_element (JsonReader *self, FootprintsInputRow *row, json_object *element)
{
  const char *format_name;
  FootprintsReadElement read = _footprints_json_shape_find (element, &self->shape, &format_name);

  if (read == NULL)
    row->problem = "this is not a play in a known format";
  else
    read (row, element);
}

/* A line of our own is a play, with its other reports in "also". */
static void
find_also (JsonReader *self)
{
  json_object *also = _footprints_json_get_object (self->element, "also");
  const char *format_name;

  self->also_position = 0;
  if (json_object_is_type (also, json_type_array) &&
      _footprints_json_shape_find (self->element, &self->shape, &format_name) ==
          _footprints_json_read_own)
    self->also = also;
}

static gboolean
read_from_also (JsonReader *self, FootprintsInputRow *row)
{
  if (self->also == NULL || self->also_position == json_object_array_length (self->also))
    return FALSE;
  _footprints_row_reader_begin (&self->parent, row, self->splitter.number);
  read_element (self, row, json_object_array_get_idx (self->also, self->also_position++));
  return TRUE;
}

static void
drop_page (JsonReader *self)
{
  g_clear_pointer (&self->page, json_object_put);
  self->page_tracks = NULL;
  self->page_position = 0;
}

/* Reads the next play of the current page; FALSE at the end of the page. A page with a single play
 * may hold it without a list. */
static gboolean
read_from_page (JsonReader *self, FootprintsInputRow *row)
{
  json_object *track;

  if (self->page == NULL)
    return FALSE;
  if (json_object_is_type (self->page_tracks, json_type_array))
    track = self->page_position < json_object_array_length (self->page_tracks)
                ? json_object_array_get_idx (self->page_tracks, self->page_position)
                : NULL;
  else
    track = self->page_position == 0 ? self->page_tracks : NULL;
  if (track == NULL &&
      self->page_position >= (json_object_is_type (self->page_tracks, json_type_array)
                                  ? json_object_array_length (self->page_tracks)
                                  : 1))
    {
      drop_page (self);
      return FALSE;
    }
  self->page_position++;
  _footprints_row_reader_begin (&self->parent, row, ++self->n_page_rows);
  read_element (self, row, track);
  return TRUE;
}

static json_object *
parse_element (const char *text, gsize length, gboolean *is_repaired, GError **error)
{
  return _footprints_json_play_parse (text, length, MAX_DEPTH, FOOTPRINTS_JSON_MAX_ELEMENT_BYTES,
                                      is_repaired, error);
}

static int
json_next (FootprintsRowReader *reader, FootprintsInputRow *row, GError **error)
{
  JsonReader *self = (JsonReader *) reader;

  while (!read_from_also (self, row) && !read_from_page (self, row))
    {
      g_autoptr (GError) parse_error = NULL;
      const char *text;
      gsize length;
      gboolean is_repaired = FALSE;
      int result = _footprints_json_splitter_next (&self->splitter, &text, &length, error);

      if (result != 1)
        return result;
      g_clear_pointer (&self->element, json_object_put);
      self->also = NULL;
      if (self->splitter.is_cut)
        {
          _footprints_row_reader_begin (reader, row, self->splitter.number);
          row->problem = "the line is longer than 8 MiB";
          break;
        }
      self->element = parse_element (text, length, &is_repaired, &parse_error);
      self->page_tracks = find_page_tracks (self->element);
      if (self->page_tracks != NULL)
        {
          self->page = g_steal_pointer (&self->element);
          continue;
        }
      _footprints_row_reader_begin (reader, row, self->splitter.number);
      if (parse_error != NULL)
        row->problem = _footprints_input_row_keep (row, g_strdup (parse_error->message));
      else
        {
          read_element (self, row, self->element);
          find_also (self);
        }
      row->is_repaired |= is_repaired;
      break;
    }
  return 1;
}

static void
json_free (FootprintsRowReader *reader)
{
  JsonReader *self = (JsonReader *) reader;

  drop_page (self);
  g_clear_pointer (&self->element, json_object_put);
  _footprints_row_reader_clear (reader);
  g_free (self);
}

/* Recognises the first play in @element, down through lists and wrapping objects. */
static const char *
recognise_element (json_object *element)
{
  json_object *tracks = find_page_tracks (element);
  const char *format_name = NULL;
  guint hint = 0;

  if (json_object_is_type (tracks, json_type_array))
    return json_object_array_length (tracks) > 0
               ? recognise_element (json_object_array_get_idx (tracks, 0))
               : "Last.fm JSON";
  if (tracks != NULL)
    return recognise_element (tracks);
  return _footprints_json_shape_find (element, &hint, &format_name) != NULL ? format_name : NULL;
}

static const char *
recognise_text (const char *text, gsize length)
{
  gsize value_length = _footprints_json_value_length (text, length);
  gboolean is_repaired;
  g_autoptr (json_object) element =
      value_length > 0 ? parse_element (text, value_length, &is_repaired, NULL) : NULL;

  return element != NULL ? recognise_element (element) : NULL;
}

static const char *
skip_space (const char *text, const char *end)
{
  while (text < end && (g_ascii_isspace (*text) || (guchar) *text == 0xef ||
                        (guchar) *text == 0xbb || (guchar) *text == 0xbf))
    text++;
  return text;
}

/* Recognises the play at the start of a member's value; @p is after the member's name. */
static const char *
recognise_value (const char *p, const char *end)
{
  p = skip_space (p, end);
  if (p == end || *p != ':')
    return NULL;
  p = skip_space (p + 1, end);
  if (p < end && *p == '[')
    p = skip_space (p + 1, end);
  return p < end && *p == '{' ? recognise_text (p, (gsize) (end - p)) : NULL;
}

/* Finds a list of plays in the head of a wrapped document, and looks at its first element. */
static const char *
recognise_wrapped (const char *text, const char *end)
{
  for (guint i = 0; _footprints_json_list_names[i] != NULL; i++)
    {
      const char *name = _footprints_json_list_names[i];
      gsize length = strlen (name);
      const char *format_name = NULL;

      /* The same word may come first as a value, such as the name of the listener. */
      for (const char *p = text;
           format_name == NULL && (p = memmem (p, (gsize) (end - p), name, length)) != NULL;)
        {
          p += length;
          format_name = recognise_value (p, end);
        }
      if (format_name != NULL)
        return format_name;
    }
  return NULL;
}

/* Recognises the format by the first bytes; NULL: not ours. */
static const char *
recognise (const char *head, gsize length, FootprintsJsonShape *shape)
{
  const char *end = head + length;
  const char *text = skip_space (head, end);
  const char *format_name;

  if (text == end)
    return NULL;
  if (*text == '[')
    {
      *shape = FOOTPRINTS_JSON_LIST;
      text = skip_space (text + 1, end);
      if (text < end && *text == ']')
        return "empty list";
      return recognise_text (text, (gsize) (end - text));
    }
  if (*text != '{')
    return NULL;
  *shape = FOOTPRINTS_JSON_LINES;
  format_name = recognise_text (text, (gsize) (end - text));
  if (format_name != NULL && !g_str_has_prefix (format_name, "Last.fm JSON"))
    return format_name;
  *shape = FOOTPRINTS_JSON_WRAPPED;
  return recognise_wrapped (text, end);
}

/* The time of such an entry is when it was loved, not when it was played. */
static gboolean
is_loved_tracks (const char *head, gsize length)
{
  static const char name[] = "\"lovedtracks\"";
  const char *end = head + length;
  const char *text = skip_space (head, end);

  if (text < end && *text == '[')
    text = skip_space (text + 1, end);
  if (text == end || *text != '{')
    return FALSE;
  text = skip_space (text + 1, end);
  return (gsize) (end - text) >= strlen (name) && memcmp (text, name, strlen (name)) == 0;
}

/* What the first element is that is known to be no play; NULL: it may be one. */
static const char *
find_refusal (const char *head, gsize length)
{
  const char *end = head + length;
  const char *text = skip_space (head, end);
  gsize value_length;
  gboolean is_repaired;
  g_autoptr (json_object) element = NULL;

  if (text < end && *text == '[')
    text = skip_space (text + 1, end);
  value_length = _footprints_json_value_length (text, (gsize) (end - text));
  if (value_length > 0)
    element = parse_element (text, value_length, &is_repaired, NULL);
  return element != NULL ? _footprints_json_shape_find_refusal (element) : NULL;
}

FootprintsRowReader *
_footprints_json_reader_new (FootprintsArchiveInput *input,
                             const FootprintsReadingOptions *options,
                             GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  FootprintsJsonShape shape;
  const char *format_name;
  const char *refusal;
  JsonReader *self;

  if (head == NULL)
    return NULL;
  if (is_loved_tracks (head, length))
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                           "this is a list of loved tracks: it says when each was loved, not when "
                           "it was played");
      return NULL;
    }
  format_name = recognise (head, length, &shape);
  /* A first page of the Last.fm API, with pictures, may be longer than the head. */
  if (format_name == NULL && length >= HEAD_BYTES && (head[0] == '[' || head[0] == '{'))
    {
      head =
          _footprints_archive_input_peek (input, FOOTPRINTS_JSON_MAX_ELEMENT_BYTES, &length, error);
      if (head == NULL)
        return NULL;
      format_name = recognise (head, length, &shape);
    }
  if (format_name == NULL)
    {
      refusal = find_refusal (head, length);
      if (refusal != NULL)
        g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, refusal);
      return NULL;
    }
  _footprints_archive_input_skip (input, (gsize) (skip_space (head, head + length) - head));
  self = g_new0 (JsonReader, 1);
  _footprints_row_reader_init (&self->parent, input, options);
  self->parent.format_name = format_name;
  self->parent.source = NULL;
  self->parent.wants_names = _footprints_json_shape_wants_names (format_name);
  self->parent.next = json_next;
  self->parent.free = json_free;
  self->splitter = (FootprintsJsonSplitter){ .input = input, .shape = shape };
  return &self->parent;
}
