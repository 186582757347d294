/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A database file can hold programs: an expression for a column, a view, a trigger, the name of a
 * module that reads a virtual table. A few kilobytes of them can use gigabytes of memory or run for
 * ever. So limits are set before SQLite reads the schema, the schema is read within a budget, and
 * once it has been checked, an authorizer lets statements read only one table, whose columns are
 * stored. */

#include "libfootprints/sqlite/footprints-sqlite-untrusted-private.h"

#include "libfootprints/core/footprints-error-private.h"

/* A field has at most 8 KiB, and six of them are read. */
#define MAX_VALUE_BYTES (1024 * 1024)
/* The statement that creates a table or an index. */
#define MAX_SQL_BYTES (8 * 1024)
#define MAX_COLUMNS 100
#define CACHE_PRAGMA "pragma cache_size = -2048"

/* An ordinary row takes a few dozen steps of SQLite's virtual machine; an ordinary schema, a few
 * hundred. */
#define STEPS_PER_LOOK 100
#define MAX_LOOKS 20
#define MAX_TIME_US (10 * G_USEC_PER_SEC)

/* Columns of pragma table_xinfo. */
#define XINFO_NAME 1
#define XINFO_HIDDEN 6

static const struct
{
  int limit;
  int value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES }, { SQLITE_LIMIT_SQL_LENGTH, MAX_SQL_BYTES },
  { SQLITE_LIMIT_COLUMN, MAX_COLUMNS },     { SQLITE_LIMIT_EXPR_DEPTH, 100 },
  { SQLITE_LIMIT_VDBE_OP, 10000 },          { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },        { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

/* A non-zero result ends the statement. */
static int
sqlite_untrusted_on_progress (gpointer data)
{
  FootprintsSqliteBudget *budget = data;

  budget->n_looks++;
  budget->is_exceeded =
      budget->n_looks > MAX_LOOKS || g_get_monotonic_time () - budget->started_us > MAX_TIME_US;
  return budget->is_exceeded;
}

static int
authorize (gpointer data,
           int action,
           const char *first,
           const char *second,
           const char *database,
           const char *trigger_or_view)
{
  const char *table = data;

  if (trigger_or_view != NULL)
    return SQLITE_DENY;
  if (action == SQLITE_SELECT || action == SQLITE_TRANSACTION)
    return SQLITE_OK;
  return action == SQLITE_READ && sqlite3_stricmp (first, table) == 0 ? SQLITE_OK : SQLITE_DENY;
}

void
_footprints_sqlite_budget_renew (FootprintsSqliteBudget *budget)
{
  budget->n_looks = 0;
  budget->started_us = g_get_monotonic_time ();
}

gboolean
_footprints_sqlite_budget_explain (const FootprintsSqliteBudget *budget,
                                   const char *path,
                                   GError **error)
{
  if (!budget->is_exceeded)
    return FALSE;
  g_clear_error (error);
  _footprints_set_error (error, FOOTPRINTS_ERROR_CORRUPT,
                         "%s is damaged or malicious: reading it takes too much work", path);
  return TRUE;
}

static gboolean
prepare_connection (FootprintsSqliteConnection *connection, GError **error)
{
  static const int switched_off[] = {
    SQLITE_DBCONFIG_ENABLE_TRIGGER,
    SQLITE_DBCONFIG_ENABLE_VIEW,
    SQLITE_DBCONFIG_TRUSTED_SCHEMA,
    SQLITE_DBCONFIG_WRITABLE_SCHEMA,
  };
  sqlite3 *database = _footprints_sqlite_connection_get_database (connection);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (database, limits[i].limit, limits[i].value);
  for (guint i = 0; i < G_N_ELEMENTS (switched_off); i++)
    sqlite3_db_config (database, switched_off[i], 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return _footprints_sqlite_exec (connection, "pragma cell_size_check = on", error) &&
         _footprints_sqlite_exec (connection, "pragma query_only = on", error) &&
         /* This one reads the schema. */
         _footprints_sqlite_exec (connection, CACHE_PRAGMA, error);
}

FootprintsSqliteConnection *
_footprints_sqlite_untrusted_open (const char *path, FootprintsSqliteBudget *budget, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open_bare (path, _footprints_sqlite_peek_mode (path), error);

  if (connection == NULL)
    return NULL;
  *budget = (FootprintsSqliteBudget){ 0 };
  _footprints_sqlite_budget_renew (budget);
  sqlite3_progress_handler (_footprints_sqlite_connection_get_database (connection), STEPS_PER_LOOK,
                            sqlite_untrusted_on_progress, budget);
  if (!prepare_connection (connection, error))
    {
      _footprints_sqlite_budget_explain (budget, path, error);
      return NULL;
    }
  return g_steal_pointer (&connection);
}

/* Counts entries of that name in the schema, or those that are tables with pages of their own. */
static gint64
count (FootprintsSqliteConnection *connection, const char *sql, const char *table)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, NULL);
  gint64 n = -1;

  if (statement == NULL)
    return -1;
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  if (_footprints_sqlite_step (connection, statement, NULL) == 1)
    n = sqlite3_column_int64 (statement, 0);
  _footprints_sqlite_reset (statement);
  return n;
}

/* Computed columns are marked; a column named like the row id would hide it. */
static gboolean
has_plain_columns (FootprintsSqliteConnection *connection, const char *table)
{
  sqlite3 *database = _footprints_sqlite_connection_get_database (connection);
  g_autofree char *sql = g_strdup_printf ("pragma table_xinfo (\"%s\")", table);
  sqlite3_stmt *statement = NULL;
  gboolean are_plain = sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK;
  int result = SQLITE_DONE;

  while (are_plain && (result = sqlite3_step (statement)) == SQLITE_ROW)
    are_plain = sqlite3_column_int (statement, XINFO_HIDDEN) == 0 &&
                sqlite3_stricmp ((const char *) sqlite3_column_text (statement, XINFO_NAME),
                                 "_rowid_") != 0;
  sqlite3_finalize (statement);
  return are_plain && result == SQLITE_DONE;
}

gboolean
_footprints_sqlite_untrusted_restrict (FootprintsSqliteConnection *connection, const char *table)
{
  if (count (connection, "select count(*) from sqlite_schema where name = ?1 collate nocase",
             table) != 1 ||
      count (connection,
             "select count(*) from sqlite_schema where name = ?1 collate nocase"
             " and type = 'table' and rootpage > 1",
             table) != 1 ||
      !has_plain_columns (connection, table))
    return FALSE;
  sqlite3_set_authorizer (_footprints_sqlite_connection_get_database (connection), authorize,
                          (gpointer) table);
  return TRUE;
}
