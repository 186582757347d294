/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Splits a JSON file into its elements, of which only the current one is in memory. */

#include "libfootprints/import/input/footprints-json-splitter-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

const char *const _footprints_json_list_names[] = {
  "\"scrobbles\"", "\"listens\"", "\"plays\"", "\"track\"", "\"collection\"", "\"items\"", NULL,
};

static gboolean
json_splitter_fail (GError **error, int code, const char *what, gint64 number)
{
  g_set_error (error, FOOTPRINTS_ERROR, code, "%s %" G_GINT64_FORMAT, what, number);
  return FALSE;
}

/* Skips white space and the characters in @also; sets @next to the byte that follows, NUL at the
 * end. */
static gboolean
skip_blank (FootprintsJsonSplitter *self, const char *also, char *next, GError **error)
{
  while (TRUE)
    {
      gsize length, i = 0;
      const char *text = _footprints_archive_input_peek (self->input, 1, &length, error);

      if (text == NULL)
        return FALSE;
      while (i < length && text[i] != '\0' &&
             (g_ascii_isspace (text[i]) || strchr (also, text[i]) != NULL))
        i++;
      *next = i < length ? text[i] : '\0';
      _footprints_archive_input_skip (self->input, i);
      if (i < length || length == 0)
        return TRUE;
    }
}

/* Takes the whole value at the start of the input. */
static int
take_value (FootprintsJsonSplitter *self, const char **text, gsize *length, GError **error)
{
  gsize wanted = 1;

  while (TRUE)
    {
      gsize n_bytes;

      *text = _footprints_archive_input_peek (self->input, wanted, &n_bytes, error);
      if (*text == NULL)
        return -1;
      *length =
          _footprints_json_value_length (*text, MIN (n_bytes, FOOTPRINTS_JSON_MAX_ELEMENT_BYTES));
      if (*length > 0)
        break;
      if (n_bytes >= FOOTPRINTS_JSON_MAX_ELEMENT_BYTES)
        {
          json_splitter_fail (error, FOOTPRINTS_ERROR_TOO_LARGE,
                              "more than 8 MiB, or a quote that is never closed, in element",
                              self->number);
          return -1;
        }
      if (n_bytes < wanted)
        {
          json_splitter_fail (error, FOOTPRINTS_ERROR_CORRUPT,
                              "the file ends in the middle of element", self->number);
          return -1;
        }
      wanted = n_bytes * 2;
    }
  _footprints_archive_input_skip (self->input, *length);
  return 1;
}

static gboolean
is_list_name (const char *text, gsize length)
{
  for (guint i = 0; _footprints_json_list_names[i] != NULL; i++)
    if (strlen (_footprints_json_list_names[i]) == length &&
        memcmp (_footprints_json_list_names[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/* Walks through the wrapping objects to the next list of plays: enters objects, skips other values.
 * 1: inside the list; 0: there is none; -1: @error is set. */
static int
enter_list (FootprintsJsonSplitter *self, GError **error)
{
  gboolean is_list = FALSE;
  char next;

  while (skip_blank (self, "", &next, error))
    {
      const char *text;
      gsize length;

      switch (next)
        {
        case '\0':
          return 0;
        case '{':
          if (is_list)
            {
              self->in_list = self->is_single = TRUE;
              return 1;
            }
          _footprints_archive_input_skip (self->input, 1);
          break;
        case '}':
        case ',':
        case ':':
          _footprints_archive_input_skip (self->input, 1);
          break;
        case '[':
          if (is_list)
            {
              _footprints_archive_input_skip (self->input, 1);
              self->in_list = TRUE;
              return 1;
            }
          G_GNUC_FALLTHROUGH;
        default:
          if (take_value (self, &text, &length, error) < 0)
            return -1;
          is_list = is_list_name (text, length);
        }
    }
  return -1;
}

static int
next_line (FootprintsJsonSplitter *self, const char **text, gsize *length, GError **error)
{
  int result;

  do
    {
      result = _footprints_archive_input_read_line (self->input, FOOTPRINTS_JSON_MAX_ELEMENT_BYTES,
                                                    text, length, error);
      self->number++;
    }
  while (result == 1 && *length == 0);
  self->is_cut = result == 2;
  return MIN (result, 1);
}

int
_footprints_json_splitter_next (FootprintsJsonSplitter *self,
                                const char **text,
                                gsize *length,
                                GError **error)
{
  char next;

  if (self->shape == FOOTPRINTS_JSON_LINES)
    return next_line (self, text, length, error);

  while (TRUE)
    {
      if (!self->in_list)
        {
          int result;

          /* A list that is the whole file is not followed by another one. */
          if (self->shape == FOOTPRINTS_JSON_LIST && self->number > 0)
            return 0;
          result = self->shape == FOOTPRINTS_JSON_LIST ? 1 : enter_list (self, error);
          if (result != 1)
            return result;
          if (self->shape == FOOTPRINTS_JSON_LIST)
            {
              if (!skip_blank (self, "", &next, error))
                return -1;
              _footprints_archive_input_skip (self->input, 1);
              self->in_list = TRUE;
            }
        }
      if (!skip_blank (self, ",", &next, error))
        return -1;
      if (next == ']')
        {
          _footprints_archive_input_skip (self->input, 1);
          self->in_list = FALSE;
          self->number = MAX (self->number, 1);
          continue;
        }
      if (next == '\0')
        {
          json_splitter_fail (error, FOOTPRINTS_ERROR_CORRUPT,
                              "the file ends inside its list, after element", self->number);
          return -1;
        }
      self->number++;
      if (self->is_single)
        self->in_list = self->is_single = FALSE;
      return take_value (self, text, length, error);
    }
}
