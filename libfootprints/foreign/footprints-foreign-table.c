/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads tables of databases that are not trusted. Each table has a connection of its own, which may
 * read nothing else. */

#include "libfootprints/foreign/footprints-foreign-table-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/sqlite/footprints-sqlite-untrusted-private.h"

#include <string.h>

#define MAX_TEXT_BYTES (512 * 1024 * 1024)
/* What a record takes beside its texts. */
#define RECORD_BYTES 160
#define MAX_TABLES 200

struct _FootprintsForeignTable
{
  char *path;
  FootprintsSqliteConnection *connection;
  FootprintsSqliteBudget budget;
  sqlite3_stmt *statement;
  guint n_columns;
  gint64 first_id, last_id; /* row ids; both 0 when there are no rows */
  gint64 id;                /* of the last row that was read */
  gboolean has_read;
};

static gboolean
get_end (
    FootprintsForeignTable *self, const char *table, const char *order, gint64 *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "select _rowid_ from \"%s\" not indexed order by _rowid_ %s limit 1", table, order);

  return _footprints_sqlite_get_int64 (self->connection, sql, id, error);
}

/* By row id: reading again gives the same rows in the same order, and nothing has to be sorted. */
static gboolean
prepare (FootprintsForeignTable *self, const char *table, const char *columns, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "select %s, _rowid_ from \"%s\" not indexed order by _rowid_", columns, table);

  self->connection = _footprints_sqlite_untrusted_open (self->path, &self->budget, error);
  if (self->connection == NULL)
    return FALSE;
  if (!_footprints_sqlite_untrusted_restrict (self->connection, table))
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, "%s has no plain table %s",
                             self->path, table);
      return FALSE;
    }
  self->statement = _footprints_sqlite_prepare (self->connection, sql, error);
  return self->statement != NULL;
}

static FootprintsForeignTable *
foreign_table_new (const char *path, const char *columns)
{
  FootprintsForeignTable *self = g_new0 (FootprintsForeignTable, 1);

  self->path = g_strdup (path);
  self->n_columns = 1;
  for (const char *p = columns; *p != '\0'; p++)
    self->n_columns += *p == ',';
  g_assert (self->n_columns <= FOOTPRINTS_FOREIGN_MAX_COLUMNS);
  return self;
}

gboolean
_footprints_foreign_table_exists (const char *path, const char *table, const char *columns)
{
  g_autoptr (FootprintsForeignTable) self = foreign_table_new (path, columns);

  return prepare (self, table, columns, NULL);
}

FootprintsForeignTable *
_footprints_foreign_table_open (const char *path,
                                const char *table,
                                const char *columns,
                                GError **error)
{
  g_autoptr (FootprintsForeignTable) self = foreign_table_new (path, columns);

  if (prepare (self, table, columns, error) &&
      _footprints_sqlite_exec (self->connection, "begin", error) &&
      get_end (self, table, "asc", &self->first_id, error) &&
      get_end (self, table, "desc", &self->last_id, error))
    {
      _footprints_sqlite_budget_renew (&self->budget);
      return g_steal_pointer (&self);
    }
  _footprints_sqlite_budget_explain (&self->budget, path, error);
  return NULL;
}

void
_footprints_foreign_table_free (FootprintsForeignTable *self)
{
  g_clear_pointer (&self->connection, _footprints_sqlite_connection_free);
  g_free (self->path);
  g_free (self);
}

/* Row ids ascend, unless the tree contains a page more than once: then reading might never end. */
static gboolean
take_id (FootprintsForeignTable *self, GError **error)
{
  gint64 id = sqlite3_column_int64 (self->statement, (int) self->n_columns);

  if (self->has_read && id <= self->id)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_CORRUPT,
                             "%s is damaged: its rows are not in order", self->path);
      return FALSE;
    }
  self->has_read = TRUE;
  self->id = id;
  return TRUE;
}

int
_footprints_foreign_table_next (FootprintsForeignTable *self, GError **error)
{
  int result = _footprints_sqlite_step (self->connection, self->statement, error);

  if (result < 0)
    _footprints_sqlite_budget_explain (&self->budget, self->path, error);
  if (result != 1)
    return result;
  _footprints_sqlite_budget_renew (&self->budget);
  return take_id (self, error) ? 1 : -1;
}

const char *
_footprints_foreign_table_get_text (FootprintsForeignTable *self, guint column)
{
  return (const char *) sqlite3_column_text (self->statement, (int) column);
}

gboolean
_footprints_foreign_table_is_cut (FootprintsForeignTable *self, guint column)
{
  const char *text = _footprints_foreign_table_get_text (self, column);

  return text != NULL &&
         strlen (text) != (gsize) sqlite3_column_bytes (self->statement, (int) column);
}

gint64
_footprints_foreign_table_get_int64 (FootprintsForeignTable *self, guint column)
{
  return sqlite3_column_int64 (self->statement, (int) column);
}

double
_footprints_foreign_table_get_n_rows (FootprintsForeignTable *self)
{
  if (self->first_id == 0 && self->last_id == 0)
    return 0;
  return (double) self->last_id - (double) self->first_id + 1;
}

double
_footprints_foreign_table_get_progress (FootprintsForeignTable *self)
{
  double n_ids = (double) self->last_id - (double) self->first_id + 1;

  if (!self->has_read)
    return 0;
  return CLAMP (((double) self->id - (double) self->first_id + 1) / n_ids, 0, 1);
}

static void
free_record (gpointer data)
{
  FootprintsForeignRecord *record = data;

  while (record != NULL)
    {
      FootprintsForeignRecord *next = record->next;

      for (guint i = 0; i < record->n_texts; i++)
        g_free (record->texts[i]);
      g_free (record);
      record = next;
    }
}

static FootprintsForeignRecord *
take_record (FootprintsForeignTable *self, gsize *n_bytes)
{
  FootprintsForeignRecord *record =
      g_malloc0 (sizeof *record + self->n_columns * sizeof record->texts[0]);

  record->n_texts = self->n_columns;
  *n_bytes += RECORD_BYTES;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *text = _footprints_foreign_table_get_text (self, i);

      record->texts[i] = g_strdup (text);
      *n_bytes += text != NULL ? strlen (text) : 0;
    }
  return record;
}

/* At the end of the list of its key, whose text the first record owns. */
static void
add_record (GHashTable *records, GHashTable *last, FootprintsForeignRecord *record)
{
  FootprintsForeignRecord *before, *first;

  if (record->texts[0] == NULL)
    record->texts[0] = g_strdup ("");
  before = g_hash_table_lookup (last, record->texts[0]);
  first = before != NULL ? g_hash_table_lookup (records, record->texts[0]) : record;
  if (before != NULL)
    before->next = record;
  else
    g_hash_table_insert (records, record->texts[0], record);
  g_hash_table_insert (last, first->texts[0], record);
}

GHashTable *
_footprints_foreign_table_load (const char *path,
                                const char *table,
                                const char *columns,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (FootprintsForeignTable) self =
      _footprints_foreign_table_open (path, table, columns, error);
  g_autoptr (GHashTable) records =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_record);
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_bytes = 0;
  int result = -1;

  while (self != NULL && (result = _footprints_foreign_table_next (self, error)) == 1)
    {
      add_record (records, last, take_record (self, &n_bytes));
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (n_bytes > MAX_TEXT_BYTES)
        {
          _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE,
                                 "%s has more than 512 MiB of names", path);
          return NULL;
        }
    }
  return result == 0 ? g_steal_pointer (&records) : NULL;
}

static void
free_schema (gpointer data)
{
  FootprintsForeignSchema *schema = data;

  g_free (schema->name);
  g_ptr_array_unref (schema->columns);
  g_free (schema);
}

/* Names are quoted, and lists of columns are counted by their commas. */
static gboolean
is_usable_name (const char *name)
{
  return name != NULL && *name != '\0' && strpbrk (name, "\",") == NULL &&
         g_utf8_validate (name, -1, NULL);
}

/* Appends the texts of the first column of @sql to @texts. */
static gboolean
list_names (FootprintsSqliteConnection *connection,
            const char *sql,
            const char *table,
            GPtrArray *names,
            GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);
  int result = -1;

  if (statement == NULL)
    return FALSE;
  if (table != NULL)
    sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);

      if (is_usable_name (name))
        g_ptr_array_add (names, g_strdup (name));
    }
  _footprints_sqlite_reset (statement);
  return result == 0;
}

GPtrArray *
_footprints_foreign_table_list (const char *path, GError **error)
{
  FootprintsSqliteBudget budget;
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_untrusted_open (path, &budget, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) schemas = g_ptr_array_new_with_free_func (free_schema);
  gboolean is_whole =
      connection != NULL && list_names (connection,
                                        "select name from sqlite_schema where type = 'table' and "
                                        "rootpage > 1 and name not like 'sqlite\\_%' escape '\\' "
                                        "order by rowid limit " G_STRINGIFY (MAX_TABLES),
                                        NULL, names, error);

  for (guint i = 0; is_whole && i < names->len; i++)
    {
      FootprintsForeignSchema *schema = g_new0 (FootprintsForeignSchema, 1);

      schema->name = g_strdup (g_ptr_array_index (names, i));
      schema->columns = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (schemas, schema);
      is_whole =
          list_names (connection,
                      "select name from pragma_table_info (?1) order by cid limit " G_STRINGIFY (
                          FOOTPRINTS_FOREIGN_MAX_COLUMNS),
                      schema->name, schema->columns, error);
      _footprints_sqlite_budget_renew (&budget);
    }
  if (is_whole)
    return g_steal_pointer (&schemas);
  if (connection != NULL)
    _footprints_sqlite_budget_explain (&budget, path, error);
  return NULL;
}
