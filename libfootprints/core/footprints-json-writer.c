/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The JSON writer: appends to one string and keeps track of where commas go. */

#include "libfootprints/core/footprints-json-writer-private.h"

#include "libfootprints/core/footprints-date-private.h"
#include "libfootprints/core/footprints-error.h"

#include <math.h>
#include <string.h>

void
_footprints_json_writer_init (FootprintsJsonWriter *self)
{
  *self = (FootprintsJsonWriter){ .text = g_string_new (NULL), .max_bytes = G_MAXSIZE };
}

void
_footprints_json_writer_clear (FootprintsJsonWriter *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

char *
_footprints_json_writer_take_text (FootprintsJsonWriter *self)
{
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}

GBytes *
_footprints_json_writer_take_bytes (FootprintsJsonWriter *self, GError **error)
{
  if (!self->is_full)
    return g_string_free_to_bytes (g_steal_pointer (&self->text));
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
               "the JSON is longer than %" G_GSIZE_FORMAT " bytes", self->max_bytes);
  return NULL;
}

/* Most pieces are a few bytes and fit, so they are copied here. */
static inline void
append_length (FootprintsJsonWriter *self, const char *text, gsize length)
{
  GString *own = self->text;

  if (length > self->max_bytes - own->len)
    self->is_full = TRUE;
  if (self->is_full)
    return;
  if (own->allocated_len - own->len > length)
    {
      memcpy (own->str + own->len, text, length);
      own->len += length;
      own->str[own->len] = '\0';
    }
  else
    g_string_append_len (own, text, (gssize) length);
}

static void
append (FootprintsJsonWriter *self, const char *text)
{
  append_length (self, text, strlen (text));
}

static inline void
append_char (FootprintsJsonWriter *self, char c)
{
  append_length (self, &c, 1);
}

static void
begin_value (FootprintsJsonWriter *self)
{
  if (self->needs_comma)
    append_char (self, ',');
  self->needs_comma = TRUE;
}

static void
begin_list (FootprintsJsonWriter *self, char bracket)
{
  begin_value (self);
  append_char (self, bracket);
  self->needs_comma = FALSE;
}

static void
end_list (FootprintsJsonWriter *self, char bracket)
{
  append_char (self, bracket);
  self->needs_comma = TRUE;
}

void
_footprints_json_writer_begin_object (FootprintsJsonWriter *self)
{
  begin_list (self, '{');
}

void
_footprints_json_writer_end_object (FootprintsJsonWriter *self)
{
  end_list (self, '}');
}

void
_footprints_json_writer_begin_array (FootprintsJsonWriter *self)
{
  begin_list (self, '[');
}

void
_footprints_json_writer_end_array (FootprintsJsonWriter *self)
{
  end_list (self, ']');
}

void
_footprints_json_writer_name (FootprintsJsonWriter *self, const char *name)
{
  begin_value (self);
  append_char (self, '"');
  append (self, name);
  append (self, "\":");
  self->needs_comma = FALSE;
}

static void
append_value (FootprintsJsonWriter *self, const char *text)
{
  begin_value (self);
  append (self, text);
}

void
_footprints_json_writer_null (FootprintsJsonWriter *self)
{
  append_value (self, "null");
}

void
_footprints_json_writer_boolean (FootprintsJsonWriter *self, gboolean value)
{
  append_value (self, value ? "true" : "false");
}

void
_footprints_json_writer_int64 (FootprintsJsonWriter *self, gint64 value)
{
  guint64 left = value < 0 ? -(guint64) value : (guint64) value;
  char digits[24];
  char *p = digits + sizeof digits;

  *--p = '\0';
  do
    *--p = (char) ('0' + left % 10);
  while ((left /= 10) != 0);
  if (value < 0)
    *--p = '-';
  append_value (self, p);
}

void
_footprints_json_writer_double (FootprintsJsonWriter *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    append_value (self, "NaN");
  else if (isinf (value))
    append_value (self, value > 0 ? "Infinity" : "-Infinity");
  else
    {
      append_value (self, g_ascii_formatd (text, sizeof text, "%.17g", value));
      /* So that it is read back as a number with a fraction. */
      if (strpbrk (text, ".e") == NULL)
        append (self, ".0");
    }
}

/* The two-character escape of @c; NULL when it has none. */
static const char *
get_escape (guchar c)
{
  switch (c)
    {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return NULL;
    }
}

void
_footprints_json_writer_string (FootprintsJsonWriter *self, const char *value)
{
  const char *plain = value; /* not written yet */

  if (value == NULL)
    {
      _footprints_json_writer_null (self);
      return;
    }
  begin_value (self);
  append_char (self, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;
      const char *escape;
      char code[8];

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      escape = get_escape (c);
      append_length (self, plain, (gsize) (p - plain));
      if (escape != NULL)
        append (self, escape);
      else
        {
          g_snprintf (code, sizeof code, "\\u%04x", c);
          append (self, code);
        }
      plain = p + 1;
    }
  append (self, plain);
  append_char (self, '"');
}

void
_footprints_json_writer_time (FootprintsJsonWriter *self, gint64 time_s)
{
  char text[FOOTPRINTS_TIME_BYTES];

  _footprints_json_writer_string (self, _footprints_write_time (text, time_s) ? text : NULL);
}

void
_footprints_json_writer_rank (FootprintsJsonWriter *self, guint rank)
{
  if (rank != 0)
    _footprints_json_writer_int64 (self, rank);
  else
    _footprints_json_writer_null (self);
}

void
_footprints_json_writer_json (FootprintsJsonWriter *self, const char *json, gsize length)
{
  begin_value (self);
  append_length (self, json, length);
}

void
_footprints_json_writer_members (FootprintsJsonWriter *self, const char *json, gsize length)
{
  g_assert (length >= 2 && json[0] == '{' && json[length - 1] == '}');
  if (length == 2)
    return;
  begin_value (self);
  append_length (self, json + 1, length - 2);
}

void
_footprints_json_writer_add_object (FootprintsJsonWriter *self, const char *name)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_begin_object (self);
}

void
_footprints_json_writer_add_array (FootprintsJsonWriter *self, const char *name)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_begin_array (self);
}

void
_footprints_json_writer_add_null (FootprintsJsonWriter *self, const char *name)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_null (self);
}

void
_footprints_json_writer_add_boolean (FootprintsJsonWriter *self, const char *name, gboolean value)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_boolean (self, value);
}

void
_footprints_json_writer_add_rank (FootprintsJsonWriter *self, const char *name, guint rank)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_rank (self, rank);
}

void
_footprints_json_writer_add_int64 (FootprintsJsonWriter *self, const char *name, gint64 value)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_int64 (self, value);
}

void
_footprints_json_writer_add_double (FootprintsJsonWriter *self, const char *name, double value)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_double (self, value);
}

void
_footprints_json_writer_add_string (FootprintsJsonWriter *self, const char *name, const char *value)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_string (self, value);
}

void
_footprints_json_writer_add_time (FootprintsJsonWriter *self, const char *name, gint64 time_s)
{
  _footprints_json_writer_name (self, name);
  _footprints_json_writer_time (self, time_s);
}

void
_footprints_json_writer_add_optional_time (FootprintsJsonWriter *self,
                                           const char *name,
                                           gint64 time_s)
{
  if (time_s != 0)
    _footprints_json_writer_add_time (self, name, time_s);
  else
    _footprints_json_writer_add_null (self, name);
}
