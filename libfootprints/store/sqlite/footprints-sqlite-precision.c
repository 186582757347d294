/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How exact times are. An import of times without seconds is noted in coarse_import; a play that
 * several origins hold is as exact as the best of them says, since they agree on its second. */

#include "libfootprints/store/sqlite/footprints-sqlite-precision-private.h"

#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"

typedef struct
{
  gint64 listen_id;
  gint64 precision_s;
} PlayPrecision;

gboolean
_footprints_sqlite_has_coarse (FootprintsSqliteConnection *connection,
                               gboolean *has_coarse,
                               GError **error)
{
  gint64 value = 0;

  if (!_footprints_sqlite_get_int64 (connection, "select exists (select 1 from coarse_import)",
                                     &value, error))
    return FALSE;
  *has_coarse = value != 0;
  return TRUE;
}

gboolean
_footprints_sqlite_get_precision (FootprintsSqliteConnection *connection,
                                  gint64 listen_id,
                                  gint64 *precision_s,
                                  GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select coalesce (min (coalesce (precision_s, 1)), 1) from"
      " (select import_id from listen where id = ?1"
      "  union all select import_id from also_from where listen_id = ?1) as holder"
      " left join coarse_import on coarse_import.import_id = holder.import_id",
      error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, listen_id);
  result = _footprints_sqlite_step (connection, statement, error);
  *precision_s = result == 1 ? sqlite3_column_int64 (statement, 0) : 1;
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

static gboolean
run_on (FootprintsSqliteConnection *connection,
        const char *sql,
        gint64 import_id,
        gint64 value,
        gint64 *n_changes,
        GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, import_id);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, value);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  if (n_changes != NULL)
    *n_changes = _footprints_sqlite_n_changes (connection);
  return TRUE;
}

static gboolean
read_own (FootprintsSqliteConnection *connection,
          gint64 import_id,
          gint64 *precision_s,
          GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection, "select precision_s from coarse_import where import_id = ?1", error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, import_id);
  result = _footprints_sqlite_step (connection, statement, error);
  *precision_s = result == 1 ? sqlite3_column_int64 (statement, 0) : 1;
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

/* Plays that only this import holds. */
static gboolean
note_sole (FootprintsSqliteConnection *connection,
           gint64 import_id,
           gint64 generation,
           gint64 *n_changed,
           GError **error)
{
  return run_on (connection,
                 "insert or replace into listen_change (generation, listen_id, listened_at, what)"
                 " select ?2, id, listened_at, 'details' from listen where import_id = ?1"
                 " and not exists (select 1 from also_from where listen_id = listen.id)",
                 import_id, generation, n_changed, error);
}

gboolean
_footprints_sqlite_set_precision (FootprintsSqliteConnection *connection,
                                  gint64 import_id,
                                  gint64 precision_s,
                                  gint64 generation,
                                  gint64 *n_changed,
                                  GError **error)
{
  g_autoptr (GArray) shared = NULL;
  gint64 before_s, n_shared;

  *n_changed = 0;
  if (!read_own (connection, import_id, &before_s, error))
    return FALSE;
  if (before_s == precision_s)
    return TRUE;
  shared = _footprints_sqlite_list_shared_precisions (connection, import_id, error);
  if (shared == NULL ||
      !run_on (connection,
               precision_s > 1 ? "insert or replace into coarse_import (import_id, precision_s)"
                                 " values (?1, ?2)"
                               : "delete from coarse_import where import_id = ?1",
               import_id, precision_s, NULL, error) ||
      !note_sole (connection, import_id, generation, n_changed, error) ||
      !_footprints_sqlite_note_precisions (connection, shared, generation, &n_shared, error))
    return FALSE;
  *n_changed += n_shared;
  return TRUE;
}

GArray *
_footprints_sqlite_list_shared_precisions (FootprintsSqliteConnection *connection,
                                           gint64 import_id,
                                           GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (PlayPrecision));
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select id from listen where import_id = ?1"
      " and exists (select 1 from also_from where listen_id = listen.id)"
      " union select listen.id from also_from join listen on listen.id = listen_id"
      "  where also_from.import_id = ?1",
      error);
  int result;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, import_id);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    {
      PlayPrecision item = { .listen_id = sqlite3_column_int64 (statement, 0) };

      g_array_append_val (list, item);
    }
  _footprints_sqlite_reset (statement);
  for (guint i = 0; result == 0 && i < list->len; i++)
    {
      PlayPrecision *item = &g_array_index (list, PlayPrecision, i);

      if (!_footprints_sqlite_get_precision (connection, item->listen_id, &item->precision_s,
                                             error))
        result = -1;
    }
  return result == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
_footprints_sqlite_note_precisions (FootprintsSqliteConnection *connection,
                                    const GArray *list,
                                    gint64 generation,
                                    gint64 *n_changed,
                                    GError **error)
{
  *n_changed = 0;
  for (guint i = 0; i < list->len; i++)
    {
      const PlayPrecision *item = &g_array_index (list, PlayPrecision, i);
      gint64 precision_s;

      if (!_footprints_sqlite_get_precision (connection, item->listen_id, &precision_s, error))
        return FALSE;
      if (precision_s == item->precision_s)
        continue;
      if (!_footprints_sqlite_note_details (connection, item->listen_id, generation, error))
        return FALSE;
      ++*n_changed;
    }
  return TRUE;
}
