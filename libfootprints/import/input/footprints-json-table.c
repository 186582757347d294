/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A list of objects, each of which becomes a record of CSV, under a header of all their members'
 * names. Which member is what is then found out, or asked, as for any table. */

#include "libfootprints/import/input/footprints-json-table-private.h"

#include "libfootprints/core/footprints-csv-text-private.h"
#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/import/input/footprints-json-splitter-private.h"

#include <string.h>

/* Objects whose members make the header. */
#define MAX_HEADER_OBJECTS 50
#define MAX_HEADER_BYTES (512 * 1024)
#define MAX_COLUMNS 256
#define MAX_LEVELS 3
#define MAX_DEPTH 20

typedef struct
{
  FootprintsTranslator parent;
  GByteArray *rest;    /* text that is no whole object yet */
  gboolean is_in_list; /* past the bracket or, in lines, from the beginning */
  gboolean has_brackets;
  gboolean has_ended; /* past the other bracket */
  GPtrArray *first;   /* of json_object, until the header is written; NULL: it is */
  gsize first_bytes;
  GPtrArray *columns;     /* of char *, such as "track.name" */
  GHashTable *column_set; /* of the same, borrowed */
} JsonTable;

static void
add_column (JsonTable *self, const char *path)
{
  char *column;

  if (self->columns->len == MAX_COLUMNS || g_hash_table_contains (self->column_set, path))
    return;
  column = g_strdup (path);
  g_ptr_array_add (self->columns, column);
  g_hash_table_add (self->column_set, column);
}

/* Objects in objects are columns of their own. */
static void
add_columns (JsonTable *self, const char *prefix, json_object *object, guint level)
{
  json_object_object_foreach (object, member, value)
  {
    g_autofree char *path = g_strconcat (prefix, *prefix != '\0' ? "." : "", member, NULL);

    if (json_object_is_type (value, json_type_object) && level < MAX_LEVELS)
      add_columns (self, path, value, level + 1);
    else
      add_column (self, path);
  }
}

/* The value at @path, whose members may have dots in their names. */
static json_object *
find_value (json_object *object, const char *path)
{
  json_object *value;

  if (!json_object_is_type (object, json_type_object))
    return NULL;
  if (json_object_object_get_ex (object, path, &value))
    return value;
  for (const char *dot = strchr (path, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
    {
      g_autofree char *member = g_strndup (path, (gsize) (dot - path));

      if (json_object_object_get_ex (object, member, &value) &&
          (value = find_value (value, dot + 1)) != NULL)
        return value;
    }
  return NULL;
}

/* The name of what may be an object or a text; NULL: it has none. */
static const char *
find_name (json_object *value)
{
  const char *name = NULL;

  if (json_object_is_type (value, json_type_string))
    return json_object_get_string (value);
  if (json_object_is_type (value, json_type_object))
    name = _footprints_json_get_string (value, "name");
  return name;
}

/* Texts and objects with names are joined with commas (transfer full). */
static char *
join_array (json_object *array)
{
  GString *all = g_string_new (NULL);

  for (gsize i = 0; i < json_object_array_length (array); i++)
    {
      const char *name = find_name (json_object_array_get_idx (array, i));

      if (name != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", name);
    }
  return g_string_free (all, FALSE);
}

static void
write_value (GString *line, json_object *value)
{
  g_autofree char *joined = NULL;

  switch (json_object_get_type (value))
    {
    case json_type_string:
    case json_type_int:
    case json_type_double:
    case json_type_boolean:
      _footprints_csv_append_field (line, json_object_get_string (value));
      break;
    case json_type_array:
      joined = join_array (value);
      _footprints_csv_append_field (line, joined);
      break;
    case json_type_object:
      _footprints_csv_append_field (line, find_name (value));
      break;
    case json_type_null:
      break;
    }
}

/* One line for each object, so that the rows have the numbers of the objects. */
static void
write_object (JsonTable *self, json_object *object, GByteArray *out)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      write_value (line, find_value (object, g_ptr_array_index (self->columns, i)));
    }
  _footprints_csv_take_line (line, out);
}

static void
write_header (JsonTable *self, GByteArray *out)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->first->len; i++)
    add_columns (self, "", g_ptr_array_index (self->first, i), 1);
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      _footprints_csv_append_field (line, g_ptr_array_index (self->columns, i));
    }
  _footprints_csv_take_line (line, out);
  for (guint i = 0; i < self->first->len; i++)
    write_object (self, g_ptr_array_index (self->first, i), out);
  g_clear_pointer (&self->first, g_ptr_array_unref);
}

/* What is broken, or no object, is an empty row. */
static void
add_object (JsonTable *self, const char *text, gsize length, GByteArray *out)
{
  json_object *object = _footprints_json_parse (text, length, MAX_DEPTH, NULL);

  if (!json_object_is_type (object, json_type_object))
    {
      g_clear_pointer (&object, json_object_put);
      object = json_object_new_object ();
    }
  if (self->first == NULL)
    {
      write_object (self, object, out);
      json_object_put (object);
      return;
    }
  g_ptr_array_add (self->first, object);
  self->first_bytes += length;
  if (self->first->len == MAX_HEADER_OBJECTS || self->first_bytes > MAX_HEADER_BYTES)
    write_header (self, out);
}

static gsize
skip_space (const char *text, gsize length, gsize i)
{
  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return i;
}

/* Moves @position to the first object of the list; FALSE: it is not there yet. */
static gboolean
find_list (JsonTable *self, gsize *position)
{
  const char *text = (const char *) self->rest->data;
  gsize start = _footprints_json_table_find (text, self->rest->len);

  if (start == G_MAXSIZE)
    return FALSE;
  *position = start;
  self->is_in_list = TRUE;
  self->has_brackets = skip_space (text, start + 1, 0) != start;
  return TRUE;
}

static gboolean
json_table_add (FootprintsTranslator *translator,
                const char *text,
                gsize length,
                gboolean is_last,
                GByteArray *out,
                GError **error)
{
  JsonTable *self = (JsonTable *) translator;
  gsize position = 0;

  g_byte_array_append (self->rest, (const guint8 *) text, (guint) length);
  if (!self->is_in_list)
    find_list (self, &position);
  while (self->is_in_list && !self->has_ended && position < self->rest->len)
    {
      const char *p = (const char *) self->rest->data + position;
      gsize n_bytes;

      if (g_ascii_isspace (*p) || *p == ',')
        {
          position++;
          continue;
        }
      if (*p == ']')
        {
          self->has_ended = TRUE;
          break;
        }
      n_bytes = _footprints_json_value_length (p, self->rest->len - position);
      if (n_bytes == 0)
        break;
      add_object (self, p, n_bytes, out);
      position += n_bytes;
    }
  g_byte_array_remove_range (self->rest, 0, self->has_ended ? self->rest->len : (guint) position);
  if (self->first != NULL && is_last)
    write_header (self, out);
  if (self->rest->len > FOOTPRINTS_JSON_MAX_ELEMENT_BYTES ||
      (is_last && (self->rest->len > 0 || self->has_brackets != self->has_ended)))
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_CORRUPT,
                             is_last ? "the file ends inside its list"
                                     : "an element of the list is longer than 8 MiB");
      return FALSE;
    }
  return TRUE;
}

static void
free_object (gpointer object)
{
  json_object_put (object);
}

static void
json_table_free (FootprintsTranslator *translator)
{
  JsonTable *self = (JsonTable *) translator;

  g_byte_array_unref (self->rest);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_hash_table_unref (self->column_set);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

gsize
_footprints_json_table_find (const char *text, gsize length)
{
  gsize i = skip_space (text, length, 0);
  gsize n_bytes;

  if (i == length || (text[i] != '{' && text[i] != '['))
    return G_MAXSIZE;
  if (text[i] == '{')
    {
      gsize next;

      /* One object a line. */
      n_bytes = _footprints_json_value_length (text + i, length - i);
      next = n_bytes > 0 ? skip_space (text, length, i + n_bytes) : length;
      if (next < length && text[next] == '{')
        return i;
    }
  /* A list, maybe in an object. */
  for (; i < length; i++)
    if (text[i] == '[')
      {
        gsize next = skip_space (text, length, i + 1);

        if (next < length && text[next] == '{')
          return next;
      }
  return G_MAXSIZE;
}

FootprintsTranslator *
_footprints_json_table_new (void)
{
  JsonTable *self = g_new0 (JsonTable, 1);

  self->parent.add = json_table_add;
  self->parent.free = json_table_free;
  self->rest = g_byte_array_new ();
  self->first = g_ptr_array_new_with_free_func (free_object);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->column_set = g_hash_table_new (g_str_hash, g_str_equal);
  return &self->parent;
}
