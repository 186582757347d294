/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Stores records in SQLite, with statements made from their tables of fields. */

#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

/* A connection caches statements by the address of their text, so equal texts share one. */
static const char *
keep_text (GString *sql)
{
  const char *kept = g_intern_string (sql->str);

  g_string_free (sql, TRUE);
  return kept;
}

/* "BEFOREfirst, BEFOREsecond, …", from field @first on. */
static void
add_columns (GString *sql, const FootprintsRecordType *type, guint first, const char *before)
{
  for (const FootprintsField *field = type->fields + first; field->type != FOOTPRINTS_FIELD_END;
       field++)
    g_string_append_printf (sql, "%s%s%s", field == type->fields + first ? "" : ", ", before,
                            field->column);
}

static void
bind_field (sqlite3_stmt *statement, int index, const FootprintsField *field, gconstpointer record)
{
  gconstpointer place = _footprints_field_get_place (field, record);

  if (field->type == FOOTPRINTS_FIELD_TEXT)
    _footprints_sqlite_bind_optional_text (statement, index, *(char *const *) place);
  else if (field->type == FOOTPRINTS_FIELD_ENUM)
    _footprints_sqlite_bind_optional_text (statement, index, field->names[*(const int *) place]);
  else if ((field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) != 0)
    _footprints_sqlite_bind_optional_int64 (statement, index,
                                            _footprints_record_get_number (field, record));
  else
    sqlite3_bind_int64 (statement, index, _footprints_record_get_number (field, record));
}

/* -1 when there is no such name. */
static int
find_name (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return -1;
}

/* Borrows texts from the row. FALSE when the value is not one that we wrote. */
static gboolean
read_field (sqlite3_stmt *statement, int column, const FootprintsField *field, gpointer record)
{
  gpointer place = _footprints_field_get_place (field, record);
  const char *name;

  if (field->type == FOOTPRINTS_FIELD_TEXT)
    return _footprints_sqlite_read_text (statement, column, (const char **) place);
  if (field->type != FOOTPRINTS_FIELD_ENUM)
    {
      _footprints_record_set_number (field, record, sqlite3_column_int64 (statement, column));
      return TRUE;
    }
  if (!_footprints_sqlite_read_text (statement, column, &name))
    return FALSE;
  *(int *) place = find_name (field->names, name);
  return *(int *) place >= 0;
}

static gboolean
read_record (sqlite3_stmt *statement,
             const FootprintsRecordType *type,
             gpointer record,
             GError **error)
{
  memset (record, 0, type->size);
  for (int i = 0; type->fields[i].type != FOOTPRINTS_FIELD_END; i++)
    if (!read_field (statement, i, &type->fields[i], record))
      {
        g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                     "the database is damaged: %s of %s %" G_GINT64_FORMAT " has an invalid value",
                     type->fields[i].column, type->what, _footprints_record_get_id (record));
        return FALSE;
      }
  return TRUE;
}

/* NULL when any value will do. */
static const FootprintsField *
find_matched (const FootprintsRecordType *type, const FootprintsRecordMatch *match)
{
  return match->column != NULL ? _footprints_record_type_find_field (type, match->column) : NULL;
}

/* The conditions of a query; the values to compare with are bound as parameters. */
static void
add_conditions (GString *sql, const FootprintsRecordType *type, const FootprintsRecordQuery *query)
{
  const char *before = " where ";

  for (guint i = 0; i < G_N_ELEMENTS (query->matches); i++)
    {
      const FootprintsRecordMatch *match = &query->matches[i];
      const FootprintsField *field = find_matched (type, match);
      gboolean is_null;

      if (field == NULL)
        continue;
      is_null = field->type == FOOTPRINTS_FIELD_TEXT
                    ? match->text == NULL
                    : match->number == 0 && (field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) != 0;
      g_string_append_printf (sql, is_null ? "%s%s is null" : "%s%s = ?", before, match->column);
      before = " and ";
    }
  if (query->after_id != 0)
    {
      g_string_append_printf (sql, "%sid > ?", before);
      before = " and ";
    }
  if (query->before_id != 0)
    g_string_append_printf (sql, "%sid < ?", before);
}

static void
bind_conditions (sqlite3_stmt *statement,
                 const FootprintsRecordType *type,
                 const FootprintsRecordQuery *query)
{
  int index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (query->matches); i++)
    {
      const FootprintsRecordMatch *match = &query->matches[i];
      const FootprintsField *field = find_matched (type, match);

      if (field == NULL)
        continue;
      if (field->type == FOOTPRINTS_FIELD_TEXT && match->text != NULL)
        _footprints_sqlite_bind_optional_text (statement, ++index, match->text);
      else if (field->type == FOOTPRINTS_FIELD_ENUM)
        _footprints_sqlite_bind_optional_text (statement, ++index, field->names[match->number]);
      else if (field->type != FOOTPRINTS_FIELD_TEXT &&
               (match->number != 0 || (field->column_flags & FOOTPRINTS_COLUMN_NULLABLE) == 0))
        sqlite3_bind_int64 (statement, ++index, match->number);
    }
  if (query->after_id != 0)
    sqlite3_bind_int64 (statement, ++index, query->after_id);
  if (query->before_id != 0)
    sqlite3_bind_int64 (statement, ++index, query->before_id);
  if (query->limit != 0)
    sqlite3_bind_int64 (statement, ++index, query->limit);
}

static FootprintsSqliteConnection *
take (FootprintsRecords *records, GError **error)
{
  FootprintsSqliteRecords *self = (FootprintsSqliteRecords *) records;

  return self->lender->take (self->owner, error);
}

static void
give (FootprintsRecords *records, FootprintsSqliteConnection *connection)
{
  FootprintsSqliteRecords *self = (FootprintsSqliteRecords *) records;

  self->lender->give (self->owner, connection);
}

static gboolean
list_on (FootprintsSqliteConnection *connection,
         const FootprintsRecordType *type,
         const FootprintsRecordQuery *query,
         FootprintsRecordFunc func,
         gpointer data,
         GError **error)
{
  GString *sql = g_string_new ("select ");
  g_autofree gpointer record = g_malloc (type->size);
  sqlite3_stmt *statement;
  gboolean more = TRUE;
  int result = 0;

  add_columns (sql, type, 0, "");
  g_string_append_printf (sql, " from %s", type->table);
  add_conditions (sql, type, query);
  g_string_append_printf (sql, " order by id%s%s", query->newest_first ? " desc" : "",
                          query->limit != 0 ? " limit ?" : "");
  statement = _footprints_sqlite_prepare (connection, keep_text (sql), error);
  if (statement == NULL)
    return FALSE;
  bind_conditions (statement, type, query);
  while (more && (result = _footprints_sqlite_step (connection, statement, error)) == 1)
    if (read_record (statement, type, record, error))
      more = func (data, record);
    else
      {
        result = -1;
        break;
      }
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

static gboolean
sqlite_records_list (FootprintsRecords *self,
                     const FootprintsRecordType *type,
                     const FootprintsRecordQuery *query,
                     FootprintsRecordFunc func,
                     gpointer data,
                     GError **error)
{
  FootprintsSqliteConnection *connection = take (self, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = list_on (connection, type, query, func, data, error);
  give (self, connection);
  return done;
}

static gboolean
count_on (FootprintsSqliteConnection *connection,
          const FootprintsRecordType *type,
          const FootprintsRecordQuery *query,
          gint64 *n_records,
          GError **error)
{
  GString *sql = g_string_new ("");
  sqlite3_stmt *statement;
  int result;

  g_string_append_printf (sql, "select count (*) from (select id from %s", type->table);
  add_conditions (sql, type, query);
  g_string_append_printf (sql, "%s)", query->limit != 0 ? " limit ?" : "");
  statement = _footprints_sqlite_prepare (connection, keep_text (sql), error);
  if (statement == NULL)
    return FALSE;
  bind_conditions (statement, type, query);
  result = _footprints_sqlite_step (connection, statement, error);
  *n_records = result == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  _footprints_sqlite_reset (statement);
  return result == 1;
}

static gboolean
sqlite_records_count (FootprintsRecords *self,
                      const FootprintsRecordType *type,
                      const FootprintsRecordQuery *query,
                      gint64 *n_records,
                      GError **error)
{
  FootprintsSqliteConnection *connection = take (self, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = count_on (connection, type, query, n_records, error);
  give (self, connection);
  return done;
}

static gboolean
get_on (FootprintsSqliteConnection *connection,
        const FootprintsRecordType *type,
        gint64 id,
        gpointer record,
        GError **error)
{
  GString *sql = g_string_new ("select ");
  g_autofree gpointer lent = g_malloc (type->size);
  sqlite3_stmt *statement;
  int result;

  add_columns (sql, type, 0, "");
  g_string_append_printf (sql, " from %s where id = ?1", type->table);
  statement = _footprints_sqlite_prepare (connection, keep_text (sql), error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  result = _footprints_sqlite_step (connection, statement, error);
  if (result == 1 && !read_record (statement, type, lent, error))
    result = -1;
  if (result == 1)
    _footprints_record_copy (type, record, lent);
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

static gboolean
sqlite_records_get (FootprintsRecords *self,
                    const FootprintsRecordType *type,
                    gint64 id,
                    gpointer record,
                    GError **error)
{
  FootprintsSqliteConnection *connection = take (self, error);
  gboolean done;

  memset (record, 0, type->size);
  if (connection == NULL)
    return FALSE;
  done = get_on (connection, type, id, record, error);
  give (self, connection);
  return done;
}

static const char *
make_put (const FootprintsRecordType *type)
{
  GString *sql = g_string_new ("");

  g_string_append_printf (sql, "insert into %s (", type->table);
  add_columns (sql, type, 0, "");
  g_string_append (sql, ") values (?1");
  for (int i = 1; type->fields[i].type != FOOTPRINTS_FIELD_END; i++)
    g_string_append_printf (sql, ", ?%d", i + 1);
  g_string_append (sql, ") on conflict (id) do update set (");
  add_columns (sql, type, 1, "");
  g_string_append (sql, ") = (");
  add_columns (sql, type, 1, "excluded.");
  g_string_append (sql, ")");
  return keep_text (sql);
}

static gboolean
put_on (FootprintsSqliteConnection *connection,
        const FootprintsRecordType *type,
        gpointer record,
        GError **error)
{
  gint64 id = _footprints_record_get_id (record);
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, make_put (type), error);

  if (statement == NULL)
    return FALSE;
  /* SQLite chooses an id for null. */
  _footprints_sqlite_bind_optional_int64 (statement, 1, id);
  for (int i = 1; type->fields[i].type != FOOTPRINTS_FIELD_END; i++)
    bind_field (statement, i + 1, &type->fields[i], record);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  if (id == 0)
    _footprints_record_set_id (record, _footprints_sqlite_last_id (connection));
  return TRUE;
}

static gboolean
sqlite_records_put (FootprintsRecords *self,
                    const FootprintsRecordType *type,
                    gpointer record,
                    GError **error)
{
  FootprintsSqliteConnection *connection = take (self, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = put_on (connection, type, record, error);
  give (self, connection);
  return done;
}

static gboolean
remove_on (FootprintsSqliteConnection *connection,
           const FootprintsRecordType *type,
           gint64 id,
           GError **error)
{
  GString *sql = g_string_new ("");
  sqlite3_stmt *statement;

  g_string_append_printf (sql, "delete from %s where id = ?1", type->table);
  statement = _footprints_sqlite_prepare (connection, keep_text (sql), error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return _footprints_sqlite_run (connection, statement, error);
}

static gboolean
sqlite_records_remove (FootprintsRecords *self,
                       const FootprintsRecordType *type,
                       gint64 id,
                       GError **error)
{
  FootprintsSqliteConnection *connection = take (self, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  done = remove_on (connection, type, id, error);
  give (self, connection);
  return done;
}

void
_footprints_sqlite_records_init (FootprintsSqliteRecords *self,
                                 const FootprintsSqliteLender *lender,
                                 gpointer owner)
{
  *self = (FootprintsSqliteRecords){
    .parent = {
      .get = sqlite_records_get,
      .list = sqlite_records_list,
      .count = sqlite_records_count,
      .put = sqlite_records_put,
      .remove = sqlite_records_remove,
    },
    .lender = lender,
    .owner = owner,
  };
}

static FootprintsSqliteConnection *
take_own (gpointer owner, GError **error)
{
  return owner;
}

static void
give_own (gpointer owner, FootprintsSqliteConnection *connection)
{
}

void
_footprints_sqlite_records_init_on (FootprintsSqliteRecords *self,
                                    FootprintsSqliteConnection *connection)
{
  static const FootprintsSqliteLender own = { take_own, give_own };

  _footprints_sqlite_records_init (self, &own, connection);
}
