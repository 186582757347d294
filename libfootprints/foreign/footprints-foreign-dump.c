/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Databases of no known program. Of the tables with a column that may be a time, the one with most
 * rows is taken; a column "artist_id" is replaced by the name of the row that it points to in a
 * table "artists", and so on from there. */

#include "libfootprints/foreign/footprints-foreign-dump-private.h"

#include "libfootprints/core/footprints-csv-text-private.h"
#include "libfootprints/foreign/footprints-foreign-table-private.h"

#include <string.h>

#define MIN_COLUMNS 3
#define MAX_LEVELS 3
#define MAX_LINKS 8
#define BLOCK_BYTES (64 * 1024)

/* A column that points into another table. */
typedef struct _Link Link;
struct _Link
{
  char *header;        /* what its names are called: "artist" */
  guint column;        /* in the row that has the link */
  GHashTable *records; /* of FootprintsForeignRecord, by id */
  int name_column;     /* in the records; -1: they have no names */
  GPtrArray *links;    /* of Link, from the records */
};

struct _FootprintsForeignDump
{
  char *path;
  GPtrArray *schemas; /* of FootprintsForeignSchema */
  FootprintsForeignTable *table;
  const FootprintsForeignSchema *schema; /* of table, in schemas */
  GPtrArray *links;                      /* of Link */
  GHashTable *linked; /* schemas of the tables that are in use: tables may point in a circle */
  gboolean has_header;
};

static void
free_link (gpointer data)
{
  Link *link = data;

  g_free (link->header);
  g_clear_pointer (&link->records, g_hash_table_unref);
  g_ptr_array_unref (link->links);
  g_free (link);
}

static gboolean
has_word (const char *name, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
may_be_time (const char *column)
{
  static const char *const words[] = { "time",      "date", "played", "listened",
                                       "scrobbled", "uts",  NULL };
  static const char *const exact[] = { "ts", "at", "when", NULL };
  g_autofree char *lower = g_ascii_strdown (column, -1);

  return has_word (column, words) || g_strv_contains (exact, lower);
}

/* Links, or names themselves. */
static gboolean
may_name (const char *column)
{
  static const char *const words[] = { "artist", "track", "song", "title",
                                       "item",   "media", "name", NULL };

  return has_word (column, words);
}

static gboolean
looks_like_plays (const FootprintsForeignSchema *schema)
{
  gboolean has_time = FALSE;
  gboolean has_name = FALSE;

  for (guint i = 0; i < schema->columns->len; i++)
    {
      has_time |= may_be_time (g_ptr_array_index (schema->columns, i));
      has_name |= may_name (g_ptr_array_index (schema->columns, i));
    }
  return has_time && has_name;
}

/* "\"a\", \"b\"" (transfer full) */
static char *
join_columns (const GPtrArray *columns)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (list, "%s\"%s\"", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (columns, i));
  return g_string_free (list, FALSE);
}

/* The largest table that looks like one of plays. FALSE with @error set on failure. */
static gboolean
choose_table (FootprintsForeignDump *self, GError **error)
{
  double most = 0;

  for (guint i = 0; i < self->schemas->len; i++)
    {
      const FootprintsForeignSchema *schema = g_ptr_array_index (self->schemas, i);
      g_autofree char *columns = join_columns (schema->columns);
      g_autoptr (FootprintsForeignTable) table = NULL;

      if (!looks_like_plays (schema) ||
          !_footprints_foreign_table_exists (self->path, schema->name, columns))
        continue;
      table = _footprints_foreign_table_open (self->path, schema->name, columns, error);
      if (table == NULL)
        return FALSE;
      if (_footprints_foreign_table_get_n_rows (table) <= most)
        continue;
      most = _footprints_foreign_table_get_n_rows (table);
      g_clear_pointer (&self->table, _footprints_foreign_table_free);
      self->table = g_steal_pointer (&table);
      self->schema = schema;
    }
  return TRUE;
}

static int
find_column (const FootprintsForeignSchema *schema, const char *name)
{
  for (guint i = 0; i < schema->columns->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (schema->columns, i), name) == 0)
      return (int) i;
  return -1;
}

/* "artist" → the table artist or artists. */
static const FootprintsForeignSchema *
find_table (FootprintsForeignDump *self, const char *base)
{
  static const char *const endings[] = { "s", "", "es" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (base, endings[i], NULL);

      for (guint k = 0; k < self->schemas->len; k++)
        {
          const FootprintsForeignSchema *schema = g_ptr_array_index (self->schemas, k);

          if (g_ascii_strcasecmp (schema->name, name) == 0)
            return schema;
        }
    }
  return NULL;
}

/* "artist_id" or "artistId" → "artist"; NULL: it is no such name (transfer full). */
static char *
dup_base (const char *column)
{
  gsize length = strlen (column);

  if (length > 3 && g_ascii_strcasecmp (column + length - 3, "_id") == 0)
    return g_strndup (column, length - 3);
  if (length > 2 && g_str_has_suffix (column, "Id"))
    return g_strndup (column, length - 2);
  return NULL;
}

/* The id of a table: "id", or "artist_id" in artists. -1: none. */
static int
find_id (const FootprintsForeignSchema *schema, const char *column)
{
  int id = find_column (schema, "id");

  return id >= 0 ? id : find_column (schema, column);
}

static int
find_name (const FootprintsForeignSchema *schema)
{
  static const char *const names[] = { "name", "title", "label" };
  int column = -1;

  for (guint i = 0; i < G_N_ELEMENTS (names) && column < 0; i++)
    column = find_column (schema, names[i]);
  return column;
}

static gboolean add_links (FootprintsForeignDump *self,
                           const FootprintsForeignSchema *schema,
                           GPtrArray *links,
                           guint level,
                           GError **error);

/* Loads the table that column @number of @schema points into, if there is one. */
static gboolean
add_link (FootprintsForeignDump *self,
          const FootprintsForeignSchema *schema,
          guint number,
          GPtrArray *links,
          guint level,
          GError **error)
{
  const char *column = g_ptr_array_index (schema->columns, number);
  g_autofree char *base = dup_base (column);
  const FootprintsForeignSchema *target = base != NULL ? find_table (self, base) : NULL;
  int id = target != NULL ? find_id (target, column) : -1;
  int name = target != NULL ? find_name (target) : -1;
  g_autofree char *list = NULL;
  g_autofree char *columns = NULL;
  Link *link;

  if (id < 0 || g_hash_table_contains (self->linked, target) ||
      g_hash_table_size (self->linked) > MAX_LINKS)
    return TRUE;
  list = join_columns (target->columns);
  /* The id comes first, since records are found by it. */
  columns =
      g_strdup_printf ("\"%s\", %s", (const char *) g_ptr_array_index (target->columns, id), list);
  if (target->columns->len == FOOTPRINTS_FOREIGN_MAX_COLUMNS ||
      !_footprints_foreign_table_exists (self->path, target->name, columns))
    return TRUE;
  link = g_new0 (Link, 1);
  link->header = g_steal_pointer (&base);
  link->column = number;
  link->name_column = name >= 0 ? name + 1 : -1;
  link->links = g_ptr_array_new_with_free_func (free_link);
  g_ptr_array_add (links, link);
  g_hash_table_add (self->linked, (gpointer) target);
  link->records = _footprints_foreign_table_load (self->path, target->name, columns, NULL, error);
  return link->records != NULL && add_links (self, target, link->links, level + 1, error);
}

static gboolean
add_links (FootprintsForeignDump *self,
           const FootprintsForeignSchema *schema,
           GPtrArray *links,
           guint level,
           GError **error)
{
  for (guint i = 0; level <= MAX_LEVELS && i < schema->columns->len; i++)
    if (!add_link (self, schema, i, links, level, error))
      return FALSE;
  return TRUE;
}

FootprintsForeignDump *
_footprints_foreign_dump_open (const char *path, GError **error)
{
  g_autoptr (FootprintsForeignDump) self = g_new0 (FootprintsForeignDump, 1);

  self->path = g_strdup (path);
  self->links = g_ptr_array_new_with_free_func (free_link);
  self->schemas = _footprints_foreign_table_list (path, NULL);
  self->linked = g_hash_table_new (g_direct_hash, g_direct_equal);
  if (self->schemas == NULL || !choose_table (self, error) || self->table == NULL)
    return NULL;
  g_hash_table_add (self->linked, (gpointer) self->schema);
  if (!add_links (self, self->schema, self->links, 1, error))
    return NULL;
  return self->schema->columns->len + g_hash_table_size (self->linked) > MIN_COLUMNS
             ? g_steal_pointer (&self)
             : NULL;
}

void
_footprints_foreign_dump_free (FootprintsForeignDump *self)
{
  g_clear_pointer (&self->table, _footprints_foreign_table_free);
  g_ptr_array_unref (self->links);
  g_clear_pointer (&self->linked, g_hash_table_unref);
  g_clear_pointer (&self->schemas, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

static void
write_link_headers (const GPtrArray *links, GString *line)
{
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = g_ptr_array_index (links, i);

      if (link->name_column >= 0)
        {
          g_string_append_c (line, ',');
          _footprints_csv_append_field (line, link->header);
        }
      write_link_headers (link->links, line);
    }
}

/* The names that @key leads to. NULL: the row has none. */
static void
write_link (const Link *link, const char *key, GString *line)
{
  const FootprintsForeignRecord *target =
      key != NULL ? g_hash_table_lookup (link->records, key) : NULL;

  if (link->name_column >= 0)
    {
      g_string_append_c (line, ',');
      _footprints_csv_append_field (line, target != NULL ? target->texts[link->name_column] : NULL);
    }
  for (guint i = 0; i < link->links->len; i++)
    {
      const Link *next = g_ptr_array_index (link->links, i);

      /* Before its columns, a record has its id. */
      write_link (next, target != NULL ? target->texts[next->column + 1] : NULL, line);
    }
}

static void
write_header (FootprintsForeignDump *self, GString *line)
{
  for (guint i = 0; i < self->schema->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      _footprints_csv_append_field (line, g_ptr_array_index (self->schema->columns, i));
    }
  write_link_headers (self->links, line);
}

static void
write_row (FootprintsForeignDump *self, GString *line)
{
  for (guint i = 0; i < self->schema->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      _footprints_csv_append_field (line, _footprints_foreign_table_get_text (self->table, i));
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = g_ptr_array_index (self->links, i);

      write_link (link, _footprints_foreign_table_get_text (self->table, link->column), line);
    }
}

/* One line for each row, so that they have the same numbers. */
gboolean
_footprints_foreign_dump_read (FootprintsForeignDump *self, GByteArray *bytes, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint end = bytes->len + BLOCK_BYTES;
  int result = 1;

  if (!self->has_header)
    {
      write_header (self, line);
      _footprints_csv_take_line (line, bytes);
      self->has_header = TRUE;
    }
  while (bytes->len < end && (result = _footprints_foreign_table_next (self->table, error)) == 1)
    {
      write_row (self, line);
      _footprints_csv_take_line (line, bytes);
    }
  return result == 1;
}

double
_footprints_foreign_dump_get_progress (FootprintsForeignDump *self)
{
  return _footprints_foreign_table_get_progress (self->table);
}
