/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Creates the tables of records from their descriptions. */

#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"

static gboolean
is_text (const FootprintsField *field)
{
  return field->type == FOOTPRINTS_FIELD_TEXT || field->type == FOOTPRINTS_FIELD_ENUM;
}

/* The value of rows that were stored before the column existed. */
static void
add_default (GString *sql, const FootprintsField *field)
{
  if ((field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) != 0)
    g_string_append (sql, "null");
  else if (is_text (field))
    g_string_append_printf (
        sql, "'%s'", field->type == FOOTPRINTS_FIELD_ENUM ? field->names[field->standard] : "");
  else
    g_string_append_printf (sql, "%d", field->standard);
}

static void
add_column (GString *sql, const FootprintsField *field)
{
  g_string_append_printf (sql, "%s %s", field->column, is_text (field) ? "text" : "integer");
  if ((field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) != 0)
    return;
  g_string_append (sql, " not null default ");
  add_default (sql, field);
}

static gboolean
exec (FootprintsSqliteConnection *connection, GString *sql, GError **error)
{
  gboolean done = _footprints_sqlite_exec (connection, sql->str, error);

  g_string_free (sql, TRUE);
  return done;
}

static gboolean
make_table (FootprintsSqliteConnection *connection,
            const FootprintsRecordType *type,
            GError **error)
{
  GString *sql = g_string_new ("");

  g_string_append_printf (sql, "create table %s (id integer primary key%s", type->table,
                          type->keeps_ids ? " autoincrement" : "");
  for (const FootprintsField *field = type->fields + 1; field->type != FOOTPRINTS_FIELD_END;
       field++)
    {
      g_string_append (sql, ", ");
      add_column (sql, field);
    }
  g_string_append (sql, ") strict");
  return exec (connection, sql, error);
}

/* The names of its columns; empty when there is no such table. NULL with @error set. */
static GHashTable *
list_columns (FootprintsSqliteConnection *connection, const char *table, GError **error)
{
  sqlite3_stmt *statement =
      _footprints_sqlite_prepare (connection, "select name from pragma_table_info (?1)", error);
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int result;

  if (statement == NULL)
    return NULL;
  _footprints_sqlite_bind_optional_text (statement, 1, table);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    g_hash_table_add (columns, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  _footprints_sqlite_reset (statement);
  return result == 0 ? g_steal_pointer (&columns) : NULL;
}

static gboolean
make_columns (FootprintsSqliteConnection *connection,
              const FootprintsRecordType *type,
              GError **error)
{
  g_autoptr (GHashTable) columns = list_columns (connection, type->table, error);

  if (columns == NULL)
    return FALSE;
  if (g_hash_table_size (columns) == 0)
    return make_table (connection, type, error);
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if (!g_hash_table_contains (columns, field->column))
      {
        GString *sql = g_string_new ("");

        g_string_append_printf (sql, "alter table %s add column ", type->table);
        add_column (sql, field);
        if (!exec (connection, sql, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
make_indices (FootprintsSqliteConnection *connection,
              const FootprintsRecordType *type,
              GError **error)
{
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    if ((field->column_flags & (FOOTPRINTS_COLUMN_INDEXED | FOOTPRINTS_COLUMN_UNIQUE)) != 0)
      {
        GString *sql = g_string_new ("");

        g_string_append_printf (sql, "create %sindex if not exists %s_%s on %s (%s)",
                                (field->column_flags & FOOTPRINTS_COLUMN_UNIQUE) != 0 ? "unique "
                                                                                      : "",
                                type->table, field->column, type->table, field->column);
        if (!exec (connection, sql, error))
          return FALSE;
      }
  return TRUE;
}

gboolean
_footprints_sqlite_records_make_tables (FootprintsSqliteConnection *connection,
                                        const FootprintsRecordType *const *types,
                                        GError **error)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (!make_columns (connection, types[i], error) || !make_indices (connection, types[i], error))
      return FALSE;
  return TRUE;
}

/* Covers a table that lacks columns, or is missing, with a temporary view that has them all. FALSE
 * with @error set. */
static gboolean
show_type (FootprintsSqliteConnection *connection, const FootprintsRecordType *type, GError **error)
{
  g_autoptr (GHashTable) columns = list_columns (connection, type->table, error);
  GString *sql;
  gboolean has_all = TRUE;

  if (columns == NULL)
    return FALSE;
  sql = g_string_new ("");
  g_string_append_printf (sql, "create temp view %s as select ", type->table);
  for (const FootprintsField *field = type->fields; field->type != FOOTPRINTS_FIELD_END; field++)
    {
      gboolean is_there = g_hash_table_contains (columns, field->column);

      if (!is_there)
        add_default (sql, field);
      g_string_append_printf (sql, "%s%s%s", is_there ? "" : " as ", field->column,
                              field[1].type != FOOTPRINTS_FIELD_END ? ", " : "");
      has_all = has_all && is_there;
    }
  if (g_hash_table_size (columns) > 0)
    g_string_append_printf (sql, " from main.%s", type->table);
  else
    g_string_append (sql, " where false");
  if (!has_all)
    return exec (connection, sql, error);
  g_string_free (sql, TRUE);
  return TRUE;
}

gboolean
_footprints_sqlite_records_show (FootprintsSqliteConnection *connection,
                                 const FootprintsRecordType *const *types,
                                 GError **error)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (!show_type (connection, types[i], error))
      return FALSE;
  return TRUE;
}
