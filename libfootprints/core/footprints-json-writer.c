/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/core/footprints-json-writer-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <math.h>
#include <string.h>

void
_footprints_json_writer_init (FootprintsJsonWriter *self)
{
  self->text = g_string_new (NULL);
  self->needs_comma = FALSE;
}

void
_footprints_json_writer_clear (FootprintsJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  self->text = NULL;
}

static void
begin_value (FootprintsJsonWriter *self)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  self->needs_comma = TRUE;
}

static void
begin_list (FootprintsJsonWriter *self, char bracket)
{
  begin_value (self);
  g_string_append_c (self->text, bracket);
  self->needs_comma = FALSE;
}

static void
end_list (FootprintsJsonWriter *self, char bracket)
{
  g_string_append_c (self->text, bracket);
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
  g_string_append_c (self->text, '"');
  g_string_append (self->text, name);
  g_string_append (self->text, "\":");
  self->needs_comma = FALSE;
}

static void
append_value (FootprintsJsonWriter *self, const char *text)
{
  begin_value (self);
  g_string_append (self->text, text);
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
      /* So that it is read as a number with a fraction. */
      if (strpbrk (text, ".e") == NULL)
        g_string_append (self->text, ".0");
    }
}

/* What may not stand in a string as it is; NULL: it may. */
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
  const char *plain = value; /* what was not written yet */

  if (value == NULL)
    {
      _footprints_json_writer_null (self);
      return;
    }
  begin_value (self);
  g_string_append_c (self->text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;
      const char *escape;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      escape = get_escape (c);
      g_string_append_len (self->text, plain, p - plain);
      if (escape != NULL)
        g_string_append (self->text, escape);
      else
        g_string_append_printf (self->text, "\\u%04x", c);
      plain = p + 1;
    }
  g_string_append (self->text, plain);
  g_string_append_c (self->text, '"');
}

void
_footprints_json_writer_time (FootprintsJsonWriter *self, gint64 time_s)
{
  g_autofree char *text = _footprints_format_time (time_s);

  _footprints_json_writer_string (self, text);
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
