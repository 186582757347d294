/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parses JSON within limits, looks up members by type, and finds where a value ends. */

#include "libfootprints/core/footprints-json-private.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

/* A longer text leaves more memory in a tokener than is worth keeping. */
#define MAX_KEPT_BYTES (64 * 1024)

/* The tokener of a thread: making one takes as long as parsing a short text. */
typedef struct
{
  json_tokener *tokener; /* NULL: none */
  int max_depth;
} Tokener;

static void
tokener_free (gpointer data)
{
  Tokener *self = data;

  g_clear_pointer (&self->tokener, json_tokener_free);
  g_free (self);
}

static GPrivate thread_tokener = G_PRIVATE_INIT (tokener_free);

static Tokener *
get_tokener (int max_depth)
{
  Tokener *self = g_private_get (&thread_tokener);

  if (self == NULL)
    {
      self = g_new0 (Tokener, 1);
      g_private_set (&thread_tokener, self);
    }
  if (self->max_depth != max_depth)
    g_clear_pointer (&self->tokener, json_tokener_free);
  if (self->tokener == NULL)
    self->tokener = json_tokener_new_ex (max_depth);
  self->max_depth = max_depth;
  json_tokener_reset (self->tokener);
  return self;
}

/* Eight bytes at a time: most text is ASCII, and this is the one look at it that every byte of a
 * file gets. */
static gboolean
is_ascii (const char *text, gsize length)
{
  guint64 all = 0;
  gsize i = 0;

  for (; i + sizeof all <= length; i += sizeof all)
    {
      guint64 word;

      memcpy (&word, text + i, sizeof word);
      all |= word;
    }
  for (; i < length; i++)
    all |= (guchar) text[i];
  return (all & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

gboolean
_footprints_json_is_utf8 (const char *text, gsize length)
{
  return is_ascii (text, length) || g_utf8_validate_len (text, length, NULL);
}

json_object *
_footprints_json_parse (const char *text, gsize length, int max_depth, GError **error)
{
  /* json-c would look at each byte once more. */
  int utf8_flag = _footprints_json_is_utf8 (text, length) ? 0 : JSON_TOKENER_VALIDATE_UTF8;
  Tokener *kept;
  json_tokener *tokener;
  json_object *value;
  enum json_tokener_error status;
  gsize end;

  if (length > G_MAXINT32 - 1)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
                   "the JSON value is too long");
      return NULL;
    }

  kept = get_tokener (max_depth);
  tokener = kept->tokener;
  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | utf8_flag);
  value = json_tokener_parse_ex (tokener, text, (int) length);
  end = json_tokener_get_parse_end (tokener);
  status = json_tokener_get_error (tokener);
  /* json-c sees the end of a bare number only at the next character. */
  if (status == json_tokener_continue)
    {
      value = json_tokener_parse_ex (tokener, "", -1);
      status = json_tokener_get_error (tokener);
    }
  if (length > MAX_KEPT_BYTES || status != json_tokener_success)
    g_clear_pointer (&kept->tokener, json_tokener_free);
  if (status == json_tokener_success && end >= length)
    return value;
  if (status == json_tokener_success)
    json_object_put (value);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT, "not valid JSON: %s",
               status == json_tokener_success ? "text after the value"
                                              : json_tokener_error_desc (status));
  return NULL;
}

/* Each value but the first follows one of ",[{"; empty lists and objects count twice. json-c itself
 * rejects text that is nested too deeply. */
static gboolean
has_more_values (const char *text, gsize length, int max_depth, gsize max_values)
{
  gboolean is_string = FALSE;
  gsize n_values = 1;
  int depth = 0;

  /* More would not fit. */
  if (length < max_values)
    return FALSE;
  for (gsize i = 0; i < length && n_values <= max_values && depth <= max_depth; i++)
    if (text[i] == '"')
      is_string = !is_string;
    else if (is_string)
      i += text[i] == '\\';
    else
      {
        n_values += text[i] == ',' || text[i] == '[' || text[i] == '{';
        depth += (text[i] == '[' || text[i] == '{') - (text[i] == ']' || text[i] == '}');
      }
  return n_values > max_values;
}

json_object *
_footprints_json_parse_bounded (
    const char *text, gsize length, int max_depth, gsize max_values, GError **error)
{
  if (!has_more_values (text, length, max_depth, max_values))
    return _footprints_json_parse (text, length, max_depth, error);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
               "the JSON has more than %" G_GSIZE_FORMAT " values", max_values);
  return NULL;
}

gboolean
_footprints_json_is_object (const char *text, int max_depth)
{
  g_autoptr (json_object) value = _footprints_json_parse (text, strlen (text), max_depth, NULL);

  return json_object_is_type (value, json_type_object);
}

/* Up to the first quote that an even number of backslashes precedes; none of them reaches back past
 * the quote that opens. */
static gsize
string_length (const char *text, gsize length)
{
  const char *end = text + length;
  const char *quote = text;

  while ((quote = memchr (quote + 1, '"', (gsize) (end - quote - 1))) != NULL)
    {
      const char *before = quote;

      while (before[-1] == '\\')
        before--;
      if ((quote - before) % 2 == 0)
        return (gsize) (quote - text) + 1;
    }
  return 0;
}

static gsize
scalar_length (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (",]} \t\r\n", text[i]) != NULL)
      return MAX (i, 1);
  return 0;
}

gsize
_footprints_json_value_length (const char *text, gsize length)
{
  gsize depth = 0;

  if (length == 0)
    return 0;
  if (text[0] == '"')
    return string_length (text, length);
  if (text[0] != '{' && text[0] != '[')
    return scalar_length (text, length);
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '"':
        {
          gsize skip = string_length (text + i, length - i);

          if (skip == 0)
            return 0;
          i += skip - 1;
          break;
        }
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (--depth == 0)
          return i + 1;
        break;
      default:
        break;
      }
  return 0;
}

json_object *
_footprints_json_get_object (json_object *object, const char *member)
{
  json_object *value;

  if (!json_object_is_type (object, json_type_object) ||
      !json_object_object_get_ex (object, member, &value))
    return NULL;
  return value;
}

gboolean
_footprints_json_has (json_object *object, const char *member)
{
  return _footprints_json_get_object (object, member) != NULL;
}

const char *
_footprints_json_get_string (json_object *object, const char *member)
{
  json_object *value = _footprints_json_get_object (object, member);
  const char *text;

  if (!json_object_is_type (value, json_type_string))
    return NULL;
  text = json_object_get_string (value);
  /* "\u0000" in JSON: a name cannot hold NUL, and a truncated name would be another name. */
  return strlen (text) == (gsize) json_object_get_string_len (value) ? text : NULL;
}

gboolean
_footprints_json_get_int64 (json_object *object, const char *member, gint64 *value)
{
  json_object *number = _footprints_json_get_object (object, member);
  double real;

  if (json_object_is_type (number, json_type_int))
    {
      *value = json_object_get_int64 (number);
      return TRUE;
    }
  if (json_object_is_type (number, json_type_string))
    return g_ascii_string_to_signed (json_object_get_string (number), 10, G_MININT64, G_MAXINT64,
                                     value, NULL);
  if (!json_object_is_type (number, json_type_double))
    return FALSE;
  real = json_object_get_double (number);
  if (!(real > -9e18 && real < 9e18))
    return FALSE;
  *value = (gint64) real;
  return TRUE;
}

void
_footprints_json_add_string (json_object *object, const char *member, const char *value)
{
  json_object_object_add (object, member, value != NULL ? json_object_new_string (value) : NULL);
}

void
_footprints_json_add_int64 (json_object *object, const char *member, gint64 value)
{
  json_object_object_add (object, member, json_object_new_int64 (value));
}

void
_footprints_json_add_time (json_object *object, const char *member, gint64 time_s)
{
  g_autofree char *text = _footprints_format_time (time_s);

  _footprints_json_add_string (object, member, text);
}

#define TO_STRING_FLAGS (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

char *
_footprints_json_to_string (json_object *object)
{
  return g_strdup (json_object_to_json_string_ext (object, TO_STRING_FLAGS));
}
