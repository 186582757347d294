/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/sqlite/footprints-sqlite-imports-private.h"

#include "libfootprints/core/footprints-error.h"

gboolean
_footprints_sqlite_save_import (FootprintsSqliteConnection *connection,
                                FootprintsImportRecord *record,
                                GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert into import (id, fingerprint, label, state, started_at, updated_at, checkpoint,"
      " summary, source, account, since, error, sync_config_id, base_url, secret, kind)"
      " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
      " on conflict (id) do update set state = excluded.state, updated_at = excluded.updated_at,"
      " checkpoint = excluded.checkpoint, summary = excluded.summary, error = excluded.error,"
      " secret = excluded.secret"
      " where import.undone_at is null returning id",
      error);
  int result;

  if (statement == NULL)
    return FALSE;
  _footprints_sqlite_bind_optional_int64 (statement, 1, record->id);
  _footprints_sqlite_bind_optional_text (statement, 2, record->fingerprint);
  _footprints_sqlite_bind_optional_text (statement, 3, record->label);
  _footprints_sqlite_bind_optional_text (statement, 4, record->state);
  sqlite3_bind_int64 (statement, 5, record->started_at);
  sqlite3_bind_int64 (statement, 6, record->updated_at);
  _footprints_sqlite_bind_optional_text (statement, 7, record->checkpoint);
  _footprints_sqlite_bind_optional_text (statement, 8, record->summary);
  _footprints_sqlite_bind_optional_text (statement, 9, record->source);
  _footprints_sqlite_bind_optional_text (statement, 10, record->account);
  _footprints_sqlite_bind_optional_int64 (statement, 11, record->since);
  _footprints_sqlite_bind_optional_text (statement, 12, record->error);
  _footprints_sqlite_bind_optional_int64 (statement, 13, record->sync_config_id);
  _footprints_sqlite_bind_optional_text (statement, 14, record->base_url);
  _footprints_sqlite_bind_optional_text (statement, 15, record->secret);
  _footprints_sqlite_bind_optional_text (statement, 16, record->kind);
  result = _footprints_sqlite_step (connection, statement, error);
  if (result == 1)
    record->id = sqlite3_column_int64 (statement, 0);
  _footprints_sqlite_reset (statement);
  /* What it brings now would be held by an import that holds nothing. */
  if (result == 0)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "import %" G_GINT64_FORMAT " was undone while it ran", record->id);
  return result == 1;
}

#define IMPORT_COLUMNS                                                                             \
  "id, fingerprint, label, state, started_at, updated_at, checkpoint, summary, source, account,"   \
  " since, error, sync_config_id, undone_at, base_url, secret, kind"

static const char *const import_states[] = { "failed", "running", "finished", "cancelled", NULL };

static const char *const import_kinds[] = {
  FOOTPRINTS_ORIGIN_FILE,    FOOTPRINTS_ORIGIN_SERVICE, FOOTPRINTS_ORIGIN_RUN,
  FOOTPRINTS_ORIGIN_ACCOUNT, FOOTPRINTS_ORIGIN_REPAIR,  NULL,
};

/* One of the words there are, so that a record can point at it; the first for any other. */
static const char *
find_word (const char *const *words, const char *word)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return words[i];
  return words[0];
}

/* Borrows the texts of the row. */
static gboolean
read_import (sqlite3_stmt *statement, FootprintsImportRecord *record, GError **error)
{
  const char *state, *kind;
  /* clang-format off */
  const struct { int column; const char **text; } texts[] = {
    { 1, (const char **) &record->fingerprint }, { 2, (const char **) &record->label },
    { 3, &state }, { 6, (const char **) &record->checkpoint },
    { 7, (const char **) &record->summary }, { 8, (const char **) &record->source },
    { 9, (const char **) &record->account }, { 11, (const char **) &record->error },
    { 14, (const char **) &record->base_url }, { 15, (const char **) &record->secret },
    { 16, &kind },
  };
  /* clang-format on */

  *record = (FootprintsImportRecord){
    .id = sqlite3_column_int64 (statement, 0),
    .started_at = sqlite3_column_int64 (statement, 4),
    .updated_at = sqlite3_column_int64 (statement, 5),
    .since = sqlite3_column_int64 (statement, 10),
    .sync_config_id = sqlite3_column_int64 (statement, 12),
    .undone_at = sqlite3_column_int64 (statement, 13),
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!_footprints_sqlite_read_text (statement, texts[i].column, texts[i].text))
      {
        g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                     "the ledger is damaged: a text of import %" G_GINT64_FORMAT " is not UTF-8",
                     record->id);
        return FALSE;
      }
  record->state = find_word (import_states, state);
  record->kind = find_word (import_kinds, kind);
  return TRUE;
}

gboolean
_footprints_sqlite_find_unfinished_import (FootprintsSqliteConnection *connection,
                                           const char *fingerprint,
                                           FootprintsImportRecord *record,
                                           GError **error)
{
  sqlite3_stmt *statement =
      _footprints_sqlite_prepare (connection,
                                  "select " IMPORT_COLUMNS " from import"
                                  " where id = (select max (id) from import where fingerprint = ?1)"
                                  " and state <> 'finished' and undone_at is null",
                                  error);
  FootprintsImportRecord row;
  int result;

  if (statement == NULL)
    return FALSE;
  *record = (FootprintsImportRecord){ 0 };
  _footprints_sqlite_bind_optional_text (statement, 1, fingerprint);
  result = _footprints_sqlite_step (connection, statement, error);
  if (result == 1 && !read_import (statement, &row, error))
    result = -1;
  if (result == 1)
    _footprints_import_record_copy (record, &row);
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

gboolean
_footprints_sqlite_list_imports (FootprintsSqliteConnection *connection,
                                 gint64 sync_config_id,
                                 gint64 limit,
                                 FootprintsImportRecordFunc func,
                                 gpointer data,
                                 GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select " IMPORT_COLUMNS " from import where sync_config_id is ?1 and kind <> 'account'"
      " order by id desc limit ?2",
      error);
  FootprintsImportRecord row;
  gboolean more = TRUE;
  int result = 1;

  if (statement == NULL)
    return FALSE;
  _footprints_sqlite_bind_optional_int64 (statement, 1, sync_config_id);
  sqlite3_bind_int64 (statement, 2, limit);
  while (more && (result = _footprints_sqlite_step (connection, statement, error)) == 1)
    if (read_import (statement, &row, error))
      more = func (data, &row);
    else
      {
        result = -1;
        break;
      }
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

gboolean
_footprints_sqlite_find_import (FootprintsSqliteConnection *connection,
                                const char *fingerprint,
                                gint64 *id,
                                GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection, "select max (id) from import where fingerprint = ?1", error);
  int result;

  if (statement == NULL)
    return FALSE;
  _footprints_sqlite_bind_optional_text (statement, 1, fingerprint);
  result = _footprints_sqlite_step (connection, statement, error);
  *id = result == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

/* The columns that somebody sets, as parameters 1 to 10. */
static void
bind_settings (sqlite3_stmt *statement, const FootprintsSyncRecord *record)
{
  _footprints_sqlite_bind_optional_int64 (statement, 1, record->id);
  _footprints_sqlite_bind_optional_text (statement, 2, record->source);
  _footprints_sqlite_bind_optional_text (statement, 3, record->username);
  _footprints_sqlite_bind_optional_text (statement, 4, record->api_key);
  _footprints_sqlite_bind_optional_text (statement, 5, record->token);
  sqlite3_bind_int64 (statement, 6, record->interval_minutes);
  sqlite3_bind_int (statement, 7, record->enabled);
  sqlite3_bind_int64 (statement, 8, record->updated_at);
  _footprints_sqlite_bind_optional_text (statement, 9, record->base_url);
  sqlite3_bind_int64 (statement, 10, record->overlap_s);
}

static gboolean
fail_sync_exists (const FootprintsSyncRecord *record, GError **error)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS,
               "there is a sync of “%s” from %s already", record->username, record->source);
  return FALSE;
}

static gboolean
insert_sync (FootprintsSqliteConnection *connection, FootprintsSyncRecord *record, GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert into sync_configs (id, source, username, api_key, token, sync_interval_minutes,"
      " enabled, created_at, updated_at, base_url, overlap_s, service_total, failure_count)"
      " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, -1, 0)"
      " on conflict (source, username) do nothing returning id",
      error);
  int result;

  if (statement == NULL)
    return FALSE;
  bind_settings (statement, record);
  result = _footprints_sqlite_step (connection, statement, error);
  if (result == 1)
    record->id = sqlite3_column_int64 (statement, 0);
  _footprints_sqlite_reset (statement);
  return result == 0 ? fail_sync_exists (record, error) : result == 1;
}

/* A key or token that is not given stays. Another account or place begins afresh, and every change
 * is tried at once. */
static gboolean
update_sync (FootprintsSqliteConnection *connection, FootprintsSyncRecord *record, GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "update or ignore sync_configs set source = ?2, username = ?3,"
      " api_key = coalesce (?4, api_key), token = coalesce (?5, token),"
      " sync_interval_minutes = ?6, enabled = ?7, updated_at = ?8, base_url = ?9, overlap_s = ?10,"
      " newest_listened_at = case when source = ?2 and username = ?3 and base_url is ?9 then "
      "newest_listened_at end,"
      " service_total = case when source = ?2 and username = ?3 and base_url is ?9 then "
      "service_total else -1 end,"
      " missing_count = case when source = ?2 and username = ?3 and base_url is ?9 then "
      "missing_count else 0 end,"
      " searched_at = case when source = ?2 and username = ?3 and base_url is ?9 then searched_at "
      "end,"
      " last_sync_timestamp ="
      " case when source = ?2 and username = ?3 and base_url is ?9 then last_sync_timestamp end,"
      " failure_count = 0, retry_at = null where id = ?1",
      error);
  gint64 n_syncs = 0;

  if (statement == NULL)
    return FALSE;
  bind_settings (statement, record);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  if (_footprints_sqlite_n_changes (connection) == 1)
    return TRUE;
  statement = _footprints_sqlite_prepare (
      connection, "select count (*) from sync_configs where id = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->id);
  if (_footprints_sqlite_step (connection, statement, error) == 1)
    n_syncs = sqlite3_column_int64 (statement, 0);
  _footprints_sqlite_reset (statement);
  if (n_syncs > 0)
    return fail_sync_exists (record, error);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
               "there is no sync %" G_GINT64_FORMAT, record->id);
  return FALSE;
}

gboolean
_footprints_sqlite_save_sync (FootprintsSqliteConnection *connection,
                              FootprintsSyncRecord *record,
                              GError **error)
{
  return record->id == 0 ? insert_sync (connection, record, error)
                         : update_sync (connection, record, error);
}

gboolean
_footprints_sqlite_save_sync_state (FootprintsSqliteConnection *connection,
                                    const FootprintsSyncRecord *record,
                                    GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "update sync_configs set last_sync_timestamp = ?2, newest_listened_at = ?3,"
      " service_total = ?4, last_success_at = ?5, failure_count = ?6, failing_since = ?7,"
      " retry_at = ?8, last_error = ?9, told_at = ?10, missing_count = ?11, searched_at = ?14,"
      " look_from = iif (?12 is null and look_generation is ?13, null, look_from) where id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->id);
  _footprints_sqlite_bind_optional_int64 (statement, 2, record->last_sync_at);
  _footprints_sqlite_bind_optional_int64 (statement, 3, record->newest_at);
  sqlite3_bind_int64 (statement, 4, record->service_total);
  _footprints_sqlite_bind_optional_int64 (statement, 5, record->last_success_at);
  sqlite3_bind_int64 (statement, 6, record->n_failures);
  _footprints_sqlite_bind_optional_int64 (statement, 7, record->failing_since);
  _footprints_sqlite_bind_optional_int64 (statement, 8, record->retry_at);
  _footprints_sqlite_bind_optional_text (statement, 9, record->last_error);
  _footprints_sqlite_bind_optional_int64 (statement, 10, record->told_at);
  sqlite3_bind_int64 (statement, 11, record->n_missing);
  _footprints_sqlite_bind_optional_int64 (statement, 12, record->look_from);
  _footprints_sqlite_bind_optional_int64 (statement, 13, record->look_generation);
  _footprints_sqlite_bind_optional_int64 (statement, 14, record->searched_at);
  return _footprints_sqlite_run (connection, statement, error);
}

gboolean
_footprints_sqlite_remove_sync (FootprintsSqliteConnection *connection,
                                gint64 id,
                                gboolean *existed,
                                GError **error)
{
  sqlite3_stmt *statement =
      _footprints_sqlite_prepare (connection, "delete from sync_configs where id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  *existed = _footprints_sqlite_n_changes (connection) == 1;
  return TRUE;
}

gboolean
_footprints_sqlite_prune_sync_runs (FootprintsSqliteConnection *connection,
                                    gint64 id,
                                    gint64 n_kept,
                                    GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "delete from import where sync_config_id = ?1 and id <="
      " (select id from import where sync_config_id = ?1 order by id desc limit 1 offset ?2)",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, n_kept);
  return _footprints_sqlite_run (connection, statement, error);
}

static gboolean
read_sync (sqlite3_stmt *statement, FootprintsSyncRecord *record, GError **error)
{
  /* clang-format off */
  const struct { int column; char **text; } texts[] = {
    { 1, &record->source }, { 2, &record->username }, { 3, &record->api_key },
    { 4, &record->token }, { 10, &record->base_url }, { 18, &record->last_error },
  };
  /* clang-format on */

  *record = (FootprintsSyncRecord){
    .id = sqlite3_column_int64 (statement, 0),
    .interval_minutes = sqlite3_column_int64 (statement, 5),
    .last_sync_at = sqlite3_column_int64 (statement, 6),
    .enabled = sqlite3_column_int (statement, 7) != 0,
    .created_at = sqlite3_column_int64 (statement, 8),
    .updated_at = sqlite3_column_int64 (statement, 9),
    .overlap_s = sqlite3_column_int64 (statement, 11),
    .newest_at = sqlite3_column_int64 (statement, 12),
    .service_total = sqlite3_column_int64 (statement, 13),
    .last_success_at = sqlite3_column_int64 (statement, 14),
    .n_failures = sqlite3_column_int64 (statement, 15),
    .failing_since = sqlite3_column_int64 (statement, 16),
    .retry_at = sqlite3_column_int64 (statement, 17),
    .told_at = sqlite3_column_int64 (statement, 19),
    .n_missing = sqlite3_column_int64 (statement, 20),
    .look_from = sqlite3_column_int64 (statement, 21),
    .look_generation = sqlite3_column_int64 (statement, 22),
    .searched_at = sqlite3_column_int64 (statement, 23),
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!_footprints_sqlite_read_text (statement, texts[i].column, (const char **) texts[i].text))
      {
        g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                     "the ledger is damaged: a text of sync %" G_GINT64_FORMAT " is not UTF-8",
                     record->id);
        return FALSE;
      }
  return TRUE;
}

gboolean
_footprints_sqlite_list_syncs (FootprintsSqliteConnection *connection,
                               FootprintsSyncRecordFunc func,
                               gpointer data,
                               GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select id, source, username, api_key, token, sync_interval_minutes, last_sync_timestamp,"
      " enabled, created_at, updated_at, base_url, overlap_s, newest_listened_at, service_total,"
      " last_success_at, failure_count, failing_since, retry_at, last_error, told_at,"
      " missing_count, look_from, look_generation, searched_at from sync_configs order by id",
      error);
  FootprintsSyncRecord row;
  int result;

  if (statement == NULL)
    return FALSE;
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    {
      if (!read_sync (statement, &row, error))
        {
          result = -1;
          break;
        }
      func (data, &row);
    }
  _footprints_sqlite_reset (statement);
  return result == 0;
}
